//! The OC4IDS schema in process: compiled once, without a network.

use domain::infrastructure::import::{FaultDetail, FaultKind, JsonType};
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value;
use std::path::Path;

/// The most of a value that a report repeats.
const LONGEST_VALUE: usize = 100;

/// The schemas of a package and of its projects, ready to judge.
pub(super) struct Schemas {
    project: Validator,
    head: Validator,
}

/// JSON pointer from what was judged, and why it is refused.
type Fault = (String, FaultKind, FaultDetail);

impl Schemas {
    /// Compiles the schemas of `content/oc4ids`.
    ///
    /// # Errors
    /// When a file cannot be read or is no schema.
    pub(super) fn open(content: &Path) -> Result<Self, String> {
        let folder = content.join("oc4ids");
        Ok(Self {
            project: compile(&folder.join("project-schema.json"), |_| ())?,
            // The projects are judged one by one, as they are read.
            head: compile(&folder.join("project-package-schema.json"), |schema| {
                if let Some(properties) = schema.pointer_mut("/properties").and_then(Value::as_object_mut) {
                    properties.remove("projects");
                }
                if let Some(required) = schema.pointer_mut("/required").and_then(Value::as_array_mut) {
                    required.retain(|name| name != "projects");
                }
            })?,
        })
    }

    /// Whatever a project breaks.
    pub(super) fn faults(&self, project: &Value) -> Vec<Fault> {
        faults(&self.project, project, FaultKind::Schema)
    }

    /// Whatever a package breaks by what it says of itself.
    pub(super) fn head_faults(&self, head: &Value) -> Vec<Fault> {
        faults(&self.head, head, FaultKind::Package)
    }
}

fn compile(file: &Path, adapt: impl FnOnce(&mut Value)) -> Result<Validator, String> {
    let fault = |reason: String| format!("{}: {reason}", file.display());
    let text = std::fs::read(file).map_err(|error| fault(error.to_string()))?;
    let mut schema: Value = serde_json::from_slice(&text).map_err(|error| fault(error.to_string()))?;
    adapt(&mut schema);
    jsonschema::draft4::options()
        .should_validate_formats(true)
        .build(&schema)
        .map_err(|error| fault(error.to_string()))
}

fn faults(schema: &Validator, judged: &Value, kind: FaultKind) -> Vec<Fault> {
    schema
        .iter_errors(judged)
        .map(|error| {
            let path = error.instance_path().as_str().to_owned();
            (path, kind, detail(&error))
        })
        .collect()
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
