//! E-mail addresses.

use crate::field::Problem;
use std::fmt;
use std::str::FromStr;

/// The longest address that a mailbox can have (RFC 5321, section 4.5.3.1.3, without the angle brackets).
const MOST_CHARACTERS: usize = 254;
const MOST_LOCAL_CHARACTERS: usize = 64;

/// An address of a mailbox, as it was typed; two of them are the same mailbox when their keys are equal.
///
/// ```
/// use domain::people::EmailAddress;
/// let address: EmailAddress = " Olena@Example.com ".parse().unwrap();
/// assert_eq!((address.as_str(), address.key().as_str()), ("Olena@Example.com", "olena@example.com"));
/// assert!("olena@localhost".parse::<EmailAddress>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address in lower case, for comparison and for the unique key.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for EmailAddress {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Required);
        }
        let is_valid = text.len() <= MOST_CHARACTERS
            && text
                .rsplit_once('@')
                .is_some_and(|(local, host)| is_local(local) && is_host(host));
        if is_valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(Problem::NotAnEmail)
        }
    }
}

/// Dots separate non-empty parts; quoted local parts are allowed by the standard, used by nobody, and refused.
fn is_local(local: &str) -> bool {
    local.len() <= MOST_LOCAL_CHARACTERS
        && local.split('.').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
        })
}

fn is_host(host: &str) -> bool {
    host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_no_mailbox_has_are_refused() {
        for text in [
            "olena",
            "@example.com",
            "olena@",
            "olena@example",
            "o..lena@example.com",
            "olena@exa mple.com",
            "olena@-example.com",
            "a@b@example.com",
            "олена@example.com",
            "olena@example.com\r\nBcc: all@example.com",
        ] {
            assert_eq!(text.parse::<EmailAddress>(), Err(Problem::NotAnEmail), "{text}");
        }
        let long = format!("{}@example.com", "a".repeat(65));
        assert_eq!(long.parse::<EmailAddress>(), Err(Problem::NotAnEmail));
        assert_eq!("  ".parse::<EmailAddress>(), Err(Problem::Required));
    }

    #[test]
    fn the_case_of_an_address_does_not_make_another_mailbox() {
        let typed: EmailAddress = "Andrii.Melnyk+city@Example.COM".parse().unwrap();
        assert_eq!(typed.key(), "andrii.melnyk+city@example.com");
    }
}
