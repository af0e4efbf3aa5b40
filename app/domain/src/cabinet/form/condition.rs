//! When a field is shown.

use super::Answers;
use serde::{Deserialize, Serialize};

/// A condition on earlier answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// One of the values of the field is this one.
    Is(Comparison),
    /// The field has been answered, and none of its values is this one.
    IsNot(Comparison),
    /// The field has been answered.
    Answered(String),
    /// Each of them holds.
    All(Vec<Condition>),
    /// At least one of them holds.
    Any(Vec<Condition>),
}

/// A field and a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    pub field: String,
    pub value: String,
}

impl Condition {
    /// Whether the condition holds for these answers.
    #[must_use]
    pub fn holds(&self, answers: &Answers) -> bool {
        match self {
            Self::Is(comparison) => has(answers, comparison),
            Self::IsNot(comparison) => !answers.of(&comparison.field).is_empty() && !has(answers, comparison),
            Self::Answered(field) => !answers.of(field).is_empty(),
            Self::All(conditions) => conditions.iter().all(|condition| condition.holds(answers)),
            Self::Any(conditions) => conditions.iter().any(|condition| condition.holds(answers)),
        }
    }

    /// The fields that the condition looks at, each with the value that it compares with.
    #[must_use]
    pub fn looks_at(&self) -> Vec<(&str, Option<&str>)> {
        match self {
            Self::Is(comparison) | Self::IsNot(comparison) => {
                vec![(&comparison.field, Some(&comparison.value))]
            }
            Self::Answered(field) => vec![(field, None)],
            Self::All(conditions) | Self::Any(conditions) => {
                conditions.iter().flat_map(Self::looks_at).collect()
            }
        }
    }
}

fn has(answers: &Answers, comparison: &Comparison) -> bool {
    answers.of(&comparison.field).contains(&comparison.value)
}
