//! Posted forms: what was typed, and what is wrong with it.

use super::request::Pairs;
use domain::{FieldError, Language};

/// The fields and files of a posted form, valid UTF-8, otherwise as they came.
#[derive(Debug, Clone, Default)]
pub struct Form {
    pub fields: Pairs,
    pub files: Vec<Upload>,
}

/// A file as it arrived: nothing about it is trusted yet.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Name of the form's field.
    pub field: String,
    pub file_name: String,
    pub content: Vec<u8>,
}

impl Form {
    /// The first value of a field; empty when it was not sent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).unwrap_or_default()
    }

    /// Whether a checkbox was ticked.
    #[must_use]
    pub fn is_ticked(&self, name: &str) -> bool {
        self.fields.get(name).is_some()
    }
}

/// Errors of a form, ready to be shown at its fields and in its summary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors {
    language: Language,
    errors: Vec<FieldError>,
}

impl Errors {
    #[must_use]
    pub const fn new(language: Language, errors: Vec<FieldError>) -> Self {
        Self { language, errors }
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// What is wrong with a field, in words.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<String> {
        let error = self.errors.iter().find(|error| error.field == field)?;
        Some(locales::problem_text(self.language, &error.problem))
    }

    /// Every field with its error in words, in order.
    #[must_use]
    pub fn all(&self) -> Vec<(String, String)> {
        self.errors
            .iter()
            .map(|error| {
                (
                    error.field.clone(),
                    locales::problem_text(self.language, &error.problem),
                )
            })
            .collect()
    }
}
