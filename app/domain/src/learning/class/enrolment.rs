//! Seats and the waiting list, and people who have no account.

use super::notice::{Errors, needed};
use crate::field::{FieldError, Problem};
use crate::text::clean_line;
use crate::time::DAY_MS;
use std::str::FromStr;

/// Name and telephone of a visitor without an account are forgotten so long after the class.
pub const KEEP_VISITOR_MS: i64 = 30 * DAY_MS;
/// So many others one person enrols in one class: nobody takes all seats for friends.
pub const MOST_HELPED: usize = 3;
pub const MOST_NAME: u32 = 80;

/// Where somebody stands in a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnrolmentState {
    /// Has a seat.
    Enrolled,
    /// Waits for one.
    Waiting,
    /// Gave it back.
    Left,
}

impl EnrolmentState {
    pub const ALL: [Self; 3] = [Self::Enrolled, Self::Waiting, Self::Left];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Enrolled => "enrolled",
            Self::Waiting => "waiting",
            Self::Left => "left",
        }
    }
}

impl FromStr for EnrolmentState {
    type Err = super::NotACode;

    fn from_str(text: &str) -> Result<Self, super::NotACode> {
        Self::ALL
            .into_iter()
            .find(|state| state.code() == text)
            .ok_or(super::NotACode)
    }
}

/// Who enrolled somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// They themselves, with their account.
    Own,
    /// A relative or a neighbour with an account.
    Helper,
    /// Staff, on the telephone.
    Operator,
}

impl Way {
    pub const ALL: [Self; 3] = [Self::Own, Self::Helper, Self::Operator];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Helper => "helper",
            Self::Operator => "operator",
        }
    }
}

impl FromStr for Way {
    type Err = super::NotACode;

    fn from_str(text: &str) -> Result<Self, super::NotACode> {
        Self::ALL
            .into_iter()
            .find(|way| way.code() == text)
            .ok_or(super::NotACode)
    }
}

/// What the next one gets when so many seats are taken and so many people wait. Nobody overtakes the waiting list.
///
/// ```
/// use domain::learning::class::enrolment::{EnrolmentState, place_for};
/// assert_eq!(place_for(12, 11, 0), EnrolmentState::Enrolled);
/// assert_eq!(place_for(12, 12, 0), EnrolmentState::Waiting);
/// assert_eq!(place_for(12, 11, 1), EnrolmentState::Waiting);
/// ```
#[must_use]
pub const fn place_for(seats: u32, taken: u32, waiting: u32) -> EnrolmentState {
    if taken < seats && waiting == 0 {
        EnrolmentState::Enrolled
    } else {
        EnrolmentState::Waiting
    }
}

/// How many of the waiting list get a seat now.
///
/// ```
/// use domain::learning::class::enrolment::seats_for_waiting;
/// assert_eq!(seats_for_waiting(12, 11, 3), 1);
/// assert_eq!(seats_for_waiting(12, 12, 3), 0);
/// assert_eq!(seats_for_waiting(10, 12, 3), 0);
/// assert_eq!(seats_for_waiting(20, 12, 3), 3);
/// ```
#[must_use]
pub const fn seats_for_waiting(seats: u32, taken: u32, waiting: u32) -> u32 {
    let free = seats.saturating_sub(taken);
    if free < waiting { free } else { waiting }
}

/// A visitor without an account, as the form came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VisitorInput {
    pub name: String,
    pub phone: String,
    /// The visitor knows that name and telephone are kept for this class.
    pub agrees: bool,
}

/// A visitor without an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    pub name: String,
    pub phone: String,
}

impl VisitorInput {
    /// # Errors
    /// Every field that cannot be accepted.
    pub fn checked(&self) -> Result<Visitor, Vec<FieldError>> {
        let mut errors = Errors::default();
        let name = errors.of("name", needed(clean_line(&self.name, MOST_NAME)));
        let phone = if self.phone.trim().is_empty() {
            Err(Problem::Required)
        } else {
            crate::phone::clean(&self.phone)
        };
        let phone = errors.of("phone", phone);
        let agrees = if self.agrees {
            Ok(())
        } else {
            Err(Problem::MustAccept)
        };
        let agrees = errors.of("agrees", agrees);
        match (name, phone, agrees) {
            (Some(name), Some(phone), Some(())) => Ok(Visitor { name, phone }),
            _ => Err(errors.0),
        }
    }
}

/// The first word of a name and the first letters of the others: a list tells people apart without naming them.
///
/// ```
/// use domain::learning::class::enrolment::masked_name;
/// assert_eq!(masked_name("Марія Іванівна Кравець"), "Марія І. К.");
/// assert_eq!(masked_name("Марія"), "Марія");
/// assert_eq!(masked_name(""), "—");
/// ```
#[must_use]
pub fn masked_name(name: &str) -> String {
    let mut words = name.split_whitespace();
    let Some(first) = words.next() else {
        return "—".to_owned();
    };
    words.fold(first.to_owned(), |masked, word| match word.chars().next() {
        Some(letter) => format!("{masked} {letter}."),
        None => masked,
    })
}
