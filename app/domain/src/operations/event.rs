//! The event log as an administrator reads it: what happened, without what it says of people.

use crate::event::Author;
use crate::id::{EventId, PersonId};
use crate::time::Timestamp;
use jiff::civil::Date;

/// How many events a page of the log has.
pub const EVENTS_PER_PAGE: i64 = 50;

/// Which events an administrator wants to see; everything that is set must fit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventFilter {
    /// `cabinet.application`.
    pub subject_kind: Option<String>,
    /// The id of one thing.
    pub subject: Option<String>,
    /// `cabinet.application.submitted`.
    pub kind: Option<String>,
    /// A day in the community's zone.
    pub day: Option<Date>,
    /// Only what is older than this event: the next page.
    pub before: Option<EventId>,
}

/// A page of the log, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPage {
    pub events: Vec<EventSummary>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<EventId>,
    /// Every kind of thing that has events, for the filter.
    pub subject_kinds: Vec<String>,
    /// Every kind of event that there is, for the filter.
    pub kinds: Vec<String>,
}

/// An event without its reason and its details, which may hold words about people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSummary {
    pub id: EventId,
    pub at: Timestamp,
    pub author: Author,
    pub on_behalf_of: Option<PersonId>,
    pub subject_kind: String,
    pub subject_id: String,
    pub subject_version: i64,
    pub kind: String,
}
