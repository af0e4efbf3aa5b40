//! One screen of a lesson: a text, an exercise, or the end.

use super::exercise::{self, Shown};
use super::lesson::path;
use super::questions::questions_href;
use super::words::{device, is_for_everybody, module_href, screen_href, see};
use crate::shared::{Assets, Door, Errors, Outcome, Page, PageRequest, href};
use domain::learning::progress::Standing;
use domain::learning::service::AnswerForm;
use domain::learning::training::{BACK, RealStep};
use domain::learning::view::{ScreenMark, ScreenView};
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{classes, learning as t};
use ui::{
    Button, ButtonKind, ButtonLink, ButtonType, Disclosure, ErrorSummary, Icon, IconName, Notice, Progress,
    Prose, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let view = open(&request).await?;
    let page = page(&request, view, None);
    if is_for_everybody(&request) {
        page.cacheable().ok()
    } else {
        page.ok()
    }
}

/// Notes that a text was read, or grades an answer.
pub async fn submit(request: PageRequest) -> Outcome {
    let (path, slug) = (path(&request)?, slug(&request)?);
    let learning = &request.services.learning;
    let device = device(&request);
    if request.form.text("_action") == "read" {
        let kept = learning.read_screen(&request.actor, device, &path, &slug).await?;
        let to = screen_href(request.language, &path, &kept.value.next);
        return see(kept, to);
    }
    let form = AnswerForm {
        key: request.form.text("_key"),
        fields: &request.form.fields.0,
    };
    let graded = learning
        .answer_form(&request.actor, device, &path, &slug, &form, request.language)
        .await;
    match graded {
        Ok(kept) => {
            let to = screen_href(request.language, &path, &slug);
            see(kept, format!("{to}#feedback"))
        }
        Err(ServiceError::Invalid(errors)) => {
            let view = open(&request).await?;
            let errors = Errors::new(request.language, errors);
            page(&request, view, Some(errors)).status(422).ok()
        }
        Err(error) => Err(error),
    }
}

fn slug(request: &PageRequest) -> Result<String, ServiceError> {
    request.param("screen")
}

async fn open(request: &PageRequest) -> Result<ScreenView, ServiceError> {
    let (path, slug) = (path(request)?, slug(request)?);
    let learning = &request.services.learning;
    learning
        .screen(&request.actor, device(request), &path, &slug, request.language)
        .await
}

fn page(request: &PageRequest, screen: ScreenView, errors: Option<Errors>) -> Page {
    let language = request.language;
    let title = format!("{} · {}", screen.heading, screen.title);
    let typed = errors.is_some().then(|| request.form.fields.0.clone());
    // The same page sent twice is one answer: the page carries the key, and the next page has another.
    let key = format!("{}-{}", screen.attempts + 1, request.now.0);
    let errors = errors.unwrap_or_default();
    let from = request
        .query
        .get(BACK)
        .and_then(|step| step.parse::<RealStep>().ok());
    let description = t::screen_description(
        language,
        screen.course.get(language),
        &screen.title,
        screen.module.get(language),
    );
    Page::new(title, move || {
        let spoken = screen.language;
        let head = head(language, &screen);
        let contents = contents(language, &screen);
        let task = screen.exercise.as_ref().map(|exercise| &exercise.task);
        let lines = exercise::error_lines(task, &errors);
        let untranslated = (spoken != language).then(|| {
            view! {
                <Notice tone=Tone::Info title=t::only_ukrainian_title(language)>{t::only_ukrainian(language)}</Notice>
            }
        });
        let heading = screen.heading.clone();
        let html = screen.html.clone();
        let rest = if screen.exercise.is_some() {
            let shown = Shown {
                back: from,
                typed,
                errors,
                key,
            };
            exercise::view(language, screen, shown)
        } else if screen.next.is_some() {
            reading(language, &screen)
        } else {
            end(language, screen)
        };
        view! {
            <div class="container--narrow lesson page">
                {head}
                {from.map(|step| to_form(language, step))}
                <ErrorSummary title=t::errors_title(language) errors=lines />
                {untranslated}
                <article class="stack" id="lesson-text" lang=spoken.code()>
                    <h1 class="lesson__heading">{heading}</h1>
                    <Prose html=html />
                </article>
                {rest}
                {contents}
            </div>
        }
    })
    .description(description)
    .door(Door::Learning)
}

/// The way back, and how far the lesson has come.
fn head(language: Language, screen: &ScreenView) -> AnyView {
    let module = module_href(language, &screen.path.course, &screen.path.module);
    let name = screen.module.get(language).to_owned();
    let text = t::screen_of(language, screen.number, screen.total);
    let title = screen.title.clone();
    let script = use_context::<Assets>().unwrap_or_default().url("aloud.js");
    view! {
        <div class="lesson__head">
            <div class="lesson__top">
                <a class="lesson__back" href=module><Icon name=IconName::ChevronLeft /> {name}</a>
                <span class="lesson__aloud" data-module=script data-text="#lesson-text" data-stop=t::aloud_stop(language) hidden>
                    <Button kind=ButtonKind::Quiet button_type=ButtonType::Button icon=IconName::Play is_small=true>
                        {t::aloud(language)}
                    </Button>
                </span>
            </div>
            <Progress id="lesson-progress" label=title value=screen.number max=screen.total text=text />
        </div>
    }
    .into_any()
}

/// The way back to the form that somebody left to learn.
fn to_form(language: Language, step: RealStep) -> AnyView {
    let href = href(language, &step.to_string());
    view! {
        <p><ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::ArrowLeft>{t::training_to_form(language)}</ButtonLink></p>
    }
    .into_any()
}

/// A text has been read when its reader goes on.
fn reading(language: Language, screen: &ScreenView) -> AnyView {
    let action = screen_href(language, &screen.path, &screen.slug);
    view! {
        <form class="form__actions" method="post" action=action>
            <input type="hidden" name="_action" value="read" />
            <Button icon_after=IconName::ArrowRight>{t::next(language)}</Button>
            {back(language, screen)}
        </form>
    }
    .into_any()
}

pub fn back(language: Language, screen: &ScreenView) -> Option<impl IntoView + use<>> {
    let previous = screen_href(language, &screen.path, screen.previous.as_ref()?);
    Some(view! {
        <ButtonLink href=previous kind=ButtonKind::Secondary icon=IconName::ArrowLeft>{t::back(language)}</ButtonLink>
    })
}

/// The end: what is left, or where to go now.
fn end(language: Language, screen: ScreenView) -> AnyView {
    let left: Vec<ScreenMark> = screen
        .screens
        .iter()
        .take(screen.screens.len().saturating_sub(1))
        .filter(|mark| !mark.is_earned)
        .cloned()
        .collect();
    let is_finished = screen.standing == Standing::Finished || left.is_empty();
    let module = module_href(language, &screen.path.course, &screen.path.module);
    let next = screen.next_lesson.clone().map(|lesson| {
        let href = screen_href(language, &lesson.path, &lesson.place);
        let text = t::next_lesson(language, lesson.title.get(language));
        let kind = if is_finished {
            ButtonKind::Primary
        } else {
            ButtonKind::Secondary
        };
        view! { <ButtonLink href=href kind=kind icon_after=IconName::ArrowRight>{text}</ButtonLink> }
    });
    let questions = questions_href(
        language,
        &format!("{}/{}", screen.path.course, screen.path.module),
    );
    let message = if is_finished {
        view! { <Notice tone=Tone::Success title=t::done_title(language)>{t::done_text(language)}</Notice> }
            .into_any()
    } else {
        let links: Vec<AnyView> = left
            .into_iter()
            .map(|mark| {
                let href = screen_href(language, &screen.path, &mark.slug);
                view! { <li><a href=href>{mark.heading}</a></li> }.into_any()
            })
            .collect();
        view! {
            <Notice tone=Tone::Info title=t::left_title(language)>
                <p>{t::left_text(language)}</p>
                <ul class="stack stack--tight">{links}</ul>
            </Notice>
        }
        .into_any()
    };
    // The course is over: what is there to show, and what has it changed?
    let test = (screen.next_lesson.is_none() && is_finished).then(|| {
        let [certificates, test] = ["/learning/certificates", "/learning/test"].map(|path| href(language, path));
        view! {
            <ButtonLink href=certificates icon=IconName::FileText>{t::certificate_get(language)}</ButtonLink>
            <ButtonLink href=test kind=ButtonKind::Secondary icon=IconName::Award>{t::test_after_course(language)}</ButtonLink>
        }
    });
    view! {
        {message}
        <div class="form__actions">
            {next}
            {test}
            <ButtonLink href=module kind=ButtonKind::Secondary>{t::to_module(language)}</ButtonLink>
            <ButtonLink href=questions kind=ButtonKind::Quiet icon=IconName::Message>{classes::questions_open(language)}</ButtonLink>
            {back(language, &screen)}
        </div>
    }
    .into_any()
}

/// Every screen, for those who look for something.
fn contents(language: Language, screen: &ScreenView) -> AnyView {
    let lines: Vec<AnyView> = screen
        .screens
        .iter()
        .map(|mark| {
            let href = screen_href(language, &screen.path, &mark.slug);
            let current = (mark.slug == screen.slug).then_some("page");
            let icon = if mark.is_earned {
                IconName::CircleCheck
            } else {
                IconName::CircleDashed
            };
            let mut words = Vec::new();
            if mark.is_exercise {
                words.push(t::mark_exercise(language));
            }
            if mark.is_earned {
                words.push(t::mark_earned(language));
            }
            let words = (!words.is_empty())
                .then(|| view! { " " <span class="text-muted text-small">"(" {words.join(", ")} ")"</span> });
            view! {
                <li class="lesson__line">
                    <Icon name=icon />
                    <span><a href=href aria-current=current>{mark.heading.clone()}</a>{words}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <Disclosure summary=t::contents(language)>
            <ol class="list-plain stack stack--tight">{lines}</ol>
        </Disclosure>
    }
    .into_any()
}
