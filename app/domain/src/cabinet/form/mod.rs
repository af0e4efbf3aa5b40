//! The form engine: one set of rules that the browser runs as you type and the server as the truth.
//!
//! A form is data of a service card: sections of fields, each with a kind, limits and perhaps a condition. A field
//! whose condition does not hold is hidden, and a hidden field is absent: from the rules, from the submission and
//! from every document made of it.

mod condition;
mod date;
mod group;
mod kind;
mod number;
mod prefill;
mod value;

pub use condition::{Comparison, Condition};
pub use date::Day;
pub use kind::{DateLimit, FileKind, Kind};
pub use number::kopiykas;
pub use prefill::{Differing, KnownPerson, Prefill, Prefilled, Source};

use crate::field::{FieldError, Problem};
use crate::language::Bilingual;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A form: its sections are the steps in which a person fills it in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub sections: Vec<Section>,
}

/// Fields that belong together: one step of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub code: String,
    pub title: Bilingual,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Bilingual>,
    pub fields: Vec<Field>,
}

/// A question with what makes an answer acceptable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Name of the answer in submissions: lower-case Latin letters, digits, underscores.
    pub code: String,
    pub kind: Kind,
    pub label: Bilingual,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Bilingual>,
    #[serde(default)]
    pub required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_if: Option<Condition>,
    /// Answers to choose from; for `choice` and `many`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ChoiceOption>,
    /// Shown as a drop-down list; for `choice`.
    #[serde(default)]
    pub as_list: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_limit: Option<DateLimit>,
    /// Kinds of files; for `file`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<FileKind>,
    /// How many files; one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_files: Option<u32>,
    /// The standard token by which a browser fills the field in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// What the city knows already and fills in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill: Option<Prefill>,
    /// What is asked of each item; for `group`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What one item is called: «Дитина»; for `group`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_label: Option<Bilingual>,
    /// How many items; for `group`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u32>,
}

/// One answer to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    pub value: String,
    pub label: Bilingual,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Bilingual>,
}

/// Answers as they were typed, by the code of the field; several values only for `many` and `file`.
///
/// A draft keeps what was typed, right or wrong; only [`accept`] makes a submission of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, Vec<String>>);

impl Answers {
    /// The values of a field; none when it was not answered.
    #[must_use]
    pub fn of(&self, field: &str) -> &[String] {
        self.0.get(field).map_or(&[], Vec::as_slice)
    }

    /// The first value of a field.
    #[must_use]
    pub fn first(&self, field: &str) -> Option<&str> {
        self.of(field).first().map(String::as_str)
    }

    /// Replaces the values of a field; empty values remove it.
    pub fn set(&mut self, field: &str, values: Vec<String>) {
        let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
        if values.is_empty() {
            self.0.remove(field);
        } else {
            self.0.insert(field.to_owned(), values);
        }
    }
}

impl Form {
    /// Every field of the card in order; a group is one.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The fields that are shown with these answers, in order.
    ///
    /// A condition looks only at earlier fields, and a hidden one counts as unanswered, so one pass is enough.
    #[must_use]
    pub fn visible<'a>(&'a self, answers: &'a Answers) -> Vec<Cow<'a, Field>> {
        let mut seen = Answers::default();
        let mut visible: Vec<Cow<'a, Field>> = Vec::new();
        let mut hidden_group = None;
        for field in self.questions(answers) {
            let group = field.code.split_once('.').map(|(group, _)| group.to_owned());
            if group.is_some() && group == hidden_group {
                continue;
            }
            if field
                .shown_if
                .as_ref()
                .is_none_or(|condition| condition.holds(&seen))
            {
                seen.set(&field.code, answers.of(&field.code).to_vec());
                visible.push(field);
            } else if group.is_none() {
                hidden_group = Some(field.code.clone());
            }
        }
        visible
    }

    /// What of earlier answers goes along into a new draft: everything that the form still asks, without files and
    /// consents, which belong to one application.
    #[must_use]
    pub fn carried(&self, answers: &Answers) -> Answers {
        let stays = |code: &str| {
            self.field(code)
                .is_some_and(|field| !matches!(field.kind, Kind::File | Kind::Consent))
        };
        let carried = answers.0.iter().filter(|(code, _)| stays(code));
        Answers(
            carried
                .map(|(code, values)| (code.clone(), values.clone()))
                .collect(),
        )
    }

    /// The fields that may be answered anew when the named ones are mended: these, and hidden ones that could appear
    /// with them. Everything else stays as it was sent.
    #[must_use]
    pub fn open_for_mending(&self, named: &[&str], answers: &Answers) -> Vec<String> {
        let visible = self.visible(answers);
        let mut open: Vec<String> = Vec::new();
        for field in self.questions(answers) {
            let is_hidden = visible.iter().all(|shown| shown.code != field.code);
            let hangs_on_open = field
                .shown_if
                .iter()
                .flat_map(Condition::looks_at)
                .any(|(code, _)| open.iter().any(|other| other == code));
            if named.contains(&field.code.as_str()) || (is_hidden && hangs_on_open) {
                open.push(field.code.clone());
            }
        }
        open
    }
}

/// What is wrong with the answers, in the order of the fields. Nothing wrong: the form can be submitted.
#[must_use]
pub fn validate(form: &Form, answers: &Answers, today: Day) -> Vec<FieldError> {
    match accept(form, answers, today) {
        Ok(_) => Vec::new(),
        Err(errors) => errors,
    }
}

/// What is wrong with the answers of one section.
#[must_use]
pub fn validate_section(form: &Form, section: &Section, answers: &Answers, today: Day) -> Vec<FieldError> {
    form.visible(answers)
        .into_iter()
        .filter(|field| section.holds(&field.code))
        .filter_map(|field| field_error(&field, answers, today))
        .collect()
}

/// What is wrong with the answer to one field, hidden or not.
#[must_use]
pub fn field_error(field: &Field, answers: &Answers, today: Day) -> Option<FieldError> {
    value::accept(field, answers.of(&field.code), today)
        .err()
        .map(|problem| FieldError::new(&field.code, problem))
}

/// The submission that the answers make: visible fields only, each value in its one written form.
///
/// # Errors
/// Every field that cannot be accepted, in order.
pub fn accept(form: &Form, answers: &Answers, today: Day) -> Result<Answers, Vec<FieldError>> {
    let mut accepted = Answers::default();
    let mut errors = Vec::new();
    for field in form.visible(answers) {
        match value::accept(&field, answers.of(&field.code), today) {
            Ok(values) => accepted.set(&field.code, values),
            Err(problem) => errors.push(FieldError::new(&field.code, problem)),
        }
    }
    if errors.is_empty() {
        Ok(accepted)
    } else {
        Err(errors)
    }
}

/// The same for some of the fields: the others were accepted on an earlier day and stay as they are, unless they are
/// hidden now.
///
/// # Errors
/// Every one of these fields that cannot be accepted, in order.
pub fn accept_some(
    form: &Form,
    answers: &Answers,
    codes: &[String],
    today: Day,
) -> Result<Answers, Vec<FieldError>> {
    let mut accepted = Answers::default();
    let mut errors = Vec::new();
    for field in form.visible(answers) {
        let values = answers.of(&field.code);
        if !codes.contains(&field.code) {
            accepted.set(&field.code, values.to_vec());
            continue;
        }
        match value::accept(&field, values, today) {
            Ok(values) => accepted.set(&field.code, values),
            Err(problem) => errors.push(FieldError::new(&field.code, problem)),
        }
    }
    if errors.is_empty() {
        Ok(accepted)
    } else {
        Err(errors)
    }
}

/// Names that the form does not know, as errors: a client that sends them is out of date or up to no good.
#[must_use]
pub fn unknown_fields(form: &Form, answers: &Answers) -> Vec<FieldError> {
    answers
        .0
        .keys()
        .filter(|code| form.field(code).is_none())
        .map(|code| FieldError::new(code, Problem::UnknownField))
        .collect()
}

#[cfg(test)]
mod tests;
