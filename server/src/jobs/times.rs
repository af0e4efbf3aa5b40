//! `cabinet.times`: publishes the figures of months that have ended.

use super::{Attempt, Job, JobFault};
use async_trait::async_trait;
use domain::Actor;
use domain::cabinet::service::CabinetService;
use std::sync::Arc;

/// Publishes what is not out yet; a second attempt finds nothing to do.
pub struct PublishTimes {
    pub cabinet: Arc<dyn CabinetService>,
}

#[async_trait]
impl Job for PublishTimes {
    fn kind(&self) -> &'static str {
        "cabinet.times"
    }

    fn is_daily(&self) -> bool {
        true
    }

    async fn run(&self, _attempt: &Attempt) -> Result<(), JobFault> {
        Ok(self.cabinet.publish_times(&Actor::System).await?)
    }
}
