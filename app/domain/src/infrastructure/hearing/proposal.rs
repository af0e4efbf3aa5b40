//! Written proposals to a hearing, and what became of each.

use super::LONGEST_REPORT;
use crate::error::{ServiceError, ServiceResult};
use crate::field::{FieldError, Problem};
use crate::id::{PersonId, ProposalId, PublicHearingId};
use crate::infrastructure::comment::{CommentState, HidingReason, NameShown, Verdict, words};
use crate::time::Timestamp;

/// The subject of its events.
pub const SUBJECT: &str = "infrastructure.proposal";

/// A proposal with its whole state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub id: ProposalId,
    pub hearing: PublicHearingId,
    pub author: PersonId,
    /// The name as everybody sees it.
    pub author_name: String,
    pub text: String,
    pub state: CommentState,
    pub reason: Option<HidingReason>,
    pub written_at: Timestamp,
    pub decision: Option<Decision>,
    pub version: i64,
}

/// What became of a proposal, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub outcome: Outcome,
    pub reason: String,
    pub author: PersonId,
    pub author_name: String,
    pub at: Timestamp,
}

/// What the city does with a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Accepted,
    Partly,
    Rejected,
}

impl Outcome {
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Partly, Self::Rejected];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Partly => "partly",
            Self::Rejected => "rejected",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// A proposal as a form sends it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProposalInput {
    pub text: String,
    /// `full` or `initials`.
    pub name: String,
}

impl ProposalInput {
    /// Checks what was typed.
    ///
    /// # Errors
    /// The fields `text` and `name`.
    pub fn accept(&self) -> ServiceResult<(String, NameShown)> {
        let mut errors = Vec::new();
        let text = words(&self.text).unwrap_or_else(|problem| {
            errors.push(FieldError::new("text", problem));
            String::new()
        });
        let name = NameShown::of_code(&self.name).unwrap_or_else(|| {
            errors.push(FieldError::new("name", Problem::NotAChoice));
            NameShown::Full
        });
        if errors.is_empty() {
            Ok((text, name))
        } else {
            Err(ServiceError::Invalid(errors))
        }
    }
}

/// What the secretary chooses and writes for one proposal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DecisionInput {
    pub outcome: String,
    pub reason: String,
}

impl Proposal {
    /// Judges a proposal that the moderator saw at version `seen`.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when another moderator was faster; a rule when the verdict changes nothing.
    pub fn judge(&mut self, verdict: Verdict, seen: i64) -> ServiceResult<()> {
        if seen != self.version {
            return Err(ServiceError::Conflict);
        }
        (self.state, self.reason) = self.state.judged(verdict)?;
        self.version += 1;
        Ok(())
    }

    /// Says what becomes of it, once.
    ///
    /// # Errors
    /// The fields `outcome` and `reason`; a rule when it is not published, or decided.
    pub fn decide(
        &mut self,
        input: &DecisionInput,
        (author, author_name): (PersonId, String),
        now: Timestamp,
    ) -> ServiceResult<()> {
        if self.state != CommentState::Published {
            return Err(ServiceError::Rule("proposal_not_published"));
        }
        if self.decision.is_some() {
            return Err(ServiceError::Rule("proposal_decided"));
        }
        let mut errors = Vec::new();
        let outcome = Outcome::of_code(&input.outcome);
        if outcome.is_none() {
            errors.push(FieldError::new("outcome", Problem::NotAChoice));
        }
        let reason = super::needed(&input.reason, LONGEST_REPORT).unwrap_or_else(|problem| {
            errors.push(FieldError::new("reason", problem));
            String::new()
        });
        let (Some(outcome), true) = (outcome, errors.is_empty()) else {
            return Err(ServiceError::Invalid(errors));
        };
        self.decision = Some(Decision {
            outcome,
            reason,
            author,
            author_name,
            at: now,
        });
        self.version += 1;
        Ok(())
    }
}

/// How many proposals of a hearing stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Not seen by a moderator yet.
    pub waiting: i64,
    /// Published and not decided yet.
    pub undecided: i64,
    pub accepted: i64,
    pub partly: i64,
    pub rejected: i64,
}

impl Tally {
    /// Counts proposals; a hidden one counts nowhere.
    #[must_use]
    pub fn of<'a>(proposals: impl IntoIterator<Item = (CommentState, Option<&'a Decision>)>) -> Self {
        let mut tally = Self::default();
        for (state, decision) in proposals {
            let outcome = decision.map(|decision| decision.outcome);
            let place = match (state, outcome) {
                (CommentState::Hidden, _) => continue,
                (CommentState::Pending, _) => &mut tally.waiting,
                (CommentState::Published, None) => &mut tally.undecided,
                (CommentState::Published, Some(Outcome::Accepted)) => &mut tally.accepted,
                (CommentState::Published, Some(Outcome::Partly)) => &mut tally.partly,
                (CommentState::Published, Some(Outcome::Rejected)) => &mut tally.rejected,
            };
            *place += 1;
        }
        tally
    }

    /// Those that everybody can read.
    #[must_use]
    pub const fn published(self) -> i64 {
        self.undecided + self.accepted + self.partly + self.rejected
    }
}

/// A proposal in the moderators' queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalView {
    pub proposal: Proposal,
    pub written_on: crate::infrastructure::project::Day,
    pub hearing_title: String,
}
