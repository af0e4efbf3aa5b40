//! Classes on real premises: a teacher announces one, people enrol by themselves, through a helper or by telephone, and
//! it is held, moved or cancelled with a reason.

pub mod attendance;
pub mod calendar;
pub mod enrolment;
pub mod filter;
pub mod notice;
pub mod service;
pub mod stuck;
pub mod view;

use crate::time::Timestamp;
use std::fmt;
use std::str::FromStr;

/// The subjects of events.
pub const SUBJECT: &str = "learning.class";
pub const ENROLMENT: &str = "learning.enrolment";

pub const ANNOUNCED: &str = "learning.class.announced";
pub const CHANGED: &str = "learning.class.changed";
pub const CANCELLED: &str = "learning.class.cancelled";
pub const VISITORS_FORGOTTEN: &str = "learning.class.visitors_forgotten";
pub const ENROLLED: &str = "learning.enrolment.made";
pub const LEFT: &str = "learning.enrolment.left";
/// Somebody of the waiting list got a seat.
pub const SEATED: &str = "learning.enrolment.seated";
pub const CALLED: &str = "learning.enrolment.called";
pub const SHARING_CHANGED: &str = "learning.enrolment.sharing_changed";

/// Rules that refuse something.
pub const IS_CANCELLED: &str = "class_cancelled";
pub const HAS_BEGUN: &str = "class_begun";
pub const HELPED_ENOUGH: &str = "class_helped_enough";

/// The kind of the job that forgets visitors.
pub const FORGET_VISITORS: &str = "learning.class_visitors";

/// Says that a text is no code of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a code")]
pub struct NotACode;

/// What a class is about: a course, or one module of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub course: String,
    pub module: Option<String>,
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.course)?;
        match &self.module {
            Some(module) => write!(formatter, "/{module}"),
            None => Ok(()),
        }
    }
}

/// Reads `digital-abc` and `digital-abc/m5`.
impl FromStr for Subject {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let (course, module) = match text.split_once('/') {
            Some((course, module)) => (course, Some(module)),
            None => (text, None),
        };
        let is_code = |code: &str| {
            !code.is_empty()
                && code.len() <= 64
                && code
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if !is_code(course) || module.is_some_and(|module| !is_code(module)) {
            return Err(NotACode);
        }
        Ok(Self {
            course: course.to_owned(),
            module: module.map(str::to_owned),
        })
    }
}

/// What kind of place a class is held in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HallKind {
    Library,
    School,
    ServiceCentre,
    Other,
}

impl HallKind {
    pub const ALL: [Self; 4] = [Self::Library, Self::School, Self::ServiceCentre, Self::Other];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::School => "school",
            Self::ServiceCentre => "service_centre",
            Self::Other => "other",
        }
    }
}

impl FromStr for HallKind {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == text)
            .ok_or(NotACode)
    }
}

/// A fact about a hall that somebody may still have to find out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    Yes,
    No,
    Unknown,
}

impl Known {
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unknown];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

impl FromStr for Known {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        Self::ALL
            .into_iter()
            .find(|known| known.code() == text)
            .ok_or(NotACode)
    }
}

/// The place of a class. What is not known yet is said to be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hall {
    pub kind: HallKind,
    pub name: String,
    pub address: Option<String>,
    /// Whether a wheelchair gets in.
    pub ramp: Known,
    /// Whether there is a shelter in the building or beside it.
    pub shelter: Known,
    /// How many devices are there to learn on; 0 where everybody brings one.
    pub devices: Option<u32>,
}

/// Where a class stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Ahead,
    Now,
    Over,
    Cancelled,
}

impl Phase {
    /// ```
    /// use domain::{Timestamp, learning::class::Phase};
    /// let (starts, ends) = (Timestamp(10), Timestamp(20));
    /// assert_eq!(Phase::at(Timestamp(9), starts, ends, false), Phase::Ahead);
    /// assert_eq!(Phase::at(Timestamp(10), starts, ends, false), Phase::Now);
    /// assert_eq!(Phase::at(Timestamp(20), starts, ends, false), Phase::Over);
    /// assert_eq!(Phase::at(Timestamp(9), starts, ends, true), Phase::Cancelled);
    /// ```
    #[must_use]
    pub fn at(now: Timestamp, starts_at: Timestamp, ends_at: Timestamp, is_cancelled: bool) -> Self {
        if is_cancelled {
            Self::Cancelled
        } else if now < starts_at {
            Self::Ahead
        } else if now < ends_at {
            Self::Now
        } else {
            Self::Over
        }
    }

    /// Whether seats may still be taken and given back.
    ///
    /// # Errors
    /// The code of the rule that forbids it.
    pub const fn is_open(self) -> Result<(), &'static str> {
        match self {
            Self::Ahead => Ok(()),
            Self::Now | Self::Over => Err(HAS_BEGUN),
            Self::Cancelled => Err(IS_CANCELLED),
        }
    }
}
