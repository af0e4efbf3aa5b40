//! One SQLite writer whose changes are flushed to disk together.
//!
//! Every change is a savepoint inside a shared transaction. A change that ends while others wait lets them go first;
//! the last of them, or the 64th, commits, and only then are all of them told that they are kept. So one flush
//! serves many, and nothing is acknowledged before it is on disk. Work continues in tasks of its own, because a
//! client that hangs up drops the future that waits for it.

use crate::error::{StorageError, StorageResult};
use crate::signs::Signs;
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, AssertSqlSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

const LARGEST_GROUP: usize = 64;
/// How long a change waits for its turn: as long as SQLite waits for a lock, and not once more for everybody in line.
const LONGEST_WAIT: Duration = Duration::from_secs(6);

/// The one connection that writes.
pub(crate) struct Writer {
    state: Arc<Mutex<State>>,
    /// Changes that wait for their turn.
    waiting: Arc<AtomicUsize>,
}

pub(crate) struct State {
    connection: AnyConnection,
    /// Whether the shared transaction has begun.
    open: bool,
    /// Whether a change was dropped in the middle and its savepoint is still there.
    abandoned: bool,
    /// Ended changes that wait for the flush.
    ended: Vec<oneshot::Sender<Result<(), String>>>,
    /// Whether one of them has queued a job.
    has_queued: bool,
    signs: Arc<Signs>,
}

impl Writer {
    pub(crate) fn new(connection: AnyConnection, signs: Arc<Signs>) -> Self {
        let state = State {
            connection,
            open: false,
            abandoned: false,
            ended: Vec::new(),
            has_queued: false,
            signs,
        };
        Self {
            state: Arc::new(Mutex::new(state)),
            waiting: Arc::new(AtomicUsize::new(0)),
        }
    }

    pub(crate) async fn migrate(&self, migrations: &Migrator) -> StorageResult<()> {
        let mut state = self.state.lock().await;
        state.flush().await;
        Ok(migrations.run(&mut state.connection).await?)
    }

    /// Waits for the turn and opens a savepoint.
    pub(crate) async fn begin(&self) -> StorageResult<GroupedChange> {
        let place = Place::take(Arc::clone(&self.waiting), Arc::clone(&self.state));
        let turn = tokio::time::timeout(LONGEST_WAIT, Arc::clone(&self.state).lock_owned());
        let mut state = turn.await.map_err(|_| StorageError::Unavailable {
            reason: "too many changes wait for the database".to_owned(),
        })?;
        place.served();
        state.clean_up().await;
        if let Err(error) = state.open_savepoint().await {
            state.signs.not_kept(&error.to_string());
            state.flush_unless(&self.waiting).await;
            return Err(error);
        }
        Ok(GroupedChange {
            state: Some(state),
            mutex: Arc::clone(&self.state),
            waiting: Arc::clone(&self.waiting),
        })
    }

    /// Flushes what is ended.
    pub(crate) async fn finish(&self) {
        let mut state = self.state.lock().await;
        state.clean_up().await;
        state.flush().await;
    }
}

/// A place in the queue. A waiter that goes away in the queue must not leave ended changes without a flush.
struct Place {
    waiting: Arc<AtomicUsize>,
    state: Arc<Mutex<State>>,
    left: bool,
}

impl Place {
    fn take(waiting: Arc<AtomicUsize>, state: Arc<Mutex<State>>) -> Self {
        waiting.fetch_add(1, Ordering::AcqRel);
        Self {
            waiting,
            state,
            left: false,
        }
    }

    fn served(mut self) {
        self.left = true;
        self.waiting.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.left {
            self.waiting.fetch_sub(1, Ordering::AcqRel);
            flush_later(Arc::clone(&self.state), Arc::clone(&self.waiting));
        }
    }
}

fn flush_later(state: Arc<Mutex<State>>, waiting: Arc<AtomicUsize>) {
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        runtime.spawn(async move {
            let mut state = state.lock_owned().await;
            state.clean_up().await;
            state.flush_unless(&waiting).await;
        });
    }
}

/// A change under way: the savepoint is open and nobody else writes.
pub(crate) struct GroupedChange {
    /// `None` once the change has ended.
    state: Option<OwnedMutexGuard<State>>,
    mutex: Arc<Mutex<State>>,
    waiting: Arc<AtomicUsize>,
}

impl GroupedChange {
    pub(crate) fn connection(&mut self) -> Option<&mut AnyConnection> {
        self.state.as_mut().map(|state| &mut state.connection)
    }

    /// Ends the change and waits until it is on disk.
    pub(crate) async fn commit(mut self, has_queued: bool) -> StorageResult<()> {
        let Some(mut state) = self.state.take() else {
            return Err(StorageError::Unavailable {
                reason: "the change has ended".to_owned(),
            });
        };
        let (kept, answer) = oneshot::channel();
        let waiting = Arc::clone(&self.waiting);
        tokio::spawn(async move {
            match state.execute("RELEASE change").await {
                Ok(()) => {
                    state.ended.push(kept);
                    state.has_queued |= has_queued;
                }
                // The savepoint is gone when SQLite gave up the whole transaction: nobody's change is kept.
                Err(error) => {
                    let _ = kept.send(Err(error.to_string()));
                    state.fail(&error.to_string()).await;
                }
            }
            if state.ended.len() >= LARGEST_GROUP {
                state.flush().await;
            } else {
                state.flush_unless(&waiting).await;
            }
        });
        match answer.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(reason)) => Err(StorageError::Unavailable { reason }),
            Err(_) => Err(StorageError::Unavailable {
                reason: "the writer stopped".to_owned(),
            }),
        }
    }
}

impl Drop for GroupedChange {
    fn drop(&mut self) {
        if let Some(mut state) = self.state.take() {
            state.abandoned = true;
            drop(state);
            flush_later(Arc::clone(&self.mutex), Arc::clone(&self.waiting));
        }
    }
}

impl State {
    async fn execute(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut self.connection)
            .await
            .map(|_| ())
    }

    async fn open_savepoint(&mut self) -> StorageResult<()> {
        if !self.open {
            self.execute("BEGIN IMMEDIATE").await?;
            self.open = true;
        }
        Ok(self.execute("SAVEPOINT change").await?)
    }

    /// Rolls back a change that was dropped.
    async fn clean_up(&mut self) {
        if std::mem::take(&mut self.abandoned)
            && let Err(error) = self.execute("ROLLBACK TO change; RELEASE change").await
        {
            self.fail(&error.to_string()).await;
        }
    }

    /// Flushes unless somebody waits who will.
    async fn flush_unless(&mut self, waiting: &AtomicUsize) {
        if waiting.load(Ordering::Acquire) == 0 {
            self.flush().await;
        }
    }

    async fn flush(&mut self) {
        if !self.open {
            return;
        }
        match self.execute("COMMIT").await {
            Ok(()) => {
                self.open = false;
                let has_queued = std::mem::take(&mut self.has_queued);
                // A group of undone changes leaves the pages of others fresh.
                if !self.ended.is_empty() {
                    self.signs.kept(has_queued);
                    metrics::histogram!("hromada_commit_changes").record(self.ended.len() as f64);
                }
                for kept in self.ended.drain(..) {
                    // A client that hung up no longer listens; its change is kept all the same.
                    let _ = kept.send(Ok(()));
                }
            }
            Err(error) => self.fail(&error.to_string()).await,
        }
    }

    /// Gives up the shared transaction and tells everybody in it.
    async fn fail(&mut self, reason: &str) {
        tracing::error!(
            reason,
            changes = self.ended.len(),
            "the database did not keep a group of changes"
        );
        let _ = self.execute("ROLLBACK").await;
        self.open = false;
        self.has_queued = false;
        self.signs.not_kept(reason);
        for kept in self.ended.drain(..) {
            let _ = kept.send(Err(reason.to_owned()));
        }
    }
}
