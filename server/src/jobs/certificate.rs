//! `learning.certificate`: sets a certificate on paper.

use super::{Attempt, Job, JobFault};
use crate::service::learning::Learning;
use async_trait::async_trait;
use domain::ServiceError;
use domain::learning::certificate::CertificateJob;
use std::sync::Arc;

/// Sets a certificate and keeps it, once.
pub struct SetCertificate {
    pub learning: Arc<Learning>,
}

#[async_trait]
impl Job for SetCertificate {
    fn kind(&self) -> &'static str {
        CertificateJob::KIND
    }

    async fn run(&self, attempt: &Attempt) -> Result<(), JobFault> {
        let job = attempt.payload()?;
        self.learning
            .set_certificate(job)
            .await
            .map_err(|error| match error {
                ServiceError::NotFound => JobFault::Lasting("there is no such certificate".to_owned()),
                // A template that somebody mends, a disk that has room again.
                other => JobFault::Passing(other.to_string()),
            })
    }
}
