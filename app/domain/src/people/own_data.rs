//! Everything that the city holds of a person, in one archive, for that person alone.

use crate::id::OwnDataId;
use crate::job::NewJob;
use crate::time::{DAY_MS, HOUR_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// How long an archive can be downloaded.
pub const LIFE_MS: i64 = 7 * DAY_MS;
/// After so long without an archive something has failed, and another may be asked for.
pub const PATIENCE_MS: i64 = HOUR_MS;

/// Code of a broken rule: one archive is being made already.
pub const AWAITED: &str = "own_data_awaited";

/// An archive that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnDataExport {
    pub id: OwnDataId,
    pub asked_at: Timestamp,
    pub stage: OwnDataStage,
}

/// Where an archive stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnDataStage {
    /// A job makes it.
    Awaited,
    /// It has not come in time; it can be asked for again.
    Late,
    Ready {
        size_bytes: u64,
        until: Timestamp,
    },
    Expired,
}

impl OwnDataStage {
    /// From what is stored.
    ///
    /// ```
    /// use domain::people::own_data::{LIFE_MS, OwnDataStage, PATIENCE_MS};
    /// use domain::Timestamp;
    /// let asked = Timestamp(0);
    /// assert_eq!(OwnDataStage::of(asked, None, Timestamp(1)), OwnDataStage::Awaited);
    /// assert_eq!(OwnDataStage::of(asked, None, Timestamp(PATIENCE_MS + 1)), OwnDataStage::Late);
    /// let made = Some((7, Timestamp(LIFE_MS)));
    /// assert_eq!(OwnDataStage::of(asked, made, Timestamp(1)), OwnDataStage::Ready { size_bytes: 7, until: Timestamp(LIFE_MS) });
    /// assert_eq!(OwnDataStage::of(asked, made, Timestamp(LIFE_MS)), OwnDataStage::Expired);
    /// ```
    #[must_use]
    pub fn of(asked_at: Timestamp, made: Option<(u64, Timestamp)>, now: Timestamp) -> Self {
        match made {
            None if now.since_ms(asked_at) > PATIENCE_MS => Self::Late,
            None => Self::Awaited,
            Some((_, until)) if until <= now => Self::Expired,
            Some((size_bytes, until)) => Self::Ready { size_bytes, until },
        }
    }
}

/// The archive for its person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnDataFile {
    pub name: String,
    pub content: Vec<u8>,
}

/// The payload of a job that makes an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnDataJob {
    pub export: OwnDataId,
}

impl OwnDataJob {
    pub const KIND: &str = "people.own_data";

    /// The job that makes an archive once.
    #[must_use]
    pub fn queued(self, now: Timestamp) -> NewJob {
        NewJob {
            kind: Self::KIND,
            payload: serde_json::json!({ "export": self.export }),
            key: format!("own-data:{}", self.export),
            run_at: now,
        }
    }
}
