//! The training copy of the cabinet: the same forms on made-up data. Each of its pages says so, and none of them can reach
//! an application: they know the door of the training copy alone.

mod application;
mod check;
mod correction;
mod start;
mod step;

use super::answers::answer;
use crate::shared::{Answer, Door, Outcome, Page, PageRequest, Route, stylesheet};
use domain::Language;
use domain::ServiceError;
use domain::cabinet::form::{Form, Section};
use domain::learning::training::{BACK, Given, RealStep, TrainingAttempt, TrainingState, TrainingView};
use domain::link::query;
use leptos::prelude::*;
use locales::training as t;
use ui::{ButtonKind, ButtonLink, DescriptionList, Detail, Disclosure, Icon, IconName};

pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/cabinet/training/{task}", start::show),
        Route::post("/cabinet/training/{task}", start::begin),
        Route::get("/cabinet/training/{task}/steps/{step}", step::show),
        Route::post("/cabinet/training/{task}/steps/{step}", step::submit),
        Route::get("/cabinet/training/{task}/check", check::show),
        Route::post("/cabinet/training/{task}/check", check::submit),
        Route::get("/cabinet/training/{task}/application", application::show),
        Route::post("/cabinet/training/{task}/application", application::reopen),
        Route::get("/cabinet/training/{task}/correction", correction::show),
        Route::post("/cabinet/training/{task}/correction", correction::submit),
    ]
}

/// The task that the address names, with the learner's own attempt.
async fn open(request: &PageRequest) -> Result<TrainingView, ServiceError> {
    let task: String = request.param("task")?;
    let training = &request.services.training;
    training
        .training(&request.actor, device(request), &task, request.language)
        .await
}

/// The token of the device of somebody who may not be signed in.
fn device(request: &PageRequest) -> Option<&str> {
    request.device_token.as_deref()
}

/// The step of a real form that the learner has come from.
fn back(request: &PageRequest) -> Option<RealStep> {
    request.query.get(BACK)?.parse().ok()
}

/// A part of the task's pages; the way back goes along.
fn address(request: &PageRequest, task: &str, part: &str) -> String {
    let address = request.href(&format!("/cabinet/training/{task}{part}"));
    match back(request) {
        Some(step) => format!("{address}?{}", query(&[(BACK, step.to_string())])),
        None => address,
    }
}

/// The address of a step by the index of its section.
fn step_address(request: &PageRequest, task: &str, index: usize) -> String {
    address(request, task, &format!("/steps/{}", index + 1))
}

/// To where an attempt stands, when the page that was asked for is none of it.
fn see_standing(request: &PageRequest, view: &TrainingView) -> Outcome {
    let task = &view.task.id;
    Answer::see(match view.attempt.as_ref().map(|attempt| attempt.state) {
        None => address(request, task, ""),
        Some(TrainingState::Filling) => step_address(request, task, 0),
        Some(
            TrainingState::Judged
            | TrainingState::Returned
            | TrainingState::ReturnedAgain
            | TrainingState::Passed,
        ) => address(request, task, "/application"),
    })
}

/// The attempt, where its form is being filled in.
fn filling(view: &TrainingView) -> Option<&TrainingAttempt> {
    let attempt = view.attempt.as_ref();
    attempt.filter(|attempt| attempt.state == TrainingState::Filling)
}

/// A page of the training copy: marked at its top, in its title, and by its frame.
fn page<Body: IntoView + 'static>(
    request: &PageRequest,
    view: &TrainingView,
    title: &str,
    body: impl FnOnce() -> Body + Send + 'static,
) -> Page {
    let language = request.language;
    let lesson = format!("/learning/courses/{}/{}", view.place.lesson, view.place.screen);
    let leave = match back(request) {
        Some(step) => request.href(&format!("{lesson}?{}", query(&[(BACK, step.to_string())]))),
        None => request.href(&lesson),
    };
    let to_form = back(request).map(|step| request.href(&step.to_string()));
    Page::new(t::page_title(language, title), move || {
        view! {
            <div class="training">
                {stylesheet("training.css")}
                <div class="training__mark">
                    <p class="training__word"><Icon name=IconName::GraduationCap /> {t::mark(language)}</p>
                    <p>{t::mark_text(language)}</p>
                    <p class="cluster no-print">
                        <a href=leave>{t::leave(language)}</a>
                        {to_form.map(|href| view! { <a href=href>{t::to_form(language)}</a> })}
                    </p>
                </div>
                <div class="training__page">{body()}</div>
            </div>
        }
    })
    .door(Door::Learning)
    .unlisted()
}

/// What the task gives, as the form calls it.
fn data(language: Language, form: &Form, given: &[Given]) -> Vec<Detail> {
    given
        .iter()
        .filter_map(|one| {
            let field = form.field(&one.field)?;
            let label = form.label(&one.field, language)?;
            let lines = answer(language, &field, &[one.typed(language)]);
            let lines = lines
                .into_iter()
                .map(|line| view! { <p>{line}</p> })
                .collect_view();
            Some(Detail::new(label, lines))
        })
        .collect()
}

/// What is to be typed on this page, without going back for it.
fn data_here(language: Language, form: &Form, given: &[Given], section: Option<&Section>) -> Option<AnyView> {
    let here: Vec<Given> = given
        .iter()
        .filter(|one| section.is_none_or(|section| section.holds(&one.field)))
        .cloned()
        .collect();
    let items = data(language, form, &here);
    if items.is_empty() {
        return None;
    }
    let view = view! {
        <Disclosure summary=t::data_here(language) is_open=true><DescriptionList items /></Disclosure>
    };
    Some(view.into_any())
}

/// The way to begin anew.
fn again(request: &PageRequest, task: &str) -> AnyView {
    let language = request.language;
    let action = address(request, task, "");
    view! {
        <form method="post" action=action>
            <ui::Button kind=ButtonKind::Quiet icon=IconName::Refresh>{t::again(language)}</ui::Button>
        </form>
    }
    .into_any()
}

/// A way on that stands out.
fn go(href: String, label: &'static str) -> AnyView {
    view! { <ButtonLink href=href icon_after=IconName::ArrowRight>{label}</ButtonLink> }.into_any()
}
