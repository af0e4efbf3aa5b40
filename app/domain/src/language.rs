//! The languages of the interface.

use serde::{Deserialize, Serialize};

/// A language of the interface; Ukrainian comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Uk,
    En,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Uk, Self::En];

    /// The BCP 47 code, as in `<html lang>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Uk => "uk",
            Self::En => "en",
        }
    }

    /// The path prefix: Ukrainian pages have none.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Uk => "",
            Self::En => "/en",
        }
    }

    /// The language of a code, or `None` when hromada does not speak it.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// Takes the text in this language.
    #[must_use]
    pub fn pick<T>(self, uk: T, en: T) -> T {
        match self {
            Self::Uk => uk,
            Self::En => en,
        }
    }
}

/// A text in both languages, as content files hold it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    pub uk: String,
    pub en: String,
}

impl Bilingual {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        language.pick(&self.uk, &self.en)
    }
}
