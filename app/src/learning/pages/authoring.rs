//! Pages for those who write lessons: the linter's words, and how a text will look. Nothing is published here.

use super::lesson::path;
use super::rules::rule_words;
use crate::shared::{Answer, Door, Download, Errors, Outcome, Page, PageRequest, href};
use domain::learning::course::LessonPath;
use domain::learning::exercise::{ChoiceOption, Exercise, Expected, Part, Task};
use domain::learning::rule::Fault;
use domain::learning::view::{AuthoringLesson, AuthoringScreen, AuthoringView};
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{layout, learning as t};
use ui::{
    Badge, Breadcrumbs, Button, ButtonKind, Column, Crumb, Disclosure, ErrorSummary, Fact, IconName, Notice,
    PageHeader, Prose, Tab, Table, Tabs, TextArea, Tone,
};

pub async fn list(request: PageRequest) -> Outcome {
    let language = request.language;
    let list = request.services.learning.authoring(&request.actor).await?;
    Page::new(t::authoring_title(language), move || {
        let courses: Vec<AnyView> = list
            .courses
            .into_iter()
            .map(|course| {
                let rows: Vec<Vec<AnyView>> = course
                    .lessons
                    .into_iter()
                    .map(|lesson| row(language, lesson))
                    .collect();
                let columns = vec![
                    Column::text(t::authoring_lesson(language)),
                    Column::numeric(t::authoring_version(language)),
                    Column::text(t::authoring_words(language)),
                ];
                let caption = course.title.get(language).to_owned();
                view! { <Table caption=caption columns=columns rows=rows /> }.into_any()
            })
            .collect();
        view! {
            <PageHeader title=t::authoring_title(language) lead=t::authoring_lead(language) />
            <div class="stack stack--loose">{courses}</div>
        }
    })
    .door(Door::Learning)
    .unlisted()
    .ok()
}

fn row(language: Language, lesson: AuthoringLesson) -> Vec<AnyView> {
    let address = authoring_href(language, &lesson.path);
    let title = lesson.title.get(language).to_owned();
    let words: Vec<AnyView> = lesson
        .advice
        .into_iter()
        .map(|(of, advice)| {
            let name = of.code().to_uppercase();
            match advice {
                None => {
                    view! { <Badge tone=Tone::Warning>{name} ": " {t::authoring_no_file(language)}</Badge> }
                        .into_any()
                }
                Some(0) => view! { <Badge tone=Tone::Success icon=IconName::Check>{name}</Badge> }.into_any(),
                Some(count) => {
                    let text = t::authoring_advice(language, i64::from(count));
                    view! { <Badge tone=Tone::Info>{name} ": " {text}</Badge> }.into_any()
                }
            }
        })
        .collect();
    vec![
        view! { <a href=address>{title}</a> }.into_any(),
        view! { <span>{lesson.version.to_string()}</span> }.into_any(),
        view! { <div class="cluster">{words}</div> }.into_any(),
    ]
}

pub async fn show(request: PageRequest) -> Outcome {
    let view = open(&request, None).await?;
    page(&request, view, Errors::default()).ok()
}

/// Holds a changed text against the rules and shows how it will look, or gives it back as a file.
pub async fn check(request: PageRequest) -> Outcome {
    let source = request.form.text("source");
    match open(&request, Some(source)).await {
        Ok(view) if request.form.text("_action") == "download" => {
            let name = format!("{}.{}.md", view.path.lesson, view.language.code());
            Ok(Answer::Download(Download {
                media_type: "text/markdown; charset=utf-8".to_owned(),
                file_name: Some(name),
                content: view.source.into_bytes(),
            }))
        }
        Ok(view) => page(&request, view, Errors::default()).ok(),
        Err(ServiceError::Invalid(errors)) => {
            let mut view = open(&request, None).await?;
            source.clone_into(&mut view.source);
            page(&request, view, Errors::new(request.language, errors))
                .status(422)
                .ok()
        }
        Err(error) => Err(error),
    }
}

async fn open(request: &PageRequest, draft: Option<&str>) -> Result<AuthoringView, ServiceError> {
    let path = path(request)?;
    let of: String = request.param("language")?;
    let of = Language::of_code(&of).ok_or(ServiceError::NotFound)?;
    let learning = &request.services.learning;
    learning.authoring_lesson(&request.actor, &path, of, draft).await
}

/// The Ukrainian file of a lesson comes first.
fn authoring_href(language: Language, path: &LessonPath) -> String {
    file_href(language, path, Language::Uk)
}

fn file_href(language: Language, path: &LessonPath, of: Language) -> String {
    href(language, &format!("/learning/authoring/{path}/{}", of.code()))
}

fn page(request: &PageRequest, view: AuthoringView, errors: Errors) -> Page {
    let language = request.language;
    let title = t::authoring_of(language, &view.path.lesson);
    let crumbs = vec![
        Crumb::link(t::authoring_title(language), request.href("/learning/authoring")),
        Crumb::here(view.path.to_string()),
    ];
    Page::new(title.clone(), move || {
        let action = file_href(language, &view.path, view.language);
        let tab = |of: Language, label: &str| Tab {
            label: label.to_owned(),
            href: file_href(language, &view.path, of),
            count: None,
            is_current: view.language == of,
        };
        let mut tabs = vec![tab(Language::Uk, t::authoring_ukrainian(language))];
        if view.has_english {
            tabs.push(tab(Language::En, t::authoring_english(language)));
        }
        let lines = errors.summary(|_| Some(t::authoring_source(language).to_owned()));
        let unsaved = view.is_changed.then(|| {
            view! {
                <Notice tone=Tone::Warning title=t::authoring_unsaved_title(language)>
                    {t::authoring_unsaved(language)}
                </Notice>
            }
        });
        let (faults, preview, spoken) = (verdict(language, view.faults), view.preview, view.language);
        let error = errors.of("source");
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <ErrorSummary title=t::authoring_errors(language) errors=lines />
            <PageHeader title=title />
            <Tabs label=t::authoring_languages(language) items=tabs />
            {unsaved}
            <section class="section">
                <h2 class="section__title">{t::authoring_words(language)}</h2>
                {faults}
            </section>
            <form class="stack" method="post" action=action novalidate>
                <TextArea name="source" label=t::authoring_source(language) hint=t::authoring_source_hint(language)
                    value=view.source error=error rows=24 />
                <div class="form__actions">
                    <Button icon=IconName::Check>{t::authoring_check(language)}</Button>
                    <Button kind=ButtonKind::Secondary icon=IconName::Download name="_action" value="download">
                        {t::authoring_download(language)}
                    </Button>
                </div>
            </form>
            {preview.map(|screens| preview_of(language, spoken, screens))}
        }
    })
    .door(Door::Learning)
    .unlisted()
}

/// What must be mended, and what could read better.
fn verdict(language: Language, faults: Vec<Fault>) -> AnyView {
    let (advice, broken): (Vec<Fault>, Vec<Fault>) =
        faults.into_iter().partition(|fault| fault.rule.is_advice());
    if advice.is_empty() && broken.is_empty() {
        return view! { <Notice tone=Tone::Success>{t::authoring_sound(language)}</Notice> }.into_any();
    }
    let notice = |tone, title: &'static str, faults: Vec<Fault>| {
        (!faults.is_empty()).then(|| {
            let lines: Vec<AnyView> = faults
                .into_iter()
                .map(|fault| {
                    let place = t::authoring_line(language, fault.line);
                    let words = rule_words(language, &fault.rule);
                    view! { <li><span class="text-strong">{place}</span> " " {words}</li> }.into_any()
                })
                .collect();
            view! { <Notice tone=tone title=title><ul class="list-plain stack stack--tight">{lines}</ul></Notice> }
        })
    };
    view! {
        <div class="stack">
            {notice(Tone::Danger, t::authoring_broken(language), broken)}
            {notice(Tone::Info, t::authoring_advice_title(language), advice)}
        </div>
    }
    .into_any()
}

fn preview_of(language: Language, spoken: Language, screens: Vec<AuthoringScreen>) -> AnyView {
    let total = screens.len();
    let screens: Vec<AnyView> = screens
        .into_iter()
        .enumerate()
        .map(|(index, screen)| {
            let number = t::screen_of(language, index + 1, total);
            let words = t::authoring_word_count(language, i64::from(screen.words));
            let exercise = screen.exercise.map(|exercise| key_of(language, &exercise));
            view! {
                <article class="card stack" lang=spoken.code()>
                    <p class="cluster" lang=language.code()>
                        <Fact icon=IconName::BookOpen>{number}</Fact>
                        <Fact icon=IconName::List>{words}</Fact>
                        <code>{screen.slug}</code>
                    </p>
                    <h3>{screen.heading}</h3>
                    <Prose html=screen.html />
                    {exercise}
                </article>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="section">
            <h2 class="section__title">{t::authoring_preview(language)}</h2>
            <div class="stack">{screens}</div>
        </section>
    }
    .into_any()
}

/// An exercise with its key: only authors see it.
fn key_of(language: Language, exercise: &Exercise) -> AnyView {
    let line = |is_right: bool, text: String, feedback: String| {
        let (tone, icon) = if is_right {
            (Tone::Success, IconName::CircleCheck)
        } else {
            (Tone::Neutral, IconName::CircleX)
        };
        let word = if is_right {
            t::authoring_right(language)
        } else {
            t::authoring_wrong(language)
        };
        view! {
            <li class="stack stack--tight">
                <p><Badge tone=tone icon=icon>{word}</Badge> " " <span class="text-strong">{text}</span></p>
                <p class="text-muted">{feedback}</p>
            </li>
        }
        .into_any()
    };
    let options = |options: &[ChoiceOption]| -> Vec<AnyView> {
        options
            .iter()
            .map(|option| line(option.is_correct, option.text.clone(), option.feedback.clone()))
            .collect()
    };
    let (kind, lines): (&str, Vec<AnyView>) = match &exercise.task {
        Task::Choice { options: all } => (t::kind_choice(language), options(all)),
        Task::Many { options: all } => (t::kind_many(language), options(all)),
        Task::HotText { spots, text } => {
            let mut lines = vec![plain(text)];
            lines.extend(options(spots));
            (t::kind_hot_text(language), lines)
        }
        Task::Order {
            steps,
            feedback_right,
            feedback_wrong,
            hints,
        } => {
            let mut lines: Vec<AnyView> = steps
                .iter()
                .enumerate()
                .map(|(index, step)| line(true, format!("{}. {}", index + 1, step.text), String::new()))
                .collect();
            lines.push(line(true, String::new(), feedback_right.clone()));
            lines.push(line(false, String::new(), feedback_wrong.clone()));
            lines.extend(
                hints
                    .iter()
                    .map(|hint| line(false, hint.first.clone(), hint.text.clone())),
            );
            (t::kind_order(language), lines)
        }
        Task::Typed {
            expected,
            feedback_right,
            feedback_wrong,
            mistakes,
        } => {
            let accepted = match expected {
                Expected::Words { accept, typos: 0 } => accept.join(" / "),
                Expected::Words { accept, typos } => format!("{} (±{typos})", accept.join(" / ")),
                Expected::Number { value, tolerance } => format!("{value} ± {tolerance}"),
            };
            let mut lines = vec![line(true, accepted, feedback_right.clone())];
            let known = mistakes.iter();
            lines.extend(known.map(|mistake| line(false, mistake.text.clone(), mistake.feedback.clone())));
            lines.push(line(false, String::new(), feedback_wrong.clone()));
            (t::kind_typed(language), lines)
        }
        Task::Match {
            pairs,
            feedback_right,
        } => {
            let mut lines: Vec<AnyView> = pairs
                .iter()
                .map(|pair| {
                    line(
                        true,
                        format!("{} — {}", pair.left, pair.right),
                        pair.feedback.clone(),
                    )
                })
                .collect();
            lines.push(line(true, String::new(), feedback_right.clone()));
            (t::kind_match(language), lines)
        }
        Task::Message {
            message,
            is_fake,
            spots,
            feedback_right,
            feedback_wrong,
        } => {
            let verdict = if *is_fake {
                t::verdict_fake(language)
            } else {
                t::verdict_real(language)
            };
            let mut lines = vec![
                plain(&message.from),
                plain(&message.subject),
                plain(&message.body),
            ];
            lines.push(line(true, verdict.to_owned(), feedback_right.clone()));
            lines.push(line(false, String::new(), feedback_wrong.clone()));
            lines.extend(options(spots));
            (t::kind_message(language), lines)
        }
        Task::Training { task, feedback_right } => {
            let lines = vec![line(true, task.clone(), feedback_right.clone())];
            (t::kind_training(language), lines)
        }
    };
    let summary = format!("{kind}: {}", exercise.code);
    let (prompt, outcome) = (exercise.prompt.clone(), exercise.outcome.clone());
    let facts = t::authoring_facts(language, exercise.difficulty, outcome);
    view! {
        <p class="text-strong">{prompt}</p>
        <Disclosure summary=summary>
            <p class="text-muted">{facts}</p>
            <ul class="list-plain stack">{lines}</ul>
        </Disclosure>
    }
    .into_any()
}

fn plain(parts: &[Part]) -> AnyView {
    let text: String = parts.iter().map(|part| part.text.as_str()).collect();
    view! { <li>{text}</li> }.into_any()
}
