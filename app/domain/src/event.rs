//! Events: what happened, who did it, on whose behalf and why. The event table is append-only.

use crate::id::PersonId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Who did it, as the event keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Author {
    Person(PersonId),
    Anonymous,
    /// The program itself: a job, an import from the command line, a rule of time.
    System,
}

/// An event to be appended in the same transaction as the change that it tells of.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    pub author: Author,
    /// The person for whom the author acted, when another.
    pub on_behalf_of: Option<PersonId>,
    /// Slice and thing: `cabinet.application`.
    pub subject_kind: &'static str,
    pub subject_id: String,
    /// Version of the subject after the change, counted from 1.
    pub subject_version: i64,
    /// Past participle with its slice: `cabinet.application.submitted`.
    pub kind: &'static str,
    /// Why, where a person or a rule gave a reason.
    pub reason: Option<String>,
    /// Details without personal data of others than the subject.
    pub data: Value,
}
