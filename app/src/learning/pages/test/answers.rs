//! Every question of a finished test with one's answer and what is to be said about it.

use super::super::words::device;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::id::SittingId;
use domain::learning::answer::Answer;
use domain::learning::assessment::view::ReviewedQuestion;
use domain::learning::exercise::TaskView;
use domain::learning::grade::Mark;
use leptos::prelude::*;
use locales::{layout, learning as t};
use ui::{Badge, Breadcrumbs, ButtonKind, ButtonLink, Crumb, IconName, PageHeader, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let id: SittingId = request.param("sitting")?;
    let learning = &request.services.learning;
    let questions = learning
        .test_answers(&request.actor, device(&request), id, language)
        .await?;
    let result = request.href(&format!("/learning/test/results/{id}"));
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning")),
        Crumb::link(t::test_title(language), request.href("/learning/test")),
        Crumb::link(t::test_result(language), result.clone()),
        Crumb::here(t::test_answers(language)),
    ];
    Page::new(t::test_answers(language), move || {
        let questions: Vec<AnyView> = questions
            .into_iter()
            .map(|question| reviewed(language, question))
            .collect();
        view! {
            <div class="container--narrow page">
                <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
                <PageHeader title=t::test_answers(language) lead=t::test_answers_lead(language) />
                <div class="stack stack--loose">{questions}</div>
                <p><ButtonLink href=result kind=ButtonKind::Secondary icon=IconName::ArrowLeft>{t::test_to_result(language)}</ButtonLink></p>
            </div>
        }
    })
    .door(Door::Learning)
    .unlisted()
    .ok()
}

fn reviewed(language: Language, question: ReviewedQuestion) -> AnyView {
    let title = t::test_question(language, question.number);
    let competence = question.competence.get(language).to_owned();
    let verdict = match (&question.answer, question.grade.is_right) {
        (None, _) => view! { <Badge tone=Tone::Neutral>{t::test_unknown(language)}</Badge> }.into_any(),
        (Some(_), true) => view! {
            <Badge tone=Tone::Success icon=IconName::CircleCheck>{t::right(language)}</Badge>
        }
        .into_any(),
        (Some(_), false) => view! { <Badge tone=Tone::Warning>{t::test_wrong(language)}</Badge> }.into_any(),
    };
    let given = question
        .answer
        .as_ref()
        .map(|answer| given(language, &question.exercise.task, answer))
        .filter(|given| !given.is_empty())
        .map(|given| list(t::test_your_answer(language), given));
    // What was missed is told with its feedback below.
    let is_told = question
        .grade
        .remarks
        .iter()
        .any(|remark| remark.mark == Mark::Missed);
    let solution = (!question.grade.is_right && !is_told && !question.solution.is_empty())
        .then(|| list(t::test_solution(language), question.solution.clone()));
    let remarks: Vec<AnyView> = question
        .grade
        .remarks
        .into_iter()
        .map(|remark| {
            let head = match remark.mark {
                Mark::Right => t::mark_right(language),
                Mark::Wrong => t::mark_wrong(language),
                Mark::Missed => t::test_missed(language),
            };
            // To whoever has not chosen it, «yes» answers nothing.
            let feedback = match remark.mark {
                Mark::Missed => remark
                    .feedback
                    .trim_start_matches(t::test_yes(language))
                    .to_owned(),
                Mark::Right | Mark::Wrong => remark.feedback,
            };
            view! { <li><span class="text-strong">{head} ": " {remark.text} "."</span> " " {feedback}</li> }
                .into_any()
        })
        .collect();
    view! {
        <article class="card stack">
            <p class="text-muted text-small">{competence}</p>
            <h2 class="card__title">{title} " " {verdict}</h2>
            <p class="text-strong">{question.exercise.prompt}</p>
            {given}
            {solution}
            {question.grade.note.map(|note| view! { <p>{note}</p> })}
            {(!remarks.is_empty()).then(|| view! { <ul class="stack stack--tight">{remarks}</ul> })}
        </article>
    }
    .into_any()
}

fn list(title: &'static str, lines: Vec<String>) -> AnyView {
    let lines: Vec<AnyView> = lines
        .into_iter()
        .map(|line| view! { <li>{line}</li> }.into_any())
        .collect();
    view! {
        <div>
            <p class="text-muted">{title}</p>
            <ul class="stack stack--tight">{lines}</ul>
        </div>
    }
    .into_any()
}

/// What was answered, in words. Options have a remark each.
fn given(language: Language, task: &TaskView, answer: &Answer) -> Vec<String> {
    match (task, answer) {
        (TaskView::Order { steps }, Answer::Order { steps: placed }) => placed
            .iter()
            .filter_map(|id| steps.iter().find(|step| step.id == *id))
            .map(|step| step.text.clone())
            .collect(),
        (TaskView::Typed { .. }, Answer::Typed { text }) => vec![text.clone()],
        (TaskView::Match { lefts, rights }, Answer::Match { pairs }) => lefts
            .iter()
            .filter_map(|left| {
                let id = pairs.get(&left.id)?;
                let right = rights.iter().find(|right| right.id == *id)?;
                Some(format!("{} — {}", left.text, right.text))
            })
            .collect(),
        (TaskView::Message { .. }, Answer::Message { is_fake, .. }) => {
            let verdict = if *is_fake {
                t::verdict_fake(language)
            } else {
                t::verdict_real(language)
            };
            vec![verdict.to_owned()]
        }
        _ => Vec::new(),
    }
}
