//! Numbers with rules of their own: sums, codes of organisations, accounts, plots of land.

use crate::field::Problem;

/// A sum in hryvnias with at most two digits after the comma; stored as `1234.50`.
pub(super) fn money(text: &str, min: Option<i64>, max: Option<i64>) -> Result<String, Problem> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, "00"));
    let is_sum = all_digits(whole) && whole.len() <= 12 && all_digits(part) && part.len() <= 2;
    let hryvnias: i64 = match whole.parse() {
        Ok(hryvnias) if is_sum => hryvnias,
        _ => return Err(Problem::NotMoney),
    };
    match (min, max) {
        (Some(min), _) if hryvnias < min => Err(Problem::NumberTooSmall { min }),
        (_, Some(max)) if hryvnias > max || (hryvnias == max && part.contains(|c: char| c != '0')) => {
            Err(Problem::NumberTooLarge { max })
        }
        _ => Ok(format!("{hryvnias}.{part:0<2}")),
    }
}

/// Kopiykas of a stored sum.
#[must_use]
pub fn kopiykas(stored: &str) -> Option<i64> {
    let (whole, part) = stored.split_once('.')?;
    let whole: i64 = whole.parse().ok()?;
    whole.checked_mul(100)?.checked_add(part.parse().ok()?)
}

/// Код ЄДРПОУ: eight digits, the last of which checks the others.
pub(super) fn company_code(text: &str) -> Result<String, Problem> {
    let digits: Vec<u32> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_digit(10))
        .collect::<Option<_>>()
        .ok_or(Problem::NotACompanyCode)?;
    let [body @ .., check] = digits.as_slice() else {
        return Err(Problem::NotACompanyCode);
    };
    if body.len() != 7 {
        return Err(Problem::NotACompanyCode);
    }
    let code = digits.iter().fold(0, |code, digit| code * 10 + digit);
    // Codes in the middle of the range turn the weights by one.
    let first: [u32; 7] = if (30_000_000..=60_000_000).contains(&code) {
        [7, 1, 2, 3, 4, 5, 6]
    } else {
        [1, 2, 3, 4, 5, 6, 7]
    };
    let rest = |weights: [u32; 7]| {
        body.iter()
            .zip(weights)
            .map(|(digit, weight)| digit * weight)
            .sum::<u32>()
            % 11
    };
    let expected = match rest(first) {
        10 => rest(first.map(|weight| weight + 2)) % 10,
        rest => rest,
    };
    if *check == expected {
        Ok(format!("{code:08}"))
    } else {
        Err(Problem::CompanyCodeChecksum)
    }
}

/// A Ukrainian IBAN: `UA` and 27 digits, of which the first two check the rest (ISO 13616, modulo 97).
pub(super) fn iban(text: &str) -> Result<String, Problem> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect();
    let digits = plain.strip_prefix("UA").ok_or(Problem::NotAnIban)?;
    if digits.len() != 27 || !all_digits(digits) {
        return Err(Problem::NotAnIban);
    }
    let (check, account) = digits.split_at(2);
    // Country and check digits move to the end; U and A count as 30 and 10.
    let rest = account
        .bytes()
        .chain("3010".bytes())
        .chain(check.bytes())
        .fold(0_u32, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    if rest == 1 {
        Ok(plain)
    } else {
        Err(Problem::IbanChecksum)
    }
}

/// A cadastral number: `6110100000:01:001:0001`.
pub(super) fn cadastral(text: &str) -> Result<String, Problem> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let lengths: Vec<usize> = plain
        .split(':')
        .map(|part| if all_digits(part) { part.len() } else { 0 })
        .collect();
    if lengths == [10, 2, 3, 4] {
        Ok(plain)
    } else {
        Err(Problem::NotACadastralNumber)
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_as_people_write_them() {
        for (text, stored) in [
            ("1 234,5", "1234.50"),
            ("0.07", "0.07"),
            ("15\u{A0}000", "15000.00"),
        ] {
            assert_eq!(money(text, None, None).as_deref(), Ok(stored), "{text}");
        }
        for text in ["", "-5", "1,234", "1e3", "12.", "9999999999999"] {
            assert_eq!(money(text, None, None), Err(Problem::NotMoney), "{text}");
        }
        assert_eq!(
            money("10,01", None, Some(10)),
            Err(Problem::NumberTooLarge { max: 10 })
        );
        assert_eq!(kopiykas("1234.50"), Some(123_450));
    }

    #[test]
    fn codes_of_organisations_are_checked_by_their_last_digit() {
        for code in ["14360570", "20077720", "21560045", "37193071", " 1436 0570 "] {
            assert!(company_code(code).is_ok(), "{code}");
        }
        assert_eq!(company_code("14360571"), Err(Problem::CompanyCodeChecksum));
        for text in ["1436057", "143605700", "1436О570", ""] {
            assert_eq!(company_code(text), Err(Problem::NotACompanyCode), "{text}");
        }
    }

    #[test]
    fn accounts_are_checked_modulo_97() {
        let account = "UA213223130000026007233566001";
        assert_eq!(
            iban("ua21 3223 1300 0002 6007 2335 6600 1").as_deref(),
            Ok(account)
        );
        assert_eq!(iban("UA213223130000026007233566002"), Err(Problem::IbanChecksum));
        for text in [
            "213223130000026007233566001",
            "UA21322313",
            "DE89370400440532013000",
        ] {
            assert_eq!(iban(text), Err(Problem::NotAnIban), "{text}");
        }
    }

    #[test]
    fn cadastral_numbers_have_four_parts() {
        assert!(cadastral("6110100000:01:001:0001").is_ok());
        for text in [
            "6110100000:01:001",
            "611010000:01:001:0001",
            "6110100000:01:001:000а",
            "",
        ] {
            assert_eq!(cadastral(text), Err(Problem::NotACadastralNumber), "{text}");
        }
    }
}
