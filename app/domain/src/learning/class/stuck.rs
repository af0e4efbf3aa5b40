//! Who of a class needs the teacher now.

use crate::time::MINUTE_MS;

/// So many wrong answers in a row at one exercise.
pub const WRONG_IN_A_ROW: u32 = 3;
/// So long without a step while the class lasts.
pub const IDLE_MS: i64 = 10 * MINUTE_MS;

/// What is known of a learner's last steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LastSteps {
    /// Wrong answers since the last right one at the exercise where the learner is.
    pub wrong_in_a_row: u32,
    /// How long ago the learner did something; `None` when nothing was done yet.
    pub idle_ms: Option<i64>,
    /// Whether every lesson of the class is finished.
    pub is_finished: bool,
}

/// Whether the learner needs help: wrong again and again, or standing still while the class lasts.
///
/// ```
/// use domain::learning::class::stuck::{IDLE_MS, LastSteps, is_stuck};
/// let at_work = LastSteps { wrong_in_a_row: 2, idle_ms: Some(1_000), is_finished: false };
/// assert!(!is_stuck(at_work, true));
/// assert!(is_stuck(LastSteps { wrong_in_a_row: 3, ..at_work }, false));
/// assert!(is_stuck(LastSteps { idle_ms: Some(IDLE_MS), ..at_work }, true));
/// assert!(!is_stuck(LastSteps { idle_ms: Some(IDLE_MS), ..at_work }, false));
/// assert!(is_stuck(LastSteps { idle_ms: None, ..at_work }, true));
/// assert!(!is_stuck(LastSteps { wrong_in_a_row: 5, idle_ms: None, is_finished: true }, true));
/// ```
#[must_use]
pub fn is_stuck(last: LastSteps, is_during_class: bool) -> bool {
    if last.is_finished {
        return false;
    }
    let stands_still = last.idle_ms.is_none_or(|idle| idle >= IDLE_MS);
    last.wrong_in_a_row >= WRONG_IN_A_ROW || (is_during_class && stands_still)
}
