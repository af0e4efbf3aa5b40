//! How often one client may ask: by person where the person is known, by network address otherwise.
//!
//! Each class has a fixed number of slots, so memory does not grow with the number of clients. Two clients that meet in
//! a slot share its limit; which two, no client can know or choose.

use crate::settings::LimitSettings;
use app::shared::Refusal;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed, StateStore};
use governor::{Quota, RateLimiter};
use std::hash::{BuildHasher as _, RandomState};
use std::num::NonZeroU32;

/// 256 KiB for each class.
const SLOTS: usize = 32 * 1024;
const MINUTE_S: u64 = 60;

/// What kind of request is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Pages that must be rendered, and the reading half of the API.
    Reading,
    /// Whole files of open data.
    Export,
    /// Forms of a person.
    Changing,
    /// Forms of everybody behind one address who is not signed in.
    ChangingUnknown,
    /// Passwords and codes.
    Sensitive,
}

/// The limits of every class.
pub(super) struct Limits<C: Clock = DefaultClock> {
    reading: Limit<C>,
    export: Limit<C>,
    changing: Limit<C>,
    changing_unknown: Limit<C>,
    sensitive: Limit<C>,
    /// Seeded at start: nobody outside can tell who shares a slot with whom.
    hasher: RandomState,
}

struct Limit<C: Clock> {
    per_minute: NonZeroU32,
    limiter: RateLimiter<usize, Slots, C, StateInformationMiddleware>,
}

/// What is left to a client after a request that was let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Allowance {
    per_minute: u32,
    left: u32,
    /// Until nothing of the limit is used.
    reset_s: u64,
}

impl Limits {
    pub(super) fn new(settings: &LimitSettings) -> Self {
        Self::with_clock(settings, &DefaultClock::default())
    }
}

impl<C: Clock> Limits<C> {
    fn with_clock(settings: &LimitSettings, clock: &C) -> Self
    where
        C: Clone,
    {
        let limit = |per_minute: NonZeroU32| Limit {
            per_minute,
            limiter: RateLimiter::new(Quota::per_minute(per_minute), Slots::new(), clock.clone()),
        };
        Self {
            reading: limit(settings.pages_per_minute),
            export: limit(settings.exports_per_minute),
            changing: limit(settings.forms_per_minute),
            changing_unknown: limit(settings.anonymous_forms_per_minute),
            sensitive: limit(settings.sensitive_forms_per_minute),
            hasher: RandomState::new(),
        }
    }

    /// Counts a request of a client.
    ///
    /// # Errors
    /// [`Refusal::TooFast`] when the client has used up the limit.
    pub(super) fn check(&self, class: Class, client: &str) -> Result<Allowance, Refusal> {
        let limit = match class {
            Class::Reading => &self.reading,
            Class::Export => &self.export,
            Class::Changing => &self.changing,
            Class::ChangingUnknown => &self.changing_unknown,
            Class::Sensitive => &self.sensitive,
        };
        let slot = usize::try_from(self.hasher.hash_one(client) % SLOTS as u64).unwrap_or_default();
        match limit.limiter.check_key(&slot) {
            Ok(state) => {
                let (per_minute, left) = (limit.per_minute.get(), state.remaining_burst_capacity());
                let used = u64::from(per_minute.saturating_sub(left));
                let reset_s = (used * MINUTE_S).div_ceil(u64::from(per_minute));
                Ok(Allowance {
                    per_minute,
                    left,
                    reset_s,
                })
            }
            Err(until) => {
                let wait = until.wait_time_from(limit.limiter.clock().now());
                let retry_after_s = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
                Err(Refusal::TooFast {
                    retry_after_s: retry_after_s.max(1),
                })
            }
        }
    }
}

impl Allowance {
    /// Tells programs how much is left, in the fields of the IETF's draft on rate limits.
    pub(super) fn tell(self, headers: &mut HeaderMap) {
        let figures = [
            ("ratelimit-limit", u64::from(self.per_minute)),
            ("ratelimit-remaining", u64::from(self.left)),
            ("ratelimit-reset", self.reset_s),
        ];
        for (name, figure) in figures {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(figure));
        }
        if let Ok(policy) = HeaderValue::from_str(&format!("{};w={MINUTE_S}", self.per_minute)) {
            headers.insert(HeaderName::from_static("ratelimit-policy"), policy);
        }
    }
}

/// The state of all clients of a class.
struct Slots(Box<[InMemoryState]>);

impl Slots {
    fn new() -> Self {
        Self((0..SLOTS).map(|_| InMemoryState::default()).collect())
    }
}

impl StateStore for Slots {
    type Key = usize;

    fn measure_and_replace<T, F, E>(&self, slot: &usize, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        match self.0.get(*slot) {
            Some(state) => state.measure_and_replace(&NotKeyed::NonKey, decide),
            None => decide(None).map(|(outcome, _)| outcome),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;
    use std::time::Duration;

    const MANY: NonZeroU32 = NonZeroU32::MAX;

    fn limits(sensitive: u32) -> (Limits<FakeRelativeClock>, FakeRelativeClock) {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = crate::settings::Settings::for_tests(folder.path()).limits;
        settings.pages_per_minute = MANY;
        settings.sensitive_forms_per_minute = NonZeroU32::new(sensitive).unwrap();
        let clock = FakeRelativeClock::default();
        (Limits::with_clock(&settings, &clock), clock)
    }

    #[test]
    fn a_client_is_let_in_again_when_time_has_passed() {
        let (limits, clock) = limits(3);
        for left in [2, 1, 0] {
            assert_eq!(limits.check(Class::Sensitive, "203.0.113.7").unwrap().left, left);
        }
        let refused = limits.check(Class::Sensitive, "203.0.113.7");
        assert_eq!(refused, Err(Refusal::TooFast { retry_after_s: 20 }));
        clock.advance(Duration::from_secs(20));
        assert!(limits.check(Class::Sensitive, "203.0.113.7").is_ok());
        assert!(limits.check(Class::Sensitive, "203.0.113.7").is_err());
    }

    #[test]
    fn one_client_and_one_class_do_not_use_up_the_limit_of_another() {
        let (limits, _) = limits(1);
        assert!(limits.check(Class::Sensitive, "203.0.113.7").is_ok());
        assert!(limits.check(Class::Sensitive, "203.0.113.7").is_err());
        assert!(limits.check(Class::Reading, "203.0.113.7").is_ok());
        // One of eight strangers may share the slot; all of them cannot.
        let strangers = (0..8).filter(|n| limits.check(Class::Sensitive, &format!("198.51.100.{n}")).is_ok());
        assert!(strangers.count() >= 6);
    }

    #[test]
    fn memory_does_not_grow_with_the_number_of_clients() {
        let (limits, _) = limits(1);
        for client in 0..(3 * SLOTS) {
            let _ = limits.check(Class::Sensitive, &client.to_string());
        }
        assert_eq!(limits.sensitive.limiter.into_state_store().0.len(), SLOTS);
    }

    #[test]
    fn what_is_left_is_told_in_headers() {
        let (limits, _) = limits(30);
        limits.check(Class::Sensitive, "a").unwrap();
        let mut headers = HeaderMap::new();
        limits.check(Class::Sensitive, "a").unwrap().tell(&mut headers);
        let told = |name: &str| headers.get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!(told("ratelimit-policy"), "30;w=60");
        assert_eq!(
            (told("ratelimit-remaining"), told("ratelimit-reset")),
            ("28".to_owned(), "4".to_owned())
        );
    }
}
