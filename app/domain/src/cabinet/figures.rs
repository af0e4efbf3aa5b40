//! Figures about many applications: the usual time, and what of it may be told without telling about one person.

use super::ledger::Days;
use crate::language::Bilingual;
use crate::people::unit::Unit;
use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;

/// Fewer applications than this are a small cell: the public learns that there were some, and nothing else.
pub const SMALL_CELL: usize = 5;
/// Of fewer decisions nobody can say what is usual.
pub const LEAST_USUAL: usize = 10;
/// The usual time looks back so many days.
pub const USUAL_DAYS: i64 = 90;

/// How long a service usually takes, in days from the submission to the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsualTime {
    /// Half of the applications took no longer.
    pub median_days: u32,
    /// Nine of ten took no longer.
    pub ninetieth_days: u32,
    /// Of so many decisions.
    pub count: usize,
}

impl UsualTime {
    /// The usual time of durations, unless they are too few.
    ///
    /// ```
    /// use domain::cabinet::figures::UsualTime;
    /// assert_eq!(UsualTime::of((1..=9).collect()), None);
    /// let usual = UsualTime::of((1..=20).collect()).unwrap();
    /// assert_eq!((usual.median_days, usual.ninetieth_days, usual.count), (10, 18, 20));
    /// ```
    #[must_use]
    pub fn of(days: Vec<u32>) -> Option<Self> {
        if days.len() < LEAST_USUAL {
            return None;
        }
        Self::of_any(days)
    }

    /// The same of however few, for those who may know each of them.
    #[must_use]
    pub fn of_any(mut days: Vec<u32>) -> Option<Self> {
        days.sort_unstable();
        Some(Self {
            median_days: nearest_rank(&days, 50)?,
            ninetieth_days: nearest_rank(&days, 90)?,
            count: days.len(),
        })
    }
}

/// The smallest value that is not less than so many per cent of all. The values must be sorted.
fn nearest_rank(sorted: &[u32], percent: usize) -> Option<u32> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

/// A month of a year, the period of published figures: `2026-10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    pub year: i16,
    pub month: i8,
}

impl Month {
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self {
            year: day.year(),
            month: day.month(),
        }
    }

    #[must_use]
    pub const fn before(self) -> Self {
        if self.month == 1 {
            Self {
                year: self.year - 1,
                month: 12,
            }
        } else {
            Self {
                year: self.year,
                month: self.month - 1,
            }
        }
    }

    #[must_use]
    pub const fn after(self) -> Self {
        if self.month == 12 {
            Self {
                year: self.year + 1,
                month: 1,
            }
        } else {
            Self {
                year: self.year,
                month: self.month + 1,
            }
        }
    }

    /// `None` outside the calendar.
    #[must_use]
    pub fn first_day(self) -> Option<Date> {
        Date::new(self.year, self.month, 1).ok()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let month = text.split_once('-').and_then(|(year, month)| {
            Some(Self {
                year: year.parse().ok()?,
                month: month.parse().ok()?,
            })
        });
        month
            .filter(|month| month.first_day().is_some())
            .ok_or("a month is written as 2026-10")
    }
}

/// What one decided application contributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    pub days: Days,
    /// From the submission to the decision.
    pub duration_days: u32,
}

/// What the public learns of one unit and service in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    pub applications: u32,
    pub days: Days,
    pub median_days: u32,
    pub ninetieth_days: u32,
}

impl Cell {
    /// The figures of decided applications; `None` for a small cell.
    #[must_use]
    pub fn of(decided: &[Decided]) -> Option<Self> {
        if decided.len() < SMALL_CELL {
            return None;
        }
        let mut days = Days::default();
        for one in decided {
            for side in super::ledger::Side::ALL {
                days.add(side, one.days.of(side));
            }
        }
        let usual = UsualTime::of_any(decided.iter().map(|one| one.duration_days).collect())?;
        Some(Self {
            applications: u32::try_from(decided.len()).unwrap_or(u32::MAX),
            days,
            median_days: usual.median_days,
            ninetieth_days: usual.ninetieth_days,
        })
    }
}

/// A line of the published figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeFigure {
    pub month: Month,
    pub unit: Unit,
    pub service: String,
    pub service_name: Bilingual,
    /// `None` where the cell is too small to be told.
    pub cell: Option<Cell>,
}

/// Everything that is published about time, newest month first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TimeFigures {
    /// The months of which figures are out, newest first; perhaps none.
    pub months: Vec<Month>,
    pub figures: Vec<TimeFigure>,
}

/// The figures of a unit, summed over what is shown of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitTime {
    pub unit: Unit,
    pub applications: u32,
    pub days: Days,
}

impl TimeFigures {
    /// The sum of each unit over its cells that are shown: a hidden cell cannot be worked out from it.
    #[must_use]
    pub fn by_unit(&self) -> Vec<UnitTime> {
        let mut units: Vec<UnitTime> = Vec::new();
        for figure in &self.figures {
            let Some(cell) = figure.cell else { continue };
            let at = units.iter().position(|known| known.unit.id == figure.unit.id);
            let at = at.unwrap_or_else(|| {
                units.push(UnitTime {
                    unit: figure.unit.clone(),
                    applications: 0,
                    days: Days::default(),
                });
                units.len() - 1
            });
            if let Some(sum) = units.get_mut(at) {
                sum.applications = sum.applications.saturating_add(cell.applications);
                for side in super::ledger::Side::ALL {
                    sum.days.add(side, cell.days.of(side));
                }
            }
        }
        units
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn decided(days: u32) -> Decided {
        Decided {
            days: Days {
                unit: days,
                ..Days::default()
            },
            duration_days: days,
        }
    }

    #[test]
    fn of_four_applications_nothing_is_told() {
        assert_eq!(Cell::of(&[1, 2, 3, 4].map(decided)), None);
        let cell = Cell::of(&[1, 2, 3, 4, 30].map(decided)).unwrap();
        assert_eq!((cell.applications, cell.days.unit, cell.median_days), (5, 40, 3));
    }

    #[test]
    fn months_are_told_and_read_alike() {
        let january = Month::of(date(2026, 1, 31));
        assert_eq!(january.to_string(), "2026-01");
        assert_eq!("2026-01".parse(), Ok(january));
        assert_eq!(january.before().after(), january);
        assert_eq!(january.before().to_string(), "2025-12");
        assert!("2026-13".parse::<Month>().is_err());
    }

    proptest! {
        #[test]
        fn at_least_half_and_nine_of_ten_took_no_longer(days in proptest::collection::vec(0_u32..400, 10..80)) {
            let usual = UsualTime::of(days.clone()).unwrap();
            let within = |limit| days.iter().filter(|days| **days <= limit).count();
            prop_assert!(within(usual.median_days) * 2 >= days.len());
            prop_assert!(within(usual.ninetieth_days) * 10 >= days.len() * 9);
            prop_assert!(usual.median_days <= usual.ninetieth_days);
        }
    }
}
