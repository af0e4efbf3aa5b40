//! Dates, times, numbers and money as each language writes them.

use domain::Language;
use domain::money::Money;
use std::fmt::Write as _;

const NO_BREAK_SPACE: char = '\u{A0}';

/// A civil date and time of day in the community's zone, as the server computed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CivilMoment {
    pub year: i16,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
}

const MONTHS_UK: [&str; 12] = [
    "січня",
    "лютого",
    "березня",
    "квітня",
    "травня",
    "червня",
    "липня",
    "серпня",
    "вересня",
    "жовтня",
    "листопада",
    "грудня",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date in words: «23 листопада 2026 р.», `23 November 2026`.
#[must_use]
pub fn date(language: Language, year: i16, month: u8, day: u8) -> String {
    let months = language.pick(&MONTHS_UK, &MONTHS_EN);
    let month = months
        .get(usize::from(month).saturating_sub(1))
        .copied()
        .unwrap_or("?");
    let (gap, end) = (NO_BREAK_SPACE, language.pick("\u{A0}р.", ""));
    format!("{day}{gap}{month} {year}{end}")
}

const MONTH_NAMES_UK: [&str; 12] = [
    "січень",
    "лютий",
    "березень",
    "квітень",
    "травень",
    "червень",
    "липень",
    "серпень",
    "вересень",
    "жовтень",
    "листопад",
    "грудень",
];

/// A month of a year by itself: «жовтень 2026», `October 2026`.
///
/// ```
/// assert_eq!(locales::format::month(domain::Language::Uk, 2026, 10), "жовтень\u{A0}2026");
/// ```
#[must_use]
pub fn month(language: Language, year: i16, month: u8) -> String {
    let months = language.pick(&MONTH_NAMES_UK, &MONTHS_EN);
    let month = months
        .get(usize::from(month).saturating_sub(1))
        .copied()
        .unwrap_or("?");
    format!("{month}{NO_BREAK_SPACE}{year}")
}

const WEEKDAYS_UK: [&str; 7] = [
    "понеділок",
    "вівторок",
    "середа",
    "четвер",
    "п’ятниця",
    "субота",
    "неділя",
];
const WEEKDAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The name of a day of the week; 1 is Monday.
///
/// ```
/// assert_eq!(locales::format::weekday(domain::Language::Uk, 5), "п’ятниця");
/// ```
#[must_use]
pub fn weekday(language: Language, number: i8) -> &'static str {
    let index = usize::try_from(number).unwrap_or_default().saturating_sub(1);
    let names = language.pick(&WEEKDAYS_UK, &WEEKDAYS_EN);
    names.get(index).copied().unwrap_or("?")
}

/// The same as a calendar has it above its columns: «пн», `Mon`.
///
/// ```
/// assert_eq!(locales::format::weekday_short(domain::Language::Uk, 5), "пт");
/// ```
#[must_use]
pub fn weekday_short(language: Language, number: i8) -> &'static str {
    const UK: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "нд"];
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let index = usize::try_from(number).unwrap_or_default().saturating_sub(1);
    language.pick(&UK, &EN).get(index).copied().unwrap_or("?")
}

/// A date and a time: «23 листопада 2026 р., 14:05».
#[must_use]
pub fn moment(language: Language, at: CivilMoment) -> String {
    format!(
        "{}, {}:{:02}",
        date(language, at.year, at.month, at.day),
        at.hour,
        at.minute
    )
}

/// A whole number with groups of three: «1 234 567», `1,234,567`.
#[must_use]
pub fn number(language: Language, value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::from(if value < 0 { "−" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        // Ukrainian leaves four-digit numbers whole, English does not.
        if index > 0
            && (digits.len() - index).is_multiple_of(3)
            && (digits.len() > 4 || language == Language::En)
        {
            text.push(language.pick(NO_BREAK_SPACE, ','));
        }
        text.push(digit);
    }
    text
}

/// A sum of money: «583 420,00 грн», `UAH 583,420.00`; whole sums go without the fraction.
#[must_use]
pub fn money(language: Language, sum: &Money) -> String {
    let (whole, part) = (sum.minor / 100, sum.minor.unsigned_abs() % 100);
    let sign = if sum.minor < 0 && whole == 0 { "−" } else { "" };
    let mut amount = format!("{sign}{}", number(language, whole));
    if part != 0 {
        let _ = write!(amount, "{}{part:02}", language.pick(',', '.'));
    }
    match (language, sum.currency.as_str()) {
        (Language::Uk, "UAH") => format!("{amount}{NO_BREAK_SPACE}грн"),
        (Language::Uk, currency) => format!("{amount}{NO_BREAK_SPACE}{currency}"),
        (Language::En, currency) => format!("{currency}{NO_BREAK_SPACE}{amount}"),
    }
}

/// A size of a file in words: «5 МБ», `340 KB`.
#[must_use]
pub fn bytes(language: Language, size: u64) -> String {
    let (value, unit) = match size {
        0..=999 => (size, language.pick("Б", "B")),
        1_000..=999_999 => (size / 1_000, language.pick("КБ", "KB")),
        _ => (size / 1_000_000, language.pick("МБ", "MB")),
    };
    format!(
        "{}{NO_BREAK_SPACE}{unit}",
        number(language, i64::try_from(value).unwrap_or(i64::MAX))
    )
}

/// A time to wait, in the largest unit that says it well: «15 хвилин», `40 seconds`. Never shorter than it is.
#[must_use]
pub fn wait(language: Language, seconds: u64) -> String {
    let count = |unit: u64| i64::try_from(seconds.div_ceil(unit)).unwrap_or(i64::MAX);
    match seconds {
        0..=90 => crate::errors::wait_seconds(language, count(1)),
        91..=5_400 => crate::errors::wait_minutes(language, count(60)),
        _ => crate::errors::wait_hours(language, count(3_600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Language::{En, Uk};

    #[test]
    fn dates_are_written_as_each_language_writes_them() {
        assert_eq!(date(Uk, 2026, 11, 23), "23\u{A0}листопада 2026\u{A0}р.");
        assert_eq!(date(En, 2026, 11, 23), "23\u{A0}November 2026");
    }

    #[test]
    fn money_keeps_kopiykas_only_where_there_are_some() {
        assert_eq!(money(Uk, &Money::uah(58_342_000)), "583\u{A0}420\u{A0}грн");
        assert_eq!(
            money(Uk, &Money::uah(123_456_750)),
            "1\u{A0}234\u{A0}567,50\u{A0}грн"
        );
        assert_eq!(money(En, &Money::uah(-5)), "UAH\u{A0}−0.05");
    }
}
