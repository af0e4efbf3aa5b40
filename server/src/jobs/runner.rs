//! Claims due jobs and runs them.

use super::{Attempt, JobFault, Jobs};
use crate::service::Desk;
use crate::service::operations::queue::{ClaimedJob, Failed, JobQueue};
use domain::Actor;
use futures::FutureExt as _;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

const AT_ONCE: usize = 4;
/// Longer than any job's time limit: nobody else claims a job that still runs.
const LEASE: Duration = Duration::from_secs(300);
/// Jobs that another process queued are seen this late.
const LONGEST_SLEEP: Duration = Duration::from_secs(2);
const COUNT_EVERY: Duration = Duration::from_secs(10);
const TIDY_EVERY: Duration = Duration::from_secs(6 * 60 * 60);

/// Runs the jobs of the queue, a few at once.
#[derive(Clone)]
pub struct Runner {
    desk: Desk,
    queue: JobQueue,
    jobs: Jobs,
    slots: Arc<Semaphore>,
}

impl Runner {
    #[must_use]
    pub fn new(desk: Desk, jobs: Jobs) -> Self {
        Self {
            queue: JobQueue::new(desk.clone()),
            desk,
            jobs,
            slots: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Works until told to stop, then waits for jobs under way. Jobs that it does not finish run again elsewhere, or
    /// at the next start, when their lease has run out.
    pub async fn run(self, stop: CancellationToken) {
        let under_way = TaskTracker::new();
        let mut tidied: Option<Instant> = None;
        let mut counted: Option<Instant> = None;
        while !stop.is_cancelled() {
            if tidied.is_none_or(|at| at.elapsed() > TIDY_EVERY) {
                tidied = Some(Instant::now());
                self.tidy().await;
                self.plan().await;
            }
            if counted.is_none_or(|at| at.elapsed() > COUNT_EVERY) {
                counted = Some(Instant::now());
                self.count().await;
            }
            self.begin_due(&under_way).await;
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.desk.database.job_queued() => {}
                () = self.until_next() => {}
            }
        }
        under_way.close();
        under_way.wait().await;
    }

    /// Runs everything that is due now, and what that makes due, one after the other; gives the number of attempts.
    pub async fn run_due(&self) -> usize {
        let mut attempts = 0;
        loop {
            let claimed = self.claim(AT_ONCE).await;
            if claimed.is_empty() {
                return attempts;
            }
            for job in claimed {
                attempts += 1;
                self.attempt(job).await;
            }
        }
    }

    async fn begin_due(&self, under_way: &TaskTracker) {
        loop {
            let claimed = self.claim(self.slots.available_permits()).await;
            if claimed.is_empty() {
                return;
            }
            for job in claimed {
                // Only this loop takes permits, and it claimed no more than there are.
                let Ok(permit) = Arc::clone(&self.slots).try_acquire_owned() else {
                    return;
                };
                let runner = self.clone();
                under_way.spawn(async move {
                    runner.attempt(job).await;
                    drop(permit);
                });
            }
        }
    }

    async fn claim(&self, most: usize) -> Vec<ClaimedJob> {
        let lease_ms = i64::try_from(LEASE.as_millis()).unwrap_or(i64::MAX);
        match self.queue.claim(&Actor::System, most, lease_ms).await {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::error!(%error, "jobs cannot be claimed");
                Vec::new()
            }
        }
    }

    /// Sleeps until a job is due and somebody is free to do it.
    async fn until_next(&self) {
        if self.slots.available_permits() == 0 {
            drop(self.slots.acquire().await);
            return;
        }
        let now = self.desk.now();
        let sleep = match self.queue.next_at(&Actor::System).await {
            Ok(Some(next)) => Duration::from_millis(u64::try_from(next.since_ms(now)).unwrap_or(0)),
            Ok(None) | Err(_) => LONGEST_SLEEP,
        };
        // Not shorter than a blink: a queue that cannot be claimed must not be asked without a pause.
        tokio::time::sleep(sleep.clamp(Duration::from_millis(50), LONGEST_SLEEP)).await;
    }

    async fn tidy(&self) {
        match self.queue.forget_old(&Actor::System).await {
            Ok(0) => {}
            Ok(forgotten) => tracing::info!(forgotten, "jobs of long ago are forgotten"),
            Err(error) => tracing::error!(%error, "jobs of long ago cannot be forgotten"),
        }
    }

    /// Queues what the calendar asks for: of today, when it has not been done, and of tomorrow.
    async fn plan(&self) {
        for kind in self.jobs.daily() {
            if let Err(error) = self.queue.plan_daily(&Actor::System, kind).await {
                tracing::error!(kind, %error, "a daily job cannot be planned");
            }
        }
    }

    /// Tells the collector how much the queue holds.
    async fn count(&self) {
        match self.queue.figures(&Actor::System).await {
            Ok(figures) => {
                for (state, number) in figures.counts {
                    metrics::gauge!("hromada_jobs", "state" => state.code()).set(number as f64);
                }
                let seconds = figures.oldest_due_ms as f64 / 1_000.0;
                metrics::gauge!("hromada_oldest_due_job_seconds").set(seconds);
            }
            Err(error) => tracing::error!(%error, "jobs cannot be counted"),
        }
    }

    /// One attempt, and what becomes of the job.
    async fn attempt(&self, claimed: ClaimedJob) {
        let begun = Instant::now();
        let outcome = self.work(&claimed).await;
        let (kind, id, attempt) = (&claimed.kind, claimed.id, claimed.attempt);
        let kept = match &outcome {
            Ok(()) => self.queue.finish(&Actor::System, &claimed).await.map(|()| "done"),
            Err(fault) => {
                let lasting = matches!(fault, JobFault::Lasting(_));
                let failed = self
                    .queue
                    .fail(&Actor::System, &claimed, lasting, &fault.to_string())
                    .await;
                failed.map(|failed| match failed {
                    Failed::TriedAgainAt(_) => "failed",
                    Failed::GivenUp => "dead",
                })
            }
        };
        let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        let outcome = match kept {
            Ok(outcome) => outcome,
            Err(error) => {
                tracing::error!(%kind, %id, attempt, %error, "the end of a job cannot be noted");
                "unknown"
            }
        };
        // The reason stands in the job's row, where an administrator reads it.
        tracing::info!(%kind, %id, attempt, outcome, duration_ms, "job");
        metrics::counter!("hromada_jobs_total", "kind" => kind.clone(), "outcome" => outcome).increment(1);
        if outcome != "failed" {
            metrics::histogram!("hromada_job_attempts", "kind" => kind.clone()).record(attempt as f64);
        }
        metrics::histogram!("hromada_job_seconds", "kind" => kind.clone())
            .record(begun.elapsed().as_secs_f64());
    }

    async fn work(&self, claimed: &ClaimedJob) -> Result<(), JobFault> {
        let Some(job) = self.jobs.get(&claimed.kind) else {
            return Err(JobFault::Lasting(
                "this program does not know the kind".to_owned(),
            ));
        };
        let attempt = Attempt {
            job: claimed.id,
            number: claimed.attempt,
            payload: claimed.payload.clone(),
        };
        let limit = job.time_limit().min(LEASE);
        let work = AssertUnwindSafe(job.run(&attempt)).catch_unwind();
        match tokio::time::timeout(limit, work).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(JobFault::Passing(
                "the job panicked; the log says where".to_owned(),
            )),
            Err(_) => Err(JobFault::Passing(format!(
                "not done within {} s",
                limit.as_secs()
            ))),
        }
    }
}
