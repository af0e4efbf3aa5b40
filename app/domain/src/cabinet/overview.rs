//! What the head of a unit sees: load, age, lateness, time by stage, reasons for returns and refusals.

use super::application::State;
use super::figures::UsualTime;
use super::ledger::{Days, Stretch};
use crate::id::UnitId;
use crate::language::Bilingual;
use crate::people::unit::Unit;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;

/// Which applications the figures are about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OverviewFilter {
    /// `None` means every unit that the reader heads.
    pub unit: Option<UnitId>,
    /// `None` means every service.
    pub service: Option<String>,
    pub period: Period,
}

/// How far the figures look back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Period {
    Month,
    #[default]
    Quarter,
    Year,
}

impl Period {
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];

    #[must_use]
    pub const fn days(self) -> u16 {
        match self {
            Self::Month => 30,
            Self::Quarter => 90,
            Self::Year => 365,
        }
    }

    /// What it is called in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Month => "30",
            Self::Quarter => "90",
            Self::Year => "365",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.code() == code)
    }
}

/// Everything on the page of a supervisor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The units that the reader heads, to choose from.
    pub units: Vec<Unit>,
    /// The services of these units, to choose from.
    pub services: Vec<(String, Bilingual)>,
    pub from: Date,
    /// The day of the figures; it counts.
    pub until: Date,
    /// Open now.
    pub open: u32,
    pub overdue: u32,
    pub unassigned: u32,
    pub by_state: Vec<(State, u32)>,
    pub by_age: Vec<(Age, u32)>,
    pub by_officer: Vec<Load>,
    /// Within the period.
    pub received: u32,
    pub decided: u32,
    pub refused: u32,
    /// Of the decisions of the period, however few.
    pub usual: Option<UsualTime>,
    /// Oldest first.
    pub weeks: Vec<Week>,
    pub stages: Vec<StageTime>,
    pub days: Days,
    /// The most frequent first.
    pub returns: Vec<Reason>,
    pub refusals: Vec<Reason>,
    pub by_service: Vec<ServiceLine>,
}

/// How long an open application has been there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Age {
    Week,
    TwoWeeks,
    Month,
    Older,
}

impl Age {
    pub const ALL: [Self; 4] = [Self::Week, Self::TwoWeeks, Self::Month, Self::Older];

    /// ```
    /// use domain::cabinet::overview::Age;
    /// assert_eq!([0, 7, 8, 30, 31].map(Age::of), [Age::Week, Age::Week, Age::TwoWeeks, Age::Month, Age::Older]);
    /// ```
    #[must_use]
    pub const fn of(days: u32) -> Self {
        match days {
            0..=7 => Self::Week,
            8..=14 => Self::TwoWeeks,
            15..=30 => Self::Month,
            _ => Self::Older,
        }
    }
}

/// What one officer has; `None` for what nobody has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    pub officer: Option<String>,
    pub open: u32,
    pub overdue: u32,
}

/// A week from its Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    pub monday: Date,
    pub received: u32,
    pub decided: u32,
}

/// How long applications stood in a state, of those that were in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageTime {
    pub state: State,
    pub applications: u32,
    pub days: u32,
}

impl StageTime {
    /// Days for each application, in tenths: 35 means 3.5 days.
    #[must_use]
    pub fn average_tenths(&self) -> u32 {
        (self.days.saturating_mul(10) + self.applications / 2)
            .checked_div(self.applications)
            .unwrap_or(0)
    }
}

/// Why applications of a service were returned or refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub service: Bilingual,
    /// The label of the field, or the ground.
    pub what: Bilingual,
    pub count: u32,
}

/// The figures of one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceLine {
    pub code: String,
    pub name: Bilingual,
    pub open: u32,
    pub overdue: u32,
    pub decided: u32,
    /// Of the decisions of the period; `None` without one.
    pub median_days: Option<u32>,
}

/// The Monday of a day's week.
#[must_use]
pub fn monday_of(day: Date) -> Date {
    let since = i64::from(day.weekday().since(Weekday::Monday));
    day.checked_sub(jiff::Span::new().days(since)).unwrap_or(day)
}

/// Received and decided applications by week, every week of the period among them.
#[must_use]
pub fn weeks(from: Date, until: Date, received: &[Date], decided: &[Date]) -> Vec<Week> {
    let mut weeks = Vec::new();
    let mut monday = monday_of(from);
    while monday <= until {
        let within = |days: &[Date]| count(days.iter().filter(|day| monday_of(**day) == monday).count());
        weeks.push(Week {
            monday,
            received: within(received),
            decided: within(decided),
        });
        match monday.checked_add(jiff::Span::new().days(7)) {
            Ok(next) => monday = next,
            Err(_) => break,
        }
    }
    weeks
}

/// Time by stage over the ledgers of many applications, in the order of the stages.
#[must_use]
pub fn stage_times(ledgers: &[Vec<Stretch>]) -> Vec<StageTime> {
    let mut sums: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
    for ledger in ledgers {
        for (index, state) in State::ALL.into_iter().enumerate() {
            let days: u32 = ledger
                .iter()
                .filter(|stretch| stretch.state == state)
                .map(Stretch::days)
                .sum();
            if days > 0 {
                let sum = sums.entry(index).or_default();
                *sum = (sum.0.saturating_add(1), sum.1.saturating_add(days));
            }
        }
    }
    sums.into_iter()
        .filter_map(|(index, (applications, days))| {
            Some(StageTime {
                state: *State::ALL.get(index)?,
                applications,
                days,
            })
        })
        .collect()
}

/// A number of things that fits into figures.
#[must_use]
pub fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cabinet::ledger::Side;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_week_begins_on_monday() {
        assert_eq!(monday_of(date(2026, 11, 29)), date(2026, 11, 23));
        assert_eq!(monday_of(date(2026, 11, 23)), date(2026, 11, 23));
    }

    #[test]
    fn a_stage_is_told_per_application_that_was_in_it() {
        let stretch = |state, from, to| Stretch {
            state,
            side: Side::Unit,
            asked: None,
            from: date(2026, 11, from),
            to: date(2026, 11, to),
        };
        let ledgers = [
            vec![
                stretch(State::Registered, 1, 3),
                stretch(State::InReview, 3, 8),
                stretch(State::Returned, 8, 9),
                stretch(State::InReview, 9, 10),
            ],
            vec![stretch(State::Registered, 1, 2)],
        ];
        let stages = stage_times(&ledgers);
        let told: Vec<(State, u32, u32)> = stages
            .iter()
            .map(|stage| (stage.state, stage.applications, stage.average_tenths()))
            .collect();
        assert_eq!(
            told,
            [
                (State::Registered, 2, 15),
                (State::InReview, 1, 60),
                (State::Returned, 1, 10)
            ]
        );
    }

    proptest! {
        #[test]
        fn every_day_of_the_period_is_in_one_week(offsets in proptest::collection::vec(0_i64..90, 0..60)) {
            let from = date(2026, 8, 26);
            let day = |offset: i64| from.checked_add(jiff::Span::new().days(offset)).unwrap();
            let days: Vec<Date> = offsets.iter().map(|offset| day(*offset)).collect();
            let weeks = weeks(from, day(89), &days, &[]);
            let sum: u32 = weeks.iter().map(|week| week.received).sum();
            prop_assert_eq!(sum as usize, days.len());
        }
    }
}
