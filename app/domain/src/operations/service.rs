//! The only door of the operations slice.

use super::event::{EventFilter, EventPage};
use super::health::Readiness;
use super::job::{JobFilter, JobOverview};
use super::mail::{MailText, SentMail};
use crate::id::JobId;
use crate::{Actor, ServiceResult};
use async_trait::async_trait;

/// Use cases: the state of the program itself.
#[async_trait]
pub trait OperationsService: Send + Sync {
    /// A page of the jobs that a filter finds, the newest first. Four queries.
    async fn jobs(&self, actor: &Actor, filter: &JobFilter) -> ServiceResult<JobOverview>;

    /// Begins a given-up job anew.
    ///
    /// # Errors
    /// [`crate::ServiceError::NotFound`] without such a job, [`crate::ServiceError::Rule`] `job_not_dead` when it is
    /// not given up.
    async fn retry_job(&self, actor: &Actor, id: JobId) -> ServiceResult<()>;

    /// The newest mails of the demonstration.
    ///
    /// # Errors
    /// [`crate::ServiceError::NotFound`] outside a demonstration.
    async fn demo_mail(&self, actor: &Actor) -> ServiceResult<Vec<SentMail>>;

    /// One mail of the demonstration.
    ///
    /// # Errors
    /// [`crate::ServiceError::NotFound`] outside a demonstration and without such a mail.
    async fn demo_mail_text(&self, actor: &Actor, id: JobId) -> ServiceResult<MailText>;

    /// A page of the event log. Four queries.
    async fn events(&self, actor: &Actor, filter: &EventFilter) -> ServiceResult<EventPage>;

    /// Whether the program can work; for [`Actor::System`]. Two queries, a file, and a trial change after a fault.
    async fn readiness(&self, actor: &Actor) -> ServiceResult<Readiness>;
}
