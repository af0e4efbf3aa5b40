//! Posted forms: what was typed, and what is wrong with it.

use super::answer::{Outcome, Page};
use super::request::Pairs;
use domain::{FieldError, Language, Problem, ServiceError};

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
    /// Broken rules, each with the field that it is told at.
    rules: Vec<(String, &'static str)>,
}

impl Errors {
    #[must_use]
    pub const fn new(language: Language, errors: Vec<FieldError>) -> Self {
        Self {
            language,
            errors,
            rules: Vec::new(),
        }
    }

    /// A broken rule, told at the field that it is about.
    #[must_use]
    pub fn of_rule(language: Language, field: &str, code: &'static str) -> Self {
        Self {
            rules: vec![(field.to_owned(), code)],
            ..Self::new(language, Vec::new())
        }
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.errors.is_empty() && self.rules.is_empty()
    }

    /// What is wrong with a field, in words.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<String> {
        if let Some(error) = self.errors.iter().find(|error| error.field == field) {
            return Some(locales::problem_text(self.language, &error.problem));
        }
        let (_, code) = self.rules.iter().find(|(place, _)| place == field)?;
        Some(locales::rule_text(self.language, code).to_owned())
    }

    /// Whether some field has this problem.
    #[must_use]
    pub fn has(&self, problem: &Problem) -> bool {
        self.errors.iter().any(|error| error.problem == *problem)
    }

    /// The lines above the form. Where the name of a field is told, it stands in the line: «fill in this field» three times would
    /// say nothing.
    pub fn summary(&self, name: impl Fn(&FieldError) -> Option<String>) -> Vec<ui::FieldError> {
        let line = |error: &FieldError| {
            let problem = locales::problem_text(self.language, &error.problem);
            let text = match name(error) {
                Some(name) => ui::summary_line(&name, &problem),
                None => problem,
            };
            ui::FieldError::new(&error.field, text)
        };
        let rule = |(field, code): &(String, &'static str)| {
            ui::FieldError::new(field, locales::rule_text(self.language, code).to_owned())
        };
        let rules = self.rules.iter().map(rule);
        self.errors.iter().map(line).chain(rules).collect()
    }
}

/// A form that was refused and is shown again, with what was typed.
#[derive(Debug)]
pub struct RefusedForm {
    pub errors: Errors,
    status: u16,
    retry_after_s: Option<u64>,
}

impl RefusedForm {
    /// Of an error that a form can show. What is about no single field, such as a broken rule or too many attempts, is told at
    /// `field`.
    ///
    /// # Errors
    /// Every other error: it has a page of its own.
    pub fn of(language: Language, field: &str, error: ServiceError) -> Result<Self, ServiceError> {
        let status = error.status();
        let mut retry_after = None;
        let errors = match error {
            ServiceError::Invalid(errors) => Errors::new(language, errors),
            ServiceError::Rule(code) => Errors::of_rule(language, field, code),
            ServiceError::TooManyAttempts { retry_after_s } => {
                retry_after = Some(retry_after_s);
                let minutes = i64::try_from(retry_after_s.div_ceil(60)).unwrap_or(i64::MAX);
                let problem = Problem::TooManyAttempts { minutes };
                Errors::new(language, vec![FieldError::new(field, problem)])
            }
            other => return Err(other),
        };
        Ok(Self {
            errors,
            status,
            retry_after_s: retry_after,
        })
    }

    /// Whether the form may not be sent again at once.
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        self.retry_after_s.is_some()
    }

    /// The page of the form, with the status that says why it is shown again.
    ///
    /// # Errors
    /// Never.
    pub fn answer(&self, page: Page) -> Outcome {
        let page = page.status(self.status);
        match self.retry_after_s {
            Some(seconds) => page.retry_after(seconds).ok(),
            None => page.ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn a_broken_rule_is_told_at_its_field_and_other_errors_are_not_swallowed() {
        let refused = RefusedForm::of(Language::Uk, "role", ServiceError::Rule("role_held_already")).unwrap();
        assert_eq!(
            refused.errors.of("role").as_deref(),
            Some("Ця людина вже має таку роль")
        );
        assert_eq!(refused.errors.summary(|_| None).len(), 1);
        let stopped = ServiceError::TooManyAttempts { retry_after_s: 61 };
        let stopped = RefusedForm::of(Language::Uk, "email", stopped).unwrap();
        assert!(stopped.is_stopped());
        let told = stopped.errors.of("email").unwrap();
        assert!(told.contains("через 2 хвилини"), "{told}");
        assert!(RefusedForm::of(Language::Uk, "email", ServiceError::Forbidden).is_err());
    }
}
