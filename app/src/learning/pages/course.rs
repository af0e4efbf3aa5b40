//! A course: its modules, and those that follow.

use super::words::{
    certificate_card, device, extent, go_on_card, is_for_everybody, lessons_progress, module_href, test_card,
};
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::learning::view::ModuleSummary;
use leptos::prelude::*;
use locales::{layout, learning as t};
use ui::{Breadcrumbs, ButtonLink, Crumb, HeadingLevel, IconName, LinkCard, PageHeader};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let code: String = request.param("course")?;
    let learning = &request.services.learning;
    let view = learning.course(&request.actor, device(&request), &code).await?;
    let title = view.course.title.get(language).to_owned();
    let lead = view.course.summary.get(language).to_owned();
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning")),
        Crumb::here(title.clone()),
    ];
    // The course begins with its first module, which leads to the first lesson.
    let start = view
        .modules
        .first()
        .filter(|_| view.go_on.is_none())
        .map(|module| module_href(language, &code, &module.code));
    let (description, page_title) = (lead.clone(), title.clone());
    let page = Page::new(page_title, move || {
        let course = view.course;
        let modules: Vec<AnyView> = view
            .modules
            .into_iter()
            .enumerate()
            .map(|(index, one)| module(language, &code, index + 1, one))
            .collect();
        let first_planned = modules.len() + 1;
        let planned: Vec<AnyView> = view
            .planned
            .into_iter()
            .enumerate()
            .map(|(index, module)| {
                let title = format!("{}. {}", first_planned + index, module.title.get(language));
                view! { <li>{title}</li> }.into_any()
            })
            .collect();
        let has_planned = !planned.is_empty();
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=title lead=lead>{extent(language, course.lessons, course.minutes)}</PageHeader>
            {lessons_progress(language, "course-progress".to_owned(), course.finished, course.lessons)}
            {view.go_on.map(|go_on| go_on_card(language, go_on))}
            {start.map(|href| view! {
                <p><ButtonLink href=href icon_after=IconName::ArrowRight>{t::start_course(language)}</ButtonLink></p>
            })}
            <section class="section">
                <h2 class="section__title">{t::course_modules(language)}</h2>
                <div class="grid grid--wide">{modules}</div>
            </section>
            {certificate_card(language, &course)}
            {test_card(language, None)}
            {has_planned.then(|| view! {
                <section class="section">
                    <h2 class="section__title">{t::planned_title(language)}</h2>
                    <ul class="list-plain stack stack--tight text-muted">{planned}</ul>
                </section>
            })}
        }
    })
    .description(description)
    .door(Door::Learning);
    if is_for_everybody(&request) {
        page.cacheable().ok()
    } else {
        page.ok()
    }
}

fn module(language: Language, course: &str, number: usize, module: ModuleSummary) -> AnyView {
    let href = module_href(language, course, &module.code);
    let title = format!("{number}. {}", module.title.get(language));
    let summary = module.summary.get(language).to_owned();
    let id = format!("module-{}", module.code);
    view! {
        <div class="stack stack--tight">
            <LinkCard href=href title=title text=summary level=HeadingLevel::Three icon=IconName::BookOpen>
                {extent(language, module.lessons, module.minutes)}
            </LinkCard>
            {lessons_progress(language, id, module.finished, module.lessons)}
        </div>
    }
    .into_any()
}
