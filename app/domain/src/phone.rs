//! Telephone numbers: read in any way that people write them, kept in one, shown masked where the whole is not needed.

use crate::field::Problem;

/// A Ukrainian number with or without its country code, or a foreign one with `+`; kept as `+380671234567`.
///
/// # Errors
/// [`Problem::NotAPhone`].
///
/// ```
/// assert_eq!(domain::phone::clean("067 123-45-67").as_deref(), Ok("+380671234567"));
/// assert!(domain::phone::clean("67 123").is_err());
/// ```
pub fn clean(text: &str) -> Result<String, Problem> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')' | '–'))
        .collect();
    let (is_international, digits) = match plain.strip_prefix('+') {
        Some(digits) => (true, digits),
        None => (false, plain.as_str()),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::NotAPhone);
    }
    match (is_international, digits.len()) {
        (false, 10) if digits.starts_with('0') => Ok(format!("+38{digits}")),
        (false, 12) if digits.starts_with("380") => Ok(format!("+{digits}")),
        (true, 12) if digits.starts_with("380") => Ok(plain.clone()),
        (true, 8..=15) if !digits.starts_with("380") && !digits.starts_with('0') => Ok(plain.clone()),
        _ => Err(Problem::NotAPhone),
    }
}

/// The last four digits behind dots: enough to tell two apart, not enough to ring.
///
/// ```
/// assert_eq!(domain::phone::masked("+380671234567"), "•••• 45 67");
/// ```
#[must_use]
pub fn masked(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    match digits.get(digits.len().saturating_sub(4)..) {
        Some([a, b, c, d]) => format!("•••• {a}{b} {c}{d}"),
        _ => "••••".to_owned(),
    }
}
