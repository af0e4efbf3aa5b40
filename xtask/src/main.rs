//! The project's own commands: `cargo xtask help` lists them.
//!
//! This crate compiles first on a fresh machine, so it has two small dependencies and no others.

mod bench;
mod command;
mod dev;
mod front;
mod install;
mod postgres;
mod project;
mod run;
mod server;
mod test;
mod tidy;
mod visitor;

use std::env;
use std::process::ExitCode;

use command::{Failure, Outcome};
use project::Project;

const HELP: &str = "cargo xtask COMMAND

  run      installs what is missing, builds, and serves the demo on loopback
  test     installs what is missing and checks everything; ends with `N passed, N failed`
           --only NAME  one step, or several: --only NAME --only OTHER
  dev      serves the demo, rebuilds what changes and restarts
  build    builds the browser's files (target/site) and the server
  front    builds the browser's files alone
  tidy     checks the rules of the house: imports, locale keys, specs, README's map
  bench    measures a release build and prints one table
           NAME …       one part, or several
           --quick      the build of the tests instead: bytes and counts hold, times do not
  help     prints this
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Outcome<ExitCode> {
    let (name, rest) = match arguments.split_first() {
        Some((name, rest)) => (name.as_str(), rest),
        None => ("help", arguments),
    };
    if matches!(name, "help" | "--help" | "-h") {
        print!(
            "{HELP}\nsteps of `test`: {}\nparts of `bench`: {}\n",
            test::step_names(),
            bench::part_names()
        );
        return Ok(ExitCode::SUCCESS);
    }
    let project = Project::find()?;
    match name {
        "run" => alone(rest)
            .and_then(|()| run::demo(&project))
            .map(|()| ExitCode::SUCCESS),
        "dev" => alone(rest)
            .and_then(|()| dev::watch(&project))
            .map(|()| ExitCode::SUCCESS),
        "build" => alone(rest)
            .and_then(|()| run::build_all(&project))
            .map(|()| ExitCode::SUCCESS),
        "front" => alone(rest)
            .and_then(|()| front::build(&project, front::Care::Full))
            .map(|()| ExitCode::SUCCESS),
        "tidy" => alone(rest).and_then(|()| tidy::command(&project)),
        "test" => test::command(&project, &chosen(rest)?),
        "bench" => bench::command(&project, rest).map(|()| ExitCode::SUCCESS),
        unknown => Err(Failure::new(format!("there is no command `{unknown}`\n\n{HELP}"))),
    }
}

fn alone(rest: &[String]) -> Outcome {
    match rest.first() {
        Some(argument) => Err(Failure::new(format!(
            "`{argument}` means nothing here; `cargo xtask help` lists what does"
        ))),
        None => Ok(()),
    }
}

/// The names given by `--only`, in their order.
fn chosen(rest: &[String]) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    let mut rest = rest.iter();
    while let Some(argument) = rest.next() {
        if argument != "--only" {
            return Err(Failure::new(format!(
                "`{argument}` means nothing here; `cargo xtask help` lists what does"
            )));
        }
        names.push(
            rest.next()
                .ok_or_else(|| Failure::new("--only needs a name"))?
                .clone(),
        );
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn several_steps_can_be_chosen() {
        assert_eq!(
            chosen(&words("--only tidy --only lints")).unwrap(),
            ["tidy", "lints"]
        );
    }

    #[test]
    fn an_unknown_argument_is_refused() {
        assert!(chosen(&words("--fast")).is_err());
        assert!(chosen(&words("--only")).is_err());
        assert!(alone(&words("--release")).is_err());
    }
}
