//! Runs other programs and says plainly what went wrong with them.

use std::env;
use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

/// Why a command could not be done, in words for the person at the terminal.
#[derive(Debug)]
pub struct Failure(String);

/// What every part of a command returns.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure described by `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Adds what was being done to an error of the standard library.
pub trait Context<T> {
    /// Turns the error into a failure that starts with `doing`.
    fn context(self, doing: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> Context<T> for Result<T, E> {
    fn context(self, doing: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("{doing}: {error}")))
    }
}

/// Runs to the end with the terminal's own input and output.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    accept(command, status, "")
}

/// Runs to the end and returns what was written to standard output.
pub fn capture(command: &mut Command) -> Outcome<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| cannot_start(command, &error))?;
    accept(command, output.status, &String::from_utf8_lossy(&output.stderr))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// How a program ended, and everything that it wrote.
pub struct Recorded {
    pub success: bool,
    pub text: String,
}

/// Runs to the end, shows its output as it comes, and keeps it.
pub fn record(command: &mut Command) -> Outcome<Recorded> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| cannot_start(command, &error))?;
    let errors = child
        .stderr
        .take()
        .map(|pipe| thread::spawn(move || follow(pipe)));
    let mut text = child.stdout.take().map(follow).unwrap_or_default();
    if let Some(reader) = errors {
        text.push_str(&reader.join().unwrap_or_default());
    }
    let status = child.wait().context(shown(command))?;
    Ok(Recorded {
        success: status.success(),
        text,
    })
}

fn follow(pipe: impl Read) -> String {
    let mut text = String::new();
    let mut reader = BufReader::new(pipe);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        let part = String::from_utf8_lossy(&line);
        // A closed terminal must not stop the tests, so a failed write is let go.
        let mut terminal = std::io::stdout().lock();
        let _ = terminal.write_all(part.as_bytes());
        let _ = terminal.flush();
        text.push_str(&part);
        line.clear();
    }
    text
}

/// The program's place in PATH, or nothing.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|file| is_executable(file))
}

/// True for a file that this person may run.
pub fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

/// The command as one would type it, for messages.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name)
        .chain(command.get_args())
        .map(|part| part.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot start `{}`: {error}", shown(command)))
}

fn accept(command: &Command, status: ExitStatus, errors: &str) -> Outcome {
    if status.success() {
        return Ok(());
    }
    let lines: Vec<&str> = errors.lines().filter(|line| !line.trim().is_empty()).collect();
    let last = lines
        .get(lines.len().saturating_sub(12)..)
        .unwrap_or_default()
        .join("\n  ");
    let detail = if last.is_empty() {
        String::new()
    } else {
        format!("\n  {last}")
    };
    Err(Failure::new(format!(
        "`{}` failed ({status}){detail}",
        shown(command)
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_program_is_named_with_its_last_words() {
        let failure = capture(Command::new("sh").args(["-c", "echo no such thing >&2; exit 3"])).unwrap_err();
        let message = failure.to_string();
        assert!(
            message.contains("`sh -c") && message.contains("no such thing"),
            "{message}"
        );
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = run(&mut Command::new("hromada-has-no-such-program")).unwrap_err();
        assert!(
            failure
                .to_string()
                .contains("cannot start `hromada-has-no-such-program`")
        );
    }

    #[test]
    fn recording_keeps_both_streams() {
        let recorded = record(Command::new("sh").args(["-c", "echo out; echo err >&2; exit 1"])).unwrap();
        assert!(!recorded.success);
        assert!(recorded.text.contains("out\n") && recorded.text.contains("err\n"));
    }
}
