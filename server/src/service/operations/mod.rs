//! Use cases of the operations slice.

mod events;
mod health;
pub mod queue;

use crate::adapters::mail::MailFolder;
use crate::service::Desk;
use async_trait::async_trait;
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::id::JobId;
use domain::job::JobState;
use domain::operations::event::{EventFilter, EventPage};
use domain::operations::health::Readiness;
use domain::operations::job::{JOBS_PER_PAGE, JobFilter, JobOverview, JobSummary};
use domain::operations::mail::{MailText, SentMail};
use domain::operations::service::OperationsService;
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::json;
use storage::job::JobRow;
use storage::{event, job};

/// Nobody turns so many pages; an offset beyond would cost a look at every row.
const MOST_PAGES: i64 = 10_000;
const MOST_MAILS: usize = 200;

/// The door of the operations slice, on a real desk.
pub struct Operations {
    desk: Desk,
}

impl Operations {
    #[must_use]
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }

    /// The mail folder, for whom it is there: the administrator of a demonstration.
    fn mail_folder(&self, actor: &Actor) -> ServiceResult<MailFolder> {
        permit(actor, Action::ReadDemoMail, Scope::COMMUNITY)?;
        let settings = &self.desk.settings;
        if settings.demo {
            Ok(MailFolder::new(settings.mail_dir(), &settings.mail.from))
        } else {
            Err(ServiceError::NotFound)
        }
    }
}

#[async_trait]
impl OperationsService for Operations {
    async fn jobs(&self, actor: &Actor, filter: &JobFilter) -> ServiceResult<JobOverview> {
        permit(actor, Action::ReadJobs, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        let known = job::counts(&mut connection).await?;
        let number = |state| {
            known
                .iter()
                .find(|(other, _)| *other == state)
                .map_or(0, |(_, number)| *number)
        };
        let kind = filter.kind.as_deref();
        let offset = (filter.page.clamp(1, MOST_PAGES) - 1) * JOBS_PER_PAGE;
        let (jobs, total) = job::list(&mut connection, filter.state, kind, JOBS_PER_PAGE, offset).await?;
        Ok(JobOverview {
            counts: JobState::ALL.map(|state| (state, number(state))).to_vec(),
            kinds: job::kinds(&mut connection).await?,
            total,
            jobs: jobs.into_iter().map(summary).collect(),
        })
    }

    async fn retry_job(&self, actor: &Actor, id: JobId) -> ServiceResult<()> {
        permit(actor, Action::RetryJob, Scope::COMMUNITY)?;
        let mut tx = self.desk.database.begin().await?;
        let connection = tx.connection()?;
        let Some(row) = job::by_id(connection, id).await? else {
            return Err(ServiceError::NotFound);
        };
        let before = event::of_subject(connection, "operations.job", &id.to_string()).await?;
        if !job::retry(connection, id, self.desk.now()).await? {
            return Err(ServiceError::Rule("job_not_dead"));
        }
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: "operations.job",
            subject_id: id.to_string(),
            subject_version: i64::try_from(before.len()).unwrap_or(i64::MAX).saturating_add(1),
            kind: "operations.job.retried",
            reason: None,
            data: json!({ "kind": row.kind, "attempts": row.attempts }),
        };
        self.desk.record(&mut tx, &event).await?;
        tx.wake_jobs();
        Ok(tx.commit().await?)
    }

    async fn demo_mail(&self, actor: &Actor) -> ServiceResult<Vec<SentMail>> {
        let folder = self.mail_folder(actor)?;
        folder.list(MOST_MAILS).map_err(unreadable)
    }

    async fn demo_mail_text(&self, actor: &Actor, id: JobId) -> ServiceResult<MailText> {
        let folder = self.mail_folder(actor)?;
        folder
            .get(id.0)
            .map_err(unreadable)?
            .ok_or(ServiceError::NotFound)
    }

    async fn events(&self, actor: &Actor, filter: &EventFilter) -> ServiceResult<EventPage> {
        self.event_page(actor, filter).await
    }

    async fn readiness(&self, actor: &Actor) -> ServiceResult<Readiness> {
        if *actor != Actor::System {
            return Err(ServiceError::Forbidden);
        }
        Ok(health::readiness(&self.desk).await)
    }
}

fn unreadable(error: std::io::Error) -> ServiceError {
    ServiceError::Internal(format!("the mail folder: {error}"))
}

fn summary(row: JobRow) -> JobSummary {
    JobSummary {
        id: row.id,
        kind: row.kind,
        state: row.state,
        attempts: row.attempts,
        run_at: row.run_at,
        created_at: row.created_at,
        finished_at: row.finished_at,
        last_error: row.last_error,
    }
}
