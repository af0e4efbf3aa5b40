//! РНОКПП, the number of a taxpayer's card: the key by which a resident is known.

use crate::field::Problem;
use std::fmt;
use std::str::FromStr;

/// Weights of the first nine digits; their sum modulo 11, then modulo 10, is the tenth.
const WEIGHTS: [i64; 9] = [-1, 5, 7, 9, 4, 6, 10, 5, 7];
const DIGITS: usize = 10;
/// The first five digits count days since 31.12.1899. A number of somebody born before 1905 is a typing mistake.
const FIRST_PLAUSIBLE_DAY: i64 = 1_827;

/// A valid tax number. Its text is secret: it shows itself masked, also in logs.
///
/// ```
/// use domain::people::TaxNumber;
/// let number: TaxNumber = "3184710691".parse().unwrap();
/// assert_eq!(number.to_string(), "******0691");
/// assert!("3184710692".parse::<TaxNumber>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TaxNumber(String);

impl TaxNumber {
    /// The ten digits, for storage and for comparison; never for pages, logs or addresses.
    #[must_use]
    pub fn secret_digits(&self) -> &str {
        &self.0
    }

    /// The last four digits behind asterisks.
    #[must_use]
    pub fn masked(&self) -> String {
        let shown: String = self.0.chars().skip(DIGITS - 4).collect();
        format!("******{shown}")
    }

    /// The day of birth that the number encodes, in days since 31.12.1899.
    #[must_use]
    pub fn birth_day(&self) -> i64 {
        self.0
            .bytes()
            .take(5)
            .fold(0, |days, byte| days * 10 + i64::from(byte - b'0'))
    }
}

impl fmt::Display for TaxNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.masked())
    }
}

impl fmt::Debug for TaxNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "TaxNumber({})", self.masked())
    }
}

impl FromStr for TaxNumber {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.is_empty() {
            return Err(Problem::Required);
        }
        if digits.len() != DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Problem::NotATaxNumber);
        }
        let values: Vec<i64> = digits.bytes().map(|byte| i64::from(byte - b'0')).collect();
        let sum: i64 = WEIGHTS
            .iter()
            .zip(&values)
            .map(|(weight, digit)| weight * digit)
            .sum();
        let number = Self(digits);
        if Some(&(sum.rem_euclid(11) % 10)) != values.last() || number.birth_day() < FIRST_PLAUSIBLE_DAY {
            return Err(Problem::TaxNumberChecksum);
        }
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn with_check_digit(first_nine: &str) -> String {
        let sum: i64 = WEIGHTS
            .iter()
            .zip(first_nine.bytes())
            .map(|(weight, byte)| weight * i64::from(byte - b'0'))
            .sum();
        format!("{first_nine}{}", sum.rem_euclid(11) % 10)
    }

    #[test]
    fn wrong_shapes_and_wrong_sums_are_told_apart() {
        assert_eq!("318471069".parse::<TaxNumber>(), Err(Problem::NotATaxNumber));
        assert_eq!("31847I0691".parse::<TaxNumber>(), Err(Problem::NotATaxNumber));
        assert_eq!("٣١٨٤٧١٠٦٩١".parse::<TaxNumber>(), Err(Problem::NotATaxNumber));
        assert_eq!("3184710690".parse::<TaxNumber>(), Err(Problem::TaxNumberChecksum));
        assert_eq!("0000000000".parse::<TaxNumber>(), Err(Problem::TaxNumberChecksum));
        assert_eq!("".parse::<TaxNumber>(), Err(Problem::Required));
    }

    #[test]
    fn the_number_never_shows_its_first_digits() {
        let number: TaxNumber = "318 471 0691".parse().unwrap();
        for shown in [number.to_string(), format!("{number:?}")] {
            assert!(!shown.contains("3184710"), "{shown}");
        }
    }

    proptest! {
        #[test]
        fn one_changed_digit_is_noticed(days in 1_827_u32..45_000, rest in 0_u32..10_000, place in 0_usize..9, other in 1_u8..10) {
            let valid = with_check_digit(&format!("{days:05}{rest:04}"));
            prop_assert!(valid.parse::<TaxNumber>().is_ok());
            let mut digits: Vec<u8> = valid.bytes().collect();
            digits[place] = b'0' + (digits[place] - b'0' + other) % 10;
            let changed = String::from_utf8(digits).unwrap();
            // Modulo 11, then modulo 10: a remainder of 10 looks like 0, so a few changes cannot be noticed.
            let sum: i64 = WEIGHTS.iter().zip(changed.bytes()).map(|(w, b)| w * i64::from(b - b'0')).sum();
            let is_ambiguous = sum.rem_euclid(11) == 10 || valid.ends_with('0');
            prop_assert!(is_ambiguous || changed.parse::<TaxNumber>().is_err());
        }
    }
}
