//! Queued work. A job is written in the transaction of the change that causes it.

use crate::id::FileId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A job to be queued.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// What runs it: `mail.send`, `file.thumbnail`, `infrastructure.export`.
    pub kind: &'static str,
    pub payload: Value,
    /// Jobs with the same key are queued once: `mail:submitted:<application>`.
    pub key: String,
    pub run_at: Timestamp,
}

/// The payload of a `mail.send` job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailJob {
    /// The address of one mailbox.
    pub to: String,
    pub subject: String,
    /// Plain text; addresses of pages stand on lines of their own.
    pub text: String,
}

impl MailJob {
    pub const KIND: &str = "mail.send";

    /// The job that sends this mail once, as soon as it can.
    #[must_use]
    pub fn queued(self, key: String, now: Timestamp) -> NewJob {
        NewJob {
            kind: Self::KIND,
            payload: serde_json::json!({ "to": self.to, "subject": self.subject, "text": self.text }),
            key,
            run_at: now,
        }
    }
}

/// The payload of a `mail.list` job: a mail of a subscription, which its reader can end with one press.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListMailJob {
    /// The address of one mailbox.
    pub to: String,
    pub subject: String,
    /// Plain text; addresses of pages stand on lines of their own.
    pub text: String,
    /// The whole address that ends the subscription when something is posted to it (RFC 8058).
    pub unsubscribe: String,
}

impl ListMailJob {
    pub const KIND: &str = "mail.list";

    /// The job that sends this mail once, not before `at`.
    #[must_use]
    pub fn queued(self, key: String, at: Timestamp) -> NewJob {
        NewJob {
            kind: Self::KIND,
            payload: serde_json::json!({
                "to": self.to, "subject": self.subject, "text": self.text, "unsubscribe": self.unsubscribe,
            }),
            key,
            run_at: at,
        }
    }
}

/// The payload of a `file.thumbnail` job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThumbnailJob {
    pub file: FileId,
}

impl ThumbnailJob {
    pub const KIND: &str = "file.thumbnail";

    /// The job that makes the thumbnail of a file once.
    #[must_use]
    pub fn queued(self, now: Timestamp) -> NewJob {
        NewJob {
            kind: Self::KIND,
            payload: serde_json::json!({ "file": self.file }),
            key: format!("thumbnail:{}", self.file),
            run_at: now,
        }
    }
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Queued,
    Running,
    Done,
    /// Given up after the last attempt; an administrator may retry it.
    Dead,
}

impl JobState {
    pub const ALL: [Self; 4] = [Self::Queued, Self::Running, Self::Done, Self::Dead];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}
