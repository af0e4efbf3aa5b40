//! The training copy: what is found in what was sent, and what the files of tasks must keep.

use crate::cabinet::card::ServiceCard;
use crate::cabinet::form::{Answers, Day, Form, accept};
use crate::learning::answer::Answer;
use crate::learning::exercise::TaskView;
use crate::learning::training::{
    TaskFault, TrainingState, TrainingTask, all_right, check_task, model_answers, without_files,
};
use crate::{Language, Problem};
use serde_json::{Value, json};

fn both(word: &str) -> Value {
    json!({ "uk": word, "en": word })
}

fn form() -> Form {
    let field = |code: &str, kind: &str, more: Value| {
        let mut field = json!({ "code": code, "kind": kind, "label": both(code) });
        field
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        field
    };
    let option = |value: &str| json!({ "value": value, "label": both(value) });
    let fields = [
        field(
            "name",
            "text",
            json!({ "required": true, "prefill": "person.name" }),
        ),
        field(
            "channel",
            "choice",
            json!({ "required": true, "options": [option("email"), option("post")] }),
        ),
        field(
            "email",
            "email",
            json!({ "required": true, "shown_if": { "is": { "field": "channel", "value": "email" } } }),
        ),
        field("what", "long_text", json!({ "required": true, "min_length": 10 })),
        field("photo", "file", json!({ "required": true, "accept": ["pdf"] })),
    ];
    serde_json::from_value(json!({ "sections": [{ "code": "all", "title": both("all"), "fields": fields }] }))
        .unwrap()
}

/// The card of a service with [`form`].
fn card() -> ServiceCard {
    let stated = both("known");
    let mut card = json!({
        "code": "S99", "version": 1, "category": "information", "name": both("name"), "summary": both("summary"), "unit": "unit",
        "identity": "email", "who": stated, "documents": [], "fee": stated, "result": stated, "terms": [], "refusal_grounds": [],
        "appeal": stated, "law": [], "stages": [],
    });
    card.as_object_mut()
        .unwrap()
        .insert("form".to_owned(), serde_json::to_value(form()).unwrap());
    serde_json::from_value(card).unwrap()
}

/// A task with a correction; the changes are put in the place of its parts.
fn task(changes: Value) -> TrainingTask {
    let check = |id: &str, field: &str, wants: Value| json!({ "id": id, "field": field, "wants": wants, "feedback": both(id) });
    let mut task = json!({
        "id": "try", "service": "S99", "title": both("title"), "story": [both("story")],
        "person": { "name": both("Марія Зразкова"), "email": "maria@example.com" },
        "data": [
            { "field": "channel", "value": "email" },
            { "field": "email", "text": both("maria@example.com") },
            { "field": "what", "text": { "uk": "Копія договору", "en": "A copy of the contract" } },
        ],
        "checks": [
            check("channel", "channel", json!({ "is": ["email"] })),
            check("what", "what", json!({ "has": ["договор|contract"] })),
        ],
        "correction": {
            "officer": both("Ірина"),
            "remarks": [{ "field": "what", "reason": both("Додайте рік") }],
            "data": [{ "field": "what", "text": { "uk": "Копія договору за 2025 рік", "en": "The contract of 2025" } }],
            "checks": [check("year", "what", json!({ "has": ["2025"] }))],
        },
    });
    let parts = task.as_object_mut().unwrap();
    for (name, part) in changes.as_object().unwrap() {
        parts.insert(name.clone(), part.clone());
    }
    serde_json::from_value(task).unwrap()
}

fn today() -> Day {
    Day::new(2026, 1, 15).unwrap()
}

fn faults(task: &TrainingTask) -> Vec<TaskFault> {
    check_task(task, "try", Some(&card()), today())
}

fn sent(task: &TrainingTask, change: (&str, &str)) -> Answers {
    let form = without_files(&form());
    let mut answers = model_answers(task, &form, Language::Uk);
    answers.set(change.0, vec![change.1.to_owned()]);
    accept(&form, &answers, today()).unwrap()
}

#[test]
fn whoever_does_what_the_task_says_passes_in_both_languages() {
    assert_eq!(faults(&task(json!({}))), []);
    assert_eq!(faults(&task(json!({ "correction": null }))), []);
}

#[test]
fn the_account_of_the_made_up_person_fills_in_what_the_real_one_would() {
    let answers = model_answers(&task(json!({})), &form(), Language::Uk);
    assert_eq!(answers.first("name"), Some("Марія Зразкова"));
}

#[test]
fn an_attempt_goes_from_sent_over_a_correction_to_passed() {
    let task = task(json!({}));
    let right = sent(&task, ("what", "Копія договору"));
    assert_eq!(task.after_sending(&right), TrainingState::Returned);
    assert_eq!(task.open_fields(&form(), &right), ["what"]);
    let half = sent(&task, ("what", "Копія договору на ремонт"));
    assert_eq!(task.after_correction(&half), TrainingState::ReturnedAgain);
    let said = task.said(TrainingState::ReturnedAgain, &half);
    assert!(said.len() == 1 && said[0].id == "year" && !said[0].is_right);
    let mended = sent(&task, ("what", "Копія договору за 2025 рік"));
    assert_eq!(task.after_correction(&mended), TrainingState::Passed);
    assert!(all_right(&task.said(TrainingState::Passed, &mended)));
}

#[test]
fn what_is_wrong_is_named_and_what_is_right_is_not_blamed() {
    let task = task(json!({}));
    let wrong = sent(&task, ("what", "Усі документи міста"));
    assert_eq!(task.after_sending(&wrong), TrainingState::Judged);
    let said = task.said(TrainingState::Judged, &wrong);
    let wrong: Vec<&str> = said
        .iter()
        .filter(|one| !one.is_right)
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(wrong, ["what"]);
}

#[test]
fn a_task_without_a_correction_is_passed_once_it_is_sent_rightly() {
    let task = task(json!({ "correction": null }));
    let right = sent(&task, ("what", "Копія договору"));
    assert_eq!(task.after_sending(&right), TrainingState::Passed);
}

#[test]
fn files_are_not_asked_for_even_where_the_real_form_needs_them() {
    let plain = without_files(&form());
    assert!(plain.field("photo").is_none() && plain.field("what").is_some());
}

#[test]
fn faults_of_a_task_are_found() {
    let check =
        |wants: Value| json!([{ "id": "one", "field": "what", "wants": wants, "feedback": both("word") }]);
    let cases: [(Value, TaskFault); 12] = [
        (json!({ "id": "Try" }), TaskFault::NotAnId("Try".to_owned())),
        (
            json!({ "id": "other" }),
            TaskFault::NamedOtherwise {
                found: "other".to_owned(),
                expected: "try".to_owned(),
            },
        ),
        (
            json!({ "title": { "uk": "title", "en": " " } }),
            TaskFault::NoText("title".to_owned()),
        ),
        (json!({ "story": [] }), TaskFault::NoText("story".to_owned())),
        (json!({ "checks": [] }), TaskFault::NoChecks),
        (
            json!({ "checks": check(json!({ "has": ["|"] })) }),
            TaskFault::WantsNothing("one".to_owned()),
        ),
        (
            json!({ "checks": [{ "id": "one", "field": "photo", "wants": "unanswered", "feedback": both("word") }] }),
            TaskFault::UnknownField("photo".to_owned()),
        ),
        (
            json!({ "data": [{ "field": "what" }] }),
            TaskFault::OneAnswer("what".to_owned()),
        ),
        (
            json!({ "data": [{ "field": "channel", "value": "email" }] }),
            TaskFault::Refused {
                language: "uk",
                field: "email".to_owned(),
            },
        ),
        (
            json!({ "checks": check(json!({ "has": ["договор"] })) }),
            TaskFault::Fails {
                language: "en",
                check: "one".to_owned(),
            },
        ),
        (
            json!({ "correction": {
                "officer": both("Ірина"), "remarks": [{ "field": "what", "reason": both("Так") }], "data": [],
                "checks": [{ "id": "again", "field": "what", "wants": { "has": ["договор|contract"] }, "feedback": both("word") }],
            } }),
            TaskFault::AsksNothing,
        ),
        (
            json!({ "correction": {
                "officer": both("Ірина"), "remarks": [{ "field": "what", "reason": both("Так") }],
                "data": [{ "field": "name", "text": both("Інше ім’я") }],
                "checks": [{ "id": "again", "field": "name", "wants": { "has": ["інше"] }, "feedback": both("word") }],
            } }),
            TaskFault::NotOpen("name".to_owned()),
        ),
    ];
    for (change, fault) in cases {
        let found = faults(&task(change.clone()));
        assert!(found.contains(&fault), "{change} gives {found:?}");
    }
    let repeated = json!([
        { "id": "year", "field": "what", "wants": { "has": ["договор|contract"] }, "feedback": both("word") },
    ]);
    let found = faults(&task(json!({ "checks": repeated })));
    assert_eq!(found, [TaskFault::RepeatedCheck("year".to_owned())]);
    let unknown = check_task(&task(json!({})), "try", None, today());
    assert_eq!(unknown, [TaskFault::UnknownService("S99".to_owned())]);
}

#[test]
fn nobody_can_claim_a_training_by_sending_its_answer() {
    let task = TaskView::Training {
        task: "try".to_owned(),
    };
    let claim = Answer::Training {
        attempt: "01936d6e-7b5c-7000-8000-000000000001".to_owned(),
    };
    let refused = claim.checked(&task).unwrap_err();
    assert_eq!(refused[0].problem, Problem::NotAChoice);
    let fields = vec![("answer".to_owned(), "passed".to_owned())];
    assert!(Answer::of_fields(&task, &fields).is_err());
}
