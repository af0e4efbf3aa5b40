//! `cargo xtask test`: everything that must hold, step by step, ending with one line of counts.

mod counts;
mod sizes;
mod steps;

use std::process::ExitCode;
use std::time::Instant;

use crate::command::{Failure, Outcome};
use crate::project::Project;

use counts::Counts;
use steps::{Bench, STEPS, Step};

/// The names that `--only` takes.
pub fn step_names() -> String {
    STEPS.iter().map(|step| step.name).collect::<Vec<_>>().join(", ")
}

/// Runs the steps that `only` names, or all; a failed step does not keep the others from telling what they know.
pub fn command(project: &Project, only: &[String]) -> Outcome<ExitCode> {
    let chosen = choose(only)?;
    let mut bench = Bench::new(project);
    let mut total = Counts::default();
    let mut lines = Vec::new();
    for step in chosen {
        println!("\n── {} · {}", step.name, step.about);
        let start = Instant::now();
        let counts = (step.run)(&mut bench).unwrap_or_else(|failure| {
            println!("{failure}");
            Counts::plain(0, 1)
        });
        total += counts;
        let again = match counts.at_second_attempt {
            0 => String::new(),
            number => format!(", {number} of them only at a second attempt"),
        };
        let line = format!(
            "{:<10} {:>6} s   {counts}{again}",
            step.name,
            start.elapsed().as_secs()
        );
        println!("── {line}");
        lines.push(line);
    }
    // The servers stop before the verdict, so that nothing is printed after it.
    drop(bench);
    println!("\n{}\n{total}", lines.join("\n"));
    Ok(if total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn choose(only: &[String]) -> Outcome<Vec<&'static Step>> {
    if only.is_empty() {
        return Ok(STEPS.iter().collect());
    }
    only.iter()
        .map(|name| {
            let unknown = || Failure::new(format!("there is no step `{name}`; there are {}", step_names()));
            STEPS.iter().find(|step| step.name == name).ok_or_else(unknown)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_steps_run_when_none_is_named() {
        assert_eq!(choose(&[]).unwrap().len(), STEPS.len());
    }

    #[test]
    fn an_unknown_step_is_refused_with_the_known_ones() {
        let Err(failure) = choose(&["speling".to_owned()]) else {
            panic!("accepted")
        };
        assert!(failure.to_string().contains("tidy"));
    }
}
