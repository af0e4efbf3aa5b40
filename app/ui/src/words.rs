use std::borrow::Cow;

use leptos::prelude::*;

/// The few words that fields say by themselves: the application provides them once per page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The code of their language.
    pub language: &'static str,
    /// Read by screen readers before an error, so that it is not only a colour: «Помилка:».
    pub error_prefix: Cow<'static, str>,
    /// Follows the label of a field that may be left empty: «необов’язково».
    pub optional: Cow<'static, str>,
    /// How long an answer may be: what stands before and after the number, and what parts its thousands.
    pub at_most: [Cow<'static, str>; 3],
}

impl Words {
    /// The words in Ukrainian.
    pub const UKRAINIAN: Self = Self {
        language: "uk",
        error_prefix: Cow::Borrowed("Помилка:"),
        optional: Cow::Borrowed("необов’язково"),
        at_most: [
            Cow::Borrowed("До"),
            Cow::Borrowed("знаків"),
            Cow::Borrowed("\u{a0}"),
        ],
    };
    /// The words in English.
    pub const ENGLISH: Self = Self {
        language: "en",
        error_prefix: Cow::Borrowed("Error:"),
        optional: Cow::Borrowed("optional"),
        at_most: [
            Cow::Borrowed("Up to"),
            Cow::Borrowed("characters"),
            Cow::Borrowed(","),
        ],
    };

    /// «До 10 000 знаків.»
    pub fn limit(&self, characters: u32) -> String {
        let [before, after, parting] = &self.at_most;
        let number = match (characters / 1_000, characters % 1_000) {
            (0, rest) => rest.to_string(),
            (thousands, rest) => format!("{thousands}{parting}{rest:03}"),
        };
        format!("{before} {number} {after}.")
    }
}

impl Default for Words {
    fn default() -> Self {
        Self::UKRAINIAN
    }
}

/// Provides the words to every component below; call it where the page's language is known.
pub fn provide_words(words: Words) {
    provide_context(words);
}

/// The words in force: those provided, else those of `<html lang>` in the browser, else Ukrainian.
///
/// An island that renders in the browser has no context from the server, hence the look at the document.
pub fn words() -> Words {
    use_context::<Words>().unwrap_or_else(|| match crate::assets::document_attribute("lang") {
        Some(language) if language.starts_with("en") => Words::ENGLISH,
        _ => Words::UKRAINIAN,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_of_an_answer_is_told_in_both_languages() {
        assert_eq!(Words::UKRAINIAN.limit(10_000), "До 10\u{a0}000 знаків.");
        assert_eq!(Words::UKRAINIAN.limit(500), "До 500 знаків.");
        assert_eq!(Words::ENGLISH.limit(2_050), "Up to 2,050 characters.");
    }
}
