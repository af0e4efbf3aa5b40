//! A lesson on paper, in large type: everything that its screens say, and its exercises to be done with a pencil. No keys.

use super::lesson::path;
use super::words::{device, screen_href};
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::learning::exercise::{ExerciseView, Item, Message, Part, TaskView};
use domain::learning::view::{LessonView, ScreenText};
use leptos::prelude::*;
use locales::learning as t;
use ui::{ButtonKind, ButtonLink, IconName, PageHeader, Prose};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let path = path(&request)?;
    let learning = &request.services.learning;
    let lesson = learning
        .lesson(&request.actor, device(&request), &path, language)
        .await?;
    let back = screen_href(language, &lesson.path, &lesson.place);
    let title = t::sheet_title(language, &lesson.title);
    Page::new(title, move || {
        let LessonView {
            title,
            summary,
            screens,
            language: spoken,
            ..
        } = lesson;
        let screens: Vec<AnyView> = screens
            .into_iter()
            .map(|screen| on_paper(language, screen))
            .collect();
        view! {
            <div class="container--narrow lesson sheet">
                <p class="no-print cluster">
                    <ButtonLink href=back kind=ButtonKind::Quiet icon=IconName::ArrowLeft>{t::sheet_back(language)}</ButtonLink>
                </p>
                <PageHeader title=title lead=summary eyebrow=t::sheet(language) />
                <p class="no-print text-muted">{t::sheet_how(language)}</p>
                <div lang=spoken.code()>{screens}</div>
                <p class="sheet__name">{t::sheet_name(language)}</p>
            </div>
        }
    })
    .door(Door::Learning)
    .unlisted()
    .ok()
}

fn on_paper(language: Language, screen: ScreenText) -> AnyView {
    let task = screen.exercise.map(|exercise| task(language, exercise));
    view! {
        <section class="sheet__screen">
            <h2 class="section__title">{screen.heading}</h2>
            <Prose html=screen.html />
            {task}
        </section>
    }
    .into_any()
}

/// An exercise to be done without a device.
pub(super) fn task(language: Language, exercise: ExerciseView) -> AnyView {
    let (hint, body) = match exercise.task {
        TaskView::Choice { options } => (t::sheet_choice(language), boxes(options)),
        TaskView::Many { options } => (t::sheet_many(language), boxes(options)),
        TaskView::Order { steps } => (t::sheet_order(language), boxes(steps)),
        TaskView::Typed { .. } => (
            t::sheet_typed(language),
            view! { <p class="sheet__line" aria-hidden="true"></p> }.into_any(),
        ),
        TaskView::Match { lefts, rights } => (t::sheet_match(language), pairs(lefts, rights)),
        TaskView::HotText { text } => (
            t::sheet_mark(language),
            view! { <p>{plain(&text)}</p> }.into_any(),
        ),
        TaskView::Message { message } => (t::sheet_message(language), letter(language, message)),
        TaskView::Training { .. } => (t::sheet_training(language), ().into_any()),
    };
    view! {
        <div class="sheet__task">
            <p><strong>{exercise.prompt}</strong></p>
            <p class="text-muted">{hint}</p>
            {body}
        </div>
    }
    .into_any()
}

/// Things with an empty box before each: for a tick, or for a number.
fn boxes(items: Vec<Item>) -> AnyView {
    let lines: Vec<AnyView> = items
        .into_iter()
        .map(|item| view! { <li class="sheet__box">{item.text}</li> }.into_any())
        .collect();
    view! { <ul class="list-plain stack stack--tight">{lines}</ul> }.into_any()
}

/// Lettered answers, and a box for the letter at each question.
fn pairs(lefts: Vec<Item>, rights: Vec<Item>) -> AnyView {
    let answers: Vec<AnyView> = rights
        .into_iter()
        .map(|right| view! { <li>{right.text}</li> }.into_any())
        .collect();
    view! {
        {boxes(lefts)}
        <ol class="sheet__letters">{answers}</ol>
    }
    .into_any()
}

fn letter(language: Language, message: Message) -> AnyView {
    let subject = (!message.subject.is_empty()).then(|| {
        view! { <p>{t::message_subject(language)} ": " {plain(&message.subject)}</p> }
    });
    let decisions = [t::verdict_fake(language), t::verdict_real(language)].map(|text| Item {
        id: String::new(),
        text: text.to_owned(),
    });
    view! {
        <div class="message">
            <p>{t::message_from(language)} ": " {plain(&message.from)}</p>
            {subject}
            <p class="message__body">{plain(&message.body)}</p>
        </div>
        <p>{t::verdict(language)}</p>
        {boxes(decisions.into())}
    }
    .into_any()
}

fn plain(parts: &[Part]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect()
}
