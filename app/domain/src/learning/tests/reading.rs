//! Files of lessons: read, refused with file and line, held against the rules.

use super::{Json, choice, many, order};
use crate::Language;
use crate::learning::exercise::{Exercise, Task};
use crate::learning::lint::{lint, pair};
use crate::learning::parse::{LessonFile, parse};
use crate::learning::prose::{sentences, words};
use crate::learning::rule::{Fault, Rule};
use proptest::prelude::*;
use serde_json::json;
use std::fmt::Write as _;

const HEADER: &str = "---\n{\"id\": \"power\", \"version\": 1, \"title\": \"T\", \"minutes\": 20, \
    \"outcomes\": [\"0.1\"], \"summary\": \"S\"}\n---\n";

/// An exercise as an author writes it.
fn written(exercise: &Exercise) -> String {
    let mut entry = json!({
        "id": exercise.code, "difficulty": exercise.difficulty, "outcome": exercise.outcome, "prompt": exercise.prompt,
    });
    match &exercise.task {
        Task::Choice { options } | Task::Many { options } => {
            let options: Vec<_> = options
                .iter()
                .map(|option| {
                    json!({"id": option.id, "text": option.text, "correct": option.is_correct,
                        "feedback": option.feedback})
                })
                .collect();
            entry["options"] = json!(options);
            entry["kind"] = json!(if matches!(exercise.task, Task::Many { .. }) {
                "many"
            } else {
                "choice"
            });
        }
        Task::Order {
            steps,
            feedback_right,
            feedback_wrong,
            hints,
        } => {
            entry["kind"] = json!("order");
            entry["steps"] = json!(steps);
            entry["feedback_right"] = json!(feedback_right);
            entry["feedback_wrong"] = json!(feedback_wrong);
            entry["hints"] = json!(hints);
        }
        _ => panic!("the lesson of these tests has three kinds"),
    }
    format!("```exercise\n{entry}\n```\n")
}

/// A sound lesson of as many exercises as the rules ask for.
fn sound() -> String {
    let mut text = format!("{HEADER}\n# intro | Intro\nHello.\n\n");
    for index in 1..=8 {
        let exercise = match index % 3 {
            0 => choice(&format!("power-{index}")),
            1 => many(&format!("power-{index}")),
            _ => order(&format!("power-{index}")),
        };
        let _ = writeln!(text, "# check-{index} | Check\n{}", written(&exercise));
    }
    text.push_str("# done | Done\nWell done.\n");
    text
}

fn read(text: &str) -> Result<LessonFile, Vec<Fault>> {
    parse("power.uk.md", text, &Json)
}

fn faults(text: &str) -> Vec<String> {
    let outcomes = ["0.1".to_owned()];
    match read(text) {
        Ok(lesson) => lint(&lesson, Language::Uk, &outcomes),
        Err(faults) => faults,
    }
    .iter()
    .map(ToString::to_string)
    .collect()
}

/// The one fault of a text that is sound but for a change.
fn fault_after(from: &str, to: &str) -> String {
    let text = sound();
    assert!(text.contains(from), "{from} is not in the lesson");
    let found = faults(&text.replacen(from, to, 1));
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

/// The line of a text, counted from 1.
fn line_of(text: &str, wanted: &str) -> usize {
    text.lines().position(|line| line.contains(wanted)).unwrap() + 1
}

#[test]
fn a_sound_lesson_has_no_faults() {
    assert_eq!(faults(&sound()), Vec::<String>::new());
}

#[test]
fn a_lesson_is_read_as_it_was_written() {
    let lesson = read(&sound()).unwrap();
    assert_eq!(
        (lesson.code.as_str(), lesson.version, lesson.minutes),
        ("power", 1, 20)
    );
    assert_eq!(lesson.text.screens.len(), 10);
    assert_eq!(lesson.text.screens[3].exercise, Some(choice("power-3")));
    assert_eq!(lesson.lines.screen("check-1"), line_of(&sound(), "# check-1"));
}

#[test]
fn a_file_without_a_header_is_refused() {
    assert_eq!(
        faults("# intro | A\n"),
        ["power.uk.md:1: the file begins with a header between two lines of ---"]
    );
}

#[test]
fn a_broken_header_names_its_line() {
    let text = sound().replacen("\"version\": 1,", "\"version\": 1, \"colour\": 2,", 1);
    assert!(
        faults(&text)[0].starts_with("power.uk.md:2: unknown field `colour`"),
        "{:?}",
        faults(&text)
    );
}

#[test]
fn a_broken_exercise_names_its_own_line() {
    let text = sound().replacen("\"kind\":\"many\"", "\"kind\":\"many\",\"colour\":2", 1);
    let line = line_of(&text, "colour");
    assert!(faults(&text)[0].starts_with(&format!("power.uk.md:{line}: unknown field `colour`")));
}

#[test]
fn screens_are_written_as_slug_and_heading() {
    let text = sound();
    let line = line_of(&text, "# check-2");
    assert_eq!(
        fault_after("# check-2 | Check", "# Check"),
        format!("power.uk.md:{line}: a screen begins with `# slug | Heading`")
    );
    assert!(
        fault_after("# intro | Intro", "Words\n# intro | Intro")
            .contains(": text stands before the first screen")
    );
}

#[test]
fn an_open_block_and_words_after_an_exercise_are_refused() {
    let text = sound();
    let open = text.replacen("```\n\n# done", "\n# done", 1);
    assert!(
        faults(&open)[0].ends_with("the block that begins here is not closed with ```"),
        "{:?}",
        faults(&open)
    );
    assert!(
        fault_after("```\n\n# done", "```\nWords.\n# done")
            .ends_with("an exercise is the last thing on its screen")
    );
}

#[test]
fn first_and_last_screen_have_their_names() {
    assert!(
        fault_after("# done | Done", "# end | Done")
            .contains("the first screen is `intro` and the last is `done`")
    );
}

#[test]
fn names_are_there_once() {
    assert!(fault_after("# check-2 |", "# check-1 |").contains("the screen check-1 is there twice"));
    assert!(fault_after("power-2", "power-1").contains("the exercise power-1 is there twice"));
    assert!(fault_after("\"id\":\"b\"", "\"id\":\"a\"").contains("the id a is there twice"));
}

#[test]
fn outcomes_are_those_of_the_module() {
    assert!(
        fault_after("\"outcomes\": [\"0.1\"]", "\"outcomes\": []").contains("a lesson names its outcomes")
    );
    assert!(
        fault_after("\"outcomes\": [\"0.1\"]", "\"outcomes\": [\"0.1\", \"0.9\"]")
            .contains("module.yaml does not list the outcome 0.9")
    );
    assert!(fault_after("\"outcome\":\"0.1\"", "\"outcome\":\"9\"").contains("does not list the outcome 9"));
}

#[test]
fn every_option_has_its_feedback() {
    assert!(fault_after("\"feedback\":\"Feedback b\"", "\"feedback\":\" \"").ends_with("b has no feedback"));
    assert!(fault_after("\"Right.\"", "\"\"").ends_with("feedback_right has no feedback"));
}

#[test]
fn a_choice_has_one_correct_option_and_many_have_more() {
    let text = sound();
    let many = text.replacen("\"correct\":true", "\"correct\":false", 1);
    assert!(
        faults(&many)[0].contains("two options or more are correct, here is 1"),
        "{:?}",
        faults(&many)
    );
    let all = text.replacen("\"correct\":false", "\"correct\":true", 2);
    assert!(
        faults(&all)[0].contains("not every option may be correct"),
        "{:?}",
        faults(&all)
    );
    let one = text.replacen("\"kind\":\"many\"", "\"kind\":\"choice\"", 1);
    assert!(
        faults(&one)[0].contains("exactly one option is correct, here are 2"),
        "{:?}",
        faults(&one)
    );
}

#[test]
fn a_kind_has_its_own_fields() {
    assert!(
        fault_after("\"kind\":\"many\"", "\"kind\":\"guess\"").ends_with("«guess» is no kind of exercise")
    );
    assert!(
        fault_after("\"kind\":\"many\"", "\"kind\":\"many\",\"hints\":[]")
            .ends_with("an exercise of the kind many has no hints")
    );
    assert!(
        fault_after("\"kind\":\"many\"", "\"kind\":\"order\"").ends_with("the kind order has no options")
    );
}

/// The faults of a lesson whose first exercise is written so.
fn faults_with(exercise: &serde_json::Value) -> Vec<String> {
    let text = sound();
    let (before, rest) = text.split_once("```exercise\n").unwrap();
    let (_, after) = rest.split_once("\n```").unwrap();
    faults(&format!("{before}```exercise\n{exercise}\n```{after}"))
}

fn entry(kind: &str, more: serde_json::Value) -> serde_json::Value {
    let mut entry = json!({
        "id": "power-1", "kind": kind, "difficulty": 0, "outcome": "0.1", "prompt": "What?",
        "feedback_right": "Yes.", "feedback_wrong": "No.",
    });
    for (key, value) in more.as_object().unwrap() {
        if value.is_null() {
            entry.as_object_mut().unwrap().remove(key);
        } else {
            entry[key] = value.clone();
        }
    }
    entry
}

fn only_fault(exercise: &serde_json::Value) -> String {
    let found = faults_with(exercise);
    assert_eq!(found.len(), 1, "{exercise}: {found:?}");
    found[0].clone()
}

#[test]
fn typed_answers_accept_something_and_no_known_mistake() {
    let typed = |more| entry("typed", more);
    let none = Vec::<String>::new();
    assert_eq!(
        faults_with(&typed(json!({"accept": ["gov.ua"], "typos": 1}))),
        none
    );
    assert_eq!(faults_with(&typed(json!({"number": 15, "tolerance": 0.5}))), none);
    assert!(only_fault(&typed(json!({"accept": []}))).ends_with("nothing is accepted as an answer"));
    assert!(only_fault(&typed(json!({}))).ends_with("the kind typed needs accept"));
    assert!(
        only_fault(&typed(json!({"accept": ["a"], "typos": 3})))
            .ends_with("at most 2 slips may be forgiven, here are 3")
    );
    assert!(
        only_fault(&typed(json!({"number": 1, "tolerance": -1})))
            .ends_with("the tolerance is a number from 0 on")
    );
    assert!(only_fault(&typed(json!({"number": 1, "typos": 1}))).ends_with("the kind typed has no typos"));
    let mistake =
        json!({"accept": ["gov.ua"], "typos": 1, "mistakes": [{"text": "gov,ua", "feedback": "A comma."}]});
    assert!(only_fault(&typed(mistake)).ends_with("«gov,ua» is told to be a mistake, but is accepted"));
}

#[test]
fn pairs_have_different_right_sides() {
    let pair = |id: &str, right: &str| json!({"id": id, "left": id, "right": right, "feedback": "No."});
    let of = |rights: [&str; 3]| {
        let pairs = [pair("a", rights[0]), pair("b", rights[1]), pair("c", rights[2])];
        entry("match", json!({"pairs": pairs, "feedback_wrong": null}))
    };
    assert_eq!(faults_with(&of(["x", "y", "z"])), Vec::<String>::new());
    assert!(only_fault(&of(["x", "y", "x"])).ends_with("the right sides must differ: «x»"));
}

#[test]
fn places_in_a_text_and_their_feedback_belong_together() {
    let hot = |text: &str| {
        let spots = json!([{"id": "a", "correct": true, "feedback": "Yes."}, {"id": "b", "feedback": "No."}]);
        entry(
            "hot_text",
            json!({"text": text, "spots": spots, "feedback_right": null, "feedback_wrong": null}),
        )
    };
    assert_eq!(
        faults_with(&hot("One [[a|two]] three [[b|four]].")),
        Vec::<String>::new()
    );
    assert!(only_fault(&hot("One [[a|two]] three.")).ends_with("b is marked nowhere in the text"));
    assert!(only_fault(&hot("[[a|x]] [[b|y]] [[c|z]]")).ends_with("c has no feedback"));
    assert!(only_fault(&hot("[[a|x]] [[b|y")).ends_with("a place to mark is written as [[id|words]]"));
    assert!(only_fault(&hot("[[a|x]] [[b]]")).ends_with("a place to mark is written as [[id|words]]"));
}

#[test]
fn a_message_has_signs_when_it_is_a_fraud_and_none_when_it_is_real() {
    let message = |verdict: &str, is_sign: bool, channel: &str| {
        let spots =
            json!([{"id": "a", "correct": is_sign, "feedback": "Yes."}, {"id": "b", "feedback": "No."}]);
        let message = json!({"channel": channel, "from": "[[a|Bank]]", "body": "Hello [[b|you]]"});
        entry(
            "message",
            json!({"message": message, "spots": spots, "verdict": verdict}),
        )
    };
    assert_eq!(faults_with(&message("fake", true, "sms")), Vec::<String>::new());
    assert_eq!(
        faults_with(&message("real", false, "messenger")),
        Vec::<String>::new()
    );
    assert!(only_fault(&message("fake", false, "sms")).ends_with("at least one place is correct"));
    assert!(
        only_fault(&message("real", true, "sms"))
            .ends_with("a message that is real has nothing to give it away")
    );
    assert!(
        only_fault(&message("fake", true, "mail")).ends_with("only mail has a subject, and mail has one")
    );
}

#[test]
fn hints_are_for_steps_that_do_not_come_first() {
    assert!(
        fault_after("\"first\":\"three\"", "\"first\":\"nine\"").contains("nine, which is none of the steps")
    );
    assert!(
        fault_after("\"first\":\"three\"", "\"first\":\"one\"").contains("one, which rightly comes first")
    );
}

#[test]
fn html_and_pictures_without_text_are_refused() {
    assert!(fault_after("Hello.", "Hello <b>you</b>.").ends_with("Markdown without HTML"));
    assert!(
        fault_after("Hello.", "![](a.png)").ends_with("a picture needs a text for those who do not see it")
    );
    assert_eq!(
        faults(&sound().replacen("Hello.", "2 < 3, a <3 b.", 1)),
        Vec::<String>::new()
    );
}

#[test]
fn long_screens_and_sentences_are_advice_with_their_measure() {
    let long = format!("Hello. {}", "Two words. ".repeat(60));
    assert!(fault_after("Hello.", &long).ends_with("the screen has 121 words; 110 at most"));
    let sentence = format!("{}end.", "word ".repeat(22));
    let fault = fault_after("Hello.", &sentence);
    assert!(
        fault.ends_with("a sentence of 23 words («word word word word…»); 22 at most"),
        "{fault}"
    );
    assert!(fault_after("Feedback b", "Перша відповідь хибна.").contains("do not point at their place"));
    assert!(Rule::LongScreen { words: 2, most: 1 }.is_advice());
    assert!(!Rule::EmptyScreen.is_advice());
}

#[test]
fn two_languages_have_the_same_keys() {
    let uk = read(&sound()).unwrap();
    let differ = |from: &str, to: &str| -> String {
        let en = parse("power.en.md", &sound().replacen(from, to, 1), &Json).unwrap();
        pair(uk.clone(), Some(en)).unwrap_err()[0].to_string()
    };
    assert!(pair(uk.clone(), Some(read(&sound()).unwrap())).is_ok());
    assert!(differ("\"version\": 1", "\"version\": 2").contains("differ in version: Ukrainian 1, English 2"));
    assert!(differ("# check-2 |", "# check-two |").contains("differ in screens"));
    let line = line_of(&sound(), "# check-2 |");
    let order = differ("\"first\":\"three\"", "\"first\":\"two\"");
    assert!(
        order.starts_with(&format!("power.en.md:{line}: ")) && order.contains("differ in exercise"),
        "{order}"
    );
    assert!(differ("\"correct\":true", "\"correct\":false").contains("a+ b c+ d"));
    assert!(differ("-0.5", "0.5").contains("(0.5, 0.1)"));
}

#[test]
fn sentences_are_counted_as_they_are_read() {
    let text = "Один. Два?\n\n1. Три «так.»\n2. **Чотири**\n- п’ять\n> Шість";
    assert_eq!(sentences(text).len(), 6, "{:?}", sentences(text));
    assert_eq!(words("Wi-Fi — це **мережа**, 100 %"), 4);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_with_a_line_of_it(text in "(---\n|# a \\| b\n|```exercise\n|```\n|\\{\\}\n|x\n|\n){0,20}") {
        if let Err(faults) = read(&text) {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.iter().all(|fault| fault.line >= 1 && fault.line <= text.lines().count().max(1)));
        }
    }

    #[test]
    fn screens_come_back_as_they_were_written(
        slugs in proptest::collection::btree_set("[a-z][a-z0-9]{0,8}", 1..6),
        paragraphs in proptest::collection::vec("[a-zа-яіїє’ .,]{0,40}[а-я]", 6),
    ) {
        let mut text = HEADER.to_owned();
        for (slug, paragraph) in slugs.iter().zip(&paragraphs) {
            let _ = write!(text, "# {slug} | Heading of {slug}\n{paragraph}\n\n");
        }
        let lesson = read(&text).unwrap();
        let read_slugs: Vec<&String> = lesson.text.screens.iter().map(|screen| &screen.slug).collect();
        prop_assert_eq!(read_slugs, slugs.iter().collect::<Vec<_>>());
        for (screen, paragraph) in lesson.text.screens.iter().zip(&paragraphs) {
            prop_assert_eq!(screen.text.as_str(), paragraph.trim());
        }
    }
}
