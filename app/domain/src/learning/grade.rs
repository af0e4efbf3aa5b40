//! Grading: a pure function from an exercise, an answer and the number of earlier mistakes.

use super::answer::Answer;
use super::exercise::{ChoiceOption, Exercise, Hint, Item, Task};
use serde::{Deserialize, Serialize};

/// What a learner hears about an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    pub is_right: bool,
    /// Words about single options, in the order of the exercise.
    pub remarks: Vec<Remark>,
    /// Words about the answer as a whole.
    pub note: Option<String>,
    /// How many right options were not marked.
    pub missed: u32,
    /// How many steps at the beginning are in their place.
    pub in_place: Option<u32>,
}

/// A word about one option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    pub id: String,
    pub text: String,
    pub feedback: String,
    pub mark: Mark,
}

/// What became of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Marked, and rightly so.
    Right,
    /// Marked by mistake.
    Wrong,
    /// Not marked, though it belongs to the answer.
    Missed,
}

/// After so many mistakes the feedback on what was missed is told as well: help comes before failure.
const HELP_AFTER: u32 = 1;

/// Judges an answer. `earlier_mistakes` is how often this learner has answered this exercise wrongly before.
///
/// An answer of another kind is wrong; [`Answer::checked`] refuses it earlier.
#[must_use]
pub fn grade(exercise: &Exercise, answer: &Answer, earlier_mistakes: u32) -> Grade {
    match (&exercise.task, answer) {
        (Task::Choice { options }, Answer::Choice { option }) => {
            let chosen = std::slice::from_ref(option);
            // The right option is not told: finding it is the exercise.
            options_grade(options, chosen, |mark| mark != Mark::Missed)
        }
        (Task::Many { options }, Answer::Many { options: chosen }) => {
            let is_helped = earlier_mistakes >= HELP_AFTER;
            options_grade(options, chosen, |mark| mark != Mark::Missed || is_helped)
        }
        (
            Task::Order {
                steps,
                feedback_right,
                feedback_wrong,
                hints,
            },
            Answer::Order { steps: placed },
        ) => order_grade(steps, placed, [feedback_right, feedback_wrong], hints),
        (Task::Choice { .. } | Task::Many { .. } | Task::Order { .. }, _) => Grade {
            is_right: false,
            remarks: Vec::new(),
            note: None,
            missed: 0,
            in_place: None,
        },
    }
}

fn options_grade(options: &[ChoiceOption], chosen: &[String], is_told: impl Fn(Mark) -> bool) -> Grade {
    let marks: Vec<(&ChoiceOption, Mark)> = options
        .iter()
        .filter_map(|option| {
            let mark = match (chosen.contains(&option.id), option.is_correct) {
                (true, true) => Mark::Right,
                (true, false) => Mark::Wrong,
                (false, true) => Mark::Missed,
                (false, false) => return None,
            };
            Some((option, mark))
        })
        .collect();
    let missed = marks.iter().filter(|(_, mark)| *mark == Mark::Missed).count();
    Grade {
        is_right: marks.iter().all(|(_, mark)| *mark == Mark::Right),
        missed: u32::try_from(missed).unwrap_or(u32::MAX),
        remarks: marks
            .into_iter()
            .filter(|(_, mark)| is_told(*mark))
            .map(|(option, mark)| Remark {
                id: option.id.clone(),
                text: option.text.clone(),
                feedback: option.feedback.clone(),
                mark,
            })
            .collect(),
        note: None,
        in_place: None,
    }
}

fn order_grade(steps: &[Item], placed: &[String], feedback: [&String; 2], hints: &[Hint]) -> Grade {
    let [feedback_right, feedback_wrong] = feedback;
    let in_place = steps
        .iter()
        .zip(placed)
        .take_while(|(step, placed)| step.id == **placed)
        .count();
    let is_right = in_place == steps.len() && placed.len() == steps.len();
    let hint = hints.iter().find(|hint| placed.first() == Some(&hint.first));
    let note = match (is_right, hint) {
        (true, _) => feedback_right,
        (false, Some(hint)) => &hint.text,
        (false, None) => feedback_wrong,
    };
    Grade {
        is_right,
        remarks: Vec::new(),
        note: Some(note.clone()),
        missed: 0,
        in_place: (!is_right).then(|| u32::try_from(in_place).unwrap_or(u32::MAX)),
    }
}
