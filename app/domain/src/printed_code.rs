//! Codes that people read from paper and type: of a resume card, of a document.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Capital letters and digits that nobody mistakes for one another, on paper or read aloud: no 0 O, 1 I L, 2 Z, 5 S, 8 B.
const ALPHABET: &[u8; 25] = b"ACDEFGHJKMNPQRTUVWXY34679";
const LETTERS: usize = ALPHABET.len();

/// So many characters of 25.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedCode<const LENGTH: usize>(String);

/// Says that a text cannot be a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a code")]
pub struct NotACode;

impl<const LENGTH: usize> PrintedCode<LENGTH> {
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

    /// The characters without spaces, as they are stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// In groups of three or four, as it is printed: `ACD EFG HJK`.
impl<const LENGTH: usize> fmt::Display for PrintedCode<LENGTH> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let group = if LENGTH.is_multiple_of(3) { 3 } else { 4 };
        for (index, c) in self.0.chars().enumerate() {
            if index > 0 && index.is_multiple_of(group) {
                formatter.write_str(" ")?;
            }
            write!(formatter, "{c}")?;
        }
        Ok(())
    }
}

/// Reads what somebody typed: any case, spaces and hyphens anywhere, Cyrillic letters that look like Latin ones.
impl<const LENGTH: usize> std::str::FromStr for PrintedCode<LENGTH> {
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

    type Nine = PrintedCode<9>;

    #[test]
    fn sixteen_characters_are_printed_in_fours() {
        let code: PrintedCode<16> = "acde fghj kmnp qrtu".parse().unwrap();
        assert_eq!(code.to_string(), "ACDE FGHJ KMNP QRTU");
    }

    #[test]
    fn a_code_typed_with_a_ukrainian_keyboard_is_understood() {
        let code: Nine = "асe hkm-нух".parse().unwrap();
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
            assert_eq!(text.parse::<Nine>(), Err(NotACode), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_code_is_read_as_it_is_printed(bytes in proptest::collection::vec(0_u8..250, 9..64)) {
            let code = Nine::of_bytes(&bytes).unwrap();
            prop_assert_eq!(code.to_string().parse::<Nine>(), Ok(code.clone()));
            prop_assert_eq!(code.to_string().to_lowercase().parse::<Nine>(), Ok(code));
        }
    }
}
