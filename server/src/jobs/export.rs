//! `infrastructure.export`: makes the files of all projects when the data have changed.

use super::{Attempt, Job, JobFault};
use async_trait::async_trait;
use domain::Actor;
use domain::infrastructure::bulk::ExportJob;
use domain::infrastructure::service::InfrastructureService;
use std::sync::Arc;
use std::time::Duration;

/// Makes what is missing; a second attempt finds nothing to do. Once a day it looks whether a new program, other settings or a
/// restoration have changed what the files must say.
pub struct MakeExports {
    pub infrastructure: Arc<dyn InfrastructureService>,
}

#[async_trait]
impl Job for MakeExports {
    fn kind(&self) -> &'static str {
        ExportJob::KIND
    }

    fn is_daily(&self) -> bool {
        true
    }

    /// Tens of thousands of projects are read and packed.
    fn time_limit(&self) -> Duration {
        Duration::from_secs(240)
    }

    async fn run(&self, _attempt: &Attempt) -> Result<(), JobFault> {
        self.infrastructure.make_bulk_files(&Actor::System).await?;
        Ok(())
    }
}
