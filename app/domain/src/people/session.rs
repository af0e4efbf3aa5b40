//! Sessions: how long they live and what is told of them.

use crate::id::SessionId;
use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a session stands with the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// The account has none.
    NotAsked,
    /// The password was right, the second factor has not been shown yet: the session opens nothing.
    Awaited,
    /// Shown in this session, as a code or with a passkey.
    Confirmed,
}

impl SecondFactor {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Awaited => "awaited",
            Self::Confirmed => "confirmed",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::NotAsked, Self::Awaited, Self::Confirmed]
            .into_iter()
            .find(|factor| factor.code() == code)
    }
}

/// How long sessions live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionAge {
    /// Since the last request.
    pub idle_ms: i64,
    /// Since the sign-in.
    pub absolute_ms: i64,
}

impl SessionAge {
    pub const RESIDENT: Self = Self {
        idle_ms: 14 * DAY_MS,
        absolute_ms: 60 * DAY_MS,
    };
    /// One working day: staff see other people's data.
    pub const STAFF: Self = Self {
        idle_ms: 2 * HOUR_MS,
        absolute_ms: 12 * HOUR_MS,
    };
    /// Between the password and the second factor.
    pub const AWAITING: Self = Self {
        idle_ms: 10 * MINUTE_MS,
        absolute_ms: 10 * MINUTE_MS,
    };

    /// The age that a session may reach.
    #[must_use]
    pub const fn of(second_factor: SecondFactor, is_staff: bool) -> Self {
        match (second_factor, is_staff) {
            (SecondFactor::Awaited, _) => Self::AWAITING,
            (_, true) => Self::STAFF,
            (_, false) => Self::RESIDENT,
        }
    }

    /// Whether a session of this age is still alive.
    #[must_use]
    pub fn is_live(self, created_at: Timestamp, last_seen_at: Timestamp, now: Timestamp) -> bool {
        now.since_ms(last_seen_at) < self.idle_ms && now.since_ms(created_at) < self.absolute_ms
    }
}

/// The last use of a session is written down this seldom, so that reading does not write.
pub const SEEN_EVERY_MS: i64 = 5 * MINUTE_MS;

/// Who knocks: for limits and for the list of sessions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Client {
    /// The network address; empty when it is not known.
    pub address: String,
    /// What the browser calls itself.
    pub user_agent: String,
}

/// A session that has just been opened. The token goes into the cookie and nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedSession {
    pub token: String,
    /// Whether the session opens nothing yet: the second factor must follow.
    pub awaits_second_factor: bool,
}

/// A session in its owner's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    pub id: SessionId,
    /// Browser and system: `Firefox, Linux`; empty when unknown.
    pub device: String,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// Names the browser and the system of a user agent, for a person who looks for a session that is not theirs.
///
/// ```
/// let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
/// assert_eq!(domain::people::session::device_name(agent), "Firefox, Linux");
/// ```
#[must_use]
pub fn device_name(user_agent: &str) -> String {
    // The order matters: Edge calls itself Chrome, too, and Chrome calls itself Safari.
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let first = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(mark, _)| user_agent.contains(mark))
            .map(|(_, name)| *name)
    };
    [first(&BROWSERS), first(&SYSTEMS)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp(1_000_000);

    #[test]
    fn a_session_ends_by_idleness_and_by_age() {
        let age = SessionAge::of(SecondFactor::NotAsked, false);
        assert!(age.is_live(START, START, START.plus_ms(14 * DAY_MS - 1)));
        assert!(!age.is_live(START, START, START.plus_ms(14 * DAY_MS)));
        let busy = START.plus_ms(60 * DAY_MS - 1);
        assert!(age.is_live(START, busy, busy));
        assert!(!age.is_live(START, busy, START.plus_ms(60 * DAY_MS)));
    }

    #[test]
    fn staff_sessions_are_shorter_and_awaiting_ones_shortest() {
        let staff = SessionAge::of(SecondFactor::Confirmed, true);
        assert!(!staff.is_live(START, START, START.plus_ms(2 * HOUR_MS)));
        let awaiting = SessionAge::of(SecondFactor::Awaited, false);
        assert!(!awaiting.is_live(START, START, START.plus_ms(10 * MINUTE_MS)));
    }

    #[test]
    fn browsers_are_named_by_what_they_are_not_by_whom_they_imitate() {
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0";
        assert_eq!(device_name(edge), "Edge, Windows");
        assert_eq!(device_name("curl/8"), "");
    }
}
