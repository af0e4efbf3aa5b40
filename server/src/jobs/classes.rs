//! `learning.class_visitors`: forgets names and telephones of visitors when their time is over.

use super::{Attempt, Job, JobFault};
use async_trait::async_trait;
use domain::Actor;
use domain::learning::class::FORGET_VISITORS;
use domain::learning::class::service::ClassService;
use std::sync::Arc;

/// Forgets once a day; a second attempt finds nothing to do.
pub struct ForgetVisitors {
    pub classes: Arc<dyn ClassService>,
}

#[async_trait]
impl Job for ForgetVisitors {
    fn kind(&self) -> &'static str {
        FORGET_VISITORS
    }

    fn is_daily(&self) -> bool {
        true
    }

    async fn run(&self, _attempt: &Attempt) -> Result<(), JobFault> {
        Ok(self.classes.forget_visitors(&Actor::System).await?)
    }
}
