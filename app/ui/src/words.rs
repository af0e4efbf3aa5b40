use std::borrow::Cow;

use leptos::prelude::*;

/// The few words that fields say by themselves: the application provides them once per page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Read by screen readers before an error, so that it is not only a colour: «Помилка:».
    pub error_prefix: Cow<'static, str>,
    /// Follows the label of a field that may be left empty: «необов’язково».
    pub optional: Cow<'static, str>,
}

impl Words {
    /// The words in Ukrainian.
    pub const UKRAINIAN: Self = Self {
        error_prefix: Cow::Borrowed("Помилка:"),
        optional: Cow::Borrowed("необов’язково"),
    };
    /// The words in English.
    pub const ENGLISH: Self = Self {
        error_prefix: Cow::Borrowed("Error:"),
        optional: Cow::Borrowed("optional"),
    };
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
