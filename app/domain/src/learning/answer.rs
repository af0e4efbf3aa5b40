//! Answers: what a learner picked, placed or typed, as JSON and as the fields of a form.

use super::exercise::{Item, Part, TaskView};
use crate::text::clean_line;
use crate::{FieldError, Problem};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An answer to an exercise of the same kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Answer {
    Choice {
        option: String,
    },
    Many {
        options: Vec<String>,
    },
    Order {
        steps: Vec<String>,
    },
    Typed {
        text: String,
    },
    /// The id of the right side by the id of the left one.
    Match {
        pairs: BTreeMap<String, String>,
    },
    HotText {
        options: Vec<String>,
    },
    Message {
        is_fake: bool,
        options: Vec<String>,
    },
    /// An attempt on the training copy in which everything was right. Only the training copy gives this answer: sent by
    /// anybody else it is refused.
    Training {
        attempt: String,
    },
}

/// The name of the field with options.
pub const ANSWER: &str = "answer";

/// The name of the field that says whether a message is real.
pub const VERDICT: &str = "verdict";
/// The values of that field.
pub const FAKE: &str = "fake";
pub const REAL: &str = "real";

/// Nothing that is asked for is longer.
pub const MOST_TYPED_CHARACTERS: u32 = 100;

/// The name of the field that holds what belongs to something on the left.
#[must_use]
pub fn match_field(left: &str) -> String {
    format!("match.{left}")
}

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
            TaskView::Typed { .. } => Self::Typed {
                text: values(ANSWER).into_iter().next().unwrap_or_default(),
            },
            TaskView::Match { lefts, .. } => {
                let chosen = |left: &Item| {
                    let right = values(&match_field(&left.id)).into_iter().next()?;
                    Some((left.id.clone(), right))
                };
                Self::Match {
                    pairs: lefts.iter().filter_map(chosen).collect(),
                }
            }
            TaskView::HotText { .. } => Self::HotText {
                options: values(ANSWER),
            },
            TaskView::Message { .. } => Self::Message {
                is_fake: match values(VERDICT).first().map(String::as_str) {
                    Some(FAKE) => true,
                    Some(REAL) => false,
                    Some(_) => return Err(vec![FieldError::new(VERDICT, Problem::NotAChoice)]),
                    None => return Err(vec![FieldError::new(VERDICT, Problem::Required)]),
                },
                options: values(ANSWER),
            },
            TaskView::Training { .. } => {
                return Err(vec![FieldError::new(ANSWER, Problem::NotAChoice)]);
            }
        };
        answer.checked(task)
    }

    /// The fields of the form that would send this answer.
    #[must_use]
    pub fn to_fields(&self) -> Vec<(String, String)> {
        match self {
            Self::Choice { option } => vec![(ANSWER.to_owned(), option.clone())],
            Self::Many { options } => marks(options).collect(),
            Self::Order { steps } => steps
                .iter()
                .enumerate()
                .map(|(index, step)| (place_field(step), (index + 1).to_string()))
                .collect(),
            Self::Typed { text } => vec![(ANSWER.to_owned(), text.clone())],
            Self::Match { pairs } => pairs
                .iter()
                .map(|(left, right)| (match_field(left), right.clone()))
                .collect(),
            Self::HotText { options } => marks(options).collect(),
            Self::Message { is_fake, options } => {
                let verdict = if *is_fake { FAKE } else { REAL };
                std::iter::once((VERDICT.to_owned(), verdict.to_owned()))
                    .chain(marks(options))
                    .collect()
            }
            Self::Training { .. } => Vec::new(),
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
            (Self::Typed { text }, TaskView::Typed { is_number }) => {
                let text = clean_line(&text, MOST_TYPED_CHARACTERS)
                    .map_err(|problem| vec![FieldError::new(ANSWER, problem)])?;
                if text.is_empty() {
                    return wrong(Problem::Required);
                }
                if *is_number && number_of(&text).is_none() {
                    return wrong(Problem::NotANumber);
                }
                Ok(Self::Typed { text })
            }
            (Self::Match { pairs }, TaskView::Match { lefts, rights }) => {
                let errors: Vec<FieldError> = lefts
                    .iter()
                    .filter_map(|left| {
                        let problem = match pairs.get(&left.id) {
                            None => Problem::Required,
                            Some(right) if rights.iter().any(|known| known.id == *right) => return None,
                            Some(_) => Problem::NotAChoice,
                        };
                        Some(FieldError::new(match_field(&left.id), problem))
                    })
                    .collect();
                if !errors.is_empty() {
                    return Err(errors);
                }
                if pairs.len() != lefts.len() {
                    return wrong(Problem::NotAChoice);
                }
                Ok(Self::Match { pairs })
            }
            (Self::HotText { options: marked }, TaskView::HotText { text }) => {
                if marked.is_empty() {
                    return wrong(Problem::Required);
                }
                let options = spots_of(text.iter(), &marked)?;
                Ok(Self::HotText { options })
            }
            (
                Self::Message {
                    is_fake,
                    options: marked,
                },
                TaskView::Message { message },
            ) => {
                let options = spots_of(message.parts(), &marked)?;
                Ok(Self::Message { is_fake, options })
            }
            (
                Self::Choice { .. }
                | Self::Many { .. }
                | Self::Order { .. }
                | Self::Typed { .. }
                | Self::Match { .. }
                | Self::HotText { .. }
                | Self::Message { .. }
                | Self::Training { .. },
                _,
            ) => wrong(Problem::NotAChoice),
        }
    }
}

fn marks(options: &[String]) -> impl Iterator<Item = (String, String)> {
    options.iter().map(|option| (ANSWER.to_owned(), option.clone()))
}

/// The marked spots in the order of the text, each once.
fn spots_of<'a>(
    parts: impl Iterator<Item = &'a Part>,
    marked: &[String],
) -> Result<Vec<String>, Vec<FieldError>> {
    let known: Vec<&String> = parts.filter_map(|part| part.id.as_ref()).collect();
    if !marked.iter().all(|id| known.contains(&id)) {
        return Err(vec![FieldError::new(ANSWER, Problem::NotAChoice)]);
    }
    Ok(known
        .into_iter()
        .filter(|id| marked.contains(id))
        .cloned()
        .collect())
}

/// A number as people type it: with a comma or a point, with spaces between thousands.
#[must_use]
pub fn number_of(text: &str) -> Option<f64> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            ',' => '.',
            '−' | '–' => '-',
            other => other,
        })
        .collect();
    let is_plain = plain
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    plain
        .parse()
        .ok()
        .filter(|number: &f64| is_plain && number.is_finite())
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
