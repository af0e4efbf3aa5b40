//! How many tests passed and failed, read from what each runner prints.

use std::fmt;
use std::ops::AddAssign;

/// Tests that passed and tests that failed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    /// Those of the passed that needed a second attempt: each has a cause that waits to be found.
    pub at_second_attempt: u64,
}

impl Counts {
    /// A step that has no tests to count and went well.
    pub const ONE_PASSED: Self = Self::plain(1, 0);

    /// A step that makes no second attempts.
    pub const fn plain(passed: u64, failed: u64) -> Self {
        Self {
            passed,
            failed,
            at_second_attempt: 0,
        }
    }

    /// What a runner's exit status and its own figures mean together: a runner that failed without naming a failed test
    /// (it did not compile, it was killed) counts as one failure.
    pub fn of_run(success: bool, counted: Self) -> Self {
        let failed = if success {
            counted.failed
        } else {
            counted.failed.max(1)
        };
        Self { failed, ..counted }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.at_second_attempt += other.at_second_attempt;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Adds up `test result: ok. 3 passed; 0 failed; …` of each program that `cargo test` runs.
pub fn of_cargo_test(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines() {
        let plain = without_colours(line);
        let Some((_, figures)) = plain.split_once("test result: ") else {
            continue;
        };
        let figures = figures.split_once(". ").map_or(figures, |(_, figures)| figures);
        for part in figures.split(';') {
            let mut words = part.split_whitespace();
            let (Some(number), Some(kind)) = (
                words.next().and_then(|word| word.parse::<u64>().ok()),
                words.next(),
            ) else {
                continue;
            };
            match kind {
                "passed" => counts.passed += number,
                "failed" => counts.failed += number,
                _ => {}
            }
        }
    }
    counts
}

/// Reads the `stats` of Playwright's JSON report.
pub fn of_playwright(report: &str) -> Option<Counts> {
    let report: serde_json::Value = serde_json::from_str(report).ok()?;
    let stats = report.get("stats")?;
    let figure = |name: &str| stats.get(name).and_then(serde_json::Value::as_u64);
    let errors = report
        .get("errors")
        .and_then(serde_json::Value::as_array)
        .map_or(0, Vec::len) as u64;
    let at_second_attempt = figure("flaky")?;
    Some(Counts {
        passed: figure("expected")? + at_second_attempt,
        failed: figure("unexpected")? + errors,
        at_second_attempt,
    })
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            let _ = characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_do_not_hide_figures() {
        let output = "test result: \u{1b}[32mok\u{1b}[0m. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(of_cargo_test(output), Counts::plain(2, 0));
    }

    #[test]
    fn cargo_test_programs_are_added_up() {
        let output = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\
                      test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s\n";
        assert_eq!(of_cargo_test(output), Counts::plain(5, 1));
    }

    #[test]
    fn flaky_browser_specs_pass_and_are_told_apart() {
        let report = r#"{"errors":[],"stats":{"expected":5,"skipped":1,"unexpected":1,"flaky":2}}"#;
        assert_eq!(
            of_playwright(report),
            Some(Counts {
                passed: 7,
                failed: 1,
                at_second_attempt: 2
            })
        );
        assert_eq!(of_playwright("not json"), None);
    }

    #[test]
    fn a_runner_that_dies_silently_counts_as_one_failure() {
        assert_eq!(Counts::of_run(false, Counts::plain(3, 0)), Counts::plain(3, 1));
        assert_eq!(Counts::of_run(true, Counts::plain(3, 0)), Counts::plain(3, 0));
    }
}
