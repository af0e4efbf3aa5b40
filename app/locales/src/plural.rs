//! The plural rule of each language for whole numbers, as in CLDR.

use domain::Language;

/// A plural form. English uses `One` and `Many`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    One,
    Few,
    Many,
}

/// Chooses the form for a whole number.
///
/// ```
/// use domain::Language::{En, Uk};
/// use locales::plural::{Form, form};
/// assert_eq!([1, 3, 5, 11, 21].map(|n| form(Uk, n)), [Form::One, Form::Few, Form::Many, Form::Many, Form::One]);
/// assert_eq!(form(En, 21), Form::Many);
/// ```
#[must_use]
pub const fn form(language: Language, count: i64) -> Form {
    let count = count.unsigned_abs();
    match language {
        Language::En => {
            if count == 1 {
                Form::One
            } else {
                Form::Many
            }
        }
        Language::Uk => match (count % 10, count % 100) {
            (_, 11..=14) => Form::Many,
            (1, _) => Form::One,
            (2..=4, _) => Form::Few,
            _ => Form::Many,
        },
    }
}
