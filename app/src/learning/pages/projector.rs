//! A lesson on the wall: large type, one screen at a time, turned with the arrow keys. It belongs to no learner: nothing is kept.

use super::lesson::path;
use super::sheet::task;
use super::words::module_href;
use crate::shared::{Answer, Assets, Door, Outcome, Page, PageRequest, Width, href, stylesheet};
use domain::learning::course::LessonPath;
use domain::learning::view::{LessonView, ScreenText};
use domain::{Actor, Language, ServiceError};
use leptos::prelude::*;
use locales::{classes as t, learning};
use ui::{Icon, IconName, Prose};

/// The address of a screen on the wall.
fn projector_href(language: Language, path: &LessonPath, screen: &str) -> String {
    href(language, &format!("/learning/projector/{path}/{screen}"))
}

/// The first screen of a lesson.
pub async fn start(request: PageRequest) -> Outcome {
    let lesson = open(&request).await?;
    let first = lesson.screens.first().ok_or(ServiceError::NotFound)?;
    Answer::see(projector_href(request.language, &lesson.path, &first.slug))
}

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let lesson = open(&request).await?;
    let slug: String = request.param("screen")?;
    let at = lesson.screens.iter().position(|screen| screen.slug == slug);
    let at = at.ok_or(ServiceError::NotFound)?;
    let neighbour = |index: Option<usize>| {
        let screen = lesson.screens.get(index?)?;
        Some(projector_href(language, &lesson.path, &screen.slug))
    };
    let (previous, next) = (neighbour(at.checked_sub(1)), neighbour(at.checked_add(1)));
    let total = lesson.screens.len();
    let LessonView {
        path,
        title,
        screens,
        language: spoken,
        ..
    } = lesson;
    let screen = screens.into_iter().nth(at).ok_or(ServiceError::NotFound)?;
    let leave = module_href(language, &path.course, &path.module);
    let page_title = format!("{}: {title}", screen.heading);
    Page::new(page_title, move || {
        let script = use_context::<Assets>().unwrap_or_default().url("keys.js");
        let count = learning::screen_of(language, at + 1, total);
        view! {
            <div class="projector">
                {stylesheet("classes.css")}
                <p class="projector__lesson" lang=spoken.code()>{title}</p>
                <div class="projector__screen" lang=spoken.code()>{on_wall(language, screen)}</div>
                <nav class="projector__keys" aria-label=t::projector_keys(language) data-module=script>
                    <a class="projector__leave" href=leave><Icon name=IconName::Close /> {t::projector_leave(language)}</a>
                    <span>{count}</span>
                    {previous.map(|href| view! { <a data-key="previous" href=href><Icon name=IconName::ArrowLeft /> {learning::back(language)}</a> })}
                    {next.map(|href| view! { <a data-key="next" href=href>{learning::next(language)} <Icon name=IconName::ArrowRight /></a> })}
                </nav>
            </div>
        }
    })
    .door(Door::Learning)
    .width(Width::Full)
    .unlisted()
    .ok()
}

/// The newest version, whoever asks.
async fn open(request: &PageRequest) -> Result<LessonView, ServiceError> {
    let path = path(request)?;
    let learning = &request.services.learning;
    learning
        .lesson(&Actor::Anonymous, None, &path, request.language)
        .await
}

fn on_wall(language: Language, screen: ScreenText) -> AnyView {
    let exercise = screen.exercise.map(|exercise| task(language, exercise));
    view! {
        <h1>{screen.heading}</h1>
        <Prose html=screen.html />
        {exercise}
    }
    .into_any()
}
