//! Exercises: what is asked, and the key that only the server knows.
//!
//! A new kind is a variant of [`Task`], of [`TaskView`] and of [`Answer`](super::answer::Answer); the compiler names
//! every place that has to know it.

use serde::{Deserialize, Serialize};

/// A graded task with its key. It never leaves the server: what a learner gets is an [`ExerciseView`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    pub code: String,
    /// In logits: −1.5 recognise one thing, −0.5 apply, 0.5 weigh several conditions.
    pub difficulty: f64,
    pub outcome: String,
    pub prompt: String,
    pub task: Task,
}

/// What is to be done, by kind, with the key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Task {
    /// One option is right.
    Choice { options: Vec<ChoiceOption> },
    /// Two options or more are right, and all of them are wanted.
    Many { options: Vec<ChoiceOption> },
    /// Steps, in the right order.
    Order {
        steps: Vec<Item>,
        feedback_right: String,
        feedback_wrong: String,
        hints: Vec<Hint>,
    },
}

/// An option with its feedback: why it is right, or what is mistaken and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    pub id: String,
    pub text: String,
    pub is_correct: bool,
    pub feedback: String,
}

/// Something that a learner sees and picks or moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: String,
    pub text: String,
}

/// What helps somebody who has put this step first by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    pub first: String,
    pub text: String,
}

/// An exercise as a learner sees it: without key and feedback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExerciseView {
    pub code: String,
    pub prompt: String,
    pub task: TaskView,
}

/// What is to be done, by kind, without the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TaskView {
    Choice {
        options: Vec<Item>,
    },
    Many {
        options: Vec<Item>,
    },
    /// Steps in an order that is never the right one.
    Order {
        steps: Vec<Item>,
    },
}

impl Exercise {
    /// The exercise without its key.
    #[must_use]
    pub fn view(&self) -> ExerciseView {
        let shown = |options: &[ChoiceOption]| options.iter().map(ChoiceOption::item).collect();
        let task = match &self.task {
            Task::Choice { options } => TaskView::Choice {
                options: shown(options),
            },
            Task::Many { options } => TaskView::Many {
                options: shown(options),
            },
            Task::Order { steps, .. } => TaskView::Order {
                steps: shuffled(&self.code, steps),
            },
        };
        ExerciseView {
            code: self.code.clone(),
            prompt: self.prompt.clone(),
            task,
        }
    }
}

impl ChoiceOption {
    /// The option without its key.
    #[must_use]
    pub fn item(&self) -> Item {
        Item {
            id: self.id.clone(),
            text: self.text.clone(),
        }
    }
}

/// Items in another order than the given one: the same for everybody and at every look, so that a page of a moment
/// ago and its answer agree.
#[must_use]
pub fn shuffled<T: Clone>(seed: &str, items: &[T]) -> Vec<T> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    let mut state = seed.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    for last in (1..order.len()).rev() {
        let bound = u64::try_from(last + 1).unwrap_or(1);
        let other = usize::try_from(split_mix(&mut state) % bound).unwrap_or(0);
        order.swap(last, other);
    }
    if order.is_sorted() && order.len() > 1 {
        order.rotate_left(1);
    }
    order
        .into_iter()
        .filter_map(|index| items.get(index).cloned())
        .collect()
}

/// The next number of SplitMix64.
const fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
