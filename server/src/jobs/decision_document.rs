//! `cabinet.decision_document`: sets the decision of an application on paper.

use super::{Attempt, Job, JobFault};
use crate::service::cabinet::Cabinet;
use async_trait::async_trait;
use domain::ServiceError;
use domain::cabinet::document::DocumentJob;
use std::sync::Arc;

/// Sets a decision and keeps it, once.
pub struct SetDecision {
    pub cabinet: Arc<Cabinet>,
}

#[async_trait]
impl Job for SetDecision {
    fn kind(&self) -> &'static str {
        DocumentJob::KIND
    }

    async fn run(&self, attempt: &Attempt) -> Result<(), JobFault> {
        let job = attempt.payload()?;
        self.cabinet
            .issue_document(job)
            .await
            .map_err(|error| match error {
                ServiceError::NotFound => JobFault::Lasting("there is no such decision".to_owned()),
                // A template that somebody mends, a disk that has room again.
                other => JobFault::Passing(other.to_string()),
            })
    }
}
