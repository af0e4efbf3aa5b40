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
    /// Suspended on a ground of the card: the clock stands until it is resumed.
    Suspended,
    /// A refusal is intended, and the applicant may speak first. The clock runs.
    Hearing,
    /// A draft of the decision waits for visas of colleagues, or for the signature. The clock runs.
    Approval,
    Granted,
    Refused,
    /// Taken back by the applicant.
    Withdrawn,
    /// The applicant complains about the decision; somebody who did not make it looks into it.
    Appealed,
    /// The complaint was decided and the decision stays.
    Upheld,
    /// Handed to the body that it is for, which answers itself.
    Forwarded,
}

impl State {
    pub const ALL: [Self; 12] = [
        Self::Registered,
        Self::InReview,
        Self::Returned,
        Self::Suspended,
        Self::Hearing,
        Self::Approval,
        Self::Granted,
        Self::Refused,
        Self::Withdrawn,
        Self::Appealed,
        Self::Upheld,
        Self::Forwarded,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::InReview => "in_review",
            Self::Returned => "returned",
            Self::Suspended => "suspended",
            Self::Hearing => "hearing",
            Self::Approval => "approval",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Appealed => "appealed",
            Self::Upheld => "upheld",
            Self::Forwarded => "forwarded",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether the city has nothing left to do: no files, no corrections, no messages, no second decision.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(
            self,
            Self::Granted | Self::Refused | Self::Withdrawn | Self::Upheld | Self::Forwarded
        )
    }

    /// Whether the term of the service runs or stands. A complaint has a term of its own.
    #[must_use]
    pub const fn has_term(self) -> bool {
        !self.is_closed() && !matches!(self, Self::Appealed)
    }

    /// Whether the applicant is told a decision that can be complained about.
    #[must_use]
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Granted | Self::Refused | Self::Forwarded)
    }
}

/// What can be done to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    Take,
    RequestCorrection,
    Correct,
    Suspend,
    Resume,
    /// Goes over to the longer term that the card names for it.
    Extend,
    /// Discloses the draft of a refusal, so that the applicant can speak first.
    IntendRefusal,
    /// The applicant spoke, did not want to, or let the day pass.
    EndHearing,
    /// Sends a draft of the decision to colleagues; a draft that is with them already is replaced by a new version.
    SendForApproval,
    GiveVisa,
    /// Sends a draft back to its author with a remark.
    ReturnDraft,
    /// Takes the own draft back.
    RecallDraft,
    /// Asks another unit of the city, or a body outside it; the clock runs.
    AskOpinion,
    /// The answer comes, on a page of its own.
    GiveOpinion,
    Grant,
    Refuse,
    /// Hands the application to the body that it is for, where the card knows that.
    Forward,
    Withdraw,
    Appeal,
    Uphold,
    /// The decision falls; somebody else takes the application anew.
    Annul,
}

impl Command {
    pub const ALL: [Self; 21] = [
        Self::Take,
        Self::RequestCorrection,
        Self::Correct,
        Self::Suspend,
        Self::Resume,
        Self::Extend,
        Self::IntendRefusal,
        Self::EndHearing,
        Self::SendForApproval,
        Self::GiveVisa,
        Self::ReturnDraft,
        Self::RecallDraft,
        Self::AskOpinion,
        Self::GiveOpinion,
        Self::Grant,
        Self::Refuse,
        Self::Forward,
        Self::Withdraw,
        Self::Appeal,
        Self::Uphold,
        Self::Annul,
    ];

    /// The right that the actor needs. Hearings are ended by either side, which the service tells apart.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Take => Action::TakeApplication,
            Self::RequestCorrection => Action::RequestCorrection,
            Self::Correct => Action::AnswerCorrection,
            Self::Suspend
            | Self::Resume
            | Self::IntendRefusal
            | Self::SendForApproval
            | Self::RecallDraft
            | Self::AskOpinion
            | Self::Grant
            | Self::Refuse
            | Self::Forward => Action::DecideApplication,
            Self::GiveVisa | Self::ReturnDraft => Action::GiveVisa,
            Self::GiveOpinion => Action::GiveOpinion,
            Self::Extend => Action::ExtendTerm,
            Self::EndHearing => Action::SpeakAtHearing,
            Self::Withdraw => Action::WithdrawApplication,
            Self::Appeal => Action::AppealDecision,
            Self::Uphold | Self::Annul => Action::DecideAppeal,
        }
    }

    /// The kind of the event that tells of it.
    #[must_use]
    pub const fn event(self) -> &'static str {
        match self {
            Self::Take => "cabinet.application.taken",
            Self::RequestCorrection => "cabinet.application.returned",
            Self::Correct => "cabinet.application.corrected",
            Self::Suspend => "cabinet.application.suspended",
            Self::Resume => "cabinet.application.resumed",
            Self::Extend => "cabinet.application.extended",
            Self::IntendRefusal => "cabinet.application.refusal_intended",
            Self::EndHearing => "cabinet.application.heard",
            Self::SendForApproval => "cabinet.application.sent_for_approval",
            Self::GiveVisa => "cabinet.application.visa_given",
            Self::ReturnDraft => "cabinet.application.draft_returned",
            Self::RecallDraft => "cabinet.application.draft_recalled",
            Self::AskOpinion => "cabinet.application.opinion_asked",
            Self::GiveOpinion => "cabinet.application.opinion_given",
            Self::Grant => "cabinet.application.granted",
            Self::Refuse => "cabinet.application.refused",
            Self::Forward => "cabinet.application.forwarded",
            Self::Withdraw => "cabinet.application.withdrawn",
            Self::Appeal => "cabinet.application.appealed",
            Self::Uphold => "cabinet.application.upheld",
            Self::Annul => "cabinet.application.annulled",
        }
    }

    /// Whether it is a matter among colleagues: its event names nobody, because the applicant's receipt holds every event.
    #[must_use]
    pub const fn is_internal(self) -> bool {
        matches!(
            self,
            Self::SendForApproval
                | Self::GiveVisa
                | Self::ReturnDraft
                | Self::RecallDraft
                | Self::AskOpinion
                | Self::GiveOpinion
        )
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
    pub const APPLICATION_SUSPENDED: &str = "application_suspended";
    pub const NOT_SUSPENDED: &str = "application_not_suspended";
    pub const EXTENDED_ALREADY: &str = "term_extended_already";
    pub const HEARING_AWAITED: &str = "hearing_awaited";
    pub const NO_HEARING: &str = "no_hearing";
    pub const HEARING_NEEDED: &str = "hearing_needed";
    pub const HEARING_LASTS: &str = "hearing_lasts";
    pub const DRAFT_IN_APPROVAL: &str = "draft_in_approval";
    pub const NO_DRAFT: &str = "no_draft_decision";
    pub const NOT_YOUR_VISA: &str = "not_your_visa";
    pub const VISAS_AWAITED: &str = "visas_awaited";
    pub const OWN_DRAFT: &str = "own_draft_decision";
    pub const APPROVAL_NEEDED: &str = "approval_needed";
    pub const NO_SIGNER: &str = "no_signer";
    pub const APPEAL_AWAITED: &str = "appeal_awaited";
    pub const NO_DECISION: &str = "no_decision";
    pub const OWN_DECISION: &str = "own_decision";
    pub const RATED_ALREADY: &str = "rated_already";
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
        (State::InReview, Command::Suspend) => Ok(State::Suspended),
        (State::Suspended, Command::Resume) => Ok(State::InReview),
        (State::InReview, Command::Extend) => Ok(State::InReview),
        (State::Approval, Command::Extend) => Ok(State::Approval),
        (State::InReview, Command::IntendRefusal) => Ok(State::Hearing),
        (State::Hearing, Command::EndHearing) => Ok(State::InReview),
        (State::InReview | State::Approval, Command::SendForApproval)
        | (State::Approval, Command::GiveVisa) => Ok(State::Approval),
        (State::Approval, Command::ReturnDraft | Command::RecallDraft) => Ok(State::InReview),
        (State::InReview, Command::AskOpinion) => Ok(State::InReview),
        (
            State::InReview | State::Returned | State::Suspended | State::Hearing | State::Approval,
            Command::GiveOpinion,
        ) => Ok(state),
        (State::InReview | State::Approval, Command::Grant) => Ok(State::Granted),
        (State::InReview | State::Approval, Command::Refuse) => Ok(State::Refused),
        (State::InReview, Command::Forward) => Ok(State::Forwarded),
        (
            State::Registered
            | State::InReview
            | State::Returned
            | State::Suspended
            | State::Hearing
            | State::Approval,
            Command::Withdraw,
        ) => Ok(State::Withdrawn),
        (State::Granted | State::Refused | State::Forwarded, Command::Appeal) => Ok(State::Appealed),
        (State::Appealed, Command::Uphold) => Ok(State::Upheld),
        (State::Appealed, Command::Annul) => Ok(State::Registered),
        (state, command) => Err(obstacle(state, command)),
    }
}

/// Why a command cannot be carried out in a state.
const fn obstacle(state: State, command: Command) -> &'static str {
    match (state, command) {
        (State::Granted | State::Refused | State::Withdrawn | State::Upheld | State::Forwarded, _) => {
            rule::APPLICATION_CLOSED
        }
        (State::Appealed, _) => rule::APPEAL_AWAITED,
        (_, Command::Appeal | Command::Uphold | Command::Annul) => rule::NO_DECISION,
        (_, Command::Take) => rule::ALREADY_TAKEN,
        (_, Command::Correct) => rule::NO_CORRECTION_ASKED,
        (_, Command::Resume) => rule::NOT_SUSPENDED,
        (_, Command::EndHearing) => rule::NO_HEARING,
        (_, Command::GiveVisa | Command::ReturnDraft | Command::RecallDraft) => rule::NO_DRAFT,
        (State::Registered, _) => rule::NOT_TAKEN,
        (State::Returned, _) => rule::CORRECTION_AWAITED,
        (State::Suspended, _) => rule::APPLICATION_SUSPENDED,
        (State::Hearing, _) => rule::HEARING_AWAITED,
        (State::Approval, _) => rule::DRAFT_IN_APPROVAL,
        (State::InReview, _) => rule::ALREADY_TAKEN,
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
        fn a_random_walk_keeps_what_the_law_promises(walk in proptest::collection::vec(any_command(), 0..80)) {
            let (mut state, mut is_taken, mut decisions, mut appeals) = (State::Registered, false, 0, 0);
            for command in walk {
                match next(state, command) {
                    Ok(after) => {
                        if state.is_closed() {
                            prop_assert_eq!(command, Command::Appeal, "a closed application only leaves by a complaint");
                            prop_assert!(state.is_decided(), "and only when it was decided");
                        }
                        let goes_on = matches!(command, Command::Extend | Command::SendForApproval | Command::GiveVisa | Command::AskOpinion | Command::GiveOpinion);
                        prop_assert!(after != state || goes_on, "a change that changes nothing has no event");
                        match command {
                            Command::Take => is_taken = true,
                            Command::Annul => is_taken = false,
                            Command::Appeal => appeals += 1,
                            Command::Grant | Command::Refuse | Command::Forward => {
                                prop_assert!(is_taken, "nobody decides what nobody has taken");
                                decisions += 1;
                            }
                            _ => {}
                        }
                        prop_assert!(appeals <= decisions, "a decision is complained about once");
                        state = after;
                    }
                    Err(code) => {
                        prop_assert_eq!(state.is_closed(), code == rule::APPLICATION_CLOSED);
                    }
                }
            }
        }

        #[test]
        fn nothing_but_a_correction_leaves_a_returned_application_to_its_officer(command in any_command()) {
            let after = next(State::Returned, command);
            let leaves = after.is_ok_and(|after| after != State::Returned);
            prop_assert!(!leaves || matches!(command, Command::Correct | Command::Withdraw));
        }
    }
}
