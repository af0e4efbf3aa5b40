//! What every use case works with.

use crate::adapters::clock::Clock;
use crate::adapters::random::Random;
use crate::settings::Settings;
use domain::event::NewEvent;
use domain::job::NewJob;
use domain::{ServiceResult, Timestamp};
use std::sync::Arc;
use storage::{Database, Tx};

/// The database, the clock, randomness and the settings. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    pub database: Database,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub settings: Arc<Settings>,
    pub time_zone: jiff::tz::TimeZone,
}

impl Desk {
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id of any kind.
    #[must_use]
    pub fn id<T: From<uuid::Uuid>>(&self) -> T {
        self.random.uuid(self.now()).into()
    }

    /// Appends an event to a change.
    ///
    /// # Errors
    /// When the database cannot write.
    pub async fn record(&self, tx: &mut Tx, event: &NewEvent) -> ServiceResult<()> {
        Ok(tx.record(self.id(), self.now(), event).await?)
    }

    /// Queues a job with a change.
    ///
    /// # Errors
    /// When the database cannot write.
    pub async fn enqueue(&self, tx: &mut Tx, job: &NewJob) -> ServiceResult<()> {
        tx.enqueue(self.id(), self.now(), job).await?;
        Ok(())
    }
}
