//! Classes in a calendar: a month of days, and iCalendar for the calendar of a telephone.

pub use crate::civil::weekday;
use crate::ical::Calendar;
use crate::time::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: Date,
}

impl Month {
    /// Nobody leafs further.
    pub const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

    /// The month of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self {
            first: day.first_of_month(),
        }
    }

    /// The month of a date; `None` where there is no such date.
    #[must_use]
    pub fn new(year: i16, month: u8) -> Option<Self> {
        Date::new(year, i8::try_from(month).ok()?, 1).ok().map(Self::of)
    }

    /// Reads `2026-12`; `None` for what is no month of [`Self::YEARS`].
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let month = super::notice::day(&format!("{text}-01")).ok().map(Self::of);
        month.filter(|month| Self::YEARS.contains(&month.year()))
    }

    #[must_use]
    pub const fn first(self) -> Date {
        self.first
    }

    #[must_use]
    pub fn last(self) -> Date {
        self.first.last_of_month()
    }

    /// So many months later; `None` beyond [`Self::YEARS`].
    #[must_use]
    pub fn moved(self, months: i64) -> Option<Self> {
        let month = self.first.checked_add(months.months()).ok().map(Self::of);
        month.filter(|month| Self::YEARS.contains(&month.year()))
    }

    #[must_use]
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// Counted from 1.
    #[must_use]
    pub fn number(self) -> u8 {
        self.first.month().unsigned_abs()
    }

    /// How many days it has.
    #[must_use]
    pub fn length(self) -> u8 {
        self.first.days_in_month().unsigned_abs()
    }

    /// `2026-12`
    #[must_use]
    pub fn code(self) -> String {
        format!("{:04}-{:02}", self.first.year(), self.first.month())
    }
}

/// One class for a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEntry {
    /// The same for ever, so that a newer file takes the place of an older one: `ID@host`.
    pub uid: String,
    /// Counts the changes.
    pub sequence: i64,
    pub changed_at: Timestamp,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub is_cancelled: bool,
    pub summary: String,
    pub place: String,
    pub description: String,
    pub address: String,
}

/// The file of some classes.
///
/// ```
/// use domain::learning::class::calendar::ical;
/// assert_eq!(
///     ical("Заняття", &[]),
///     "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//hromada//classes//UK\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n\
///      X-WR-CALNAME:Заняття\r\nEND:VCALENDAR\r\n"
/// );
/// ```
#[must_use]
pub fn ical(name: &str, entries: &[CalendarEntry]) -> String {
    let mut file = Calendar::begun("classes");
    file.text("X-WR-CALNAME", name);
    for entry in entries {
        file.line("BEGIN:VEVENT");
        file.line(&format!("UID:{}", entry.uid));
        file.line(&format!("SEQUENCE:{}", entry.sequence));
        file.moment("DTSTAMP", entry.changed_at);
        file.moment("DTSTART", entry.starts_at);
        file.moment("DTEND", entry.ends_at);
        file.line(if entry.is_cancelled {
            "STATUS:CANCELLED"
        } else {
            "STATUS:CONFIRMED"
        });
        file.text("SUMMARY", &entry.summary);
        file.text("LOCATION", &entry.place);
        file.text("DESCRIPTION", &entry.description);
        file.line(&format!("URL:{}", entry.address));
        file.line("END:VEVENT");
    }
    file.ended()
}
