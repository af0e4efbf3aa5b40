//! Moments. The clock itself lives on the server; rules receive moments as parameters.

use serde::{Deserialize, Serialize};

/// A moment in UTC, in milliseconds since 1970-01-01. Stored as a 64-bit integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

pub const SECOND_MS: i64 = 1_000;
pub const MINUTE_MS: i64 = 60 * SECOND_MS;
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
pub const DAY_MS: i64 = 24 * HOUR_MS;

impl Timestamp {
    /// The moment `milliseconds` later; saturates at the ends of the range.
    #[must_use]
    pub fn plus_ms(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// As programs write it: RFC 3339, in UTC.
    ///
    /// ```
    /// assert_eq!(domain::Timestamp(1_000).rfc3339(), "1970-01-01T00:00:01Z");
    /// ```
    #[must_use]
    pub fn rfc3339(self) -> String {
        jiff::Timestamp::from_millisecond(self.0)
            .unwrap_or_default()
            .to_string()
    }

    /// Milliseconds from `earlier` to `self`; negative when `earlier` is later.
    #[must_use]
    pub fn since_ms(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
