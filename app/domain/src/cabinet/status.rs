//! Where an application is, for whoever holds its number and its code: the applicant without an account at hand, a relative, a script.

use super::application::State;
use super::figures::UsualTime;
use super::term::Due;
use crate::language::Bilingual;
use crate::people::unit::Unit;
use crate::printed_code::PrintedCode;
use jiff::civil::{Date, DateTime};
use serde::Deserialize;

/// 55 bits: nobody finds it by trying, and it can be read out on the telephone.
pub type StatusCode = PrintedCode<12>;

/// What somebody typed to learn where an application is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusInput {
    pub number: String,
    pub code: String,
}

/// Where the application is: neither whose it is nor what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusView {
    pub number: String,
    pub service: Bilingual,
    pub state: State,
    pub unit: Option<Unit>,
    pub submitted_at: DateTime,
    /// Since when it is with whoever has it now.
    pub held_since: DateTime,
    pub deadline: Deadline,
    pub usual: Option<UsualTime>,
}

/// Until when something has to happen, by what the state asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deadline {
    /// The due date of the decision.
    pub due: Option<Due>,
    /// The same as a civil moment.
    pub due_at: Option<DateTime>,
    /// Until when the applicant can answer to an intended refusal.
    pub answer_until: Option<Date>,
}

/// The number as it is written on paper, however it was typed: `s16 – 2026 – 123` is `S16-2026-000123`.
#[must_use]
pub fn typed_number(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .map(|sign| if "–—−".contains(sign) { '-' } else { sign })
        .flat_map(char::to_uppercase)
        .collect();
    match plain.rsplit_once('-') {
        Some((journal, ordinal)) if is_short(ordinal) => format!("{journal}-{ordinal:0>6}"),
        _ => plain,
    }
}

/// Whether the zeros before a number of a journal were left out.
fn is_short(ordinal: &str) -> bool {
    (1..6).contains(&ordinal.len()) && ordinal.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cabinet::application::number;

    #[test]
    fn a_number_is_known_however_it_is_typed() {
        let written = number("S16", 2026, 123);
        for typed in ["S16-2026-000123", " s16–2026–123 ", "s16 — 2026 — 000123"] {
            assert_eq!(typed_number(typed), written, "{typed}");
        }
        assert_eq!(typed_number("S16-2026-0000001234"), "S16-2026-0000001234");
        assert_eq!(typed_number("S16"), "S16");
        assert_eq!(typed_number("S16-2026-"), "S16-2026-");
        assert_eq!(typed_number(""), "");
    }
}
