//! What a process learns from its own changes: how many there were, whether the last was kept, whether a job waits.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use tokio::sync::Notify;

/// Shared by every clone of a database.
#[derive(Default)]
pub(crate) struct Signs {
    changes: AtomicU64,
    /// Rung after a commit that queued a job.
    pub job_queued: Notify,
    /// Why the last change was not kept, until one is.
    write_fault: Mutex<Option<String>>,
}

impl Signs {
    /// A commit is on disk.
    pub(crate) fn kept(&self, has_queued: bool) {
        self.changes.fetch_add(1, Ordering::AcqRel);
        *self.write_fault.lock().unwrap_or_else(PoisonError::into_inner) = None;
        if has_queued {
            self.job_queued.notify_one();
        }
    }

    /// The database could not begin or keep a change.
    pub(crate) fn not_kept(&self, reason: &str) {
        *self.write_fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason.to_owned());
    }

    pub(crate) fn changes(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    pub(crate) fn write_fault(&self) -> Option<String> {
        self.write_fault
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
