//! The rules of learning, on lessons that are written here. JSON serves as YAML: every JSON is one.

mod grading;
mod progress;
mod reading;

use super::course::{Lesson, LessonText, Screen};
use super::exercise::{ChoiceOption, Exercise, Hint, Item, Task};
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
