//! The check of a certificate by itself: no database, no network.

use crate::adapters::data_integrity::{is_signed, key_of};
use domain::learning::certificate::credential::{Credential, CredentialFault};
use domain::learning::certificate::view::CredentialCheck;

/// Larger than any certificate: a course would have to state four hundred outcomes.
pub const MOST_BYTES: usize = 128 * 1024;

/// Reads a file, and holds it against its own signature.
#[must_use]
pub fn check(content: &[u8]) -> CredentialCheck {
    let Some(says) = read(content) else {
        return CredentialCheck {
            says: None,
            faults: vec![CredentialFault::NotACertificate],
            record: None,
        };
    };
    let faults = if is_right(&says) {
        Vec::new()
    } else {
        vec![CredentialFault::Signature]
    };
    CredentialCheck {
        says: Some(says),
        faults,
        record: None,
    }
}

/// The certificate in a file. What has a member that certificates do not have is none: nothing unsigned may be believed.
#[must_use]
pub fn read(content: &[u8]) -> Option<Credential> {
    let text = std::str::from_utf8(content)
        .ok()
        .filter(|text| text.len() <= MOST_BYTES)?;
    // Editors of other systems put a mark in front.
    let text = text.trim_start_matches('\u{feff}');
    let says: Credential = serde_json::from_str(text)
        .ok()
        .filter(|_| text.len() <= MOST_BYTES)?;
    (says.proof.len() == 1).then_some(says)
}

/// The key that a certificate names itself: what stands behind the `#` of its method.
#[must_use]
pub fn key_named_in(says: &Credential) -> Option<&str> {
    let proof = says.proof.first()?;
    let (issuer, key) = proof.verification_method.split_once('#')?;
    // Somebody else's key signs in somebody else's name.
    (issuer == says.issuer.id).then_some(key)
}

fn is_right(says: &Credential) -> bool {
    let Some(proof) = says.proof.first() else {
        return false;
    };
    let unsigned = Credential {
        proof: Vec::new(),
        ..says.clone()
    };
    let key = key_named_in(says).and_then(key_of);
    match (serde_json::to_value(&unsigned), key) {
        (Ok(document), Some(key)) => is_signed(&document, proof, &key),
        _ => false,
    }
}
