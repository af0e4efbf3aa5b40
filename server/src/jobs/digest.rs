//! `infrastructure.digest`: letters with the news of what people follow.

use super::{Attempt, Job, JobFault};
use async_trait::async_trait;
use domain::Actor;
use domain::infrastructure::service::InfrastructureService;
use std::sync::Arc;
use std::time::Duration;

/// Writes the letters of a day; a second attempt writes those that the first has not come to.
pub struct SendDigests {
    pub infrastructure: Arc<dyn InfrastructureService>,
}

#[async_trait]
impl Job for SendDigests {
    fn kind(&self) -> &'static str {
        "infrastructure.digest"
    }

    fn is_daily(&self) -> bool {
        true
    }

    /// Thousands of people follow something.
    fn time_limit(&self) -> Duration {
        Duration::from_secs(240)
    }

    async fn run(&self, _attempt: &Attempt) -> Result<(), JobFault> {
        let letters = self.infrastructure.send_digests(&Actor::System).await?;
        tracing::info!(letters, "letters with news are queued");
        Ok(())
    }
}
