//! Calendar dates of forms, small enough for the browser.

use std::fmt;
use std::str::FromStr;

/// A date that exists in the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// Says that a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADay;

impl Day {
    /// The date, or `None` where the calendar has none.
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
        let last = match month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            _ => return None,
        };
        if day == 0 || day > last || year > 9_999 {
            return None;
        }
        Some(Self { year, month, day })
    }

    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Day {
    type Err = NotADay;

    /// Reads `2026-11-23` and `23.11.2026`.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let text = text.trim();
        let is_ukrainian = text.contains('.');
        let mut parts = text.split(if is_ukrainian { '.' } else { '-' });
        let (first, middle, last) = (
            digits(parts.next())?,
            digits(parts.next())?,
            digits(parts.next())?,
        );
        if parts.next().is_some() {
            return Err(NotADay);
        }
        let (year, day) = if is_ukrainian {
            (last, first)
        } else {
            (first, last)
        };
        let (month, day) = (
            u8::try_from(middle).map_err(|_| NotADay)?,
            u8::try_from(day).map_err(|_| NotADay)?,
        );
        Self::new(year, month, day).ok_or(NotADay)
    }
}

fn digits(part: Option<&str>) -> Result<u16, NotADay> {
    let part = part.unwrap_or_default();
    if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotADay);
    }
    part.parse().map_err(|_| NotADay)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_browsers_and_as_people_write_them() {
        assert_eq!("2026-11-23".parse(), Day::new(2026, 11, 23).ok_or(NotADay));
        assert_eq!("23.11.2026".parse(), Day::new(2026, 11, 23).ok_or(NotADay));
        assert_eq!(Day::new(2026, 1, 2).unwrap().to_string(), "2026-01-02");
    }

    #[test]
    fn days_that_the_calendar_does_not_have_are_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "31.04.2026",
            "0.1.2026",
            "",
            "2026-1",
            "1-1-1-1",
            "+1.1.2026",
        ] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
        assert!("29.02.2024".parse::<Day>().is_ok());
        assert!("1900-02-29".parse::<Day>().is_err());
    }
}
