//! Days and times of the day as people type them.

use crate::field::Problem;
use jiff::civil::{Date, Time};
use std::str::FromStr;

/// Reads `2026-11-23` and `23.11.2026`.
///
/// # Errors
/// [`Problem::Required`] or [`Problem::NotADate`].
pub fn day(text: &str) -> Result<Date, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let is_ukrainian = text.contains('.');
    let parts: Vec<&str> = text.split(if is_ukrainian { '.' } else { '-' }).collect();
    let [first, month, last] = parts.as_slice() else {
        return Err(Problem::NotADate);
    };
    let (year, day) = if is_ukrainian {
        (last, first)
    } else {
        (first, last)
    };
    Date::new(
        number::<i16>(year).ok_or(Problem::NotADate)?,
        number::<i8>(month).ok_or(Problem::NotADate)?,
        number::<i8>(day).ok_or(Problem::NotADate)?,
    )
    .map_err(|_| Problem::NotADate)
}

/// Reads `9:30`, `09.30` and `14`.
///
/// # Errors
/// [`Problem::Required`] or [`Problem::NotATime`].
pub fn time(text: &str) -> Result<Time, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let (hour, minute) = text.split_once([':', '.', '-']).unwrap_or((text, "00"));
    if minute.len() != 2 {
        return Err(Problem::NotATime);
    }
    Time::new(
        number::<i8>(hour).ok_or(Problem::NotATime)?,
        number::<i8>(minute).ok_or(Problem::NotATime)?,
        0,
        0,
    )
    .map_err(|_| Problem::NotATime)
}

/// The day of the week of a date: 1 for Monday; 0 where there is no such date.
///
/// ```
/// assert_eq!(domain::civil::weekday(2026, 11, 23), 1);
/// ```
#[must_use]
pub fn weekday(year: i16, month: u8, day: u8) -> i8 {
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else {
        return 0;
    };
    Date::new(year, month, day).map_or(0, |date| date.weekday().to_monday_one_offset())
}

/// A number written with digits only.
pub(crate) fn number<T: FromStr>(text: &str) -> Option<T> {
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_both_habits_write_them() {
        let expected = Date::new(2026, 11, 23).unwrap();
        assert_eq!(
            (day("2026-11-23"), day(" 23.11.2026 ")),
            (Ok(expected), Ok(expected))
        );
        assert_eq!(day(""), Err(Problem::Required));
        for wrong in ["31.02.2026", "завтра", "2026-11", "+1.2.2026"] {
            assert_eq!(day(wrong), Err(Problem::NotADate), "{wrong}");
        }
    }

    #[test]
    fn times_are_read_with_a_colon_with_a_point_and_as_a_whole_hour() {
        let at = |hour, minute| Ok(Time::new(hour, minute, 0, 0).unwrap());
        assert_eq!(
            (time("9:30"), time("09.30"), time("14")),
            (at(9, 30), at(9, 30), at(14, 0))
        );
        assert_eq!(time(" "), Err(Problem::Required));
        for wrong in ["25:00", "9:5", "ранок"] {
            assert_eq!(time(wrong), Err(Problem::NotATime), "{wrong}");
        }
    }
}
