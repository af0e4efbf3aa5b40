//! Texts as parts of addresses: the only writer of queries.

use std::fmt::Write as _;

/// A text as a part of a path or of a query, percent-encoded.
///
/// ```
/// assert_eq!(domain::link::encode("а b/c"), "%D0%B0%20b%2Fc");
/// ```
#[must_use]
pub fn encode(text: &str) -> String {
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

/// Pairs as a query without a question mark.
///
/// ```
/// assert_eq!(domain::link::query(&[("q", "a&b"), ("page", "2")]), "q=a%26b&page=2");
/// ```
#[must_use]
pub fn query<Name: AsRef<str>, Value: AsRef<str>>(pairs: &[(Name, Value)]) -> String {
    let pair =
        |(name, value): &(Name, Value)| format!("{}={}", encode(name.as_ref()), encode(value.as_ref()));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}
