//! iCalendar (RFC 5545) as it is written: what every calendar of the platform shares.

use crate::time::Timestamp;
use std::fmt::Write as _;

/// A line is not longer than this, in bytes, without its end: RFC 5545, 3.1.
const LINE_BYTES: usize = 75;

/// A calendar in the making.
///
/// ```
/// let mut calendar = domain::ical::Calendar::begun("classes");
/// calendar.text("X-WR-CALNAME", "Заняття");
/// assert_eq!(
///     calendar.ended(),
///     "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//hromada//classes//UK\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n\
///      X-WR-CALNAME:Заняття\r\nEND:VCALENDAR\r\n"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar(String);

impl Calendar {
    /// Begins a calendar of a part of the platform.
    #[must_use]
    pub fn begun(part: &str) -> Self {
        let mut calendar = Self(String::new());
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.line(&format!("PRODID:-//hromada//{part}//UK"));
        calendar.line("CALSCALE:GREGORIAN");
        calendar.line("METHOD:PUBLISH");
        calendar
    }

    /// The whole file.
    #[must_use]
    pub fn ended(mut self) -> String {
        self.line("END:VCALENDAR");
        self.0
    }

    /// A property whose value is a text: RFC 5545, 3.3.11.
    pub fn text(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:");
        for letter in value.chars() {
            match letter {
                '\\' | ';' | ',' => {
                    let _ = write!(line, "\\{letter}");
                }
                '\n' => line.push_str("\\n"),
                letter if letter.is_control() => {}
                letter => line.push(letter),
            }
        }
        self.line(&line);
    }

    /// A property whose value is a moment.
    pub fn moment(&mut self, name: &str, at: Timestamp) {
        self.line(&format!("{name}:{}", moment(at)));
    }

    /// A line, folded where it is too long and never within a letter: RFC 5545, 3.1.
    pub fn line(&mut self, line: &str) {
        let mut bytes = 0;
        for letter in line.chars() {
            if bytes + letter.len_utf8() > LINE_BYTES {
                self.0.push_str("\r\n ");
                bytes = 1;
            }
            self.0.push(letter);
            bytes += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A moment in UTC: `20261123T080000Z`.
fn moment(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    let at = jiff::tz::TimeZone::UTC.to_datetime(at);
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_letters() {
        let mut calendar = Calendar(String::new());
        calendar.text("SUMMARY", &"Ремонт дороги ".repeat(20));
        assert!(calendar.0.split("\r\n").all(|line| line.len() <= LINE_BYTES));
        let unfolded = calendar.0.replace("\r\n ", "");
        assert_eq!(unfolded, format!("SUMMARY:{}\r\n", "Ремонт дороги ".repeat(20)));
    }

    #[test]
    fn a_text_cannot_add_a_property() {
        let mut calendar = Calendar(String::new());
        calendar.text("SUMMARY", "Дах\r\nATTACH:http://a.example; a, b\\");
        assert_eq!(
            calendar.0,
            "SUMMARY:Дах\\nATTACH:http://a.example\\; a\\, b\\\\\r\n"
        );
    }

    #[test]
    fn moments_are_written_as_calendars_read_them() {
        assert_eq!(moment(Timestamp(1_795_420_800_123)), "20261123T080000Z");
        let mut calendar = Calendar(String::new());
        calendar.moment("DTSTAMP", Timestamp(0));
        assert_eq!(calendar.0, "DTSTAMP:19700101T000000Z\r\n");
    }
}
