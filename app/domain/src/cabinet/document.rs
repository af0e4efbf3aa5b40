//! The decision on paper: a PDF that never changes, and the code by which anybody who holds it can check it.

use crate::id::ApplicationId;
use crate::job::NewJob;
use crate::language::Bilingual;
use crate::people::unit::Unit;
use crate::printed_code::PrintedCode;
use crate::time::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// 74 bits: nobody comes upon somebody else's document by trying.
pub type DocumentCode = PrintedCode<16>;

/// The event of a document that was set and kept.
pub const ISSUED: &str = "cabinet.document.issued";

/// The payload of the job that sets the decision of an application, as it was decided in this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentJob {
    pub application: ApplicationId,
    pub version: i64,
}

impl DocumentJob {
    pub const KIND: &str = "cabinet.decision_document";

    /// The job, once for each decision, as soon as it can.
    #[must_use]
    pub fn queued(self, now: Timestamp) -> NewJob {
        let (application, version) = (self.application, self.version);
        NewJob {
            kind: Self::KIND,
            payload: serde_json::json!({ "application": application, "version": version }),
            key: format!("decision_document:{application}:{version}"),
            run_at: now,
        }
    }
}

/// The document of a decision, for those who may read the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentView {
    pub code: DocumentCode,
    pub size_bytes: u64,
}

/// What everybody who holds a document may learn about it: nothing that the paper does not say, and not whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentCheck {
    pub code: DocumentCode,
    pub number: String,
    pub service: Bilingual,
    pub unit: Option<Unit>,
    pub issued_at: DateTime,
    pub is_granted: bool,
    /// Whether the decision still stands: a complaint may have annulled it.
    pub is_in_force: bool,
    /// Hex SHA-256 of the file.
    pub digest: String,
}
