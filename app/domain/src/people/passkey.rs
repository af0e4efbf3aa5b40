//! Passkeys: keys that a device holds, beside the password.

use crate::id::PasskeyId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The longest name of a passkey.
pub const MOST_NAME_CHARACTERS: u32 = 60;
/// As many as a person may have; more is a mistake or an attack.
pub const MOST_PASSKEYS: usize = 20;

/// A passkey in its owner's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPasskey {
    pub id: PasskeyId,
    pub name: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

/// What the browser needs for one ceremony.
#[derive(Debug, Clone, Serialize)]
pub struct PasskeyCeremony {
    /// Names the ceremony when the browser answers; worth one answer.
    pub token: String,
    /// Options for `navigator.credentials`, with bytes in base64url.
    pub options: Value,
}

/// What the browser answers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasskeyAnswer {
    pub token: String,
    /// The credential, with bytes in base64url.
    pub credential: Value,
    /// What the person calls the passkey; for registrations.
    #[serde(default)]
    pub name: String,
}
