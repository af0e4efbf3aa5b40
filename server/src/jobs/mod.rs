//! The queue runner and its jobs, a file each.

mod certificate;
mod classes;
mod decision_document;
mod digest;
mod export;
mod log;
mod mail;
mod own_data;
mod runner;
mod thumbnail;
mod times;

pub use certificate::SetCertificate;
pub use classes::ForgetVisitors;
pub use decision_document::SetDecision;
pub use digest::SendDigests;
pub use export::MakeExports;
pub use log::SignLog;
pub use mail::{SendListMail, SendMail};
pub use own_data::{MakeOwnData, RemoveOwnData};
pub use runner::Runner;
pub use thumbnail::MakeThumbnail;
pub use times::PublishTimes;

use async_trait::async_trait;
use domain::ServiceError;
use domain::id::JobId;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// Work that the queue asks for. It may run twice: after a crash, or when it outlives its lease; so it is written to
/// do nothing the second time.
#[async_trait]
pub trait Job: Send + Sync {
    /// What the queue calls it: `mail.send`.
    fn kind(&self) -> &'static str;

    /// Whether the calendar asks for it: once a day, soon after midnight in the community's zone.
    fn is_daily(&self) -> bool {
        false
    }

    /// How long one attempt may take; shorter than a lease.
    fn time_limit(&self) -> Duration {
        Duration::from_secs(60)
    }

    async fn run(&self, attempt: &Attempt) -> Result<(), JobFault>;
}

/// One attempt at a job.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    pub job: JobId,
    /// Counted from 1.
    pub number: i64,
    pub payload: Value,
}

impl Attempt {
    /// The payload as a type.
    ///
    /// # Errors
    /// [`JobFault::Lasting`] when it is none: the next attempt would read the same.
    pub fn payload<T: serde::de::DeserializeOwned>(&self) -> Result<T, JobFault> {
        T::deserialize(&self.payload).map_err(|error| JobFault::Lasting(format!("the payload: {error}")))
    }
}

/// Why an attempt failed. The words are for the administrator and hold no personal data.
#[derive(Debug, thiserror::Error)]
pub enum JobFault {
    /// Another attempt may help.
    #[error("{0}")]
    Passing(String),
    /// No attempt will help.
    #[error("{0}")]
    Lasting(String),
}

impl From<ServiceError> for JobFault {
    /// A refusal stays one at the next attempt; a database that cannot work now, or another server that was faster, does not.
    fn from(error: ServiceError) -> Self {
        if error.status() >= 500 || matches!(error, ServiceError::Conflict) {
            Self::Passing(error.to_string())
        } else {
            Self::Lasting(error.to_string())
        }
    }
}

/// Every job that this program can do, by kind.
#[derive(Clone, Default)]
pub struct Jobs(BTreeMap<&'static str, Arc<dyn Job>>);

impl Jobs {
    #[must_use]
    pub fn with(mut self, job: impl Job + 'static) -> Self {
        self.0.insert(job.kind(), Arc::new(job));
        self
    }

    /// The kinds that the calendar asks for.
    fn daily(&self) -> impl Iterator<Item = &'static str> {
        self.0.values().filter(|job| job.is_daily()).map(|job| job.kind())
    }

    fn get(&self, kind: &str) -> Option<Arc<dyn Job>> {
        self.0.get(kind).cloned()
    }
}
