//! The rules of learning, on lessons that are written here. JSON serves as YAML: every JSON is one.

mod certifying;
mod classing;
mod grading;
mod measuring;
mod picturing;
mod progress;
mod reading;
mod reviewing;
mod training;

use super::course::{Lesson, LessonText, Screen};
use super::exercise::{
    Channel, ChoiceOption, Exercise, Expected, Hint, Item, Message, Mistake, Pair, Part, Task,
};
use super::parse::{ReadYaml, YamlFault};
use serde::de::DeserializeOwned;

/// Reads JSON, which is YAML.
struct Json;

impl ReadYaml for Json {
    fn read<T: DeserializeOwned>(&self, text: &str) -> Result<T, YamlFault> {
        serde_json::from_str(text).map_err(|error| YamlFault {
            line: error.line(),
            message: error.to_string(),
        })
    }
}

fn option(id: &str, is_correct: bool) -> ChoiceOption {
    ChoiceOption {
        id: id.to_owned(),
        text: format!("Text {id}"),
        is_correct,
        feedback: format!("Feedback {id}"),
    }
}

fn choice(code: &str) -> Exercise {
    exercise(
        code,
        Task::Choice {
            options: vec![option("a", false), option("b", true), option("c", false)],
        },
    )
}

fn many(code: &str) -> Exercise {
    exercise(
        code,
        Task::Many {
            options: vec![
                option("a", true),
                option("b", false),
                option("c", true),
                option("d", false),
            ],
        },
    )
}

fn order(code: &str) -> Exercise {
    exercise(
        code,
        Task::Order {
            steps: ["one", "two", "three"].map(item).to_vec(),
            feedback_right: "Right.".to_owned(),
            feedback_wrong: "Wrong.".to_owned(),
            hints: vec![Hint {
                first: "three".to_owned(),
                text: "Three comes last.".to_owned(),
            }],
        },
    )
}

fn typed(code: &str, expected: Expected) -> Exercise {
    exercise(
        code,
        Task::Typed {
            expected,
            feedback_right: "Right.".to_owned(),
            feedback_wrong: "Wrong.".to_owned(),
            mistakes: vec![Mistake {
                text: "7".to_owned(),
                feedback: "Seven is known.".to_owned(),
            }],
        },
    )
}

fn matching(code: &str) -> Exercise {
    let pair = |id: &str| Pair {
        id: id.to_owned(),
        left: format!("Left {id}"),
        right: format!("Side {id}"),
        feedback: format!("Feedback {id}"),
    };
    exercise(
        code,
        Task::Match {
            pairs: ["a", "b", "c"].map(pair).to_vec(),
            feedback_right: "Right.".to_owned(),
        },
    )
}

/// A text message with two signs of fraud, or a real one with none.
fn message(code: &str, is_fake: bool) -> Exercise {
    let plain = |text: &str| Part {
        id: None,
        text: text.to_owned(),
    };
    let spot = |id: &str| Part {
        id: Some(id.to_owned()),
        text: format!("words {id}"),
    };
    exercise(
        code,
        Task::Message {
            message: Message {
                channel: Channel::Sms,
                from: vec![spot("from")],
                subject: Vec::new(),
                body: vec![plain("Hello, "), spot("link"), plain(" and "), spot("hurry")],
            },
            is_fake,
            spots: vec![
                option("from", false),
                option("link", is_fake),
                option("hurry", is_fake),
            ],
            feedback_right: "Right.".to_owned(),
            feedback_wrong: "Wrong.".to_owned(),
        },
    )
}

fn item(id: &str) -> Item {
    Item {
        id: id.to_owned(),
        text: format!("Text {id}"),
    }
}

fn exercise(code: &str, task: Task) -> Exercise {
    Exercise {
        code: code.to_owned(),
        difficulty: -0.5,
        outcome: "0.1".to_owned(),
        prompt: "What to do?".to_owned(),
        task,
    }
}

fn screen(slug: &str, exercise: Option<Exercise>) -> Screen {
    Screen {
        slug: slug.to_owned(),
        heading: format!("Heading {slug}"),
        text: format!("Text of {slug}."),
        exercise,
    }
}

/// intro, buttons, check (an exercise), done.
fn lesson() -> Lesson {
    Lesson {
        code: "power".to_owned(),
        version: 1,
        minutes: 20,
        outcomes: vec!["0.1".to_owned()],
        uk: LessonText {
            title: "Power".to_owned(),
            summary: "Switching on.".to_owned(),
            screens: vec![
                screen("intro", None),
                screen("buttons", None),
                screen("check", Some(choice("power-1"))),
                screen("done", None),
            ],
        },
        en: None,
    }
}
