//! One test of one person: how it is begun, what it measured, and what has changed since an earlier one.

use super::bank::Bank;
use super::estimate::{Estimate, Posterior};
use super::framework::{Framework, Level, competence_of};
use super::rules::{Goal, TestRules};
use crate::learning::course::{Course, Lesson, LessonPath};
use crate::{FieldError, Problem};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How people see themselves, by area. An area of which somebody is not sure is not there.
pub type Reflection = BTreeMap<String, Level>;

/// The field of the goal.
pub const GOAL: &str = "goal";
/// The value of an area that somebody is not sure of.
pub const UNSURE: &str = "unsure";

/// The field of the self-reflection on an area.
#[must_use]
pub fn reflection_field(area: &str) -> String {
    format!("area.{area}")
}

/// How a test is begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewTest {
    pub goal: Goal,
    pub reflection: Reflection,
}

impl NewTest {
    /// Reads the fields of the form.
    ///
    /// # Errors
    /// Every field that is missing or cannot be.
    pub fn of_fields(framework: &Framework, fields: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let value = |name: &str| {
            let given = fields
                .iter()
                .find(|(key, value)| key == name && !value.is_empty());
            given.map(|(_, value)| value.as_str())
        };
        let mut errors = Vec::new();
        let mut reflection = Reflection::new();
        for area in &framework.areas {
            let name = reflection_field(&area.code);
            match value(&name) {
                None => errors.push(FieldError::new(name, Problem::Unchosen)),
                Some(UNSURE) => {}
                Some(text) => match text.parse() {
                    Ok(level) => {
                        reflection.insert(area.code.clone(), level);
                    }
                    Err(_) => errors.push(FieldError::new(name, Problem::NotAChoice)),
                },
            }
        }
        let goal = match value(GOAL).map(str::parse) {
            Some(Ok(goal)) => Some(goal),
            Some(Err(_)) => {
                errors.push(FieldError::new(GOAL, Problem::NotAChoice));
                None
            }
            None => {
                errors.push(FieldError::new(GOAL, Problem::Unchosen));
                None
            }
        };
        match goal {
            Some(goal) if errors.is_empty() => Ok(Self { goal, reflection }),
            _ => Err(errors),
        }
    }
}

/// An answer to an item, as far as measuring goes. The difficulty is the one at the time of asking.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    pub item: String,
    pub difficulty: f64,
    pub is_right: bool,
}

/// What is known of an area.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaEstimate {
    pub area: String,
    pub answers: u32,
    /// `None` where the answers are too few to say anything.
    pub estimate: Option<Estimate>,
}

/// What these answers say about the person.
#[must_use]
pub fn estimate<'a>(bank: &Bank, answers: impl IntoIterator<Item = &'a Answered>) -> Estimate {
    let answers = answers
        .into_iter()
        .map(|answer| (bank.parameters(answer.difficulty), answer.is_right));
    Posterior::after(answers).estimate()
}

/// What these answers say about each area, in the order of the framework.
#[must_use]
pub fn by_area(bank: &Bank, answers: &[Answered]) -> Vec<AreaEstimate> {
    let areas = bank.framework.areas.iter();
    areas
        .map(|area| {
            let own: Vec<&Answered> = answers
                .iter()
                .filter(|answer| bank.item(&answer.item).is_some_and(|item| item.area == area.code))
                .collect();
            let count = u32::try_from(own.len()).unwrap_or(u32::MAX);
            AreaEstimate {
                area: area.code.clone(),
                answers: count,
                estimate: (count >= bank.rules.least_in_area).then(|| estimate(bank, own)),
            }
        })
        .collect()
}

/// Lessons that practise what went wrong and are not finished: those that practise most of it first, at most so many.
#[must_use]
pub fn lessons_for<'a>(
    bank: &Bank,
    courses: impl IntoIterator<Item = &'a Course>,
    answers: &[Answered],
    is_finished: impl Fn(&LessonPath) -> bool,
    most: usize,
) -> Vec<(LessonPath, &'a Lesson)> {
    let mut wrong: BTreeMap<&str, usize> = BTreeMap::new();
    for answer in answers.iter().filter(|answer| !answer.is_right) {
        if let Some(item) = bank.item(&answer.item) {
            *wrong.entry(item.competence.as_str()).or_default() += 1;
        }
    }
    let mut lessons: Vec<(usize, LessonPath, &Lesson)> = courses
        .into_iter()
        .flat_map(Course::lessons)
        .filter(|(path, _)| !is_finished(path))
        .map(|(path, lesson)| {
            let practised: BTreeSet<&str> = lesson
                .outcomes
                .iter()
                .filter_map(|outcome| competence_of(outcome))
                .collect();
            let helps = practised.iter().filter_map(|code| wrong.get(code)).sum();
            (helps, path, lesson)
        })
        .filter(|(helps, _, _)| *helps > 0)
        .collect();
    // Stable: among equals the order of the course.
    lessons.sort_by_key(|(helps, _, _)| std::cmp::Reverse(*helps));
    lessons
        .into_iter()
        .take(most)
        .map(|(_, path, lesson)| (path, lesson))
        .collect()
}

/// What has changed between two tests.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    /// On the scale of levels.
    pub difference: f64,
    pub margin: f64,
    pub certainty: Certainty,
}

/// How sure a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// Smaller than the error of both tests.
    None,
    /// Larger than the error.
    Likely,
    /// Larger than twice the error.
    Sure,
}

/// The change from one estimate to a later one.
#[must_use]
pub fn gain(rules: &TestRules, before: Estimate, after: Estimate) -> Gain {
    let [before, after] = [before, after].map(|estimate| rules.cuts.measured(estimate));
    let difference = after.score - before.score;
    let margin = before.margin.hypot(after.margin);
    let certainty = if difference.abs() <= margin {
        Certainty::None
    } else if difference.abs() <= 2.0 * margin {
        Certainty::Likely
    } else {
        Certainty::Sure
    };
    Gain {
        difference,
        margin,
        certainty,
    }
}
