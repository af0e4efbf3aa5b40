//! The state machine of an application: who may do what in which state, and what comes of it.

use crate::access::Action;
use serde::{Deserialize, Serialize};

/// Where an application stands. The status is a projection of its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Registered under its number; the term runs, nobody has taken it yet.
    Registered,
    /// An officer works on it.
    InReview,
    /// Left without motion: the applicant is asked for a correction, the clock stands.
    Returned,
    Granted,
    Refused,
    /// Taken back by the applicant.
    Withdrawn,
}

impl State {
    pub const ALL: [Self; 6] = [
        Self::Registered,
        Self::InReview,
        Self::Returned,
        Self::Granted,
        Self::Refused,
        Self::Withdrawn,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::InReview => "in_review",
            Self::Returned => "returned",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether nothing can happen to it any more: no files, no corrections, no second decision.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Granted | Self::Refused | Self::Withdrawn)
    }
}

/// What can be done to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    Take,
    RequestCorrection,
    Correct,
    Grant,
    Refuse,
    Withdraw,
}

impl Command {
    pub const ALL: [Self; 6] = [
        Self::Take,
        Self::RequestCorrection,
        Self::Correct,
        Self::Grant,
        Self::Refuse,
        Self::Withdraw,
    ];

    /// The right that the actor needs.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Take => Action::TakeApplication,
            Self::RequestCorrection => Action::RequestCorrection,
            Self::Correct => Action::AnswerCorrection,
            Self::Grant | Self::Refuse => Action::DecideApplication,
            Self::Withdraw => Action::WithdrawApplication,
        }
    }

    /// The kind of the event that tells of it.
    #[must_use]
    pub const fn event(self) -> &'static str {
        match self {
            Self::Take => "cabinet.application.taken",
            Self::RequestCorrection => "cabinet.application.returned",
            Self::Correct => "cabinet.application.corrected",
            Self::Grant => "cabinet.application.granted",
            Self::Refuse => "cabinet.application.refused",
            Self::Withdraw => "cabinet.application.withdrawn",
        }
    }
}

/// Event of a new application.
pub const SUBMITTED: &str = "cabinet.application.submitted";
/// The kind of the things that events of this machine tell of.
pub const SUBJECT: &str = "cabinet.application";

/// Codes of broken rules; each has a message in `locales/*/problems.toml`.
pub mod rule {
    pub const APPLICATION_CLOSED: &str = "application_closed";
    pub const ALREADY_TAKEN: &str = "application_already_taken";
    pub const NOT_TAKEN: &str = "application_not_taken";
    pub const NOT_YOURS: &str = "application_not_yours";
    pub const OWN_APPLICATION: &str = "own_application";
    pub const CORRECTION_AWAITED: &str = "correction_awaited";
    pub const NO_CORRECTION_ASKED: &str = "no_correction_asked";
    pub const VERIFIED_IDENTITY_NEEDED: &str = "verified_identity_needed";
    pub const ORDERED_ELSEWHERE: &str = "ordered_elsewhere";
    pub const DRAFT_SUBMITTED: &str = "draft_submitted";
    pub const DRAFT_EXPIRED: &str = "draft_expired";
}

/// The state after a command, or the rule that forbids it.
///
/// # Errors
/// A code of [`rule`].
pub const fn next(state: State, command: Command) -> Result<State, &'static str> {
    match (state, command) {
        (State::Registered, Command::Take) => Ok(State::InReview),
        (State::InReview, Command::RequestCorrection) => Ok(State::Returned),
        (State::Returned, Command::Correct) => Ok(State::InReview),
        (State::InReview, Command::Grant) => Ok(State::Granted),
        (State::InReview, Command::Refuse) => Ok(State::Refused),
        (State::Registered | State::InReview | State::Returned, Command::Withdraw) => Ok(State::Withdrawn),

        (State::Granted | State::Refused | State::Withdrawn, _) => Err(rule::APPLICATION_CLOSED),
        (State::InReview | State::Returned, Command::Take) => Err(rule::ALREADY_TAKEN),
        (State::Registered, Command::RequestCorrection | Command::Grant | Command::Refuse) => {
            Err(rule::NOT_TAKEN)
        }
        (State::Returned, Command::RequestCorrection | Command::Grant | Command::Refuse) => {
            Err(rule::CORRECTION_AWAITED)
        }
        (State::Registered | State::InReview, Command::Correct) => Err(rule::NO_CORRECTION_ASKED),
    }
}

/// The registration number: journal, year, and an ordinal without gaps within them.
///
/// ```
/// assert_eq!(domain::cabinet::application::number("S16", 2026, 123), "S16-2026-000123");
/// ```
#[must_use]
pub fn number(journal: &str, year: i16, ordinal: i64) -> String {
    format!("{journal}-{year}-{ordinal:06}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_state_has_one_code() {
        for state in State::ALL {
            assert_eq!(State::of_code(state.code()), Some(state));
        }
    }

    #[test]
    fn nobody_decides_what_nobody_has_taken() {
        assert_eq!(next(State::Registered, Command::Grant), Err(rule::NOT_TAKEN));
        assert_eq!(next(State::Registered, Command::Refuse), Err(rule::NOT_TAKEN));
    }

    #[test]
    fn an_application_is_taken_once() {
        assert_eq!(next(State::InReview, Command::Take), Err(rule::ALREADY_TAKEN));
    }

    fn any_command() -> impl Strategy<Value = Command> {
        proptest::sample::select(Command::ALL.to_vec())
    }

    proptest! {
        #[test]
        fn a_closed_application_stays_as_it_is(walk in proptest::collection::vec(any_command(), 0..40)) {
            let mut state = State::Registered;
            let mut was_taken = false;
            for command in walk {
                match next(state, command) {
                    Ok(after) => {
                        prop_assert!(!state.is_closed());
                        prop_assert_ne!(after, state, "a change that changes nothing has no event");
                        was_taken |= command == Command::Take;
                        if matches!(after, State::Granted | State::Refused) {
                            prop_assert!(was_taken);
                        }
                        state = after;
                    }
                    Err(code) => prop_assert_eq!(state.is_closed(), code == rule::APPLICATION_CLOSED),
                }
            }
        }
    }
}
