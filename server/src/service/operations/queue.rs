//! The queue of jobs, as the runner uses it.

use crate::service::Desk;
use domain::id::JobId;
use domain::job::{JobState, NewJob};
use domain::operations::job::{mask_addresses, pause_ms};
use domain::time::{DAY_MS, MINUTE_MS, Timestamp};
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::Value;
use storage::job;

/// Daily jobs begin this long after midnight: a day that was just over is whole by then.
const AFTER_MIDNIGHT_MS: i64 = 10 * MINUTE_MS;
/// Keys of done jobs are remembered for so long: within it, nothing is sent twice.
const REMEMBERED_MS: i64 = 90 * DAY_MS;

/// A job that this process has claimed for one attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimedJob {
    pub id: JobId,
    pub kind: String,
    pub payload: Value,
    /// Counted from 1.
    pub attempt: i64,
}

/// How much the queue holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueFigures {
    pub counts: [(JobState, i64); 4],
    /// For how long the oldest due job has waited; 0 when none is due.
    pub oldest_due_ms: i64,
}

/// How an attempt ended for good or for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    TriedAgainAt(Timestamp),
    GivenUp,
}

/// The queue; only the program itself works on it.
#[derive(Clone)]
pub struct JobQueue {
    desk: Desk,
}

impl JobQueue {
    #[must_use]
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }

    /// Claims up to `most` due jobs for `lease_ms`. Without due jobs it only reads.
    ///
    /// # Errors
    /// When the database cannot work.
    pub async fn claim(&self, actor: &Actor, most: usize, lease_ms: i64) -> ServiceResult<Vec<ClaimedJob>> {
        only_the_program(actor)?;
        let now = self.desk.now();
        if most == 0 || self.next_at(actor).await?.is_none_or(|next| next > now) {
            return Ok(Vec::new());
        }
        let mut tx = self.desk.database.begin().await?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = job::claim(tx.connection()?, now, now.plus_ms(lease_ms), most).await?;
        tx.commit_without_event("the state of a job").await?;
        Ok(rows
            .into_iter()
            .map(|row| ClaimedJob {
                id: row.id,
                kind: row.kind,
                payload: row.payload,
                attempt: row.attempts,
            })
            .collect())
    }

    /// When the next job is due.
    ///
    /// # Errors
    /// When the database cannot work.
    pub async fn next_at(&self, actor: &Actor) -> ServiceResult<Option<Timestamp>> {
        only_the_program(actor)?;
        let mut connection = self.desk.database.read().await?;
        Ok(job::next_at(&mut connection).await?)
    }

    /// How many jobs there are in each state, and how long the oldest due one has waited. Two queries.
    ///
    /// # Errors
    /// When the database cannot work.
    pub async fn figures(&self, actor: &Actor) -> ServiceResult<QueueFigures> {
        only_the_program(actor)?;
        let now = self.desk.now();
        let mut connection = self.desk.database.read().await?;
        let known = job::counts(&mut connection).await?;
        let oldest = job::oldest_due(&mut connection, now).await?;
        let number = |state| {
            known
                .iter()
                .find(|(other, _)| *other == state)
                .map_or(0, |(_, number)| *number)
        };
        Ok(QueueFigures {
            counts: JobState::ALL.map(|state| (state, number(state))),
            oldest_due_ms: oldest.map_or(0, |due| now.since_ms(due)),
        })
    }

    /// The attempt succeeded. Its payload is forgotten.
    ///
    /// # Errors
    /// When the database cannot work; the job runs again after its lease.
    pub async fn finish(&self, actor: &Actor, claimed: &ClaimedJob) -> ServiceResult<()> {
        only_the_program(actor)?;
        let mut tx = self.desk.database.begin().await?;
        job::finish(tx.connection()?, claimed.id, claimed.attempt, self.desk.now()).await?;
        Ok(tx.commit_without_event("the state of a job").await?)
    }

    /// The attempt failed; a `lasting` fault is not tried again.
    ///
    /// # Errors
    /// When the database cannot work; the job runs again after its lease.
    pub async fn fail(
        &self,
        actor: &Actor,
        claimed: &ClaimedJob,
        lasting: bool,
        reason: &str,
    ) -> ServiceResult<Failed> {
        only_the_program(actor)?;
        let now = self.desk.now();
        let mut chance = [0_u8; 4];
        self.desk.random.fill(&mut chance);
        let pause = pause_ms(claimed.attempt, u32::from_le_bytes(chance)).filter(|_| !lasting);
        let retry_at = pause.map(|pause| now.plus_ms(pause));
        let mut tx = self.desk.database.begin().await?;
        let reason = mask_addresses(reason);
        job::fail(
            tx.connection()?,
            claimed.id,
            claimed.attempt,
            now,
            retry_at,
            &reason,
        )
        .await?;
        tx.commit_without_event("the state of a job").await?;
        Ok(retry_at.map_or(Failed::GivenUp, Failed::TriedAgainAt))
    }

    /// Queues a job of the calendar for today and for tomorrow, a little after midnight. However often it is asked,
    /// the job runs once a day.
    ///
    /// # Errors
    /// When the database cannot work.
    pub async fn plan_daily(&self, actor: &Actor, kind: &'static str) -> ServiceResult<()> {
        only_the_program(actor)?;
        let now = self.desk.now();
        let moment = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
        let today = self.desk.time_zone.to_datetime(moment).date();
        let mut tx = self.desk.database.begin().await?;
        for day in [Some(today), today.tomorrow().ok()].into_iter().flatten() {
            let Ok(midnight) = day.to_zoned(self.desk.time_zone.clone()) else {
                continue;
            };
            let job = NewJob {
                kind,
                payload: serde_json::json!({ "day": day.to_string() }),
                key: format!("{kind}:{day}"),
                // Not in the past: nobody was late with what nobody had asked for.
                run_at: Timestamp(midnight.timestamp().as_millisecond())
                    .plus_ms(AFTER_MIDNIGHT_MS)
                    .max(now),
            };
            self.desk.enqueue(&mut tx, &job).await?;
        }
        Ok(tx.commit_without_event("jobs of the calendar").await?)
    }

    /// Forgets jobs that were done long ago, and says how many.
    ///
    /// # Errors
    /// When the database cannot work.
    pub async fn forget_old(&self, actor: &Actor) -> ServiceResult<u64> {
        only_the_program(actor)?;
        let mut tx = self.desk.database.begin().await?;
        let before = self.desk.now().plus_ms(-REMEMBERED_MS);
        let forgotten = job::remove_done_before(tx.connection()?, before).await?;
        tx.commit_without_event("jobs that were done long ago").await?;
        Ok(forgotten)
    }
}

fn only_the_program(actor: &Actor) -> ServiceResult<()> {
    if *actor == Actor::System {
        Ok(())
    } else {
        Err(ServiceError::Forbidden)
    }
}
