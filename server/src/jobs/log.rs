//! `cabinet.log`: takes the day's events into the log of applications and signs its root.

use super::{Attempt, Job, JobFault};
use async_trait::async_trait;
use domain::Actor;
use domain::cabinet::service::CabinetService;
use std::sync::Arc;
use std::time::Duration;

/// Signs once a day; a second attempt goes on where the first broke off.
pub struct SignLog {
    pub cabinet: Arc<dyn CabinetService>,
}

#[async_trait]
impl Job for SignLog {
    fn kind(&self) -> &'static str {
        "cabinet.log"
    }

    fn is_daily(&self) -> bool {
        true
    }

    /// The first time takes in the events of years.
    fn time_limit(&self) -> Duration {
        Duration::from_secs(240)
    }

    async fn run(&self, _attempt: &Attempt) -> Result<(), JobFault> {
        Ok(self.cabinet.sign_log(&Actor::System).await?)
    }
}
