//! What is signed, and the check of a receipt by itself: no database, no network.

use super::merkle::{self, Hash};
use crate::adapters::file_store::hex;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::cabinet::receipt::{FORMAT, Receipt, ReceiptCheck, ReceiptEvent, ReceiptFault, SignedRoot};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// The words over which a root is signed. The first line keeps the signature from being taken for any other.
#[must_use]
pub fn root_message(root: &SignedRoot) -> String {
    format!(
        "hromada log root 1\n{}\n{}\n{}\n{}\n{}\n",
        root.origin, root.day, root.size, root.root, root.signed_at
    )
}

/// The words over which a receipt is signed: its facts, the root that it refers to, and the digest of its events.
#[must_use]
pub fn receipt_message(receipt: &Receipt) -> String {
    let mut events = Sha256::new();
    for event in &receipt.events {
        events.update(merkle::leaf(event.content.as_bytes()));
    }
    let root = receipt.root.as_ref();
    format!(
        "{FORMAT}\n{}\n{}\n{}\n{}\n{}\n",
        receipt.origin,
        receipt.number,
        receipt.made_at,
        root.map_or("-", |root| root.root.as_str()),
        hex(&events.finalize())
    )
}

/// Signs a text.
#[must_use]
pub fn sign(key: &SigningKey, message: &str) -> String {
    STANDARD.encode(key.sign(message.as_bytes()).to_bytes())
}

/// The public half of a key, as it is published.
#[must_use]
pub fn public(key: &SigningKey) -> String {
    STANDARD.encode(key.verifying_key().to_bytes())
}

/// Whether a text was signed with a key.
#[must_use]
pub fn is_signed(key: &str, message: &str, signature: &str) -> bool {
    let key = bytes::<32>(key).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
    let signature = bytes::<64>(signature).map(|bytes| Signature::from_bytes(&bytes));
    match (key, signature) {
        // Strict: no second form of a signature, no weak key.
        (Some(key), Some(signature)) => key.verify_strict(message.as_bytes(), &signature).is_ok(),
        _ => false,
    }
}

fn bytes<const LENGTH: usize>(text: &str) -> Option<[u8; LENGTH]> {
    STANDARD.decode(text).ok()?.try_into().ok()
}

/// A hash as it is written; `None` for anything else.
#[must_use]
pub fn hash(text: &str) -> Option<Hash> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut hash = Hash::default();
    for (index, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(hash)
}

/// Reads a receipt, and holds it against its own signatures and proofs.
#[must_use]
pub fn check(content: &[u8]) -> (Option<Receipt>, ReceiptCheck) {
    let Some(receipt) = read(content) else {
        let check = ReceiptCheck {
            faults: vec![ReceiptFault::NotAReceipt],
            ..ReceiptCheck::default()
        };
        return (None, check);
    };
    let mut check = ReceiptCheck {
        number: receipt.number.clone(),
        service: Some(receipt.service.clone()),
        made_at: receipt.made_at.clone(),
        ..ReceiptCheck::default()
    };
    if !is_signed(&receipt.key, &receipt_message(&receipt), &receipt.signature) {
        check.faults.push(ReceiptFault::ReceiptSignature);
    }
    if let Some(root) = &receipt.root
        && !is_signed(&root.key, &root_message(root), &root.signature)
    {
        check.faults.push(ReceiptFault::RootSignature);
    }
    for event in &receipt.events {
        match leads_to_root(event, receipt.root.as_ref()) {
            None => check.waiting += 1,
            Some(true) => check.proven += 1,
            Some(false) if check.faults.contains(&ReceiptFault::Proof) => {}
            Some(false) => check.faults.push(ReceiptFault::Proof),
        }
    }
    (Some(receipt), check)
}

fn read(content: &[u8]) -> Option<Receipt> {
    let receipt: Receipt = serde_json::from_slice(content).ok()?;
    (receipt.format == FORMAT && !receipt.events.is_empty()).then_some(receipt)
}

/// `None` for an event that waits for a root.
fn leads_to_root(event: &ReceiptEvent, root: Option<&SignedRoot>) -> Option<bool> {
    let proof = event.proof.as_ref()?;
    let path: Option<Vec<Hash>> = proof.path.iter().map(|text| hash(text)).collect();
    let found = path.zip(root).and_then(|(path, root)| {
        let leaf = merkle::leaf(event.content.as_bytes());
        let found = merkle::root_of(leaf, proof.position, root.size, &path)?;
        Some(hash(&root.root)? == found)
    });
    Some(found.unwrap_or(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::cabinet::receipt::Proof;
    use domain::language::Bilingual;

    const KEY: [u8; 32] = [7; 32];

    /// A receipt of two events in a log of three, and a third that waits.
    fn receipt() -> Receipt {
        let key = SigningKey::from_bytes(&KEY);
        let contents = ["first", "of somebody else", "second"];
        let leaves = contents.map(|content| merkle::leaf(content.as_bytes()));
        let left = merkle::parent(&leaves[0], &leaves[1]);
        let mut root = SignedRoot {
            day: "2026-11-23".to_owned(),
            origin: "http://localhost".to_owned(),
            size: 3,
            root: hex(&merkle::parent(&left, &leaves[2])),
            signed_at: 1,
            key: public(&key),
            signature: String::new(),
            grown: Vec::new(),
        };
        root.signature = sign(&key, &root_message(&root));
        let event = |content: &str, proof| ReceiptEvent {
            content: content.to_owned(),
            proof,
        };
        let proof = |position, path: &[Hash]| {
            Some(Proof {
                position,
                path: path.iter().map(|hash| hex(hash)).collect(),
            })
        };
        let mut receipt = Receipt {
            format: FORMAT.to_owned(),
            origin: "http://localhost".to_owned(),
            number: "S16-2026-000001".to_owned(),
            service: Bilingual::default(),
            made_at: "2026-11-23T08:00:00Z".to_owned(),
            events: vec![
                event("first", proof(0, &[leaves[1], leaves[2]])),
                event("second", proof(2, &[left])),
                event("third", None),
            ],
            root: Some(root),
            key: public(&key),
            signature: String::new(),
        };
        receipt.signature = sign(&key, &receipt_message(&receipt));
        receipt
    }

    fn faults(receipt: &Receipt) -> Vec<ReceiptFault> {
        check(&serde_json::to_vec(receipt).unwrap()).1.faults
    }

    #[test]
    fn a_right_receipt_is_right() {
        let (_, check) = check(&serde_json::to_vec(&receipt()).unwrap());
        assert!(check.is_right(), "{check:?}");
        assert_eq!((check.proven, check.waiting), (2, 1));
    }

    #[test]
    fn a_changed_event_is_found_twice() {
        let mut receipt = receipt();
        receipt.events[0].content = "First".to_owned();
        assert_eq!(
            faults(&receipt),
            [ReceiptFault::ReceiptSignature, ReceiptFault::Proof]
        );
    }

    #[test]
    fn whoever_holds_the_key_cannot_change_what_is_in_the_log() {
        let mut receipt = receipt();
        receipt.events[0].content = "First".to_owned();
        let key = SigningKey::from_bytes(&KEY);
        receipt.signature = sign(&key, &receipt_message(&receipt));
        assert_eq!(faults(&receipt), [ReceiptFault::Proof]);
    }

    #[test]
    fn a_changed_waiting_event_breaks_the_signature() {
        let mut receipt = receipt();
        receipt.events[2].content = "Third".to_owned();
        assert_eq!(faults(&receipt), [ReceiptFault::ReceiptSignature]);
    }

    #[test]
    fn a_changed_root_is_found() {
        let mut receipt = receipt();
        receipt.root.as_mut().unwrap().signed_at += 1;
        assert_eq!(faults(&receipt), [ReceiptFault::RootSignature]);
    }

    #[test]
    fn anything_else_is_no_receipt() {
        for content in ["", "{}", "[]", "\u{0}", "{\"format\":\"hromada receipt 1\"}"] {
            assert_eq!(check(content.as_bytes()).1.faults, [ReceiptFault::NotAReceipt]);
        }
        let mut other = receipt();
        other.format = "hromada receipt 9".to_owned();
        assert_eq!(faults(&other), [ReceiptFault::NotAReceipt]);
    }
}
