//! `cargo xtask bench`: measures a release build of this checkout and prints one table with ratios.
//!
//! Times on a shared machine are rough, so what is compared is measured in turn within one run, and the table shows the ratio.
//! Bytes and counts are firm. A part is one file with `measure(&Site) -> Outcome<Vec<Row>>` and a line in `PARTS`.

mod load;
mod pages;
mod start;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Context, Failure, Outcome, run};
use crate::front::{self, Care};
use crate::project::Project;
use crate::server::{Server, ServerPlan};

use table::Row;

struct Part {
    name: &'static str,
    measure: fn(&Site<'_>) -> Outcome<Vec<Row>>,
}

const PARTS: [Part; 3] = [
    Part {
        name: "bytes",
        measure: pages::measure,
    },
    Part {
        name: "start",
        measure: start::measure,
    },
    Part {
        name: "load",
        measure: load::measure,
    },
];

/// The pages that are measured: what a visitor comes for, and the three kinds of hard screens.
pub const PAGES: [(&str, &str); 5] = [
    ("home", "/"),
    ("catalogue", "/cabinet"),
    ("projects", "/infrastructure"),
    ("course", "/learning"),
    ("sign-in", "/people/sign-in"),
];

/// The names that `--only` takes.
pub fn part_names() -> String {
    PARTS.iter().map(|part| part.name).collect::<Vec<_>>().join(", ")
}

/// Measures the parts that `only` names, or all, and prints the table.
pub fn command(project: &Project, only: &[String]) -> Outcome {
    if let Some(unknown) = only
        .iter()
        .find(|name| !PARTS.iter().any(|part| part.name == **name))
    {
        return Err(Failure::new(format!(
            "there is no part `{unknown}`; there are {}",
            part_names()
        )));
    }
    let site = Site::build(project)?;
    let mut rows = Vec::new();
    let mut failures = Vec::new();
    for part in PARTS
        .iter()
        .filter(|part| only.is_empty() || only.iter().any(|name| name == part.name))
    {
        println!("measuring {}", part.name);
        match (part.measure)(&site) {
            Ok(measured) => rows.extend(measured),
            Err(failure) => failures.push(format!("{}: {failure}", part.name)),
        }
    }
    println!("\n{}", table::markdown(&rows));
    if failures.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(failures.join("\n")))
    }
}

/// A release build, ready to be started.
pub struct Site<'a> {
    pub project: &'a Project,
    folder: PathBuf,
}

impl<'a> Site<'a> {
    fn build(project: &'a Project) -> Outcome<Self> {
        front::build(project, Care::Full)?;
        println!("building the server as a city installs it (ten minutes the first time)");
        run(project.cargo().args([
            "build",
            "--quiet",
            "--release",
            "--package",
            "server",
            "--bin",
            "hromada",
            "--example",
            "floor",
        ]))?;
        let folder = project.output("bench");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).context(folder.display())?;
        Ok(Self { project, folder })
    }

    /// The release server.
    pub fn server_binary(&self) -> PathBuf {
        self.project.server_binary("release")
    }

    /// The bare handler that the pages are compared with.
    pub fn floor_binary(&self) -> PathBuf {
        self.project.cargo_target().join("release/examples/floor")
    }

    /// A place for files of the measurement.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A demo server on the data folder `name`, which is seeded on first use.
    pub fn start(&self, name: &str) -> Outcome<Server> {
        let data: &Path = &self.file(name);
        let log = self.file(&format!("{name}.log"));
        Server::start(
            self.project,
            &ServerPlan {
                binary: &self.server_binary(),
                data,
                log: &log,
                database_url: None,
            },
        )
    }
}
