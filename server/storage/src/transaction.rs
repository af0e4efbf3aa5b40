//! A change: rows, the event that tells of them, and the jobs that follow, all or nothing.

use crate::error::{StorageError, StorageResult};
use crate::group_commit::GroupedChange;
use crate::signs::Signs;
use crate::{event, job};
use domain::Timestamp;
use domain::event::NewEvent;
use domain::id::{EventId, JobId};
use domain::job::NewJob;
use sqlx::{Any, AnyConnection, Transaction};
use std::sync::Arc;

/// A change under way. Dropping it undoes it.
pub struct Tx {
    inner: Inner,
    recorded: bool,
    /// Whether a job waits for the commit.
    enqueued: bool,
}

enum Inner {
    /// SQLite: a savepoint of the one writer.
    Grouped(GroupedChange),
    /// PostgreSQL: a transaction of its own.
    Own(Transaction<'static, Any>, Arc<Signs>),
}

impl Tx {
    pub(crate) const fn grouped(change: GroupedChange) -> Self {
        Self {
            inner: Inner::Grouped(change),
            recorded: false,
            enqueued: false,
        }
    }

    pub(crate) const fn own(transaction: Transaction<'static, Any>, signs: Arc<Signs>) -> Self {
        Self {
            inner: Inner::Own(transaction, signs),
            recorded: false,
            enqueued: false,
        }
    }

    /// The connection to run statements on.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when the change has ended.
    pub fn connection(&mut self) -> StorageResult<&mut AnyConnection> {
        match &mut self.inner {
            Inner::Grouped(change) => change.connection().ok_or_else(|| StorageError::Unavailable {
                reason: "the change has ended".to_owned(),
            }),
            Inner::Own(transaction, _) => Ok(transaction),
        }
    }

    /// Appends an event to this change.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub async fn record(&mut self, id: EventId, at: Timestamp, new: &NewEvent) -> StorageResult<()> {
        event::insert(self.connection()?, id, at, new).await?;
        self.recorded = true;
        Ok(())
    }

    /// Queues a job with this change, once for each key. Says whether it was new.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub async fn enqueue(&mut self, id: JobId, at: Timestamp, new: &NewJob) -> StorageResult<bool> {
        let is_new = job::insert(self.connection()?, id, at, new).await?;
        self.enqueued |= is_new;
        Ok(is_new)
    }

    /// Wakes the runner after the commit, though nothing was queued: a job of before is due again.
    pub const fn wake_jobs(&mut self) {
        self.enqueued = true;
    }

    /// Keeps the change.
    ///
    /// # Errors
    /// [`StorageError::Unrecorded`] when no event was appended; [`StorageError::Unavailable`] when it could not be
    /// kept.
    pub async fn commit(self) -> StorageResult<()> {
        if !self.recorded {
            return Err(StorageError::Unrecorded);
        }
        self.keep().await
    }

    /// Keeps a change that no citizen could dispute and that needs no event: a draft as it is typed, the state of a
    /// job, the last use of a session. `why` is for the reader of the code.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when it could not be kept.
    pub async fn commit_without_event(self, why: &'static str) -> StorageResult<()> {
        tracing::trace!(why, "a change without an event");
        self.keep().await
    }

    async fn keep(self) -> StorageResult<()> {
        match self.inner {
            Inner::Grouped(change) => change.commit(self.enqueued).await,
            Inner::Own(transaction, signs) => match transaction.commit().await {
                Ok(()) => {
                    signs.kept(self.enqueued);
                    metrics::histogram!("hromada_commit_changes").record(1.0);
                    Ok(())
                }
                Err(error) => {
                    signs.not_kept(&error.to_string());
                    Err(error.into())
                }
            },
        }
    }
}
