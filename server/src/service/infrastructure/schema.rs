//! The OC4IDS schema in process: compiled once, without a network.

use domain::infrastructure::import::FaultKind;
use jsonschema::Validator;
use serde_json::Value;
use std::path::Path;

/// The longest explanation that a report keeps: some repeat the whole value.
const LONGEST_DETAIL: usize = 300;

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
    pub(super) fn faults(&self, project: &Value) -> Vec<(String, FaultKind, String)> {
        self.0
            .iter_errors(project)
            .map(|error| {
                let detail: String = error.to_string().chars().take(LONGEST_DETAIL).collect();
                (
                    error.instance_path().as_str().to_owned(),
                    FaultKind::Schema,
                    detail,
                )
            })
            .collect()
    }
}
