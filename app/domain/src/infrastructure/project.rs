//! Projects as lists, maps and pages read them.

use super::code::{ProjectStatus, ProjectType, Sector};
use super::flag::Flag;
use super::score::Disclosed;
use crate::id::InvalidId;
use crate::money::Money;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Longer ids than this are refused: they go into addresses.
pub const LONGEST_ID: usize = 200;

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let is_id = !text.is_empty()
                    && text.len() <= LONGEST_ID
                    && !text.chars().any(|c| c.is_control() || c.is_whitespace() || c == '/');
                if is_id { Ok(Self(text.to_owned())) } else { Err(InvalidId) }
            }
        }
    )+};
}

text_ids! {
    /// The OC4IDS id of a project: a prefix and a local id, `oc4ids-abc123-2026-17`. Goes into addresses, so it has
    /// no space and no slash.
    ProjectId;
    /// The id of an organisation within a package.
    SupplierId;
    /// The id of the authority that orders the works.
    AuthorityId;
}

/// A place in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub longitude: f64,
    pub latitude: f64,
}

/// An organisation by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    pub id: String,
    pub name: String,
}

/// A project in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectItem {
    pub id: ProjectId,
    pub title: String,
    pub status: Option<ProjectStatus>,
    #[serde(rename = "type")]
    pub project_type: Option<ProjectType>,
    pub year_from: Option<i64>,
    pub year_to: Option<i64>,
    pub cost: Option<Money>,
    pub address: String,
    /// The first supplier, by name.
    pub supplier: String,
    pub place: Option<Place>,
    /// How many of the 40 items of the CoST standard are told.
    pub disclosed: i64,
}

/// How many projects a filter finds, and what they cost together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    pub count: i64,
    /// How many of them have a place on the map.
    pub on_map: i64,
    /// The sum of those that cost hryvnias, in kopiykas.
    pub total_minor: i64,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectPage {
    pub summary: Summary,
    /// Counted from 1.
    pub page: u32,
    pub pages: u32,
    pub projects: Vec<ProjectItem>,
}

/// A project on the map: id, longitude, latitude, status, address. Written as an array, because there may be many.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapPoint(
    pub ProjectId,
    pub f64,
    pub f64,
    pub Option<ProjectStatus>,
    pub String,
);

/// What the map draws for a filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapPoints {
    pub summary: Summary,
    pub points: Vec<MapPoint>,
}

/// What the indexed columns of a project hold, read from its document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectFacts {
    pub item: ProjectItem,
    /// Sorts titles in the order of the Ukrainian alphabet, byte by byte.
    pub title_key: String,
    /// Folded words that the search looks through.
    pub search_text: String,
    pub sectors: Vec<String>,
    pub suppliers: Vec<Organisation>,
    pub authority: Option<Organisation>,
    pub disclosed: Disclosed,
}

/// A project with everything that its page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectDetail {
    pub item: ProjectItem,
    pub description: Option<String>,
    pub sectors: Vec<SectorCode>,
    pub authority: Option<Organisation>,
    pub suppliers: Vec<Organisation>,
    pub periods: Vec<(PeriodKind, Period)>,
    pub costs: Vec<Cost>,
    pub contracts: Vec<Contract>,
    /// Which items of the CoST standard are told.
    pub disclosed: Disclosed,
    /// What deserves a closer look; filled in by whoever knows the day.
    pub flags: Vec<Flag>,
    /// The day on which the source last changed its record: `2018-12-25`.
    pub source_updated: Option<String>,
    /// When the record was last changed here.
    pub updated: Timestamp,
    pub version: i64,
}

/// A sector that the standard knows, or another code as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SectorCode {
    Known(Sector),
    Other(String),
}

/// The stages of a project that have a period of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PeriodKind {
    Whole,
    Identification,
    Preparation,
    Implementation,
    Completion,
    Maintenance,
    Decommissioning,
}

impl PeriodKind {
    pub const ALL: [Self; 7] = [
        Self::Whole,
        Self::Identification,
        Self::Preparation,
        Self::Implementation,
        Self::Completion,
        Self::Maintenance,
        Self::Decommissioning,
    ];

    /// The field of the document.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Whole => "period",
            Self::Identification => "identificationPeriod",
            Self::Preparation => "preparationPeriod",
            Self::Implementation => "implementationPeriod",
            Self::Completion => "completionPeriod",
            Self::Maintenance => "maintenancePeriod",
            Self::Decommissioning => "decommissioningPeriod",
        }
    }
}

/// A period as days; `None` where the source does not tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Period {
    pub start: Option<Day>,
    pub end: Option<Day>,
}

/// A civil day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: i16,
    pub month: u8,
    pub day: u8,
}

impl Day {
    /// The day that a date-time of the standard begins with: `2015-12-31T23:59:59Z`.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let date: jiff::civil::Date = text.get(..10)?.parse().ok()?;
        Some(Self {
            year: date.year(),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
        })
    }
}

impl Day {
    /// How many days later another day is; negative when it is earlier.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        let date = |day: Self| {
            let (month, of_month) = (i8::try_from(day.month), i8::try_from(day.day));
            jiff::civil::Date::new(day.year, month.ok()?, of_month.ok()?).ok()
        };
        match (date(self), date(later)) {
            (Some(from), Some(to)) => i64::from((to - from).get_days()),
            _ => 0,
        }
    }
}

impl Day {
    /// The day so many days later; the same day beyond the end of the calendar.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let later = || {
            let (month, of_month) = (i8::try_from(self.month).ok()?, i8::try_from(self.day).ok()?);
            let date = jiff::civil::Date::new(self.year, month, of_month).ok()?;
            let span = jiff::Span::new().try_days(days).ok()?;
            date.checked_add(span).ok()
        };
        later().map_or(self, |date| Self {
            year: date.year(),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
        })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Period {
    /// The years of a period that is known by whole years only.
    #[must_use]
    pub fn whole_years(&self) -> Option<(i16, i16)> {
        let (start, end) = (self.start?, self.end?);
        let is_whole = (start.month, start.day) == (1, 1) && (end.month, end.day) == (12, 31);
        is_whole.then_some((start.year, end.year))
    }
}

/// What a sum of the document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CostKind {
    Budget,
    Contract,
    /// What was paid so far.
    Paid,
    Final,
}

/// A sum with the words of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    pub kind: CostKind,
    pub value: Money,
    pub note: Option<String>,
}

/// A contract of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    pub id: String,
    pub title: Option<String>,
    pub suppliers: Vec<Organisation>,
    pub value: Option<Money>,
    pub period: Period,
    pub tenderers: Option<u64>,
}

/// A supplier and what they have done.
#[derive(Debug, Clone, PartialEq)]
pub struct SupplierPortfolio {
    pub supplier: Organisation,
    pub works: ProjectPage,
}

/// How much an authority, or all of them, tells of its projects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure {
    pub projects: i64,
    /// The sum of the scores of all projects.
    pub scores: i64,
    /// In how many projects each item is told, in the order of the standard.
    pub items: Vec<i64>,
}

impl Disclosure {
    /// The mean score in tenths of an item: 133 is 13.3 of 40.
    #[must_use]
    pub const fn mean_tenths(&self) -> i64 {
        if self.projects == 0 {
            0
        } else {
            (self.scores * 10 + self.projects / 2) / self.projects
        }
    }
}

/// An authority in the table of disclosure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorityScore {
    pub authority: Organisation,
    pub projects: i64,
    pub scores: i64,
    /// The sum of the costs in hryvnias, in kopiykas.
    pub total_minor: i64,
}

/// An authority and what it has ordered.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthorityPortfolio {
    pub authority: Organisation,
    pub works: ProjectPage,
    pub disclosure: Disclosure,
}

/// The state of the open data: the same revision means the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dataset {
    /// How many projects the filter finds.
    pub count: i64,
    /// When a project was last changed.
    pub changed_at: Timestamp,
    /// How many changes all projects have seen; with `count` it names a revision.
    pub revision: i64,
}

/// A project as it is exported.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportedProject {
    pub item: ProjectItem,
    pub sectors: Vec<String>,
    /// The document as it was imported, without white space between its tokens.
    pub document: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_would_break_an_address_are_refused() {
        assert!("oc4ids-abc123-17".parse::<ProjectId>().is_ok());
        for wrong in ["", "a b", "a/b", "a\0b", &"x".repeat(201)] {
            assert!(wrong.parse::<ProjectId>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn periods_of_whole_years_are_told_as_years() {
        let period = |start, end| Period {
            start: Day::of_text(start),
            end: Day::of_text(end),
        };
        assert_eq!(
            period("2015-01-01T00:00:00Z", "2016-12-31T23:59:59Z").whole_years(),
            Some((2015, 2016))
        );
        assert_eq!(
            period("2015-01-02T00:00:00Z", "2016-12-31T23:59:59Z").whole_years(),
            None
        );
        assert_eq!(Day::of_text("2015-13-01"), None);
        assert_eq!(Day::of_text("вчора, зранку"), None);
    }
}
