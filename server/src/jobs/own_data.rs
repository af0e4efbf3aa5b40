//! `people.own_data`: makes the archive of a person's own data; `people.own_data_expiry`: removes those whose time is over.

use super::{Attempt, Job, JobFault};
use crate::service::people::People;
use async_trait::async_trait;
use domain::ServiceError;
use domain::people::own_data::OwnDataJob;
use std::sync::Arc;
use std::time::Duration;

/// Makes an archive, once.
pub struct MakeOwnData {
    pub people: Arc<People>,
}

#[async_trait]
impl Job for MakeOwnData {
    fn kind(&self) -> &'static str {
        OwnDataJob::KIND
    }

    fn time_limit(&self) -> Duration {
        // Hundreds of files are packed.
        Duration::from_secs(240)
    }

    async fn run(&self, attempt: &Attempt) -> Result<(), JobFault> {
        let job = attempt.payload()?;
        self.people.make_own_data(job).await.map_err(|error| match error {
            ServiceError::NotFound => JobFault::Lasting("nobody asks for it any more".to_owned()),
            // A disk that has room again.
            other => JobFault::Passing(other.to_string()),
        })
    }
}

/// Removes what has expired; a second attempt finds nothing to do.
pub struct RemoveOwnData {
    pub people: Arc<People>,
}

#[async_trait]
impl Job for RemoveOwnData {
    fn kind(&self) -> &'static str {
        "people.own_data_expiry"
    }

    fn is_daily(&self) -> bool {
        true
    }

    async fn run(&self, _attempt: &Attempt) -> Result<(), JobFault> {
        Ok(self.people.remove_expired_own_data().await?)
    }
}
