//! Newtype ids: UUIDv7, so that they sort by the time of creation.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// Says that a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid id")]
pub struct InvalidId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }
    )+};
}

ids! {
    /// A person with an account.
    PersonId;
    /// A signed-in session of a person.
    SessionId;
    /// A passkey of a person.
    PasskeyId;
    /// An archive of a person's own data.
    OwnDataId;
    /// A unit of the executive bodies.
    UnitId;
    /// A row of the append-only event table.
    EventId;
    /// A queued job.
    JobId;
    /// A package that waits to be imported.
    ImportId;
    /// A stored file: the object and its name.
    FileId;
    /// A draft of an application.
    DraftId;
    /// A submitted application.
    ApplicationId;
    /// A request to correct fields of an application.
    CorrectionId;
    /// A message inside an application.
    MessageId;
    /// A hearing before a refusal.
    HearingId;
    /// A version of a draft decision.
    DecisionDraftId;
    /// What a colleague is asked about a draft decision.
    VisaId;
    /// A question to another unit, or to a body outside the city.
    OpinionId;
    /// A complaint about a decision.
    AppealId;
    /// A public comment.
    CommentId;
    /// A public hearing about projects of the city.
    PublicHearingId;
    /// A written proposal to a public hearing.
    ProposalId;
    /// A learner: a person, or an anonymous device.
    LearnerId;
    /// A graded attempt at an exercise.
    AttemptId;
    /// A test that somebody takes or has taken.
    SittingId;
    /// A certificate of a course.
    CertificateId;
    /// A class on real premises.
    ClassId;
    /// Somebody's seat, or place in the waiting list, of a class.
    EnrolmentId;
    /// A question to a teacher.
    QuestionId;
}
