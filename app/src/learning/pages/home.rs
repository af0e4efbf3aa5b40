//! Every course, the lesson that was left off, and the way from another device.

use super::words::{course_href, device, extent, go_on_card, is_for_everybody, lessons_progress, test_card};
use crate::shared::{Door, Outcome, Page, PageRequest, href};
use domain::Language;
use domain::actor::Role;
use domain::learning::view::CourseSummary;
use leptos::prelude::*;
use locales::{classes, learning as t};
use ui::{ButtonKind, ButtonLink, Fact, HeadingLevel, IconName, LinkCard, PageHeader};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let learning = &request.services.learning;
    let home = learning.home(&request.actor, device(&request)).await?;
    let (card, resume) = (request.href("/learning/card"), request.href("/learning/resume"));
    let [certificates, to_classes, questions] = [
        "/learning/certificates",
        "/learning/classes",
        "/learning/questions",
    ]
    .map(|path| request.href(path));
    let is_teacher = request
        .actor
        .signed_in()
        .is_some_and(|person| person.holds_anywhere(Role::Teacher));
    let authoring = is_teacher.then(|| request.href("/learning/authoring"));
    let page = Page::new(t::title(language), move || {
        let courses: Vec<AnyView> = home
            .courses
            .into_iter()
            .map(|one| course(language, one))
            .collect();
        view! {
            <PageHeader title=t::title(language) lead=t::lead(language) />
            {authoring.map(|href| view! {
                <p><ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::Pencil>{t::authoring_title(language)}</ButtonLink></p>
            })}
            {home.go_on.map(|go_on| go_on_card(language, go_on))}
            {(home.cards_today > 0).then(|| cards_of_today(language, home.cards_today))}
            {test_card(language, home.test)}
            <section class="section">
                <h2 class="section__title">{t::courses(language)}</h2>
                <div class="grid grid--wide">{courses}</div>
            </section>
            <LinkCard href=to_classes title=classes::title(language) text=classes::lead(language) icon=IconName::Users />
            <LinkCard href=questions title=classes::questions_title(language) text=classes::questions_lead(language) icon=IconName::Message />
            <LinkCard href=certificates title=t::certificates_title(language) text=t::certificates_lead(language) icon=IconName::FileText />
            <section class="section">
                <h2 class="section__title">{t::other_device(language)}</h2>
                <p class="measure">{t::other_device_text(language)}</p>
                <div class="cluster">
                    <ButtonLink href=resume kind=ButtonKind::Secondary icon=IconName::IdCard>{t::to_resume(language)}</ButtonLink>
                    <ButtonLink href=card kind=ButtonKind::Quiet>{t::to_card(language)}</ButtonLink>
                </div>
            </section>
        }
    })
    .description(t::lead(language))
    .door(Door::Learning);
    if is_for_everybody(&request) {
        page.cacheable().ok()
    } else {
        page.ok()
    }
}

/// A short review before or instead of a lesson.
fn cards_of_today(language: Language, count: u32) -> AnyView {
    let text = t::review_left(language, i64::from(count));
    let review = href(language, "/learning/review");
    view! {
        <LinkCard href=review title=t::review_title(language) text=t::review_lead(language) icon=IconName::Layers>
            <Fact icon=IconName::Layers>{text}</Fact>
        </LinkCard>
    }
    .into_any()
}

fn course(language: Language, course: CourseSummary) -> AnyView {
    let href = course_href(language, &course.code);
    let (title, summary) = (
        course.title.get(language).to_owned(),
        course.summary.get(language).to_owned(),
    );
    let more = (course.planned > 0).then(|| t::more_modules(language, i64::from(course.planned)));
    let id = format!("course-{}", course.code);
    view! {
        <div class="stack stack--tight">
            <LinkCard href=href title=title text=summary level=HeadingLevel::Three icon=IconName::GraduationCap>
                {extent(language, course.lessons, course.minutes)}
                {more.map(|more| view! { <Fact icon=IconName::Pencil>{more}</Fact> })}
            </LinkCard>
            {lessons_progress(language, id, course.finished, course.lessons)}
        </div>
    }
    .into_any()
}
