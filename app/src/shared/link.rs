//! Addresses of pages.

use domain::Language;

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
