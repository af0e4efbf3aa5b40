//! `cargo xtask bench`: measures a release build of this checkout and prints one table with ratios.
//!
//! Times on a shared machine are rough, so what is compared is measured in turn within one run, and the table shows the ratio.
//! Bytes and counts are firm, and with `--quick` they are measured on the build of the tests. A part is one file with `measure(&Site) -> Outcome<Vec<Row>>` and a line in `PARTS`.

mod data;
pub mod kills;
mod lighthouse;
mod load;
mod pages;
mod start;
mod submissions;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Context, Failure, Outcome, run};
use crate::front::{self, Care};
use crate::project::Project;
use crate::server::{self, Server, ServerPlan};

use table::Row;

struct Part {
    name: &'static str,
    measure: fn(&Site<'_>) -> Outcome<Vec<Row>>,
}

const PARTS: [Part; 7] = [
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
    Part {
        name: "data",
        measure: data::measure,
    },
    Part {
        name: "submissions",
        measure: submissions::measure,
    },
    Part {
        name: "kills",
        measure: kills::measure,
    },
    Part {
        name: "lighthouse",
        measure: lighthouse::measure,
    },
];

/// The pages that are measured, by name: what a visitor comes for. Project and lesson are the first that are found.
pub fn pages_of(server: &Server) -> Outcome<Vec<(String, String)>> {
    let first = |page: &str, is_wanted: fn(&str) -> bool| -> Outcome<Option<String>> {
        let links = server::get(server.address(), page)?.links();
        Ok(links.into_iter().find(|link| is_wanted(link)))
    };
    let project = first("/infrastructure", |link| {
        link.starts_with("/infrastructure/projects/")
    })?;
    let mut lesson = first("/learning", |link| link.starts_with("/learning/courses/"))?;
    // From the portal to the course, the module, the lesson.
    for _ in 0..3 {
        let Some(here) = lesson.clone() else { break };
        let links = server::get(server.address(), &here)?.links();
        let deeper = format!("{here}/");
        match links.into_iter().find(|link| link.starts_with(&deeper)) {
            Some(link) => lesson = Some(link),
            None => break,
        }
    }
    let mut pages = vec![
        ("home", "/".to_owned()),
        ("catalogue", "/cabinet".to_owned()),
        ("service", "/cabinet/services/S16".to_owned()),
        ("projects", "/infrastructure".to_owned()),
        ("map", "/infrastructure/map".to_owned()),
        ("learning", "/learning".to_owned()),
    ];
    pages.extend(project.map(|path| ("project", path)));
    pages.extend(lesson.map(|path| ("lesson", path)));
    Ok(pages
        .into_iter()
        .map(|(name, path)| (name.to_owned(), path))
        .collect())
}

/// The names of the parts.
pub fn part_names() -> String {
    PARTS.iter().map(|part| part.name).collect::<Vec<_>>().join(", ")
}

/// Measures the build of the tests: bytes and counts hold for it too, times do not.
const QUICK: &str = "--quick";

/// Measures the parts that are named, or all, and prints the table.
pub fn command(project: &Project, arguments: &[String]) -> Outcome {
    let (options, only): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|argument| argument.starts_with("--"));
    if let Some(unknown) = options.iter().find(|option| option.as_str() != QUICK) {
        return Err(Failure::new(format!(
            "{unknown} means nothing here; there is {QUICK}"
        )));
    }
    let build = if options.is_empty() {
        Build::Release
    } else {
        Build::Tests
    };
    if let Some(unknown) = only
        .iter()
        .find(|name| !PARTS.iter().any(|part| part.name == name.as_str()))
    {
        return Err(Failure::new(format!(
            "there is no part `{unknown}`; there are {}",
            part_names()
        )));
    }
    let site = Site::build(project, build)?;
    let mut rows = Vec::new();
    let mut failures = Vec::new();
    for part in PARTS
        .iter()
        .filter(|part| only.is_empty() || only.iter().any(|name| name.as_str() == part.name))
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

/// Which build is measured.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Build {
    /// What a city installs.
    Release,
    /// What the tests have built already.
    Tests,
}

impl Build {
    const fn folder(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Tests => "debug",
        }
    }
}

/// A build, ready to be started.
pub struct Site<'a> {
    pub project: &'a Project,
    build: Build,
    folder: PathBuf,
}

impl<'a> Site<'a> {
    fn build(project: &'a Project, build: Build) -> Outcome<Self> {
        front::build(project, Care::Full)?;
        let mut cargo = project.cargo();
        cargo.args(["build", "--quiet"]);
        match build {
            Build::Release => {
                println!("building the server as a city installs it (ten minutes the first time)");
                cargo.args(["--release", "--package", "server"]);
            }
            Build::Tests => {
                println!("measuring the build of the tests: its times are not those of a city");
                // The selection of the tests: another would compile the dependencies again, with fewer features.
                cargo.args(["--workspace", "--exclude", "frontend"]);
            }
        }
        run(cargo.args([
            "--bin",
            "hromada",
            "--example",
            "floor",
            "--example",
            "submissions",
        ]))?;
        let folder = project.output("bench");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).context(folder.display())?;
        Ok(Self {
            project,
            build,
            folder,
        })
    }

    /// The server.
    pub fn server_binary(&self) -> PathBuf {
        self.project.server_binary(self.build.folder())
    }

    /// A program of the measurements.
    pub fn example(&self, name: &str) -> PathBuf {
        let examples = self
            .project
            .cargo_target()
            .join(self.build.folder())
            .join("examples");
        examples.join(name)
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
