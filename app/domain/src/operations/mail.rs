//! Mail of the demonstration, which nobody receives but the page that shows it.

use crate::time::Timestamp;

/// A mail that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMail {
    /// The id of the job that sent it.
    pub id: String,
    pub to: String,
    pub subject: String,
    pub at: Timestamp,
}

/// A mail with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailText {
    pub mail: SentMail,
    pub text: String,
}
