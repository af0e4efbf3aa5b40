//! `cargo xtask dev`: rebuilds what changed and restarts the server.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::thread;
use std::time::{Duration, SystemTime};

use walkdir::WalkDir;

use crate::command::{Context, Outcome};
use crate::front::{self, Care};
use crate::project::Project;
use crate::run;

const PAUSE: Duration = Duration::from_millis(400);
const WATCHED: [&str; 9] = [
    "app",
    "frontend",
    "server",
    "style",
    "migrations",
    "content",
    "xtask/assets.mjs",
    "Cargo.toml",
    "Cargo.lock",
];

/// Watches the checkout by asking for file times, which works on every file system, until it is interrupted.
pub fn watch(project: &Project) -> Outcome {
    let mut server = rebuild(
        project,
        Change {
            client: true,
            server: true,
        },
        None,
    );
    let mut before = snapshot(project.root());
    loop {
        thread::sleep(PAUSE);
        let now = snapshot(project.root());
        let change = Change::between(&before, &now);
        before = now;
        if change.client || change.server {
            server = rebuild(project, change, server);
        } else if let Some(child) = &mut server
            && let Ok(Some(status)) = child.try_wait()
        {
            println!("the server ended ({status}); it starts again with the next change");
            server = None;
        }
    }
}

/// What has to be built anew.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
struct Change {
    client: bool,
    server: bool,
}

type Snapshot = BTreeMap<PathBuf, SystemTime>;

impl Change {
    fn between(before: &Snapshot, now: &Snapshot) -> Self {
        let touched = now
            .iter()
            .filter(|(file, time)| before.get(*file) != Some(time))
            .map(|(file, _)| file);
        let gone = before.keys().filter(|file| !now.contains_key(*file));
        touched
            .chain(gone)
            .fold(Self::default(), |change, file| change.and(Self::of(file)))
    }

    fn and(self, other: Self) -> Self {
        Self {
            client: self.client || other.client,
            server: self.server || other.server,
        }
    }

    /// The server reads the manifest and the content at its start, so it restarts after every change.
    fn of(file: &Path) -> Self {
        let is_only_server = ["server", "migrations", "content"]
            .iter()
            .any(|folder| file.starts_with(folder));
        Self {
            client: !is_only_server,
            server: true,
        }
    }
}

/// Builds; a failure is printed and the server stays as it was, so that one can go on reading the page while mending.
fn rebuild(project: &Project, change: Change, running: Option<Child>) -> Option<Child> {
    let built = if change.client {
        front::build(project, Care::Quick)
    } else {
        Ok(())
    }
    .and_then(|()| run::build_server(project));
    if let Err(failure) = built {
        println!("{failure}\nwaiting for a change");
        return running;
    }
    stop(running);
    match start(project) {
        Ok(child) => Some(child),
        Err(failure) => {
            println!("{failure}");
            None
        }
    }
}

fn start(project: &Project) -> Outcome<Child> {
    run::demo_command(project)?
        .spawn()
        .context("the server cannot be started")
}

fn stop(running: Option<Child>) {
    if let Some(mut child) = running {
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn snapshot(root: &Path) -> Snapshot {
    WATCHED
        .iter()
        .flat_map(|name| WalkDir::new(root.join(name)).into_iter().flatten())
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let time = entry.metadata().ok()?.modified().ok()?;
            Some((entry.path().strip_prefix(root).ok()?.to_path_buf(), time))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: u64, files: &[&str]) -> Snapshot {
        files
            .iter()
            .map(|file| {
                (
                    PathBuf::from(file),
                    SystemTime::UNIX_EPOCH + Duration::from_secs(second),
                )
            })
            .collect()
    }

    #[test]
    fn nothing_is_built_when_nothing_changed() {
        assert_eq!(
            Change::between(&at(1, &["app/src/lib.rs"]), &at(1, &["app/src/lib.rs"])),
            Change::default()
        );
    }

    #[test]
    fn a_server_file_leaves_the_client_alone() {
        let change = Change::between(&at(1, &["server/src/main.rs"]), &at(2, &["server/src/main.rs"]));
        assert_eq!(
            change,
            Change {
                client: false,
                server: true
            }
        );
    }

    #[test]
    fn a_removed_stylesheet_rebuilds_the_client() {
        let change = Change::between(&at(1, &["style/main.css"]), &at(1, &[]));
        assert_eq!(
            change,
            Change {
                client: true,
                server: true
            }
        );
    }
}
