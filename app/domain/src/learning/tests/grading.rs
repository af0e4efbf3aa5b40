//! Answers and what is said about them.

use super::{choice, many, matching, message, order, typed};
use crate::learning::answer::Answer;
use crate::learning::exercise::{Exercise, Expected, Task, TaskView, right_items, shuffled};
use crate::learning::grade::{Mark, grade, slips};
use crate::{FieldError, Problem};
use proptest::prelude::*;

fn chosen(ids: &[&str]) -> Answer {
    Answer::Many {
        options: ids.iter().map(|id| (*id).to_owned()).collect(),
    }
}

fn placed(ids: &[&str]) -> Answer {
    Answer::Order {
        steps: ids.iter().map(|id| (*id).to_owned()).collect(),
    }
}

fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    fields.iter().map(owned).collect()
}

fn of_fields(exercise: &Exercise, fields: &[(&str, &str)]) -> Result<Answer, Vec<FieldError>> {
    Answer::of_fields(&exercise.view().task, &pairs(fields))
}

#[test]
fn a_wrong_option_is_explained_and_the_right_one_is_not_told() {
    let answer = Answer::Choice {
        option: "a".to_owned(),
    };
    let grade = grade(&choice("x-1"), &answer, 5);
    assert!(!grade.is_right);
    let told: Vec<(&str, Mark)> = grade
        .remarks
        .iter()
        .map(|one| (one.id.as_str(), one.mark))
        .collect();
    assert_eq!(told, [("a", Mark::Wrong)]);
    assert_eq!(
        grade.missed, 0,
        "with one answer to choose, «one is missing» says nothing"
    );
    assert_eq!(grade.remarks[0].feedback, "Feedback a");
}

#[test]
fn the_right_option_is_explained_too() {
    let answer = Answer::Choice {
        option: "b".to_owned(),
    };
    let grade = grade(&choice("x-1"), &answer, 0);
    assert!(grade.is_right);
    assert_eq!(grade.remarks[0].feedback, "Feedback b");
}

#[test]
fn all_the_right_options_and_no_other_make_the_answer() {
    for (ids, is_right) in [
        (vec!["a", "c"], true),
        (vec!["a"], false),
        (vec!["a", "b", "c"], false),
        (vec!["b", "d"], false),
    ] {
        assert_eq!(
            grade(&many("x-1"), &chosen(&ids), 0).is_right,
            is_right,
            "{ids:?}"
        );
    }
}

#[test]
fn what_was_missed_is_counted_at_first_and_explained_after_a_mistake() {
    let first = grade(&many("x-1"), &chosen(&["a", "b"]), 0);
    assert_eq!(first.missed, 1);
    assert!(first.remarks.iter().all(|remark| remark.mark != Mark::Missed));
    let second = grade(&many("x-1"), &chosen(&["a", "b"]), 1);
    assert!(
        second
            .remarks
            .iter()
            .any(|remark| remark.id == "c" && remark.mark == Mark::Missed)
    );
}

#[test]
fn an_order_hears_its_hint_and_how_far_it_is_right() {
    let exercise = order("x-1");
    let right = grade(&exercise, &placed(&["one", "two", "three"]), 0);
    assert_eq!((right.is_right, right.note.as_deref()), (true, Some("Right.")));
    let hinted = grade(&exercise, &placed(&["three", "one", "two"]), 0);
    assert_eq!(
        (hinted.in_place, hinted.note.as_deref()),
        (Some(0), Some("Three comes last."))
    );
    let wrong = grade(&exercise, &placed(&["one", "three", "two"]), 0);
    assert_eq!((wrong.in_place, wrong.note.as_deref()), (Some(1), Some("Wrong.")));
}

fn words(accept: &[&str], typos: u32) -> Exercise {
    let accept = accept.iter().map(|word| (*word).to_owned()).collect();
    typed("x-1", Expected::Words { accept, typos })
}

fn is_right(exercise: &Exercise, text: &str) -> bool {
    let answer = Answer::Typed {
        text: text.to_owned(),
    };
    grade(exercise, &answer, 0).is_right
}

#[test]
fn a_typed_word_may_differ_in_capitals_spaces_and_so_many_slips() {
    let strict = words(&["Комп’ютер", "ЦНАП"], 0);
    for (text, right) in [("комп'ютер", true), (" цнап ", true), ("компютер", false)] {
        assert_eq!(is_right(&strict, text), right, "{text}");
    }
    let kind = words(&["пароль"], 1);
    for (text, right) in [
        ("параль", true),
        ("парол", true),
        ("праоль", true),
        ("парла", false),
    ] {
        assert_eq!(is_right(&kind, text), right, "{text}");
    }
}

#[test]
fn a_typed_number_may_be_off_by_its_tolerance() {
    let exercise = typed(
        "x-1",
        Expected::Number {
            value: 1_500.0,
            tolerance: 0.5,
        },
    );
    for (text, right) in [
        ("1500", true),
        ("1 500,5", true),
        ("1499.4", false),
        ("1500 грн", false),
    ] {
        assert_eq!(is_right(&exercise, text), right, "{text}");
    }
    let not_a_number = of_fields(&exercise, &[("answer", "багато")]);
    assert_eq!(
        not_a_number,
        Err(vec![FieldError::new("answer", Problem::NotANumber)])
    );
    let known = grade(
        &exercise,
        &Answer::Typed {
            text: "7,0".to_owned(),
        },
        0,
    );
    assert_eq!(known.note.as_deref(), Some("Seven is known."));
}

#[test]
fn pairs_are_right_when_all_are_and_wrong_ones_are_explained() {
    let exercise = matching("x-1");
    let Task::Match { pairs, .. } = &exercise.task else {
        panic!("it is a match")
    };
    let right: Vec<(String, String)> = right_items("x-1", pairs)
        .into_iter()
        .map(|(pair, right)| (pair, right.id))
        .collect();
    let joined = |pairs: Vec<(String, String)>| Answer::Match {
        pairs: pairs.into_iter().collect(),
    };
    assert!(grade(&exercise, &joined(right.clone()), 0).is_right);
    let mut swapped = right;
    let (first, second) = (swapped[0].1.clone(), swapped[1].1.clone());
    (swapped[0].1, swapped[1].1) = (second, first);
    let grade = grade(&exercise, &joined(swapped), 0);
    assert_eq!((grade.is_right, grade.matched), (false, Some((1, 3))));
    assert_eq!(grade.remarks.len(), 2);
}

#[test]
fn a_message_is_judged_by_its_verdict_and_by_its_signs() {
    let judged = |exercise: &Exercise, is_fake, ids: &[&str]| {
        let options = ids.iter().map(|id| (*id).to_owned()).collect();
        grade(exercise, &Answer::Message { is_fake, options }, 0)
    };
    let fake = message("x-1", true);
    assert!(judged(&fake, true, &["link", "hurry"]).is_right);
    let guessed = judged(&fake, true, &[]);
    assert_eq!(
        (guessed.is_right, guessed.is_partly_right, guessed.missed),
        (false, true, 2)
    );
    assert_eq!(
        judged(&fake, false, &["link", "hurry"]).note.as_deref(),
        Some("Wrong.")
    );
    let real = message("x-1", false);
    assert!(judged(&real, false, &[]).is_right);
    assert!(!judged(&real, false, &["from"]).is_right);
    assert!(!judged(&real, true, &[]).is_right);
}

#[test]
fn an_answer_of_another_kind_is_refused_and_never_right() {
    let answer = chosen(&["a", "c"]);
    assert!(answer.clone().checked(&choice("x-1").view().task).is_err());
    assert!(!grade(&choice("x-1"), &answer, 0).is_right);
}

#[test]
fn a_form_without_an_answer_is_told_at_its_field() {
    let required = |field: &str| FieldError::new(field, Problem::Required);
    assert_eq!(of_fields(&choice("x-1"), &[]), Err(vec![required("answer")]));
    assert_eq!(
        of_fields(&many("x-1"), &[("answer", "")]),
        Err(vec![required("answer")])
    );
    assert_eq!(
        of_fields(&order("x-1"), &[("place.one", "1"), ("place.three", "9")]),
        Err(vec![
            FieldError::new("place.three", Problem::NotAChoice),
            required("place.two")
        ])
        .map_err(|mut errors: Vec<FieldError>| {
            // The steps are shown in their own order.
            let shown = steps_of(&order("x-1"));
            errors.sort_by_key(|error| {
                shown
                    .iter()
                    .position(|step| error.field == format!("place.{step}"))
            });
            errors
        })
    );
}

fn steps_of(exercise: &Exercise) -> Vec<String> {
    match exercise.view().task {
        TaskView::Order { steps } => steps.into_iter().map(|step| step.id).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn two_steps_cannot_stand_in_one_place() {
    let wrong = of_fields(
        &order("x-1"),
        &[("place.one", "1"), ("place.two", "1"), ("place.three", "3")],
    );
    let errors = wrong.unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].problem, Problem::AlreadyTaken);
}

#[test]
fn an_option_that_is_not_there_is_refused() {
    let not_there = Err(vec![FieldError::new("answer", Problem::NotAChoice)]);
    assert_eq!(of_fields(&choice("x-1"), &[("answer", "z")]), not_there);
    assert_eq!(
        of_fields(&many("x-1"), &[("answer", "a"), ("answer", "z")]),
        not_there
    );
    assert_eq!(
        placed(&["one", "one", "two"]).checked(&order("x-1").view().task),
        not_there
    );
}

#[test]
fn the_view_of_an_exercise_holds_no_key() {
    for exercise in [choice("x-1"), many("x-1"), order("x-1")] {
        let json = serde_json::to_string(&exercise.view()).unwrap();
        for word in [
            "Feedback",
            "correct",
            "Right.",
            "Wrong.",
            "comes last",
            "difficulty",
        ] {
            assert!(!json.contains(word), "{word}: {json}");
        }
    }
}

proptest! {
    #[test]
    fn steps_are_never_shown_in_the_right_order(code in "[a-z]{1,12}-[0-9]{1,2}", count in 2_usize..9) {
        let right: Vec<usize> = (0..count).collect();
        let shown = shuffled(&code, &right);
        prop_assert_ne!(&shown, &right);
        prop_assert_eq!(&shuffled(&code, &right), &shown);
        let mut sorted = shown;
        sorted.sort_unstable();
        prop_assert_eq!(sorted, right);
    }

    #[test]
    fn slips_are_a_distance(one in "[абв]{0,6}", another in "[абв]{0,6}") {
        prop_assert_eq!(slips(&one, &one), 0);
        prop_assert_eq!(slips(&one, &another), slips(&another, &one));
        prop_assert!(slips(&one, &another) <= one.chars().count().max(another.chars().count()));
    }

    #[test]
    fn exactly_the_key_is_right(marks in proptest::collection::vec(any::<bool>(), 4)) {
        let exercise = many("x-1");
        let Task::Many { options } = &exercise.task else { return Ok(()) };
        let ids: Vec<&str> = options
            .iter()
            .zip(&marks)
            .filter(|(_, is_marked)| **is_marked)
            .map(|(option, _)| option.id.as_str())
            .collect();
        let is_key = options.iter().zip(&marks).all(|(option, is_marked)| option.is_correct == *is_marked);
        prop_assert_eq!(grade(&exercise, &chosen(&ids), 0).is_right, is_key);
    }

    #[test]
    fn an_answer_comes_back_from_its_form(places in Just(["one", "two", "three"]).prop_shuffle()) {
        let answer = placed(&places);
        let task = order("x-1").view().task;
        prop_assert_eq!(Answer::of_fields(&task, &answer.to_fields()), Ok(answer.clone()));
        let json = serde_json::to_string(&answer).unwrap();
        prop_assert_eq!(serde_json::from_str::<Answer>(&json).unwrap(), answer);
    }
}
