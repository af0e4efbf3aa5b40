//! Answers: what a learner picked, placed or typed, as JSON and as the fields of a form.

use super::exercise::{Item, TaskView};
use crate::{FieldError, Problem};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An answer to an exercise of the same kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Answer {
    Choice { option: String },
    Many { options: Vec<String> },
    Order { steps: Vec<String> },
}

/// The name of the field with options.
pub const ANSWER: &str = "answer";

/// The name of the field that holds the place of a step, counted from 1.
#[must_use]
pub fn place_field(step: &str) -> String {
    format!("place.{step}")
}

impl Answer {
    /// Reads the fields of a form. The browser and the server read alike: no key is needed for it.
    ///
    /// # Errors
    /// Every field that is missing or cannot be.
    pub fn of_fields(task: &TaskView, fields: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let values = |name: &str| -> Vec<String> {
            fields
                .iter()
                .filter(|(key, value)| key == name && !value.is_empty())
                .map(|(_, value)| value.clone())
                .collect()
        };
        let answer = match task {
            TaskView::Choice { .. } => {
                let chosen = values(ANSWER);
                if chosen.len() > 1 {
                    return Err(vec![FieldError::new(ANSWER, Problem::TooManyChoices { max: 1 })]);
                }
                Self::Choice {
                    option: chosen.into_iter().next().unwrap_or_default(),
                }
            }
            TaskView::Many { .. } => Self::Many {
                options: values(ANSWER),
            },
            TaskView::Order { steps } => Self::Order {
                steps: order_of_places(steps, values)?,
            },
        };
        answer.checked(task)
    }

    /// The fields of the form that would send this answer.
    #[must_use]
    pub fn to_fields(&self) -> Vec<(String, String)> {
        match self {
            Self::Choice { option } => vec![(ANSWER.to_owned(), option.clone())],
            Self::Many { options } => options
                .iter()
                .map(|option| (ANSWER.to_owned(), option.clone()))
                .collect(),
            Self::Order { steps } => steps
                .iter()
                .enumerate()
                .map(|(index, step)| (place_field(step), (index + 1).to_string()))
                .collect(),
        }
    }

    /// The answer in its normal form, when it can be one to this exercise.
    ///
    /// # Errors
    /// The fields that are missing or name something that is not there.
    pub fn checked(self, task: &TaskView) -> Result<Self, Vec<FieldError>> {
        let wrong = |problem| Err(vec![FieldError::new(ANSWER, problem)]);
        match (self, task) {
            (Self::Choice { option }, TaskView::Choice { options }) => {
                if option.is_empty() {
                    return wrong(Problem::Required);
                }
                if !options.iter().any(|known| known.id == option) {
                    return wrong(Problem::NotAChoice);
                }
                Ok(Self::Choice { option })
            }
            (Self::Many { options: chosen }, TaskView::Many { options }) => {
                if chosen.is_empty() {
                    return wrong(Problem::Required);
                }
                if !chosen
                    .iter()
                    .all(|id| options.iter().any(|known| known.id == *id))
                {
                    return wrong(Problem::NotAChoice);
                }
                // In the order of the exercise, each once: two clicks in another order are the same answer.
                let options = options
                    .iter()
                    .filter(|known| chosen.contains(&known.id))
                    .map(|known| known.id.clone())
                    .collect();
                Ok(Self::Many { options })
            }
            (Self::Order { steps: placed }, TaskView::Order { steps }) => {
                let wanted: BTreeSet<&str> = steps.iter().map(|step| step.id.as_str()).collect();
                let given: BTreeSet<&str> = placed.iter().map(String::as_str).collect();
                if wanted != given || placed.len() != steps.len() {
                    return wrong(Problem::NotAChoice);
                }
                Ok(Self::Order { steps: placed })
            }
            (Self::Choice { .. } | Self::Many { .. } | Self::Order { .. }, _) => wrong(Problem::NotAChoice),
        }
    }
}

/// Puts steps into the order of their places; each place is taken once.
fn order_of_places(
    steps: &[Item],
    values: impl Fn(&str) -> Vec<String>,
) -> Result<Vec<String>, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut taken = BTreeSet::new();
    let mut placed = Vec::new();
    for step in steps {
        let name = place_field(&step.id);
        let given = values(&name).into_iter().next();
        let place = given.as_ref().and_then(|text| text.trim().parse::<usize>().ok());
        match (given, place) {
            (None, _) => errors.push(FieldError::new(name, Problem::Required)),
            (Some(_), Some(place)) if (1..=steps.len()).contains(&place) => {
                if taken.insert(place) {
                    placed.push((place, step.id.clone()));
                } else {
                    errors.push(FieldError::new(name, Problem::AlreadyTaken));
                }
            }
            (Some(_), _) => errors.push(FieldError::new(name, Problem::NotAChoice)),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    placed.sort();
    Ok(placed.into_iter().map(|(_, step)| step).collect())
}
