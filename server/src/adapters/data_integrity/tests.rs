//! The published test vector of 1EdTech (Open Badges 3.0, appendix on proofs; Apache-2.0), byte for byte.

use super::*;
use crate::adapters::file_store::hex;

fn document() -> Value {
    serde_json::from_str(include_str!("vector-1edtech-unsigned.json")).unwrap()
}

fn expected() -> Value {
    serde_json::from_str(include_str!("vector-1edtech-expected.json")).unwrap()
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap().to_owned()
}

fn key() -> SigningKey {
    let seed = text(&expected(), "seedHex");
    let byte = |index: usize| u8::from_str_radix(&seed[index * 2..index * 2 + 2], 16).unwrap();
    SigningKey::from_bytes(&std::array::from_fn(byte))
}

fn unsigned() -> Proof {
    serde_json::from_value(expected()["proofConfig"].clone()).unwrap()
}

#[test]
fn the_vector_is_reproduced_byte_for_byte() {
    let (document, expected) = (document(), expected());
    assert_eq!(
        canonical(&document).unwrap(),
        include_str!("vector-1edtech-document-canon.txt")
    );
    let digest = digest(&document, &unsigned()).unwrap();
    assert_eq!(hex(&digest[..32]), text(&expected, "proofHash"));
    assert_eq!(hex(&digest[32..]), text(&expected, "documentHash"));
    let signed = sign(&document, unsigned(), &key()).unwrap();
    assert_eq!(signed.proof_value, text(&expected, "proofValue"));
    assert_eq!(
        multikey(&key().verifying_key()),
        text(&expected, "publicKeyMultibase")
    );
}

#[test]
fn a_signature_holds_for_what_was_signed_and_nothing_else() {
    let key = key();
    let public = key.verifying_key();
    let proof = sign(&document(), unsigned(), &key).unwrap();
    assert!(is_signed(&document(), &proof, &public));

    let mut changed = document();
    changed["credentialSubject"]["achievement"]["name"] = json!("Chess");
    assert!(!is_signed(&changed, &proof, &public));
    let mut later = proof.clone();
    later.created = "2030-01-01T00:00:00Z".to_owned();
    assert!(!is_signed(&document(), &later, &public));
    let mut purpose = proof.clone();
    purpose.proof_purpose = "authentication".to_owned();
    assert!(!is_signed(&document(), &purpose, &public));
    let other = SigningKey::from_bytes(&[9; 32]).verifying_key();
    assert!(!is_signed(&document(), &proof, &other));
    for value in ["", "z", "z1", "u0000", "z0OIl"] {
        let mut broken = proof.clone();
        broken.proof_value = value.to_owned();
        assert!(!is_signed(&document(), &broken, &public), "{value}");
    }
}

#[test]
fn another_context_is_never_fetched() {
    let mut document = document();
    document["@context"] = json!(["https://example.org/context.jsonld"]);
    let fault = sign(&document, unsigned(), &key()).unwrap_err();
    assert!(fault.to_string().contains("not built in"), "{fault}");
}

#[test]
fn a_file_that_would_keep_the_program_busy_is_refused_at_once() {
    let mut document = document();
    let twin = json!({ "type": ["Alignment"], "targetName": "the same" });
    document["credentialSubject"]["achievement"]["alignment"] = json!(vec![twin; 40]);
    let fault = sign(&document, unsigned(), &key()).unwrap_err();
    assert!(matches!(fault, DataFault::Alike), "{fault}");
}

#[test]
fn keys_are_read_as_they_are_written() {
    let public = key().verifying_key();
    assert_eq!(key_of(&multikey(&public)), Some(public));
    for text in ["", "z6Mk", "did:key:z6Mk", &format!("z{}", "6".repeat(5_000))] {
        assert_eq!(key_of(text), None, "{text}");
    }
}

#[test]
fn a_list_has_its_first_place_on_the_left() {
    use std::io::Read as _;
    let encoded = encoded_list(131_072, &[0, 9]);
    let packed = URL_SAFE_NO_PAD
        .decode(encoded.strip_prefix('u').unwrap())
        .unwrap();
    let mut bits = Vec::new();
    flate2::read::GzDecoder::new(&packed[..])
        .read_to_end(&mut bits)
        .unwrap();
    assert_eq!(bits.len(), 16_384);
    assert_eq!(bits[..3], [0b1000_0000, 0b0100_0000, 0]);
}
