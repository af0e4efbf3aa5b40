//! The notice of a class as a teacher types it, and what is wrong with it.

use super::{Hall, HallKind, Known, Subject};
pub use crate::civil::day;
use crate::civil::{number, time};
use crate::field::{FieldError, Problem};
use crate::language::Language;
use crate::text::{clean_line, clean_text};
use jiff::civil::{Date, DateTime};
use std::str::FromStr;

/// A hall holds so many people at most: what is typed beyond is a slip.
pub const MOST_SEATS: u32 = 200;
pub const MOST_LINE: u32 = 120;
pub const MOST_TEXT: u32 = 500;
/// A class that is announced for later than this is a slip of the year.
const LONGEST_AHEAD_DAYS: i64 = 366;

/// The form as it came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoticeInput {
    pub subject: String,
    pub hall_kind: String,
    pub hall: String,
    pub address: String,
    pub date: String,
    pub starts: String,
    pub ends: String,
    pub seats: String,
    pub ramp: String,
    pub shelter: String,
    pub devices: String,
    pub language: String,
    pub phone: String,
    pub bring: String,
}

/// A notice in which everything makes sense by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub subject: Subject,
    pub hall: Hall,
    /// On the clock of the community.
    pub starts: DateTime,
    pub ends: DateTime,
    pub seats: u32,
    pub language: Language,
    pub phone: Option<String>,
    /// What to bring; empty where nothing is needed.
    pub bring: String,
}

impl NoticeInput {
    /// Reads the fields of a form.
    #[must_use]
    pub fn of_fields(text: impl Fn(&str) -> String) -> Self {
        Self {
            subject: text("subject"),
            hall_kind: text("hall_kind"),
            hall: text("hall"),
            address: text("address"),
            date: text("date"),
            starts: text("starts"),
            ends: text("ends"),
            seats: text("seats"),
            ramp: text("ramp"),
            shelter: text("shelter"),
            devices: text("devices"),
            language: text("language"),
            phone: text("phone"),
            bring: text("bring"),
        }
    }

    /// Everything that was typed, by the names of the fields.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        match field {
            "subject" => &self.subject,
            "hall_kind" => &self.hall_kind,
            "hall" => &self.hall,
            "address" => &self.address,
            "date" => &self.date,
            "starts" => &self.starts,
            "ends" => &self.ends,
            "seats" => &self.seats,
            "ramp" => &self.ramp,
            "shelter" => &self.shelter,
            "devices" => &self.devices,
            "language" => &self.language,
            "phone" => &self.phone,
            "bring" => &self.bring,
            _ => "",
        }
    }

    /// The notice; `now` is what the clock of the community shows.
    ///
    /// # Errors
    /// Every field that cannot be accepted.
    pub fn checked(&self, now: DateTime) -> Result<Notice, Vec<FieldError>> {
        let mut errors = Errors::default();
        let subject = errors.of("subject", choice::<Subject>(&self.subject));
        let kind = errors.of("hall_kind", choice::<HallKind>(&self.hall_kind));
        let name = errors.of("hall", needed(clean_line(&self.hall, MOST_LINE)));
        let address = errors.of("address", clean_line(&self.address, MOST_LINE));
        let day = errors.of("date", day(&self.date).and_then(|day| in_reach(day, now.date())));
        let starts = errors.of("starts", time(&self.starts));
        let ends = errors.of("ends", time(&self.ends));
        let seats = errors.of("seats", whole(&self.seats, 1, MOST_SEATS));
        let ramp = errors.of("ramp", choice::<Known>(&self.ramp));
        let shelter = errors.of("shelter", choice::<Known>(&self.shelter));
        let devices = errors.of(
            "devices",
            optional(&self.devices, |text| whole(text, 0, MOST_SEATS)),
        );
        let language = errors.of(
            "language",
            Language::of_code(&self.language).ok_or_else(|| no_choice(&self.language)),
        );
        let phone = errors.of("phone", optional(&self.phone, crate::phone::clean));
        let bring = errors.of("bring", clean_text(&self.bring, MOST_TEXT));
        if let (Some(starts), Some(ends)) = (starts, ends)
            && ends <= starts
        {
            errors.0.push(FieldError::new("ends", Problem::EndsTooEarly));
        }
        if let (Some(day), Some(starts)) = (day, starts)
            && day == now.date()
            && starts <= now.time()
        {
            errors.0.push(FieldError::new("starts", Problem::DateInPast));
        }
        if !errors.0.is_empty() {
            return Err(errors.0);
        }
        let (Some(subject), Some(kind), Some(name), Some(address)) = (subject, kind, name, address) else {
            return Err(errors.0);
        };
        let (Some(day), Some(starts), Some(ends), Some(seats)) = (day, starts, ends, seats) else {
            return Err(errors.0);
        };
        let (Some(ramp), Some(shelter), Some(devices)) = (ramp, shelter, devices) else {
            return Err(errors.0);
        };
        let (Some(language), Some(phone), Some(bring)) = (language, phone, bring) else {
            return Err(errors.0);
        };
        Ok(Notice {
            subject,
            hall: Hall {
                kind,
                name,
                address: Some(address).filter(|address| !address.is_empty()),
                ramp,
                shelter,
                devices,
            },
            starts: day.to_datetime(starts),
            ends: day.to_datetime(ends),
            seats,
            language,
            phone,
            bring,
        })
    }
}

/// Why a class is moved or cancelled: everybody enrolled reads it.
///
/// # Errors
/// The problem of the field `reason`.
pub fn reason(text: &str) -> Result<String, FieldError> {
    needed(clean_text(text, MOST_TEXT)).map_err(|problem| FieldError::new("reason", problem))
}

fn in_reach(day: Date, today: Date) -> Result<Date, Problem> {
    let last = today.checked_add(jiff::Span::new().days(LONGEST_AHEAD_DAYS));
    match last {
        _ if day < today => Err(Problem::DateInPast),
        Ok(last) if day > last => Err(Problem::DateOutside {
            first: today.to_string(),
            last: Some(last.to_string()),
        }),
        _ => Ok(day),
    }
}

fn whole(text: &str, min: u32, max: u32) -> Result<u32, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    match number::<u32>(text) {
        None => Err(Problem::NotANumber),
        Some(number) if number < min => Err(Problem::NumberTooSmall { min: i64::from(min) }),
        Some(number) if number > max => Err(Problem::NumberTooLarge { max: i64::from(max) }),
        Some(number) => Ok(number),
    }
}

fn optional<T>(text: &str, read: impl Fn(&str) -> Result<T, Problem>) -> Result<Option<T>, Problem> {
    if text.trim().is_empty() {
        Ok(None)
    } else {
        read(text).map(Some)
    }
}

fn choice<T: FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| no_choice(text))
}

fn no_choice(text: &str) -> Problem {
    if text.is_empty() {
        Problem::Required
    } else {
        Problem::NotAChoice
    }
}

pub(in crate::learning) fn needed(text: Result<String, Problem>) -> Result<String, Problem> {
    text.and_then(|text| {
        if text.is_empty() {
            Err(Problem::Required)
        } else {
            Ok(text)
        }
    })
}

/// The errors of a form, in its order.
#[derive(Default)]
pub(super) struct Errors(pub Vec<FieldError>);

impl Errors {
    pub(super) fn of<T>(&mut self, field: &str, read: Result<T, Problem>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(problem) => {
                self.0.push(FieldError::new(field, problem));
                None
            }
        }
    }
}
