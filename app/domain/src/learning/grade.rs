//! Grading: a pure function from an exercise, an answer and the number of earlier mistakes.

use super::answer::{Answer, number_of};
use super::exercise::{ChoiceOption, Exercise, Expected, Hint, Item, Mistake, Pair, Task, right_items};
use crate::text::fold;
use serde::{Deserialize, Serialize};

/// What a learner hears about an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    pub is_right: bool,
    /// Whether something of a wrong answer is right.
    pub is_partly_right: bool,
    /// Words about single options, in the order of the exercise.
    pub remarks: Vec<Remark>,
    /// Words about the answer as a whole.
    pub note: Option<String>,
    /// How many right options were not marked.
    pub missed: u32,
    /// How many steps at the beginning are in their place.
    pub in_place: Option<u32>,
    /// How many pairs are joined rightly, and out of how many.
    pub matched: Option<(u32, u32)>,
}

impl Grade {
    /// Nothing is right, and nothing more is to be said.
    const WRONG: Self = Self {
        is_right: false,
        is_partly_right: false,
        remarks: Vec::new(),
        note: None,
        missed: 0,
        in_place: None,
        matched: None,
    };
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
            // The right option is not told: finding it is the exercise. That it was missed goes without saying.
            Grade {
                missed: 0,
                ..options_grade(options, chosen, |mark| mark != Mark::Missed)
            }
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
        (
            Task::Typed {
                expected,
                feedback_right,
                feedback_wrong,
                mistakes,
            },
            Answer::Typed { text },
        ) => typed_grade(expected, text, [feedback_right, feedback_wrong], mistakes),
        (
            Task::Match {
                pairs,
                feedback_right,
            },
            Answer::Match { pairs: joined },
        ) => {
            let rights = right_items(&exercise.code, pairs);
            match_grade(pairs, feedback_right, |pair| {
                let right = rights.iter().find(|(id, _)| *id == pair.id);
                right.map(|(_, item)| &item.id) == joined.get(&pair.id)
            })
        }
        (Task::HotText { spots, .. }, Answer::HotText { options }) => {
            let is_helped = earlier_mistakes >= HELP_AFTER;
            options_grade(spots, options, |mark| mark != Mark::Missed || is_helped)
        }
        (
            Task::Message {
                is_fake,
                spots,
                feedback_right,
                feedback_wrong,
                ..
            },
            Answer::Message {
                is_fake: says_fake,
                options,
            },
        ) => {
            if is_fake != says_fake {
                return Grade {
                    note: Some(feedback_wrong.clone()),
                    ..Grade::WRONG
                };
            }
            let is_helped = earlier_mistakes >= HELP_AFTER;
            let marked = options_grade(spots, options, |mark| mark != Mark::Missed || is_helped);
            Grade {
                note: marked.is_right.then(|| feedback_right.clone()),
                is_partly_right: !marked.is_right,
                ..marked
            }
        }
        // The attempt was graded by its task; only one that passed becomes an answer.
        (Task::Training { feedback_right, .. }, Answer::Training { .. }) => Grade {
            is_right: true,
            note: Some(feedback_right.clone()),
            ..Grade::WRONG
        },
        (
            Task::Choice { .. }
            | Task::Many { .. }
            | Task::Order { .. }
            | Task::Typed { .. }
            | Task::Match { .. }
            | Task::HotText { .. }
            | Task::Message { .. }
            | Task::Training { .. },
            _,
        ) => Grade::WRONG,
    }
}

/// What is to be said about an answer once nothing is secret any more; without an answer, what the right one is.
#[must_use]
pub fn explain(exercise: &Exercise, answer: Option<&Answer>) -> Grade {
    match (&exercise.task, answer) {
        (Task::Choice { options }, Some(Answer::Choice { option })) => {
            options_grade(options, std::slice::from_ref(option), |_| true)
        }
        (_, Some(answer)) => grade(exercise, answer, HELP_AFTER),
        (Task::Choice { options } | Task::Many { options }, None) => options_grade(options, &[], |_| true),
        (Task::HotText { spots, .. }, None) => options_grade(spots, &[], |_| true),
        (
            Task::Message {
                spots,
                feedback_right,
                ..
            },
            None,
        ) => Grade {
            note: Some(feedback_right.clone()),
            is_right: false,
            ..options_grade(spots, &[], |_| true)
        },
        (
            Task::Order { feedback_right, .. }
            | Task::Typed { feedback_right, .. }
            | Task::Match { feedback_right, .. }
            | Task::Training { feedback_right, .. },
            None,
        ) => Grade {
            note: Some(feedback_right.clone()),
            ..Grade::WRONG
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
    let is_right = marks.iter().all(|(_, mark)| *mark == Mark::Right);
    Grade {
        is_right,
        is_partly_right: !is_right && marks.iter().any(|(_, mark)| *mark == Mark::Right),
        missed: number(missed),
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
        ..Grade::WRONG
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
        is_partly_right: !is_right && in_place > 0,
        note: Some(note.clone()),
        in_place: (!is_right).then(|| number(in_place)),
        ..Grade::WRONG
    }
}

fn typed_grade(expected: &Expected, text: &str, feedback: [&String; 2], mistakes: &[Mistake]) -> Grade {
    let [feedback_right, feedback_wrong] = feedback;
    let typed = fold(text);
    let is_right = match expected {
        Expected::Words { accept, typos } => accept
            .iter()
            .any(|word| slips(&fold(word), &typed) <= *typos as usize),
        Expected::Number { value, tolerance } => {
            number_of(text).is_some_and(|number| (number - value).abs() <= *tolerance)
        }
    };
    let known = mistakes.iter().find(|mistake| {
        let is_same_number = matches!(expected, Expected::Number { .. })
            && number_of(&mistake.text).is_some_and(|number| number_of(text) == Some(number));
        is_same_number || fold(&mistake.text) == typed
    });
    let note = match (is_right, known) {
        (true, _) => feedback_right,
        (false, Some(mistake)) => &mistake.feedback,
        (false, None) => feedback_wrong,
    };
    Grade {
        is_right,
        note: Some(note.clone()),
        ..Grade::WRONG
    }
}

fn match_grade(pairs: &[Pair], feedback_right: &str, is_joined: impl Fn(&Pair) -> bool) -> Grade {
    let wrong: Vec<Remark> = pairs
        .iter()
        .filter(|pair| !is_joined(pair))
        .map(|pair| Remark {
            id: pair.id.clone(),
            text: pair.left.clone(),
            feedback: pair.feedback.clone(),
            mark: Mark::Wrong,
        })
        .collect();
    let is_right = wrong.is_empty();
    let right = pairs.len() - wrong.len();
    Grade {
        is_right,
        is_partly_right: !is_right && right > 0,
        note: is_right.then(|| feedback_right.to_owned()),
        matched: (!is_right).then(|| (number(right), number(pairs.len()))),
        remarks: wrong,
        ..Grade::WRONG
    }
}

/// How many characters were changed, added, left out, or swapped with their neighbour.
#[must_use]
pub fn slips(wanted: &str, typed: &str) -> usize {
    let (wanted, typed): (Vec<char>, Vec<char>) = (wanted.chars().collect(), typed.chars().collect());
    // Rows of the table of distances: two back, one back.
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=typed.len()).collect();
    for (i, want) in wanted.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, have) in typed.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut least = (at(&row, j) + usize::from(want != have))
                .min(at(&row, j + 1) + 1)
                .min(at(&next, j) + 1);
            let is_swapped = i > 0
                && j > 0
                && wanted.get(i - 1) == Some(have)
                && typed.get(j - 1) == Some(want)
                && want != have;
            if is_swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
