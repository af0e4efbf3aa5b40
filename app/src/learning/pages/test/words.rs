//! Levels and numbers that several pages of the test show.

use domain::Language;
use domain::learning::assessment::framework::Level;
use domain::learning::assessment::level::Measured;
use locales::learning as t;

/// «Середній».
pub fn level_name(language: Language, level: Level) -> &'static str {
    match level {
        Level::Basic => t::level_basic(language),
        Level::Intermediate => t::level_intermediate(language),
        Level::Advanced => t::level_advanced(language),
        Level::HighlyAdvanced => t::level_highly_advanced(language),
    }
}

/// A number with one digit behind the comma: «2,4».
pub fn decimal(language: Language, number: f64) -> String {
    digits(language, number, 1)
}

/// A number with so many digits behind the comma.
pub fn digits(language: Language, number: f64, digits: usize) -> String {
    let text = format!("{number:.digits$}");
    // What is nothing after rounding has no sign.
    let text = match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|byte| byte == b'0' || byte == b'.') => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    };
    match language {
        Language::Uk => text.replace('.', ","),
        Language::En => text,
    }
}

/// «2,4 ± 0,4».
pub fn score(language: Language, measured: &Measured) -> String {
    let [score, margin] = [measured.score, measured.margin].map(|number| decimal(language, number));
    t::test_score(language, margin, score)
}

/// «від 2,0 до 2,8: базовий — середній».
pub fn range(language: Language, measured: &Measured) -> String {
    let [from, to] = [measured.from, measured.to].map(|level| level_name(language, level).to_lowercase());
    if measured.from == measured.to {
        t::test_range_one(language, from)
    } else {
        t::test_range(language, from, to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_does() {
        assert_eq!(decimal(Language::Uk, 2.44), "2,4");
        assert_eq!(decimal(Language::En, -0.26), "−0.3");
        assert_eq!(decimal(Language::Uk, -0.01), "0,0");
        assert_eq!(digits(Language::En, 0.126, 2), "0.13");
    }
}
