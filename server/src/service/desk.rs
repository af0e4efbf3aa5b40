//! What every use case works with.

use crate::adapters::clock::Clock;
use crate::adapters::random::Random;
use crate::settings::Settings;
use domain::event::NewEvent;
use domain::job::NewJob;
use domain::{ServiceResult, Timestamp};
use locales::format::CivilMoment;
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

    /// The clock on the wall of the community: what pages show.
    #[must_use]
    pub fn civil(&self) -> app::shared::Civil {
        let time_zone = self.time_zone.clone();
        Arc::new(move |at| {
            let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
            let at = at.to_zoned(time_zone.clone());
            CivilMoment {
                year: at.year(),
                month: at.month().unsigned_abs(),
                day: at.day().unsigned_abs(),
                hour: at.hour().unsigned_abs(),
                minute: at.minute().unsigned_abs(),
            }
        })
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
