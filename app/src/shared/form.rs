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

    /// The version of what the page showed; 0, which nothing has, when it was not sent.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.text("_version").parse().unwrap_or(0)
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

    /// The lines above the form. Where the name of a field is told, it stands in the line: «fill in this field» three times would
    /// say nothing.
    pub fn summary(&self, name: impl Fn(&FieldError) -> Option<String>) -> Vec<ui::FieldError> {
        let line = |error: &FieldError| {
            let problem = locales::problem_text(self.language, &error.problem);
            let text = match name(error) {
                // A question needs no colon.
                Some(name) if name.ends_with('?') => format!("{name} {problem}"),
                Some(name) => format!("{name}: {problem}"),
                None => problem,
            };
            ui::FieldError::new(&error.field, text)
        };
        self.errors.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Problem;

    #[test]
    fn each_line_of_the_summary_names_its_field_and_links_to_it() {
        let errors = ["name", "question", "odd"].map(|field| FieldError::new(field, Problem::Required));
        let errors = Errors::new(Language::Uk, errors.into());
        let lines = errors.summary(|error| match error.field.as_str() {
            "name" => Some("Прізвище".to_owned()),
            "question" => Some("Де ви живете?".to_owned()),
            _ => None,
        });
        let lines: Vec<(&str, &str)> = lines
            .iter()
            .map(|line| (line.field.as_str(), line.message.as_str()))
            .collect();
        assert_eq!(
            lines,
            [
                ("name", "Прізвище: Заповніть це поле"),
                ("question", "Де ви живете? Заповніть це поле"),
                ("odd", "Заповніть це поле"),
            ]
        );
    }
}
