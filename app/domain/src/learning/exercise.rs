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
    /// A word or a number is typed.
    Typed {
        expected: Expected,
        feedback_right: String,
        feedback_wrong: String,
        mistakes: Vec<Mistake>,
    },
    /// Each thing on the left has its own on the right.
    Match {
        pairs: Vec<Pair>,
        feedback_right: String,
    },
    /// Words in a text are to be marked.
    HotText {
        text: Vec<Part>,
        spots: Vec<ChoiceOption>,
    },
    /// A message that looks real: is it, and what gives it away?
    Message {
        message: Message,
        is_fake: bool,
        spots: Vec<ChoiceOption>,
        feedback_right: String,
        feedback_wrong: String,
    },
    /// A form of the training copy is filled in and sent; the task of it has the key.
    Training { task: String, feedback_right: String },
}

/// What a typed answer is held against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Expected {
    /// One of the words; capitals, spaces and kinds of apostrophe do not matter, and so many slips are forgiven.
    Words { accept: Vec<String>, typos: u32 },
    /// A number no farther away than the tolerance.
    Number { value: f64, tolerance: f64 },
}

/// A mistake that many make, with its own feedback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    pub text: String,
    pub feedback: String,
}

/// Two things that belong together; the feedback is for those who joined the left one to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    pub id: String,
    pub left: String,
    pub right: String,
    pub feedback: String,
}

/// A piece of a text: words that can be marked when they have an id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub id: Option<String>,
    pub text: String,
}

/// A message as a phone or a mail program shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    pub channel: Channel,
    pub from: Vec<Part>,
    /// Only mail has one.
    pub subject: Vec<Part>,
    pub body: Vec<Part>,
}

/// How a message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Sms,
    Mail,
    Messenger,
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
    Typed {
        is_number: bool,
    },
    /// The ids of the right side tell nothing about the left one.
    Match {
        lefts: Vec<Item>,
        rights: Vec<Item>,
    },
    HotText {
        text: Vec<Part>,
    },
    Message {
        message: Message,
    },
    /// A task of the training copy, by its id.
    Training {
        task: String,
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
            Task::Typed { expected, .. } => TaskView::Typed {
                is_number: matches!(expected, Expected::Number { .. }),
            },
            Task::Match { pairs, .. } => TaskView::Match {
                lefts: pairs.iter().map(Pair::left_item).collect(),
                rights: right_items(&self.code, pairs)
                    .into_iter()
                    .map(|(_, item)| item)
                    .collect(),
            },
            Task::HotText { text, .. } => TaskView::HotText { text: text.clone() },
            Task::Message { message, .. } => TaskView::Message {
                message: message.clone(),
            },
            Task::Training { task, .. } => TaskView::Training { task: task.clone() },
        };
        ExerciseView {
            code: self.code.clone(),
            prompt: self.prompt.clone(),
            task,
        }
    }
}

impl Exercise {
    /// What is right, in words: options, steps in their order, pairs. Nothing where nothing is to be marked.
    #[must_use]
    pub fn solution(&self) -> Vec<String> {
        let right = |options: &[ChoiceOption]| -> Vec<String> {
            let right = options.iter().filter(|option| option.is_correct);
            right.map(|option| option.text.clone()).collect()
        };
        match &self.task {
            Task::Choice { options } | Task::Many { options } => right(options),
            Task::HotText { spots, .. } | Task::Message { spots, .. } => right(spots),
            Task::Order { steps, .. } => steps.iter().map(|step| step.text.clone()).collect(),
            Task::Typed { expected, .. } => match expected {
                Expected::Words { accept, .. } => accept.first().cloned().into_iter().collect(),
                Expected::Number { value, .. } => vec![value.to_string()],
            },
            Task::Match { pairs, .. } => pairs
                .iter()
                .map(|pair| format!("{} — {}", pair.left, pair.right))
                .collect(),
            Task::Training { .. } => Vec::new(),
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

impl Pair {
    fn left_item(&self) -> Item {
        Item {
            id: self.id.clone(),
            text: self.left.clone(),
        }
    }
}

impl Message {
    /// Every part of the message, from its head down.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.from.iter().chain(&self.subject).chain(&self.body)
    }
}

/// The right sides as they are shown, each with the id of its pair. Their own ids are their places in that order.
#[must_use]
pub fn right_items(code: &str, pairs: &[Pair]) -> Vec<(String, Item)> {
    shuffled(code, pairs)
        .into_iter()
        .enumerate()
        .map(|(index, pair)| {
            let item = Item {
                id: (index + 1).to_string(),
                text: pair.right,
            };
            (pair.id, item)
        })
        .collect()
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
pub(super) const fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
