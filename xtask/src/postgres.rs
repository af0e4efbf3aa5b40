//! A PostgreSQL cluster of the tests' own: in a temporary folder, on loopback, gone afterwards.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::command::{Context, Failure, Outcome, capture, find_program, is_executable};

const START_LIMIT: Duration = Duration::from_secs(20);

/// Without fsync: what is proved about durability is proved in `bench`; in tests the disk would only cost minutes.
const FAST: [&str; 3] = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"];

const FOLDER_PREFIX: &str = "hromada-postgres-";

/// A running cluster; dropping it stops the server and removes its folder.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    user: Option<String>,
    server: Child,
    port: u16,
}

impl Cluster {
    /// Creates and starts a cluster with one empty database.
    ///
    /// PostgreSQL refuses to run as root, so root hands the folder to `postgres` or `nobody` and starts it as that person.
    ///
    /// # Errors
    /// Says which step failed, with the server's own log.
    pub fn start(programs: &Path) -> Outcome<Self> {
        Self::start_with(programs, &FAST)
    }

    /// The same with every commit on disk, as a city runs it: for measurements.
    ///
    /// # Errors
    /// As [`Cluster::start`].
    pub fn start_durable(programs: &Path) -> Outcome<Self> {
        Self::start_with(programs, &[])
    }

    fn start_with(programs: &Path, settings: &[&str]) -> Outcome<Self> {
        remove_leftovers(&std::env::temp_dir());
        let folder = std::env::temp_dir().join(format!("{FOLDER_PREFIX}{}", std::process::id()));
        fs::create_dir_all(&folder).context(folder.display())?;
        match start_in(programs, &folder, settings) {
            Ok(cluster) => Ok(cluster),
            Err(failure) => {
                let _ = fs::remove_dir_all(&folder);
                Err(failure)
            }
        }
    }

    /// The address of the empty database.
    pub fn url(&self) -> String {
        format!("postgres://hromada@127.0.0.1:{}/hromada_test", self.port)
    }

    fn wait_until_ready(&mut self) -> Outcome {
        let deadline = Instant::now() + START_LIMIT;
        loop {
            if let Some(status) = self.server.try_wait().context("PostgreSQL")? {
                return Err(Failure::new(format!(
                    "PostgreSQL ended at its start ({status}): {}",
                    self.last_log_lines()
                )));
            }
            let Err(refusal) = create_database(&self.programs, self.port) else {
                return Ok(());
            };
            if Instant::now() > deadline {
                let log = self.last_log_lines();
                return Err(Failure::new(format!(
                    "PostgreSQL does not answer: {refusal}; its log: {log}"
                )));
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    fn last_log_lines(&self) -> String {
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines
            .get(lines.len().saturating_sub(5)..)
            .unwrap_or_default()
            .join(" | ")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        let stopped = capture(
            as_user(self.user.as_deref(), &self.programs.join("pg_ctl"))
                .args(["stop", "--mode=immediate", "--timeout=20", "--pgdata"])
                .arg(&data),
        );
        if let Err(failure) = stopped {
            eprintln!("{failure}");
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn start_in(programs: &Path, folder: &Path, settings: &[&str]) -> Outcome<Cluster> {
    let user = unprivileged_user()?;
    if let Some(user) = &user {
        capture(Command::new("chown").arg(user).arg(folder))?;
    }
    let data = folder.join("data");
    // `trust` is safe here: loopback only, test data only, for the minutes of one run.
    capture(
        as_user(user.as_deref(), &programs.join("initdb"))
            .args([
                "--username=hromada",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions",
            ])
            .arg("--pgdata")
            .arg(&data)
            .current_dir(folder),
    )?;

    let port = free_port()?;
    let log = fs::File::create(folder.join("log")).context("PostgreSQL's log")?;
    let errors = log.try_clone().context("PostgreSQL's log")?;
    // A direct child, not `pg_ctl start`: an interrupt at the terminal reaches it, and its id is ours to stop.
    let server = as_user(user.as_deref(), &programs.join("postgres"))
        .arg("-D")
        .arg(&data)
        .args(settings.iter().flat_map(|setting| ["-c", setting]))
        .args(["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"])
        .args(["-c", &format!("port={port}")])
        .arg("-c")
        .arg(format!("unix_socket_directories={}", folder.display()))
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(log)
        .stderr(errors)
        .spawn()
        .context("PostgreSQL cannot be started")?;
    let mut cluster = Cluster {
        programs: programs.to_path_buf(),
        folder: folder.to_path_buf(),
        user,
        server,
        port,
    };
    cluster.wait_until_ready()?;
    Ok(cluster)
}

fn create_database(programs: &Path, port: u16) -> Outcome<String> {
    capture(
        Command::new(psql(programs))
            .args([
                "--host=127.0.0.1",
                "--username=hromada",
                "--no-psqlrc",
                "--quiet",
                "--dbname=postgres",
            ])
            .arg(format!("--port={port}"))
            .args(["--command", "CREATE DATABASE hromada_test"]),
    )
}

/// Removes the folders of runs that were killed: the kernel ended their servers, but nobody their files.
fn remove_leftovers(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(owner) = name
            .strip_prefix(FOLDER_PREFIX)
            .and_then(|id| id.parse::<u32>().ok())
        else {
            continue;
        };
        if !is_running(Some(owner)) && !is_running(server_id(&entry.path())) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// The process id that a server wrote into its data folder.
fn server_id(folder: &Path) -> Option<u32> {
    fs::read_to_string(folder.join("data/postmaster.pid"))
        .ok()?
        .lines()
        .next()?
        .trim()
        .parse()
        .ok()
}

fn is_running(process: Option<u32>) -> bool {
    process.is_some_and(|id| Path::new(&format!("/proc/{id}")).exists())
}

/// Some systems keep the client apart from the server.
fn psql(programs: &Path) -> PathBuf {
    let beside = programs.join("psql");
    if is_executable(&beside) {
        beside
    } else {
        find_program("psql").unwrap_or(beside)
    }
}

/// The person to run as, when this is root.
fn unprivileged_user() -> Outcome<Option<String>> {
    if capture(Command::new("id").arg("-u"))?.trim() != "0" {
        return Ok(None);
    }
    ["postgres", "nobody"]
        .into_iter()
        .find(|user| capture(Command::new("id").args(["-u", user])).is_ok())
        .map(|user| Some(user.to_owned()))
        .ok_or_else(|| {
            Failure::new(
                "PostgreSQL refuses to run as root, and there is neither `postgres` nor `nobody` to run as",
            )
        })
}

/// The program, run as that person, and ended by the kernel if this process dies without a word.
fn as_user(user: Option<&str>, program: &Path) -> Command {
    if find_program("setpriv").is_none() {
        let Some(user) = user else {
            return Command::new(program);
        };
        let mut command = Command::new("runuser");
        command.args(["-u", user, "--"]).arg(program);
        return command;
    }
    let mut command = Command::new("setpriv");
    if let Some(user) = user {
        let group = capture(Command::new("id").args(["-g", user])).unwrap_or_default();
        command.args(["--reuid", user, "--clear-groups", "--regid", group.trim()]);
    }
    command.args(["--pdeathsig", "INT", "--"]).arg(program);
    command
}

/// A port that was free a moment ago.
pub fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port on loopback")?;
    Ok(listener.local_addr().context("no free port on loopback")?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_ports_can_be_bound() {
        let port = free_port().unwrap();
        assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());
    }

    #[test]
    fn only_folders_of_dead_runs_are_removed() {
        let parent = std::env::temp_dir().join(format!("hromada-leftovers-{}", std::process::id()));
        let own = parent.join(format!("{FOLDER_PREFIX}{}", std::process::id()));
        // Larger than any process id that the kernel gives.
        let dead = parent.join(format!("{FOLDER_PREFIX}4294967295"));
        let foreign = parent.join("hromada-postgres-notes");
        for folder in [&own, &dead, &foreign] {
            fs::create_dir_all(folder).unwrap();
        }
        remove_leftovers(&parent);
        assert_eq!(
            [own.exists(), dead.exists(), foreign.exists()],
            [true, false, true]
        );
        fs::remove_dir_all(parent).unwrap();
    }

    #[test]
    fn a_cluster_that_cannot_start_leaves_no_folder() {
        let result = Cluster::start(Path::new("no/such/programs"));
        assert!(result.is_err());
        assert!(
            !std::env::temp_dir()
                .join(format!("hromada-postgres-{}", std::process::id()))
                .exists()
        );
    }
}
