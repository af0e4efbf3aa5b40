//! What a learner hears about an answer, and the way on; with or without a script.

use domain::Language;
use domain::learning::grade::{Grade, Mark, Remark};
use domain::learning::view::Graded;
use leptos::prelude::*;
use locales::learning as t;
use ui::{ButtonKind, ButtonLink, IconName, Notice, Tone};

/// The words about an answer.
pub(super) fn feedback(language: Language, grade: &Grade) -> AnyView {
    let (tone, title) = if grade.is_right {
        (Tone::Success, t::right(language))
    } else if grade.is_partly_right {
        (Tone::Info, t::not_yet(language))
    } else {
        (Tone::Warning, t::wrong(language))
    };
    let has_marks = grade.remarks.len() > 1 || grade.missed > 0;
    let remarks: Vec<AnyView> = grade
        .remarks
        .iter()
        .map(|one| remark(language, one, has_marks))
        .collect();
    let told = grade
        .remarks
        .iter()
        .filter(|remark| remark.mark == Mark::Missed)
        .count();
    let untold = i64::from(grade.missed) - i64::try_from(told).unwrap_or(0);
    // With one answer to choose, «one is missing» says nothing.
    let missed = (untold > 0 && grade.is_partly_right).then(|| t::missed(language, untold));
    let in_place = grade
        .in_place
        .filter(|count| *count > 0)
        .map(|count| t::in_place(language, i64::from(count)));
    let matched = grade
        .matched
        .map(|(right, total)| t::matched(language, right, total));
    let note = grade.note.clone();
    let again = (!grade.is_right).then(|| t::try_again(language));
    view! {
        <Notice tone=tone title=title is_announced=true>
            {note.map(|note| view! { <p>{note}</p> })}
            {(!remarks.is_empty()).then(|| view! { <ul class="list-plain stack stack--tight">{remarks}</ul> })}
            {missed.map(|text| view! { <p>{text}</p> })}
            {in_place.map(|text| view! { <p>{text}</p> })}
            {matched.map(|text| view! { <p>{text}</p> })}
            {again.map(|text| view! { <p>{text}</p> })}
        </Notice>
    }
    .into_any()
}

/// On after a right answer, or past the exercise for now.
pub(super) fn onward(language: Language, graded: Option<&Graded>, next: &str) -> AnyView {
    let next = next.to_owned();
    if graded.is_some_and(|graded| graded.grade.is_right) {
        view! { <ButtonLink href=next icon_after=IconName::ArrowRight>{t::next(language)}</ButtonLink> }
            .into_any()
    } else {
        view! { <ButtonLink href=next kind=ButtonKind::Quiet>{t::skip(language)}</ButtonLink> }.into_any()
    }
}

fn remark(language: Language, remark: &Remark, has_mark: bool) -> AnyView {
    let mark = match remark.mark {
        Mark::Right => t::mark_right(language),
        Mark::Wrong => t::mark_wrong(language),
        Mark::Missed => t::mark_missed(language),
    };
    let head = has_mark.then(|| {
        let text = remark.text.clone();
        view! { <span class="text-strong">{mark} ": " {text} "."</span> " " }
    });
    let feedback = remark.feedback.clone();
    view! { <li>{head} {feedback}</li> }.into_any()
}
