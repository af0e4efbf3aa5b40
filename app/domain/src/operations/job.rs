//! Jobs as an administrator sees them, and when a failed one is tried again.

use crate::id::JobId;
use crate::job::JobState;
use crate::time::{HOUR_MS, SECOND_MS, Timestamp};

/// After so many attempts a job is given up; an administrator may begin anew.
pub const MOST_ATTEMPTS: i64 = 10;
const FIRST_PAUSE_MS: i64 = 5 * SECOND_MS;
const LONGEST_PAUSE_MS: i64 = HOUR_MS;

/// How many jobs a page of the list has.
pub const JOBS_PER_PAGE: i64 = 50;

/// Which jobs an administrator wants to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFilter {
    pub state: JobState,
    /// `mail.send`; `None` means every kind.
    pub kind: Option<String>,
    /// Counted from 1.
    pub page: i64,
}

impl JobFilter {
    /// The first page of every kind in a state.
    #[must_use]
    pub const fn of_state(state: JobState) -> Self {
        Self {
            state,
            kind: None,
            page: 1,
        }
    }
}

/// A page of jobs, and how many there are in each state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobOverview {
    /// A number for every state, whatever the kind.
    pub counts: Vec<(JobState, i64)>,
    /// Every kind that has jobs, in the order of the alphabet.
    pub kinds: Vec<String>,
    /// How many jobs the filter finds.
    pub total: i64,
    /// The newest first.
    pub jobs: Vec<JobSummary>,
}

impl JobOverview {
    /// How many jobs are in a state.
    #[must_use]
    pub fn count(&self, state: JobState) -> i64 {
        self.counts
            .iter()
            .find(|(other, _)| *other == state)
            .map_or(0, |(_, number)| *number)
    }
}

/// A job without its payload, which may hold personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobSummary {
    pub id: JobId,
    pub kind: String,
    pub state: JobState,
    pub attempts: i64,
    pub run_at: Timestamp,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// Why the last attempt failed; addresses of people are masked.
    pub last_error: Option<String>,
}

/// The pause after a failed attempt, counted from 1: five seconds, doubled each time, up to an hour, and shifted by up
/// to a quarter of itself, so that jobs which failed together do not return together. `chance` is any number.
/// `None` when the job is given up.
#[must_use]
pub fn pause_ms(attempt: i64, chance: u32) -> Option<i64> {
    if attempt >= MOST_ATTEMPTS {
        return None;
    }
    let doublings = u32::try_from(attempt.saturating_sub(1)).unwrap_or(0).min(20);
    let pause = FIRST_PAUSE_MS
        .saturating_mul(1 << doublings)
        .min(LONGEST_PAUSE_MS);
    let quarter = pause / 4;
    Some(pause + i64::from(chance) % (2 * quarter + 1) - quarter)
}

/// Hides e-mail addresses in the words of a mail server or a library.
#[must_use]
pub fn mask_addresses(text: &str) -> String {
    text.split(' ')
        .map(|word| if word.contains('@') { "***" } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pauses_grow_and_stay_within_their_bounds(attempt in 1_i64..MOST_ATTEMPTS, chance: u32) {
            let pause = pause_ms(attempt, chance).unwrap();
            prop_assert!(pause >= FIRST_PAUSE_MS * 3 / 4);
            prop_assert!(pause <= LONGEST_PAUSE_MS * 5 / 4);
            if let Some(much_later) = pause_ms(attempt + 2, chance.rotate_left(7)) {
                prop_assert!(much_later >= pause || pause > LONGEST_PAUSE_MS / 2);
            }
        }
    }

    #[test]
    fn the_last_attempt_is_not_followed_by_another() {
        assert!(pause_ms(MOST_ATTEMPTS - 1, 0).is_some());
        assert_eq!(pause_ms(MOST_ATTEMPTS, 0), None);
    }

    #[test]
    fn addresses_are_masked_wherever_they_stand() {
        assert_eq!(
            mask_addresses("550 <olena@demo.hromada>: unknown"),
            "550 *** unknown"
        );
    }
}
