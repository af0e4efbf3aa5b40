//! The second factor: one-time codes, and recovery codes for a lost telephone.

use super::session::OpenedSession;

/// How many recovery codes a person gets at once.
pub const RECOVERY_CODES: usize = 10;

/// A sign-in that waits for the second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwaitedSignIn {
    pub name: String,
    /// The code of the moment, for made-up people of a demonstration only.
    pub demo_code: Option<String>,
}

/// A secret to be brought into an authenticator application.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpEnrolment {
    /// In base32, for typing.
    pub secret: String,
    /// A QR code as a PNG in base64.
    pub qr_png: String,
    /// The same as an address that an application on this very device opens.
    pub address: String,
}

/// What a person gets when the authenticator has been proved: the session goes on under a new token.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpConfirmed {
    pub session: OpenedSession,
    /// Shown once.
    pub recovery_codes: Vec<String>,
}

/// A typed code without spaces and hyphens, in lower case.
///
/// ```
/// assert_eq!(domain::people::second_factor::clean_code(" 123 456 "), "123456");
/// assert_eq!(domain::people::second_factor::clean_code("ABCDE-fghij"), "abcdefghij");
/// ```
#[must_use]
pub fn clean_code(code: &str) -> String {
    code.chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .flat_map(char::to_lowercase)
        .collect()
}
