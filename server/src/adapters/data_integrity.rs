//! Signatures under linked data: W3C Data Integrity with the cryptosuite `eddsa-rdfc-2022`.
//!
//! A document is read as JSON-LD with contexts that are built in, becomes RDF, is brought into canonical form (RDFC-1.0),
//! hashed with SHA-256 and signed with Ed25519. Nothing is ever fetched: another context is a fault.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::learning::certificate::credential::{BADGES_CONTEXT, CREDENTIALS_CONTEXT, CRYPTOSUITE, Proof};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use flate2::Compression;
use flate2::write::GzEncoder;
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{Dataset, Quad};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

/// What may stand in `@context`.
const CONTEXTS: [(&str, &str); 2] = [
    (
        CREDENTIALS_CONTEXT,
        include_str!("../../../content/credentials/credentials-v2.jsonld"),
    ),
    (
        BADGES_CONTEXT,
        include_str!("../../../content/credentials/open-badges-3.0.3.jsonld"),
    ),
];
/// The multicodec prefix of an Ed25519 public key.
const ED25519: [u8; 2] = [0xed, 0x01];

/// Why a document cannot be signed or checked.
#[derive(Debug, thiserror::Error)]
pub enum DataFault {
    #[error("not linked data: {0}")]
    NotLinkedData(String),
    /// Nodes without names that nothing tells apart: to bring them into order could take for ever.
    #[error("nodes without names that are alike")]
    Alike,
}

/// Signs a document. `proof` says how; it comes back with the signature.
///
/// # Errors
/// When the document is not linked data of the known contexts.
pub fn sign(document: &Value, proof: Proof, key: &SigningKey) -> Result<Proof, DataFault> {
    let signature = key.sign(&digest(document, &proof)?).to_bytes();
    Ok(Proof {
        proof_value: multibase(&signature),
        ..proof
    })
}

/// Whether a proof under a document is right by a key. The document is without its proof.
#[must_use]
pub fn is_signed(document: &Value, proof: &Proof, key: &VerifyingKey) -> bool {
    let expected = Proof::unsigned(proof.verification_method.clone(), proof.created.clone());
    let unsigned = Proof {
        proof_value: String::new(),
        ..proof.clone()
    };
    let signature = bytes_of(&proof.proof_value)
        .and_then(|bytes| <[u8; 64]>::try_from(bytes).ok())
        .map(|bytes| Signature::from_bytes(&bytes));
    match (digest(document, &unsigned), signature) {
        // Strict: no second form of a signature, no weak key.
        (Ok(digest), Some(signature)) if unsigned == expected => {
            key.verify_strict(&digest, &signature).is_ok()
        }
        _ => false,
    }
}

/// A public key as a multikey: `z6Mk…`.
#[must_use]
pub fn multikey(key: &VerifyingKey) -> String {
    multibase(&[&ED25519[..], key.as_bytes()].concat())
}

/// The public key of a multikey.
#[must_use]
pub fn key_of(multikey: &str) -> Option<VerifyingKey> {
    let bytes = bytes_of(multikey)?;
    let key = bytes.strip_prefix(&ED25519)?;
    VerifyingKey::from_bytes(key.try_into().ok()?).ok()
}

/// The bits of a list of revocations as they travel: set places, first bit on the left, gzip, multibase (W3C Bitstring
/// Status List 1.0, section 3.3).
#[must_use]
pub fn encoded_list(places: u32, set: &[u32]) -> String {
    let mut bits = vec![0_u8; places.div_ceil(8) as usize];
    for place in set {
        if let Some(byte) = bits.get_mut(*place as usize / 8) {
            *byte |= 0x80 >> (place % 8);
        }
    }
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    let packed = packer.write_all(&bits).and_then(|()| packer.finish());
    format!("u{}", URL_SAFE_NO_PAD.encode(packed.unwrap_or_default()))
}

fn multibase(bytes: &[u8]) -> String {
    format!("z{}", bs58::encode(bytes).into_string())
}

fn bytes_of(multibase: &str) -> Option<Vec<u8>> {
    /// Longer than a signature: reading base 58 takes the square of its length.
    const MOST: usize = 128;
    let text = multibase.strip_prefix('z').filter(|text| text.len() <= MOST)?;
    bs58::decode(text).into_vec().ok()
}

/// What is signed: the hash of the proof's own words, then that of the document.
fn digest(document: &Value, proof: &Proof) -> Result<[u8; 64], DataFault> {
    let options = json!({
        "@context": document.get("@context"),
        "type": proof.kind,
        "created": proof.created,
        "verificationMethod": proof.verification_method,
        "cryptosuite": CRYPTOSUITE,
        "proofPurpose": proof.proof_purpose,
    });
    let mut digest = [0; 64];
    let (first, second) = digest.split_at_mut(32);
    first.copy_from_slice(&Sha256::digest(canonical(&options)?));
    second.copy_from_slice(&Sha256::digest(canonical(document)?));
    Ok(digest)
}

/// The canonical N-Quads of a document.
fn canonical(document: &Value) -> Result<String, DataFault> {
    let text = document.to_string();
    let parser = JsonLdParser::new()
        .for_slice(&text)
        .with_load_document_callback(|address, _| {
            let known = CONTEXTS.iter().find(|(known, _)| *known == address);
            match known {
                Some((_, context)) => Ok(JsonLdRemoteDocument {
                    document: context.as_bytes().to_vec(),
                    document_url: address.to_owned(),
                }),
                None => Err(format!("the context {address} is not built in").into()),
            }
        });
    let quads: Vec<Quad> = parser
        .collect::<Result<_, _>>()
        .map_err(|error| DataFault::NotLinkedData(error.to_string()))?;
    if has_nodes_that_are_alike(&quads) {
        return Err(DataFault::Alike);
    }
    let mut dataset: Dataset = quads.into_iter().collect();
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: CanonicalizationHashAlgorithm::Sha256,
    });
    let mut lines: Vec<String> = dataset.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    Ok(lines.concat())
}

/// Whether two nodes without names stand in the same quads (RDFC-1.0, section 4.6). Ours never do, and a stranger's file
/// could use them to keep the program busy for years: what is told apart at once takes no time.
fn has_nodes_that_are_alike(quads: &[Quad]) -> bool {
    let mut mentions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for quad in quads {
        let places = [
            quad.subject.to_string(),
            quad.object.to_string(),
            quad.graph_name.to_string(),
        ];
        let nodes: BTreeSet<&String> = places.iter().filter(|place| has_no_name(place)).collect();
        for node in nodes {
            let [subject, object, graph] = places.each_ref().map(|place| match place {
                place if place == node => "_:this",
                place if has_no_name(place) => "_:other",
                place => place,
            });
            let seen = format!("{subject} {} {object} {graph}", quad.predicate);
            mentions.entry(node.clone()).or_default().push(seen);
        }
    }
    let number = mentions.len();
    let different: BTreeSet<Vec<String>> = mentions
        .into_values()
        .map(|mut quads| {
            quads.sort_unstable();
            quads
        })
        .collect();
    different.len() < number
}

fn has_no_name(place: &str) -> bool {
    place.starts_with("_:")
}

#[cfg(test)]
mod tests;
