//! Opinions that a decision depends on: of other units of the city, which answer here, and of bodies outside it, to which the
//! officer writes and whose answer the officer notes. Each question has a day of its own; the clock of the application runs.

use crate::field::{FieldError, Problem};
use crate::id::{ApplicationId, OpinionId, UnitId};
use crate::language::{Bilingual, Language};
use crate::people::unit::Unit;
use crate::text::clean_line;
use jiff::civil::{Date, DateTime};

/// What the field of the unit says when a body outside the city is asked.
pub const OUTSIDE: &str = "outside";
/// So long can the name of a body be.
pub const MOST_BODY: u32 = 200;
/// A name of fewer characters names nobody.
const LEAST_BODY: u32 = 3;

/// Who is asked: a unit of the city, or a body outside it by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked<Of> {
    Unit(Of),
    Body(String),
}

impl<Of> Asked<Of> {
    #[must_use]
    pub const fn is_outside(&self) -> bool {
        matches!(self, Self::Body(_))
    }
}

impl Asked<Unit> {
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match self {
            Self::Unit(unit) => unit.name(language),
            Self::Body(name) => name,
        }
    }
}

/// Who is asked, as it was chosen and typed: one of the units, or a body by its name, never both.
///
/// ```
/// use domain::cabinet::opinion::{Asked, OUTSIDE, accept_asked};
/// use domain::{FieldError, Problem};
/// let units = [("parks", 7)];
/// assert_eq!(accept_asked("parks", "", &units), Ok(Asked::Unit(7)));
/// assert_eq!(accept_asked(OUTSIDE, " ДСНС ", &units), Ok(Asked::Body("ДСНС".to_owned())));
/// let both = accept_asked("parks", "ДСНС", &units);
/// assert_eq!(both, Err(FieldError::new("body", Problem::EitherOr)));
/// assert_eq!(accept_asked("", "", &units), Err(FieldError::new("unit", Problem::Required)));
/// ```
///
/// # Errors
/// What is wrong, at the field of the unit or of the body.
pub fn accept_asked<Of: Copy>(unit: &str, body: &str, units: &[(&str, Of)]) -> Result<Asked<Of>, FieldError> {
    let has_body = !body.trim().is_empty();
    if unit == OUTSIDE || (unit.is_empty() && has_body) {
        return accept_body("body", body).map(Asked::Body);
    }
    if unit.is_empty() {
        return Err(FieldError::new("unit", Problem::Required));
    }
    let known = units.iter().find(|(code, _)| *code == unit);
    let (_, known) = known.ok_or_else(|| FieldError::new("unit", Problem::NotAChoice))?;
    if has_body {
        return Err(FieldError::new("body", Problem::EitherOr));
    }
    Ok(Asked::Unit(*known))
}

/// The name of a body outside the city.
///
/// # Errors
/// What is wrong with it, at its field.
pub fn accept_body(field: &str, typed: &str) -> Result<String, FieldError> {
    let wrong = |problem| FieldError::new(field, problem);
    let name = clean_line(typed, MOST_BODY).map_err(wrong)?;
    match name.chars().count() {
        0 => Err(wrong(Problem::Required)),
        length if length < LEAST_BODY as usize => Err(wrong(Problem::TooShort { min: LEAST_BODY })),
        _ => Ok(name),
    }
}

/// A question that is awaited, for the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Awaited {
    pub opinion: OpinionId,
    /// Whether the days are those of a body outside the city.
    pub is_outside: bool,
}

/// A question as whoever reads the case sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionView {
    pub id: OpinionId,
    pub asked: Asked<Unit>,
    /// Empty for the applicant, who learns who is asked and until when, not what.
    pub question: String,
    pub asked_by_name: String,
    pub asked_at: DateTime,
    /// Until the end of this day it is in time.
    pub answer_until: Date,
    pub answer: Option<String>,
    /// Who answered, or who noted the answer of a body outside the city.
    pub answered_by_name: Option<String>,
    /// When it was answered, or when the application was closed without it.
    pub ended_at: Option<DateTime>,
    /// Whether the day has passed, or had passed when the answer came.
    pub is_late: bool,
    /// Whether the reader can answer it, or note its answer.
    pub is_readers: bool,
}

/// A question for whoever answers it. It names no applicant: the answer needs none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionCase {
    pub opinion: OpinionView,
    pub number: String,
    pub service: Bilingual,
    /// The unit that asks.
    pub asked_by_unit: Option<Unit>,
    /// The case, for whoever has it: of a question to a body outside the city.
    pub case: Option<ApplicationId>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionInput {
    /// Code of the unit as chosen, or [`OUTSIDE`].
    pub unit: String,
    /// Name of a body outside the city.
    pub body: String,
    pub question: String,
    /// As typed.
    pub answer_until: String,
}

/// Whose staff answers: that of the unit that is asked; for a body outside the city that of the unit that has the case.
#[must_use]
pub const fn answered_in(asked: &Asked<UnitId>, of_case: UnitId) -> UnitId {
    match asked {
        Asked::Unit(unit) => *unit,
        Asked::Body(_) => of_case,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_asked_is_one_of_the_units_or_a_body_by_its_name() {
        let units = [("parks", 7), ("roads", 8)];
        let accepted = |unit, body| accept_asked(unit, body, &units);
        let wrong = |field: &str, problem| Err(FieldError::new(field, problem));
        let table = [
            ("roads", "", Ok(Asked::Unit(8))),
            ("roads", "  ", Ok(Asked::Unit(8))),
            (
                OUTSIDE,
                "Держгеокадастр",
                Ok(Asked::Body("Держгеокадастр".to_owned())),
            ),
            (
                "",
                " Держгеокадастр  у області ",
                Ok(Asked::Body("Держгеокадастр у області".to_owned())),
            ),
            ("", "", wrong("unit", Problem::Required)),
            ("water", "", wrong("unit", Problem::NotAChoice)),
            (OUTSIDE, " ", wrong("body", Problem::Required)),
            (
                OUTSIDE,
                "Яр",
                wrong("body", Problem::TooShort { min: LEAST_BODY }),
            ),
            ("", "Яма\u{7}", wrong("body", Problem::ControlCharacters)),
            ("parks", "Держгеокадастр", wrong("body", Problem::EitherOr)),
        ];
        for (unit, body, expected) in table {
            assert_eq!(accepted(unit, body), expected, "{unit}, {body}");
        }
        let long = "я".repeat(MOST_BODY as usize + 1);
        assert_eq!(
            accepted(OUTSIDE, &long),
            wrong("body", Problem::TooLong { max: MOST_BODY })
        );
    }

    #[test]
    fn a_unit_answers_itself_and_for_a_body_outside_answers_the_unit_of_the_case() {
        let [own, other] = [1, 2].map(|number| UnitId::from(uuid::Uuid::from_u128(number)));
        assert_eq!(answered_in(&Asked::Unit(other), own), other);
        assert_eq!(answered_in(&Asked::Body("ДСНС".to_owned()), own), own);
    }
}
