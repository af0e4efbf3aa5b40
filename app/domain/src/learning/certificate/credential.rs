//! The certificate as a file that proves itself: an Open Badges 3.0 credential (1EdTech), which is a W3C Verifiable
//! Credential 2.0 with a Data Integrity proof.
//!
//! These types are the whole vocabulary: a file with a member that they do not have is no certificate of ours. A term
//! that the contexts do not know would be left out of what is signed, so nothing outside of the types may be believed.

use super::{CertificateCode, Holder, Statement};
use crate::language::Bilingual;
use serde::{Deserialize, Serialize};

pub const CREDENTIALS_CONTEXT: &str = "https://www.w3.org/ns/credentials/v2";
pub const BADGES_CONTEXT: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
pub const CRYPTOSUITE: &str = "eddsa-rdfc-2022";

/// Where DigComp 3.0 is published.
const FRAMEWORK_URL: &str = "https://publications.jrc.ec.europa.eu/repository/handle/JRC144121";
const FRAMEWORK: &str = "DigComp 3.0";
/// How a pseudonym is told from a name (Open Badges 3.0, B.1.13: own types begin with `ext:`).
const PSEUDONYM: &str = "ext:pseudonym";
const NAME: &str = "name";

/// A certificate as a file. `Status` is [`StatusEntry`], `Subject` what it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Credential {
    #[serde(rename = "@context")]
    pub context: Vec<String>,
    pub id: String,
    #[serde(rename = "type")]
    pub types: Vec<String>,
    pub name: String,
    pub description: String,
    pub issuer: Issuer,
    pub valid_from: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    pub credential_status: StatusEntry,
    pub credential_subject: Subject,
    /// One, behind the signature.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proof: Vec<Proof>,
}

/// The community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    /// `did:web:kabinet.example`.
    pub id: String,
    #[serde(rename = "type")]
    pub types: Vec<String>,
    pub name: String,
    pub url: String,
}

/// The place in the list of revocations (W3C Bitstring Status List 1.0).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatusEntry {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub status_purpose: String,
    /// A number in decimal, as the standard wants it.
    pub status_list_index: String,
    pub status_list_credential: String,
}

/// Who has learnt what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// A name for this credential alone: two of one person have nothing in common.
    pub id: String,
    #[serde(rename = "type")]
    pub types: Vec<String>,
    pub identifier: Vec<Identity>,
    pub achievement: Achievement,
    pub result: Vec<ResultEntry>,
}

/// The name of the holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Identity {
    #[serde(rename = "type")]
    pub kind: String,
    pub hashed: bool,
    pub identity_hash: String,
    pub identity_type: String,
}

/// The course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Achievement {
    pub id: String,
    #[serde(rename = "type")]
    pub types: Vec<String>,
    pub achievement_type: String,
    pub name: String,
    pub description: String,
    pub criteria: Criteria,
    pub in_language: String,
    pub version: String,
    pub alignment: Vec<Alignment>,
    pub result_description: Vec<ResultDescription>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criteria {
    pub narrative: String,
}

/// An outcome of DigComp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Alignment {
    #[serde(rename = "type")]
    pub types: Vec<String>,
    pub target_name: String,
    pub target_url: String,
    pub target_code: String,
    pub target_framework: String,
}

/// What a result is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResultDescription {
    pub id: String,
    #[serde(rename = "type")]
    pub types: Vec<String>,
    pub name: String,
    pub result_type: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResultEntry {
    #[serde(rename = "type")]
    pub types: Vec<String>,
    pub result_description: String,
    pub value: String,
}

/// The signature (W3C Data Integrity EdDSA Cryptosuites 1.0).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Proof {
    #[serde(rename = "type")]
    pub kind: String,
    pub created: String,
    /// The issuer's key: `did:web:kabinet.example#z6Mk…`, the key itself behind the `#`.
    pub verification_method: String,
    pub cryptosuite: String,
    pub proof_purpose: String,
    /// Base58; empty before it is signed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proof_value: String,
}

impl Proof {
    /// What is said of a signature before it is made.
    #[must_use]
    pub fn unsigned(method: String, created: String) -> Self {
        Self {
            kind: "DataIntegrityProof".to_owned(),
            created,
            verification_method: method,
            cryptosuite: CRYPTOSUITE.to_owned(),
            proof_purpose: "assertionMethod".to_owned(),
            proof_value: String::new(),
        }
    }
}

/// Why a file is not right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CredentialFault {
    /// The file cannot be read as a certificate.
    NotACertificate,
    /// It says something else than what was signed.
    Signature,
    /// It was signed with a key that is not of this city.
    UnknownKey,
    /// The city has no such certificate, or another one.
    RecordDiffers,
}

impl CredentialFault {
    /// For programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotACertificate => "not_a_certificate",
            Self::Signature => "signature",
            Self::UnknownKey => "unknown_key",
            Self::RecordDiffers => "record_differs",
        }
    }
}

/// What a credential needs besides the statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Particulars<'a> {
    pub code: &'a CertificateCode,
    pub holder: &'a Holder,
    /// `https://kabinet.example`, without a slash at the end.
    pub origin: &'a str,
    pub did: &'a str,
    pub community: &'a str,
    /// A random UUID that is used for nothing else.
    pub subject: uuid::Uuid,
    /// `2026-11-25T08:00:00Z`.
    pub valid_from: String,
    pub valid_until: Option<String>,
    pub status_list: i64,
    pub status_position: i64,
    /// Words of the credential, in Ukrainian.
    pub words: Words,
}

/// The words of a credential that depend on the language: texts live elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// What was to be done.
    pub criteria: String,
    pub level: String,
    pub time: String,
    /// The time that the lessons take: «16 годин 40 хвилин».
    pub time_value: String,
}

/// The address at which a certificate is checked, and by which its credential is named.
#[must_use]
pub fn address(origin: &str, code: &CertificateCode) -> String {
    format!("{origin}/learning/certificates/{}", code.as_str())
}

/// The address of a list of revocations.
#[must_use]
pub fn list_address(origin: &str, list: i64) -> String {
    format!("{origin}/opendata/learning/certificates/revoked/{list}.json")
}

/// The credential of a certificate, not signed yet. It speaks Ukrainian, as the acts of the city do.
#[must_use]
pub fn credential(statement: &Statement, particulars: &Particulars<'_>) -> Credential {
    let Particulars { origin, words, .. } = particulars;
    let uk = |text: &Bilingual| text.uk.clone();
    let course = format!("{origin}/learning/courses/{}", statement.course);
    // The version of the course is a thing of its own: another version is another achievement.
    let achievement = format!("{course}?version={}", statement.version);
    let (level, time) = (format!("{achievement}#level"), format!("{achievement}#time"));
    let list = list_address(origin, particulars.status_list);
    let position = particulars.status_position.to_string();
    let result_entry = |about: &str, value: &str| ResultEntry {
        types: types(&["Result"]),
        result_description: about.to_owned(),
        value: value.to_owned(),
    };
    let result_description = |id: &str, name: &str| ResultDescription {
        id: id.to_owned(),
        types: types(&["ResultDescription"]),
        name: name.to_owned(),
        result_type: "Result".to_owned(),
    };
    let result = vec![
        result_entry(&level, &statement.level),
        result_entry(&time, &words.time_value),
    ];
    let achievement = Achievement {
        types: types(&["Achievement"]),
        achievement_type: "Course".to_owned(),
        name: uk(&statement.title),
        description: uk(&statement.summary),
        criteria: Criteria {
            narrative: words.criteria.clone(),
        },
        in_language: "uk".to_owned(),
        version: statement.version.to_string(),
        alignment: statement.digcomp().map(alignment).collect(),
        result_description: vec![
            result_description(&level, &words.level),
            result_description(&time, &words.time),
        ],
        id: achievement,
    };
    Credential {
        context: types(&[CREDENTIALS_CONTEXT, BADGES_CONTEXT]),
        id: address(origin, particulars.code),
        types: types(&["VerifiableCredential", "OpenBadgeCredential"]),
        name: uk(&statement.title),
        description: uk(&statement.summary),
        issuer: Issuer {
            id: particulars.did.to_owned(),
            types: types(&["Profile"]),
            name: particulars.community.to_owned(),
            url: (*origin).to_owned(),
        },
        valid_from: particulars.valid_from.clone(),
        valid_until: particulars.valid_until.clone(),
        credential_status: StatusEntry {
            id: format!("{list}#{position}"),
            kind: "BitstringStatusListEntry".to_owned(),
            status_purpose: "revocation".to_owned(),
            status_list_index: position,
            status_list_credential: list,
        },
        credential_subject: Subject {
            id: format!("urn:uuid:{}", particulars.subject),
            types: types(&["AchievementSubject"]),
            identifier: vec![identity(particulars.holder)],
            achievement,
            result,
        },
        proof: Vec::new(),
    }
}

impl Credential {
    /// The name of the holder, as the file says it.
    #[must_use]
    pub fn holder_name(&self) -> &str {
        let identity = self.credential_subject.identifier.first();
        identity.map_or("", |identity| &identity.identity_hash)
    }
}

fn types(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn identity(holder: &Holder) -> Identity {
    let kind = match holder {
        Holder::Account { .. } => NAME,
        Holder::Pseudonym { .. } => PSEUDONYM,
    };
    Identity {
        kind: "IdentityObject".to_owned(),
        hashed: false,
        identity_hash: holder.name().to_owned(),
        identity_type: kind.to_owned(),
    }
}

fn alignment(outcome: &super::Outcome) -> Alignment {
    Alignment {
        types: types(&["Alignment"]),
        target_name: outcome.text.uk.clone(),
        target_url: FRAMEWORK_URL.to_owned(),
        target_code: outcome.id.clone(),
        target_framework: FRAMEWORK.to_owned(),
    }
}

/// The list of revocations as a credential (W3C Bitstring Status List 1.0).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusList {
    #[serde(rename = "@context")]
    pub context: Vec<String>,
    pub id: String,
    #[serde(rename = "type")]
    pub types: Vec<String>,
    pub issuer: String,
    pub valid_from: String,
    pub credential_subject: StatusBits,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proof: Vec<Proof>,
}

/// The bits of a list of revocations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusBits {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub status_purpose: String,
    /// Multibase of the compressed bits.
    pub encoded_list: String,
}

/// So many places has every list: the least that the standard allows, so that nobody is found by their place.
pub const LIST_PLACES: u32 = 131_072;

/// A list of revocations, not signed yet.
#[must_use]
pub fn status_list(origin: &str, did: &str, list: i64, valid_from: String, bits: String) -> StatusList {
    let id = list_address(origin, list);
    StatusList {
        context: types(&[CREDENTIALS_CONTEXT]),
        types: types(&["VerifiableCredential", "BitstringStatusListCredential"]),
        issuer: did.to_owned(),
        valid_from,
        credential_subject: StatusBits {
            id: format!("{id}#list"),
            kind: "BitstringStatusList".to_owned(),
            status_purpose: "revocation".to_owned(),
            encoded_list: bits,
        },
        id,
        proof: Vec::new(),
    }
}

/// The decentralised identifier of a site (did:web): `https://kabinet.example` is `did:web:kabinet.example`.
///
/// ```
/// use domain::learning::certificate::credential::did_web;
/// assert_eq!(did_web("https://kabinet.example"), "did:web:kabinet.example");
/// assert_eq!(did_web("http://localhost:3000"), "did:web:localhost%3A3000");
/// ```
#[must_use]
pub fn did_web(origin: &str) -> String {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    format!("did:web:{}", host.trim_end_matches('/').replace(':', "%3A"))
}

/// What the issuer publishes of itself: its keys, for everybody who checks (did:web, W3C Controlled Identifiers 1.0).
#[must_use]
pub fn issuer_document(did: &str, keys: &[String]) -> serde_json::Value {
    let method = |key: &String| format!("{did}#{key}");
    let methods: Vec<serde_json::Value> = keys
        .iter()
        .map(|key| {
            serde_json::json!({
                "id": method(key), "type": "Multikey", "controller": did, "publicKeyMultibase": key,
            })
        })
        .collect();
    let names: Vec<String> = keys.iter().map(method).collect();
    serde_json::json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": names,
    })
}
