//! The OC4IDS schema in process: compiled once, without a network.

use domain::infrastructure::import::{FaultDetail, FaultKind, JsonType};
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value;
use std::path::Path;

/// The most of a value that a report repeats.
const LONGEST_VALUE: usize = 100;

/// The schema of a project, ready to judge.
pub(super) struct ProjectSchema(Validator);

impl ProjectSchema {
    /// Compiles `content/oc4ids/project-schema.json`.
    ///
    /// # Errors
    /// When the file cannot be read or is no schema.
    pub(super) fn open(content: &Path) -> Result<Self, String> {
        let file = content.join("oc4ids/project-schema.json");
        let fault = |reason: String| format!("{}: {reason}", file.display());
        let text = std::fs::read(&file).map_err(|error| fault(error.to_string()))?;
        let schema: Value = serde_json::from_slice(&text).map_err(|error| fault(error.to_string()))?;
        jsonschema::draft4::options()
            .should_validate_formats(true)
            .build(&schema)
            .map(Self)
            .map_err(|error| fault(error.to_string()))
    }

    /// Whatever a project breaks: JSON pointer from the project, and why.
    pub(super) fn faults(&self, project: &Value) -> Vec<(String, FaultKind, FaultDetail)> {
        self.0
            .iter_errors(project)
            .map(|error| {
                let path = error.instance_path().as_str().to_owned();
                (path, FaultKind::Schema, detail(&error))
            })
            .collect()
    }
}

/// What a rule of the schema expected; never the words of the library, which are English and repeat whole values.
fn detail(error: &ValidationError<'_>) -> FaultDetail {
    let found = error.instance();
    match error.kind() {
        ValidationErrorKind::Required { property } => FaultDetail::Missing {
            field: short(property),
        },
        ValidationErrorKind::Type { kind } => FaultDetail::WrongType {
            expected: match kind {
                TypeKind::Single(expected) => vec![json_type(*expected)],
                TypeKind::Multiple(expected) => expected.iter().map(json_type).collect(),
            },
            found: type_of(found),
        },
        ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. } => {
            FaultDetail::NotACode { value: short(found) }
        }
        ValidationErrorKind::Format { .. } | ValidationErrorKind::Pattern { .. } => {
            FaultDetail::Malformed { value: short(found) }
        }
        ValidationErrorKind::MinItems { .. } => FaultDetail::TooFewItems,
        ValidationErrorKind::UniqueItems => FaultDetail::RepeatedItems,
        other => FaultDetail::Rule {
            keyword: other.keyword().to_owned(),
        },
    }
}

/// A value as a person reads it: a text without its quotes, anything long cut off.
fn short(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if text.chars().count() > LONGEST_VALUE {
        text.chars().take(LONGEST_VALUE).chain(['…']).collect()
    } else {
        text
    }
}

const fn json_type(expected: jsonschema::JsonType) -> JsonType {
    match expected {
        jsonschema::JsonType::String => JsonType::Text,
        jsonschema::JsonType::Number => JsonType::Number,
        jsonschema::JsonType::Integer => JsonType::Whole,
        jsonschema::JsonType::Boolean => JsonType::Boolean,
        jsonschema::JsonType::Array => JsonType::List,
        jsonschema::JsonType::Object => JsonType::Object,
        jsonschema::JsonType::Null => JsonType::Null,
    }
}

const fn type_of(value: &Value) -> JsonType {
    match value {
        Value::String(_) => JsonType::Text,
        Value::Number(_) => JsonType::Number,
        Value::Bool(_) => JsonType::Boolean,
        Value::Array(_) => JsonType::List,
        Value::Object(_) => JsonType::Object,
        Value::Null => JsonType::Null,
    }
}
