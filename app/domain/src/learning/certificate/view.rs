//! What pages read of certificates.

use super::credential::{Credential, CredentialFault};
use super::{CertificateCode, Holder, Statement, Validity, Way};
use crate::Timestamp;
use crate::language::Bilingual;

/// The learner's own certificates, and the courses that give one.
#[derive(Debug, Clone, PartialEq)]
pub struct CertificatesHome {
    /// The newest first.
    pub own: Vec<CertificateLine>,
    pub courses: Vec<CourseClaim>,
}

/// A certificate in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct CertificateLine {
    pub code: CertificateCode,
    pub title: Bilingual,
    pub name: String,
    pub issued_at: Timestamp,
    pub validity: Validity,
}

/// A course that gives a certificate, and how far the learner is.
#[derive(Debug, Clone, PartialEq)]
pub struct CourseClaim {
    pub course: String,
    pub title: Bilingual,
    pub way: Way,
    /// The certificate that holds now.
    pub current: Option<CertificateCode>,
}

/// What is shown before a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimView {
    pub claim: CourseClaim,
    pub statement: Statement,
    /// The name of the account, where there is one.
    pub account: Option<Holder>,
    /// The name on the certificate that holds now.
    pub current_name: Option<String>,
    pub valid_years: Option<u8>,
}

/// A certificate for everybody who has its code.
#[derive(Debug, Clone, PartialEq)]
pub struct CertificateView {
    pub code: CertificateCode,
    pub statement: Statement,
    pub holder: Holder,
    pub issued_at: Timestamp,
    pub valid_until: Option<Timestamp>,
    pub validity: Validity,
    /// Whether whoever asks is its holder.
    pub is_own: bool,
    pub may_revoke: bool,
    /// The size of its PDF, once it is set.
    pub document_bytes: Option<u64>,
}

/// What a check of a file found.
#[derive(Debug, Clone, PartialEq)]
pub struct CredentialCheck {
    /// What the file says; `None` when it is no certificate.
    pub says: Option<Credential>,
    /// Nothing where everything is right.
    pub faults: Vec<CredentialFault>,
    /// The certificate in the records of the city, whatever the file says.
    pub record: Option<(CertificateCode, Validity)>,
}

impl CredentialCheck {
    #[must_use]
    pub const fn is_right(&self) -> bool {
        self.faults.is_empty()
    }
}

/// The public keys of certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerKeys {
    /// `did:web:kabinet.example`.
    pub did: String,
    /// Multikeys, `z6Mk…`; the one in use first.
    pub keys: Vec<String>,
}
