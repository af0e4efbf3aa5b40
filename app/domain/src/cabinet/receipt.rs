//! The receipt that proves itself: what it holds, and what a check of it can find.
//!
//! The events of applications are leaves of an append-only Merkle tree (RFC 6962, section 2.1, with SHA-256). Its root is
//! signed once a day (Ed25519) and published. A receipt carries the events of one application as they were hashed, the
//! path from each of them to the signed root, and a signature of its own over events that still wait for a root.

use super::view::Happened;
use crate::language::Bilingual;
use serde::{Deserialize, Serialize};

/// The format of receipts, written into each of them.
pub const FORMAT: &str = "hromada receipt 1";

/// A receipt as it travels in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    pub format: String,
    /// The address of the cabinet that made it.
    pub origin: String,
    pub number: String,
    pub service: Bilingual,
    /// When it was made: `2026-11-23T08:00:00Z`.
    pub made_at: String,
    /// Every event of the application, oldest first.
    pub events: Vec<ReceiptEvent>,
    /// The newest signed root; `None` before the first one.
    pub root: Option<SignedRoot>,
    /// The key that signed this receipt, base64.
    pub key: String,
    /// Over number, moment, root and events: see `log::receipt_message` of the server.
    pub signature: String,
}

impl Receipt {
    /// The events that people know, each with its place in the receipt, which also holds messages and the rating.
    #[must_use]
    pub fn of_history<'a>(&'a self, history: &'a [Happened]) -> Vec<(&'a Happened, &'a ReceiptEvent)> {
        let known = self.events.iter().filter(|event| {
            history
                .iter()
                .any(|happened| event.content.contains(&format!("\"{}\"", happened.kind.event())))
        });
        history.iter().zip(known).collect()
    }
}

/// An event in a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptEvent {
    /// The text that was hashed: the row of the event, a JSON object with its members in a fixed order.
    pub content: String,
    /// The way to the root; `None` while the event waits for one.
    pub proof: Option<Proof>,
}

/// The inclusion proof of a leaf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// Counted from 0.
    pub position: u64,
    /// Hashes of the siblings from the leaf up, hexadecimal.
    pub path: Vec<String>,
}

/// A root of the log with the signature under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedRoot {
    /// The civil day on which it was signed.
    pub day: String,
    pub origin: String,
    /// How many leaves the tree has.
    pub size: u64,
    /// Hexadecimal.
    pub root: String,
    /// Milliseconds since 1970-01-01, UTC.
    pub signed_at: i64,
    /// Base64.
    pub key: String,
    /// Base64.
    pub signature: String,
    /// That the tree of the root before is the beginning of this one: hashes, hexadecimal. Empty in receipts and for
    /// the first root.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grown: Vec<String>,
}

/// The code of a receipt: what a telephone reads, and the same as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptCode {
    /// The page that checks it, with the proof behind the `#`, which browsers keep to themselves.
    pub address: String,
    pub svg: String,
}

/// A public key of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogKey {
    /// Base64.
    pub key: String,
    pub is_in_use: bool,
}

/// What a check of a receipt found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReceiptCheck {
    /// Empty when the file is no receipt.
    pub number: String,
    pub service: Option<Bilingual>,
    pub made_at: String,
    /// Events whose way to the signed root was gone through and is right.
    pub proven: usize,
    /// Events that only the signature of the receipt covers until the next root.
    pub waiting: usize,
    /// Nothing was found when the receipt is right.
    pub faults: Vec<ReceiptFault>,
}

impl ReceiptCheck {
    #[must_use]
    pub const fn is_right(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Why a receipt is not right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReceiptFault {
    /// The file cannot be read as a receipt.
    NotAReceipt,
    /// The receipt says something else than what was signed.
    ReceiptSignature,
    /// The root says something else than what was signed.
    RootSignature,
    /// An event does not lead to the root: it, or what the log holds, was changed.
    Proof,
    /// It was signed with a key that is not of this cabinet.
    UnknownKey,
    /// No such root was published.
    UnknownRoot,
    /// The record of the city says something else now than the receipt.
    RecordDiffers,
}

impl ReceiptFault {
    /// For programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAReceipt => "not_a_receipt",
            Self::ReceiptSignature => "receipt_signature",
            Self::RootSignature => "root_signature",
            Self::Proof => "proof",
            Self::UnknownKey => "unknown_key",
            Self::UnknownRoot => "unknown_root",
            Self::RecordDiffers => "record_differs",
        }
    }
}
