//! Addresses, numbers and marks that several pages of learning show.

use crate::shared::{Answer, Outcome, PageRequest, href};
use domain::Language;
use domain::learning::assessment::view::Running;
use domain::learning::course::LessonPath;
use domain::learning::progress::Standing;
use domain::learning::view::{CourseSummary, GoOn, Kept, LessonSummary};
use leptos::prelude::*;
use locales::learning as t;
use ui::{Badge, ButtonLink, Card, Fact, IconName, LinkCard, Progress, ResultItem, Tone};

pub fn course_href(language: Language, course: &str) -> String {
    href(language, &format!("/learning/courses/{course}"))
}

pub fn module_href(language: Language, course: &str, module: &str) -> String {
    href(language, &format!("/learning/courses/{course}/{module}"))
}

pub fn screen_href(language: Language, path: &LessonPath, slug: &str) -> String {
    href(language, &format!("/learning/courses/{path}/{slug}"))
}

/// The token of the device of somebody who may not be signed in.
pub fn device(request: &PageRequest) -> Option<&str> {
    request.device_token.as_deref()
}

/// Goes on after something was kept; a device that became known by it gets its cookie.
pub fn see<T>(kept: Kept<T>, to: String) -> Outcome {
    match kept.new_device {
        Some(token) => Ok(Answer::DeviceKnown { token, to }),
        None => Answer::see(to),
    }
}

/// Whether everybody without a session and a known device gets the same page.
pub fn is_for_everybody(request: &PageRequest) -> bool {
    request.actor.signed_in().is_none() && request.device_token.is_none()
}

/// «5 уроків», «близько 100 хвилин».
pub fn extent(language: Language, lessons: u32, minutes: u32) -> impl IntoView {
    let lessons = t::lessons_count(language, i64::from(lessons));
    let minutes = t::minutes_about(language, duration(language, minutes / 60, minutes % 60));
    view! {
        <Fact icon=IconName::BookOpen>{lessons}</Fact>
        <Fact icon=IconName::Clock>{minutes}</Fact>
    }
}

/// «16 годин 40 хвилин».
#[must_use]
pub fn duration(language: Language, hours: u32, minutes: u32) -> String {
    let hours_text = t::hours_count(language, i64::from(hours));
    let minutes_text = t::minutes_count(language, i64::from(minutes));
    match (hours, minutes) {
        (0, _) => minutes_text,
        (_, 0) => hours_text,
        _ => format!("{hours_text} {minutes_text}"),
    }
}

/// How many lessons are done, once one is.
pub fn lessons_progress(
    language: Language,
    id: String,
    finished: u32,
    lessons: u32,
) -> Option<impl IntoView> {
    (finished > 0).then(|| {
        let text = t::lessons_done(language, finished, lessons);
        view! { <Progress id=id label=t::lessons_progress(language) value=finished max=lessons text=text /> }
    })
}

/// The card that leads back to where the learner left off.
pub fn go_on_card(language: Language, go_on: GoOn) -> AnyView {
    let lesson = go_on.lesson.get(language).to_owned();
    let text = t::go_on_text(language, lesson);
    let (earned, total) = (go_on.earned, go_on.total);
    let progress = t::screens_done(language, earned, total);
    let label = go_on.course.get(language).to_owned();
    let href = screen_href(language, &go_on.path, &go_on.screen);
    view! {
        <Card title=t::go_on_title(language) icon=IconName::GraduationCap is_tinted=true>
            <p class="lead">{text}</p>
            <Progress id="go-on" label=label value=earned max=total text=progress />
            <div>
                <ButtonLink href=href icon_after=IconName::ArrowRight>{t::go_on(language)}</ButtonLink>
            </div>
        </Card>
    }
    .into_any()
}

/// The way to the test, or back into it.
pub fn test_card(language: Language, running: Option<Running>) -> AnyView {
    let (path, title, text) = match running {
        Some(_) => (
            "/learning/test/question",
            t::test_go_on_title(language),
            t::test_go_on_text(language),
        ),
        None => (
            "/learning/test",
            t::test_title(language),
            t::test_card_text(language),
        ),
    };
    let progress = running.map(|running| {
        let text = t::test_answered(language, i64::from(running.answered));
        view! { <Fact icon=IconName::CircleDot>{text}</Fact> }
    });
    view! {
        <LinkCard href=href(language, path) title=title text=text icon=IconName::Award>{progress}</LinkCard>
    }
    .into_any()
}

/// The way to the certificate of a course: it waits, or it is told of.
pub fn certificate_card(language: Language, course: &CourseSummary) -> Option<impl IntoView + use<>> {
    let is_finished = course.lessons > 0 && course.finished == course.lessons;
    let text = if is_finished {
        t::certificate_waits(language)
    } else {
        t::certificate_how(language)
    };
    let href = href(language, &format!("/learning/certificates/claim/{}", course.code));
    course.gives_certificate.then(|| {
        view! { <LinkCard href=href title=t::certificate_card_title(language) text=text icon=IconName::FileText /> }
    })
}

/// A lesson in a list.
pub fn lesson_item(language: Language, lesson: LessonSummary) -> AnyView {
    let href = screen_href(language, &lesson.path, &lesson.place);
    let minutes = t::minutes_each(language, t::minutes_count(language, i64::from(lesson.minutes)));
    let only_ukrainian = language == Language::En && !lesson.is_in_english;
    let standing = lesson.standing;
    let title = lesson.title.get(language).to_owned();
    let summary = lesson.summary.get(language).to_owned();
    view! {
        <ResultItem href=href title=title text=summary badge=move || standing_badge(language, standing)>
            <Fact icon=IconName::Clock>{minutes}</Fact>
            {only_ukrainian.then(|| view! { <Fact icon=IconName::Globe>{t::only_ukrainian_mark(language)}</Fact> })}
        </ResultItem>
    }
    .into_any()
}

fn standing_badge(language: Language, standing: Standing) -> AnyView {
    match standing {
        Standing::New => view! { <Badge tone=Tone::Neutral>{t::lesson_new(language)}</Badge> }.into_any(),
        Standing::Begun { earned, total } => {
            let text = t::lesson_begun(language, earned, total);
            view! { <Badge tone=Tone::Info icon=IconName::CircleDot>{text}</Badge> }.into_any()
        }
        Standing::Finished => view! {
            <Badge tone=Tone::Success icon=IconName::CircleCheck>{t::lesson_finished(language)}</Badge>
        }
        .into_any(),
    }
}
