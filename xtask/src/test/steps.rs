//! The steps of `cargo xtask test`, in the order in which they run: what is quick to say comes first.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::bench::kills::{self, Trial};
use crate::command::{Context, Failure, Outcome, record, run};
use crate::front::{self, Care};
use crate::install;
use crate::postgres::Cluster;
use crate::project::Project;
use crate::server::{self, Server, ServerPlan};
use crate::tidy;

use super::counts::{self, Counts};
use super::sizes;

/// One part of the whole check.
pub struct Step {
    pub name: &'static str,
    pub about: &'static str,
    pub run: fn(&mut Bench<'_>) -> Outcome<Counts>,
}

/// Everything that is checked.
pub const STEPS: [Step; 10] = [
    Step {
        name: "format",
        about: "rustfmt agrees",
        run: format,
    },
    Step {
        name: "tidy",
        about: "the rules of the house",
        run: tidy_rules,
    },
    Step {
        name: "tests",
        about: "domain, storage on SQLite and PostgreSQL, services, router",
        run: tests,
    },
    Step {
        name: "doctests",
        about: "the examples in the documentation",
        run: doctests,
    },
    Step {
        name: "lints",
        about: "clippy, with warnings refused",
        run: lints,
    },
    Step {
        name: "front",
        about: "the browser's files are built",
        run: build_front,
    },
    Step {
        name: "sizes",
        about: "the byte budget of assets and of visits to pages",
        run: size_budget,
    },
    Step {
        name: "kills",
        about: "the server is killed while people write, and loses nothing that it acknowledged",
        run: kills,
    },
    Step {
        name: "opendata",
        about: "the official OC4IDS checker reads what we publish",
        run: open_data,
    },
    Step {
        name: "browser",
        about: "Chromium, with and without JavaScript, with axe",
        run: browser,
    },
];

/// The host side of the workspace. The browser client is left out: cargo would join its features with those of the server,
/// and both would be tested as something that nobody runs.
const HOST: [&str; 3] = ["--workspace", "--exclude", "frontend"];

/// What the steps share: built once, started once, stopped at the end.
pub struct Bench<'a> {
    project: &'a Project,
    // Fields are dropped in this order: the server before its database.
    server: Option<Server>,
    cluster: Option<Cluster>,
    front_built: Option<Result<(), String>>,
}

impl<'a> Bench<'a> {
    /// Nothing built, nothing running.
    pub fn new(project: &'a Project) -> Self {
        Self {
            project,
            server: None,
            cluster: None,
            front_built: None,
        }
    }

    fn postgres_url(&mut self) -> Outcome<String> {
        if let Some(cluster) = &self.cluster {
            return Ok(cluster.url());
        }
        let cluster = Cluster::start(&install::postgres_programs()?)?;
        let url = cluster.url();
        self.cluster = Some(cluster);
        Ok(url)
    }

    fn front(&mut self) -> Outcome {
        let project = self.project;
        let built = self
            .front_built
            .get_or_insert_with(|| front::build(project, Care::Full).map_err(|failure| failure.to_string()));
        built
            .clone()
            .map_err(|failure| Failure::new(format!("the browser's files are not built: {failure}")))
    }

    /// A demo server with data of its own, started on first use.
    fn server(&mut self) -> Outcome<&mut Server> {
        if self.server.is_none() {
            self.front()?;
            let server = start_server(self.project)?;
            self.server = Some(server);
        }
        self.server
            .as_mut()
            .ok_or_else(|| Failure::new("the server is not running"))
    }
}

fn start_server(project: &Project) -> Outcome<Server> {
    // The same selection as for the tests, and their dependencies too: with less, cargo would compile some dependencies
    // again, with fewer features.
    run(project
        .cargo()
        .arg("build")
        .args(HOST)
        .args(["--quiet", "--bins", "--tests"]))?;
    let folder = project.output("test");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).context(folder.display())?;
    let binary = folder.join("hromada");
    fs::copy(project.server_binary("debug"), &binary).context("copying the server")?;
    Server::start(
        project,
        &ServerPlan {
            binary: &binary,
            data: &folder.join("data"),
            log: &folder.join("server.log"),
            database_url: None,
        },
    )
}

fn format(bench: &mut Bench<'_>) -> Outcome<Counts> {
    run(bench.project.cargo().args(["fmt", "--all", "--check"])).map(|()| Counts::ONE_PASSED)
}

fn lints(bench: &mut Bench<'_>) -> Outcome<Counts> {
    let refuse_warnings = ["--", "-D", "warnings"];
    run(bench
        .project
        .cargo()
        .args(["clippy", "--quiet"])
        .args(HOST)
        .arg("--all-targets")
        .args(refuse_warnings))?;
    // The browser's half of our code is compiled under other conditions, so it is looked at apart.
    let mut cargo = install::wasm_cargo(bench.project)?;
    cargo.args([
        "clippy",
        "--quiet",
        "--package",
        "frontend",
        "--target",
        install::WASM_TARGET,
        "--profile",
        "wasm-release",
    ]);
    run(cargo.args(refuse_warnings)).map(|()| Counts::ONE_PASSED)
}

fn tidy_rules(bench: &mut Bench<'_>) -> Outcome<Counts> {
    let faults = tidy::check(bench.project)?;
    for fault in &faults {
        println!("{fault}");
    }
    Ok(Counts::of_run(
        faults.is_empty(),
        Counts::plain(u64::from(faults.is_empty()), faults.len() as u64),
    ))
}

fn tests(bench: &mut Bench<'_>) -> Outcome<Counts> {
    let postgres_url = bench.postgres_url()?;
    // In one process for each program: its tests share what is dear to read or to seed.
    let mut cargo = bench.project.cargo();
    cargo.args(["test", "--quiet", "--no-fail-fast", "--lib", "--bins", "--tests"]);
    let recorded = record(cargo.args(HOST).env("HROMADA_TEST_POSTGRES_URL", postgres_url))?;
    Ok(Counts::of_run(
        recorded.success,
        counts::of_cargo_test(&recorded.text),
    ))
}

fn doctests(bench: &mut Bench<'_>) -> Outcome<Counts> {
    let recorded = record(
        bench
            .project
            .cargo()
            .args(["test", "--doc", "--no-fail-fast"])
            .args(HOST),
    )?;
    Ok(Counts::of_run(
        recorded.success,
        counts::of_cargo_test(&recorded.text),
    ))
}

fn build_front(bench: &mut Bench<'_>) -> Outcome<Counts> {
    bench.front().map(|()| Counts::ONE_PASSED)
}

fn size_budget(bench: &mut Bench<'_>) -> Outcome<Counts> {
    bench.front()?;
    install::node_packages(bench.project)?;
    let chromium = install::chromium()?;
    let project = bench.project;
    let mut counts = sizes::check(project)?;
    counts += sizes::check_pages(project, &bench.server()?.base_url(), &chromium)?;
    Ok(counts)
}

fn open_data(bench: &mut Bench<'_>) -> Outcome<Counts> {
    const PUBLISHED: &str = "/opendata/oc4ids/ternopil-works.json";
    let python = install::judges_python(bench.project)?;
    let project = bench.project;
    let address = format!("{}{PUBLISHED}", bench.server()?.base_url());
    let addresses = releases(bench.server()?)?;
    let report = project.output("test").join("oc4ids.json");
    let mut checker = Command::new(python);
    checker
        .arg(project.path("end2end/oc4ids/check_oc4ids.py"))
        .args(["--strict", "--json"])
        .arg(&report)
        .arg(&address)
        .args(&addresses);
    let recorded = record(checker.current_dir(project.root()))?;
    // The checker is content with an empty package; we are not.
    let counts = fs::read_to_string(&report)
        .ok()
        .and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok())
        .unwrap_or_default();
    let has_projects = |address: &String| {
        let projects = counts.get(address).and_then(|counts| counts.get("projects"));
        projects
            .and_then(serde_json::Value::as_u64)
            .is_some_and(|number| number > 0)
    };
    for address in std::iter::once(&address).chain(&addresses) {
        if recorded.success && !has_projects(address) {
            return Err(Failure::new(format!("{address} holds no project")));
        }
    }
    let files = 1 + addresses.len() as u64;
    Ok(Counts::of_run(
        recorded.success,
        Counts::plain(if recorded.success { files } else { 0 }, 0),
    ))
}

/// The packages of all releases, as the catalogue lists them; a demonstration has two at least.
fn releases(server: &Server) -> Outcome<Vec<String>> {
    let catalogue = server::get(server.address(), "/opendata/catalog.jsonld")?.text();
    let mut addresses: Vec<String> = catalogue
        .split('"')
        .filter(|word| word.contains("/opendata/oc4ids/releases/") && word.ends_with(".json"))
        .filter_map(|word| word.split_once("/opendata/"))
        .map(|(_, path)| format!("{}/opendata/{path}", server.base_url()))
        .collect();
    addresses.sort();
    addresses.dedup();
    if addresses.len() < 2 {
        return Err(Failure::new("the catalogue lists fewer than two releases"));
    }
    Ok(addresses)
}

/// A few of the hundred kills of `bench`, on the build that the other steps use.
fn kills(bench: &mut Bench<'_>) -> Outcome<Counts> {
    const KILLS: usize = 5;
    let project = bench.project;
    bench.server()?;
    let report = kills::run(&Trial {
        project,
        binary: project.output("test").join("hromada"),
        folder: project.output("test").join("kills"),
        kills: KILLS,
    })?;
    println!(
        "{KILLS} kills, {} writes acknowledged, {} lost, {} doubled",
        report.acknowledged, report.lost, report.doubled
    );
    let is_whole = report.lost == 0 && report.doubled == 0 && report.applications > 0;
    Ok(Counts::of_run(is_whole, Counts::plain(u64::from(is_whole), 0)))
}

fn browser(bench: &mut Bench<'_>) -> Outcome<Counts> {
    install::node_packages(bench.project)?;
    let chromium = install::chromium()?;
    let python = install::judges_python(bench.project)?;
    let project = bench.project;
    let base_url = bench.server()?.base_url();
    let report: PathBuf = project.output("test").join("browser.json");
    let _ = fs::remove_file(&report);
    let recorded = record(
        project
            .in_end2end("node")
            .args(["node_modules/@playwright/test/cli.js", "test"])
            .env("HROMADA_TEST_BASE_URL", base_url)
            .env("HROMADA_TEST_CHROMIUM", chromium)
            .env("HROMADA_TEST_PYTHON", python)
            .env("HROMADA_TEST_MAIL", project.output("test").join("data/mail"))
            .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report),
    )?;
    let counted = fs::read_to_string(&report)
        .ok()
        .and_then(|text| counts::of_playwright(&text))
        .unwrap_or_default();
    if !recorded.success {
        println!("the server's last words:\n{}", bench.server()?.log_end());
    }
    Ok(Counts::of_run(recorded.success, counted))
}
