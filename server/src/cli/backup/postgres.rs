//! PostgreSQL's own programs, found on PATH. The password travels in their environment: a command line is public.

use super::{file_fault, refused};
use crate::wiring::StartError;
use std::path::Path;
use std::process::{Command, Stdio};

/// Schemas that earlier restorations set aside.
pub(super) const ASIDE: &str = "before_restore_";

/// Writes a dump of one moment.
pub(super) fn dump(url: &str, snapshot: &str, target: &Path) -> Result<(), StartError> {
    let mut command = program("pg_dump", url)?;
    command
        .args(["--format=custom", "--no-owner", "--no-privileges"])
        .arg(format!("--exclude-schema={ASIDE}*"))
        .arg(format!("--snapshot={snapshot}"))
        .arg("--file")
        .arg(target);
    run("pg_dump", command)
}

/// Refuses what `pg_restore` cannot read.
pub(super) fn check(dump: &Path) -> Result<(), StartError> {
    let mut command = Command::new("pg_restore");
    command.arg("--list").arg(dump);
    run("pg_restore", command)
}

/// Brings a dump in: all of it, or nothing.
pub(super) fn restore(url: &str, dump: &Path) -> Result<(), StartError> {
    let mut command = program("pg_restore", url)?;
    command
        .args([
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
        ])
        .arg(dump);
    run("pg_restore", command)
}

fn program(name: &str, url: &str) -> Result<Command, StartError> {
    let mut url = reqwest::Url::parse(url).map_err(|_| refused("the database address cannot be read"))?;
    let mut command = Command::new(name);
    if let Some(password) = url.password() {
        let plain = percent_encoding::percent_decode_str(password)
            .decode_utf8()
            .map_err(|_| refused("the password in the database address is not UTF-8"))?;
        command.env("PGPASSWORD", plain.as_ref());
    }
    // An address without a password cannot fail to lose it.
    let _ = url.set_password(None);
    command.arg(format!("--dbname={url}"));
    Ok(command)
}

fn run(name: &str, mut command: Command) -> Result<(), StartError> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => refused(format!(
            "{name} is not on PATH: install the client programs of PostgreSQL, not older than the server"
        )),
        _ => file_fault(Path::new(name))(error),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(refused(format!("{name} failed: {}", words.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_on_a_command_line() {
        let command = program("pg_dump", "postgres://u:%D1%97wort@h:5433/d?sslmode=require").unwrap();
        let shown = format!("{:?}", command.get_args().collect::<Vec<_>>());
        assert!(!shown.contains("wort"), "{shown}");
        assert!(shown.contains("postgres://u@h:5433/d?sslmode=require"), "{shown}");
        let password = command.get_envs().find(|(name, _)| *name == "PGPASSWORD");
        assert_eq!(password.unwrap().1.unwrap(), "їwort");
    }
}
