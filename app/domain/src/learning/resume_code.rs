//! The code of a printed resume card: nine characters that carry progress to another device without an account.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Capital letters and digits that nobody mistakes for one another, on paper or read aloud: no 0 O, 1 I L, 2 Z, 5 S, 8 B.
const ALPHABET: &[u8; 25] = b"ACDEFGHJKMNPQRTUVWXY34679";
const LETTERS: usize = ALPHABET.len();
const LENGTH: usize = 9;

/// Nine characters of 25: 41 bits. Guessing is limited like the guessing of passwords.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResumeCode(String);

/// Says that a text cannot be a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a resume code")]
pub struct NotACode;

impl ResumeCode {
    /// How many random bytes [`Self::of_bytes`] may use up: enough that it never runs short in practice.
    pub const RANDOM_BYTES: usize = 64;

    /// Makes a code of random bytes; bytes that would favour some characters are passed over.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let fair = u8::try_from(256 / LETTERS * LETTERS).unwrap_or(u8::MAX);
        let code: String = bytes
            .iter()
            .filter(|byte| **byte < fair)
            .filter_map(|byte| ALPHABET.get(usize::from(*byte) % LETTERS))
            .take(LENGTH)
            .map(|byte| char::from(*byte))
            .collect();
        (code.len() == LENGTH).then_some(Self(code))
    }

    /// The nine characters without spaces, as they are stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// In three groups, as it is printed: `ACD EFG HJK`.
impl fmt::Display for ResumeCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, c) in self.0.chars().enumerate() {
            if index > 0 && index % 3 == 0 {
                formatter.write_str(" ")?;
            }
            write!(formatter, "{c}")?;
        }
        Ok(())
    }
}

/// Reads what somebody typed: any case, spaces and hyphens anywhere, Cyrillic letters that look like Latin ones.
impl std::str::FromStr for ResumeCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let mut code = String::new();
        for c in text
            .chars()
            .filter(|c| !c.is_whitespace() && !"-–—.".contains(*c))
        {
            let c = latin(c.to_uppercase().next().unwrap_or(c));
            let is_known = u8::try_from(c).is_ok_and(|byte| ALPHABET.contains(&byte));
            if !is_known || code.len() == LENGTH {
                return Err(NotACode);
            }
            code.push(c);
        }
        if code.len() == LENGTH {
            Ok(Self(code))
        } else {
            Err(NotACode)
        }
    }
}

/// A Ukrainian keyboard types these where the card shows a Latin letter of the same shape.
const fn latin(c: char) -> char {
    match c {
        'А' => 'A',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'Р' => 'P',
        'Т' => 'T',
        'У' => 'Y',
        'Х' => 'X',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_typed_with_a_ukrainian_keyboard_is_understood() {
        let code: ResumeCode = "асe hkm-нух".parse().unwrap();
        assert_eq!(code.to_string(), "ACE HKM HYX");
    }

    #[test]
    fn what_cannot_be_a_code_is_refused() {
        for text in [
            "",
            "ACE HKM",
            "ACE HKM HYX A",
            "ACE HKM HY0",
            "ACE HKM HY+",
            "🦢🦢🦢🦢🦢🦢🦢🦢🦢",
        ] {
            assert_eq!(text.parse::<ResumeCode>(), Err(NotACode), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_code_is_read_as_it_is_printed(bytes in proptest::collection::vec(0_u8..250, 9..64)) {
            let code = ResumeCode::of_bytes(&bytes).unwrap();
            prop_assert_eq!(code.to_string().parse::<ResumeCode>(), Ok(code.clone()));
            prop_assert_eq!(code.to_string().to_lowercase().parse::<ResumeCode>(), Ok(code));
        }
    }
}
