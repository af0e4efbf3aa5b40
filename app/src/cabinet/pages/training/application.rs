//! What became of the application on the training copy: what was found in it, what the officer asks, and that it is done.

use super::{address, again, back, device, go, open, page, see_standing, step_address};
use crate::cabinet::pages::answers::{Empty, section_answers};
use crate::shared::{Answer, Outcome, PageRequest};
use domain::Language;
use domain::cabinet::form::Form;
use domain::learning::training::{Finding, TrainingAttempt, TrainingState, TrainingTask, TrainingView};
use leptos::prelude::*;
use locales::{cabinet as c, training as t};
use ui::{Button, ButtonKind, ButtonLink, HeadingLevel, IconName, Notice, PageHeader, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let view = open(&request).await?;
    let Some(attempt) = view.attempt.clone() else {
        return see_standing(&request, &view);
    };
    if attempt.state == TrainingState::Filling {
        return see_standing(&request, &view);
    }
    let title = t::application(language, attempt.number);
    let (asked, shown, heading) = (request.clone(), view.clone(), title.clone());
    page(&request, &view, &title, move || {
        let service = shown.card.name.get(language).to_owned();
        let word = word(language, &shown, &attempt);
        let ways = ways(&asked, &shown, attempt.state);
        let form = &shown.card.form;
        let visible = form.visible(&attempt.answers);
        let sections: Vec<AnyView> = form
            .sections
            .iter()
            .filter(|section| visible.iter().any(|field| section.holds(&field.code)))
            .map(|section| {
                let answers =
                    section_answers(language, form, section, &attempt.answers, &[], ("", Empty::Told));
                view! {
                    <h3>{section.title.get(language).to_owned()}</h3>
                    {answers}
                }
                .into_any()
            })
            .collect();
        let again = again(&asked, &shown.task.id);
        view! {
            <PageHeader title=heading eyebrow=service lead=state_text(language, attempt.state) />
            {word}
            {ways}
            <section class="section">
                <h2 class="section__title">{t::what_was_sent(language)}</h2>
                <div class="stack">{sections}</div>
            </section>
            {again}
        }
    })
    .ok()
}

/// Opens the form again, as it was sent.
pub async fn reopen(request: PageRequest) -> Outcome {
    let task: String = request.param("task")?;
    let training = &request.services.training;
    training.reopen(&request.actor, device(&request), &task).await?;
    Answer::see(step_address(&request, &task, 0))
}

/// Where the application stands, as the real cabinet would say it.
fn state_text(language: Language, state: TrainingState) -> &'static str {
    match state {
        TrainingState::Filling => "",
        TrainingState::Judged => t::state_judged(language),
        TrainingState::Returned | TrainingState::ReturnedAgain => t::state_returned(language),
        TrainingState::Passed => t::state_passed(language),
    }
}

/// What the learner hears.
fn word(language: Language, view: &TrainingView, attempt: &TrainingAttempt) -> AnyView {
    let form = &view.card.form;
    let wrong = wrong(language, form, &attempt.findings);
    match attempt.state {
        TrainingState::Filling => ().into_any(),
        TrainingState::Judged => {
            let title = t::judged(language);
            view! {
                <Notice tone=Tone::Warning title=title level=HeadingLevel::Two is_announced=true>
                    <p>{t::judged_text(language)}</p>
                    {wrong}
                </Notice>
            }
            .into_any()
        }
        TrainingState::Returned => view! {
            <Notice tone=Tone::Success title=t::sent_right(language) level=HeadingLevel::Two is_announced=true>
                <p>{t::sent_right_text(language)}</p>
            </Notice>
            {asked(language, &view.task, form)}
        }
        .into_any(),
        TrainingState::ReturnedAgain => view! {
            <Notice tone=Tone::Warning title=t::corrected_wrong(language) level=HeadingLevel::Two is_announced=true>
                {wrong}
            </Notice>
            {asked(language, &view.task, form)}
        }
        .into_any(),
        TrainingState::Passed => view! {
            <Notice tone=Tone::Success title=t::passed(language) level=HeadingLevel::Two is_announced=true>
                <p>{t::passed_text(language)}</p>
            </Notice>
        }
        .into_any(),
    }
}

/// What was found wrong, by the names of the fields.
fn wrong(language: Language, form: &Form, findings: &[Finding]) -> AnyView {
    let lines: Vec<AnyView> = findings
        .iter()
        .filter(|finding| !finding.is_right)
        .map(|finding| {
            let label = form.label(&finding.field, language).unwrap_or_default();
            let parted = ui::after_name(&label);
            let feedback = finding.feedback.get(language).to_owned();
            view! { <li><strong>{label}</strong> {parted} {feedback}</li> }.into_any()
        })
        .collect();
    view! { <ul class="stack stack--tight">{lines}</ul> }.into_any()
}

/// What the made-up officer asks for.
pub(super) fn asked(language: Language, task: &TrainingTask, form: &Form) -> AnyView {
    let Some(correction) = &task.correction else {
        return ().into_any();
    };
    let lines: Vec<AnyView> = correction
        .remarks
        .iter()
        .map(|remark| {
            let label = form.label(&remark.field, language).unwrap_or_default();
            let parted = ui::after_name(&label);
            let reason = remark.reason.get(language).to_owned();
            view! { <li><strong>{label}</strong> {parted} {reason}</li> }.into_any()
        })
        .collect();
    let title = t::officer_asks(language, correction.officer.get(language));
    view! {
        <Notice tone=Tone::Info title=title level=HeadingLevel::Two><ul class="stack stack--tight">{lines}</ul></Notice>
    }
    .into_any()
}

/// The ways on.
fn ways(request: &PageRequest, view: &TrainingView, state: TrainingState) -> AnyView {
    let language = request.language;
    let task = &view.task.id;
    match state {
        TrainingState::Filling => ().into_any(),
        TrainingState::Judged => {
            let action = address(request, task, "/application");
            view! {
                <form method="post" action=action>
                    <Button icon=IconName::Pencil>{t::reopen(language)}</Button>
                </form>
            }
            .into_any()
        }
        TrainingState::Returned | TrainingState::ReturnedAgain => {
            let href = address(request, task, "/correction");
            view! { <p>{go(href, c::correction_title(language))}</p> }.into_any()
        }
        TrainingState::Passed => {
            let place = &view.place;
            let lesson = request.href(&format!("/learning/courses/{}/{}", place.lesson, place.screen));
            let form = back(request).map(|step| request.href(&step.to_string()));
            view! {
                <div class="form__actions">
                    {go(format!("{lesson}#feedback"), t::to_lesson(language))}
                    {form.map(|href| view! {
                        <ButtonLink href=href kind=ButtonKind::Secondary>{t::to_form(language)}</ButtonLink>
                    })}
                </div>
            }
            .into_any()
        }
    }
}
