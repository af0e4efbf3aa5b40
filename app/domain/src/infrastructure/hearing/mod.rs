//! Public hearings (громадські слухання): a notice, people who come, written proposals and what became of them, minutes, a report.

pub mod disclose;
pub mod notice;
pub mod proposal;
pub mod service;

use super::project::{Day, ProjectId};
use crate::error::{ServiceError, ServiceResult};
use crate::field::{FieldError, Problem};
use crate::id::PublicHearingId;
use crate::text::clean_text;
use crate::time::Timestamp;
use proposal::{Proposal, Tally};

/// The subject of its events.
pub const SUBJECT: &str = "infrastructure.hearing";

/// Minutes hold everything that was said: longer than a comment.
pub const LONGEST_MINUTES: u32 = 40_000;
/// The longest account of what was changed, and the longest reason.
pub const LONGEST_REPORT: u32 = 4_000;
/// More people than this were at no hearing: what is typed beyond is a slip.
pub const MOST_PEOPLE: u32 = 100_000;

/// A document to read beforehand.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Material {
    pub title: String,
    pub link: String,
}

/// A hearing with its whole state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hearing {
    pub id: PublicHearingId,
    pub title: String,
    /// What it is about.
    pub about: String,
    /// One point a line.
    pub agenda: Vec<String>,
    /// Empty where one can take part by video only.
    pub place: String,
    /// The link of the video meeting; empty where there is none.
    pub video: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// Until when written proposals are taken; not later than the end.
    pub proposals_until: Timestamp,
    /// By what act it is held, by what rules, and what these demand; empty where nothing is set.
    pub basis: String,
    pub rules: String,
    /// How many residents may initiate a hearing.
    pub initiators: String,
    /// How many people make it count.
    pub quorum: String,
    pub materials: Vec<Material>,
    /// The projects that it is about; none where it is about something else.
    pub projects: Vec<ProjectId>,
    pub announced_by: String,
    pub announced_at: Timestamp,
    pub cancellation: Option<Cancellation>,
    pub minutes: Option<Minutes>,
    pub report: Option<Report>,
    /// Counts what was announced and published, not who comes.
    pub version: i64,
}

/// Why a hearing does not take place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    pub reason: String,
    pub at: Timestamp,
}

/// What was said, and how many people were there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    pub text: String,
    pub in_room: i64,
    pub by_video: i64,
    pub at: Timestamp,
}

impl Minutes {
    #[must_use]
    pub const fn people(&self) -> i64 {
        self.in_room + self.by_video
    }
}

/// What the hearing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub changed: String,
    pub at: Timestamp,
}

/// Where a hearing stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Ahead,
    Now,
    Over,
    Cancelled,
}

/// How somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    Room,
    Video,
}

impl Way {
    pub const ALL: [Self; 2] = [Self::Room, Self::Video];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Video => "video",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// What happened to a hearing: news to those who follow its projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Announced,
    Cancelled,
    /// Its minutes were published.
    Recorded,
    /// Its report was published.
    Reported,
}

impl Step {
    pub const ALL: [Self; 4] = [Self::Announced, Self::Cancelled, Self::Recorded, Self::Reported];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Cancelled => "cancelled",
            Self::Recorded => "recorded",
            Self::Reported => "reported",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }
}

impl Hearing {
    #[must_use]
    pub fn phase(&self, now: Timestamp) -> Phase {
        if self.cancellation.is_some() {
            Phase::Cancelled
        } else if now < self.starts_at {
            Phase::Ahead
        } else if now < self.ends_at {
            Phase::Now
        } else {
            Phase::Over
        }
    }

    /// The ways to take part that the notice offers, the room first.
    #[must_use]
    pub fn ways(&self) -> Vec<Way> {
        let offers = |way: &Way| match way {
            Way::Room => !self.place.is_empty(),
            Way::Video => !self.video.is_empty(),
        };
        Way::ALL.into_iter().filter(offers).collect()
    }

    /// Registers somebody who comes in this way.
    ///
    /// # Errors
    /// A rule when it is over or cancelled; the field `way` when the notice does not offer it.
    pub fn take_part(&self, way: &str, now: Timestamp) -> ServiceResult<Way> {
        self.is_open(now)?;
        let way = Way::of_code(way).filter(|way| self.ways().contains(way));
        way.ok_or_else(|| ServiceError::field("way", Problem::NotAChoice))
    }

    /// Whether people may still register and change their mind.
    ///
    /// # Errors
    /// The rule that forbids it.
    pub fn is_open(&self, now: Timestamp) -> ServiceResult<()> {
        match self.phase(now) {
            Phase::Ahead | Phase::Now => Ok(()),
            Phase::Over => Err(ServiceError::Rule("hearing_over")),
            Phase::Cancelled => Err(ServiceError::Rule("hearing_cancelled")),
        }
    }

    /// Whether written proposals are still taken.
    ///
    /// # Errors
    /// The rule that forbids it.
    pub fn take_proposal(&self, now: Timestamp) -> ServiceResult<()> {
        self.is_open(now)?;
        if now < self.proposals_until {
            Ok(())
        } else {
            Err(ServiceError::Rule("proposals_closed"))
        }
    }

    /// Cancels it for a reason that everybody reads.
    ///
    /// # Errors
    /// The field `reason`; a rule when it has begun or is cancelled.
    pub fn cancel(&mut self, reason: &str, now: Timestamp) -> ServiceResult<()> {
        match self.phase(now) {
            Phase::Ahead => {}
            Phase::Now | Phase::Over => return Err(ServiceError::Rule("hearing_begun")),
            Phase::Cancelled => return Err(ServiceError::Rule("hearing_cancelled")),
        }
        let reason =
            needed(reason, LONGEST_REPORT).map_err(|problem| ServiceError::field("reason", problem))?;
        self.cancellation = Some(Cancellation { reason, at: now });
        self.version += 1;
        Ok(())
    }

    /// Whether a proposal may be decided: the hearing is over and not reported yet.
    ///
    /// # Errors
    /// The rule that forbids it.
    pub fn take_decision(&self, now: Timestamp) -> ServiceResult<()> {
        self.is_held(now)?;
        if self.report.is_some() {
            return Err(ServiceError::Rule("hearing_reported"));
        }
        Ok(())
    }

    fn is_held(&self, now: Timestamp) -> ServiceResult<()> {
        match self.phase(now) {
            Phase::Ahead | Phase::Now => Err(ServiceError::Rule("hearing_not_over")),
            Phase::Over => Ok(()),
            Phase::Cancelled => Err(ServiceError::Rule("hearing_cancelled")),
        }
    }

    /// Publishes the minutes, once.
    ///
    /// # Errors
    /// The fields `minutes`, `in_room` and `by_video`; a rule when it is not over, or has its minutes.
    pub fn record(&mut self, input: &MinutesInput, now: Timestamp) -> ServiceResult<()> {
        self.is_held(now)?;
        if self.minutes.is_some() {
            return Err(ServiceError::Rule("hearing_recorded"));
        }
        self.minutes = Some(input.accept(now)?);
        self.version += 1;
        Ok(())
    }

    /// Publishes the report, once: after the minutes, when each proposal has its decision.
    ///
    /// # Errors
    /// The field `changed`; the rule that forbids it.
    pub fn report(&mut self, changed: &str, tally: Tally, now: Timestamp) -> ServiceResult<()> {
        self.take_decision(now)?;
        if self.minutes.is_none() {
            return Err(ServiceError::Rule("hearing_not_recorded"));
        }
        if tally.waiting + tally.undecided > 0 {
            return Err(ServiceError::Rule("proposals_undecided"));
        }
        let changed =
            needed(changed, LONGEST_REPORT).map_err(|problem| ServiceError::field("changed", problem))?;
        self.report = Some(Report { changed, at: now });
        self.version += 1;
        Ok(())
    }
}

/// The form of the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MinutesInput {
    pub text: String,
    pub in_room: String,
    pub by_video: String,
}

impl MinutesInput {
    fn accept(&self, now: Timestamp) -> ServiceResult<Minutes> {
        let mut errors = Vec::new();
        let mut people = |field: &str, text: &str| {
            count(text).unwrap_or_else(|problem| {
                errors.push(FieldError::new(field, problem));
                0
            })
        };
        let (in_room, by_video) = (
            people("in_room", &self.in_room),
            people("by_video", &self.by_video),
        );
        let text = needed(&self.text, LONGEST_MINUTES).unwrap_or_else(|problem| {
            errors.push(FieldError::new("minutes", problem));
            String::new()
        });
        if !errors.is_empty() {
            return Err(ServiceError::Invalid(errors));
        }
        Ok(Minutes {
            text,
            in_room,
            by_video,
            at: now,
        })
    }
}

/// A number of people; nobody where nothing is typed is a slip, so it is asked for.
fn count(text: &str) -> Result<i64, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let number: u32 = crate::civil::number(text).ok_or(Problem::NotANumber)?;
    if number > MOST_PEOPLE {
        let max = i64::from(MOST_PEOPLE);
        return Err(Problem::NumberTooLarge { max });
    }
    Ok(i64::from(number))
}

/// A text of several lines that must be there.
fn needed(text: &str, max: u32) -> Result<String, Problem> {
    let text = clean_text(text, max)?;
    if text.is_empty() {
        return Err(Problem::Required);
    }
    Ok(text)
}

/// A hearing in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HearingLine {
    pub hearing: Hearing,
    pub phase: Phase,
}

/// How many people have registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Registered {
    pub room: i64,
    pub video: i64,
}

impl Registered {
    #[must_use]
    pub const fn all(self) -> i64 {
        self.room + self.video
    }
}

/// A hearing as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HearingView {
    pub hearing: Hearing,
    pub phase: Phase,
    /// Whether written proposals are taken now.
    pub takes_proposals: bool,
    /// The projects that it is about, with their titles.
    pub projects: Vec<(ProjectId, String)>,
    pub registered: Registered,
    /// How the reader takes part.
    pub own: Option<Way>,
    /// Published ones and those of the reader, oldest first, each with the day on which it was written.
    pub proposals: Vec<(Proposal, Day)>,
    pub tally: Tally,
}

#[cfg(test)]
mod tests;
