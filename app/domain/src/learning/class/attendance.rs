//! Who was there: noted by the teacher's list, by a code that changes on the teacher's screen, or from a printed sheet, and only
//! around the time of the class.

use super::NotACode;
use crate::time::{DAY_MS, MINUTE_MS, SECOND_MS, Timestamp};
use std::str::FromStr;

pub const ATTENDED: &str = "learning.enrolment.attended";
pub const ABSENT: &str = "learning.enrolment.absent";

/// The rule that refuses to note anything outside the window.
pub const NOT_NOW: &str = "class_not_now";
/// The rule that refuses somebody who has no seat.
pub const NOT_ENROLLED: &str = "class_not_enrolled";

/// People come a little earlier.
pub const OPENS_BEFORE_MS: i64 = 15 * MINUTE_MS;
/// A printed sheet is copied into the list within so many days.
pub const LIST_STAYS_MS: i64 = 3 * DAY_MS;
/// A code changes so often; the one before is still taken, because typing takes time.
pub const STEP_MS: i64 = MINUTE_MS;

/// Whether a code is shown and taken.
///
/// ```
/// use domain::{Timestamp, learning::class::attendance::{OPENS_BEFORE_MS, is_code_open}};
/// let (starts, ends) = (Timestamp(10_000_000), Timestamp(20_000_000));
/// assert!(!is_code_open(starts, ends, Timestamp(9_999_999 - OPENS_BEFORE_MS)));
/// assert!(is_code_open(starts, ends, Timestamp(10_000_000 - OPENS_BEFORE_MS)));
/// assert!(is_code_open(starts, ends, Timestamp(19_999_999)));
/// assert!(!is_code_open(starts, ends, ends));
/// ```
#[must_use]
pub fn is_code_open(starts_at: Timestamp, ends_at: Timestamp, now: Timestamp) -> bool {
    starts_at.since_ms(now) <= OPENS_BEFORE_MS && now < ends_at
}

/// Whether the teacher may note who was there.
#[must_use]
pub fn is_list_open(starts_at: Timestamp, ends_at: Timestamp, now: Timestamp) -> bool {
    starts_at.since_ms(now) <= OPENS_BEFORE_MS && now.since_ms(ends_at) < LIST_STAYS_MS
}

/// The number of the code that holds now.
#[must_use]
pub const fn step(now: Timestamp) -> i64 {
    now.0.div_euclid(STEP_MS)
}

/// How many seconds it is still shown.
///
/// ```
/// use domain::{Timestamp, learning::class::attendance::seconds_left};
/// assert_eq!(seconds_left(Timestamp(60_000)), 60);
/// assert_eq!(seconds_left(Timestamp(119_001)), 1);
/// ```
#[must_use]
pub const fn seconds_left(now: Timestamp) -> i64 {
    let left = STEP_MS - now.0.rem_euclid(STEP_MS);
    (left + SECOND_MS - 1) / SECOND_MS
}

/// Six digits out of a digest: easy to read from a wall and to type on any telephone.
///
/// ```
/// use domain::learning::class::attendance::code_of;
/// assert_eq!(code_of(&[0, 0, 0, 0, 0, 0, 0, 7]).as_deref(), Some("000007"));
/// assert_eq!(code_of(&[1, 2]), None);
/// ```
#[must_use]
pub fn code_of(digest: &[u8]) -> Option<String> {
    let bytes: [u8; 8] = digest.get(..8)?.try_into().ok()?;
    Some(format!("{:06}", u64::from_be_bytes(bytes) % 1_000_000))
}

/// The digits of what somebody typed.
///
/// ```
/// assert_eq!(domain::learning::class::attendance::typed_code(" 482-913 "), "482913");
/// ```
#[must_use]
pub fn typed_code(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A code in two groups, as it is shown: «482 913».
#[must_use]
pub fn shown_code(code: &str) -> String {
    match (code.get(..3), code.get(3..)) {
        (Some(first), Some(second)) => format!("{first} {second}"),
        _ => code.to_owned(),
    }
}

/// How it became known that somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttendedWay {
    /// The teacher saw them.
    List,
    /// They typed the code.
    Code,
    /// They signed the printed sheet.
    Sheet,
}

impl AttendedWay {
    pub const ALL: [Self; 3] = [Self::List, Self::Code, Self::Sheet];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Code => "code",
            Self::Sheet => "sheet",
        }
    }
}

impl FromStr for AttendedWay {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        Self::ALL
            .into_iter()
            .find(|way| way.code() == text)
            .ok_or(NotACode)
    }
}
