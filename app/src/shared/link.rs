//! Addresses of pages.

use domain::Language;
#[cfg(feature = "ssr")]
use std::fmt::Write as _;

/// The address of a page in a language: Ukrainian pages have no prefix.
///
/// ```
/// use domain::Language::{En, Uk};
/// assert_eq!(app::shared::href(Uk, "/learning"), "/learning");
/// assert_eq!(app::shared::href(En, "/"), "/en");
/// ```
#[must_use]
pub fn href(language: Language, path: &str) -> String {
    match (language, path) {
        (Language::Uk, path) => path.to_owned(),
        (Language::En, "/") => "/en".to_owned(),
        (Language::En, path) => format!("/en{path}"),
    }
}

/// A text as a part of an address, percent-encoded.
#[cfg(feature = "ssr")]
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
