//! A module: its lessons and what they teach.

use super::questions::ask_link;
use super::words::{course_href, device, extent, is_for_everybody, lesson_item, lessons_progress};
use crate::shared::{Door, Outcome, Page, PageRequest, href};
use leptos::prelude::*;
use locales::{layout, learning as t};
use ui::{Breadcrumbs, Crumb, Disclosure, PageHeader, ResultList};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let (course, module): (String, String) = (request.param("course")?, request.param("module")?);
    let learning = &request.services.learning;
    let view = learning
        .module(&request.actor, device(&request), &course, &module)
        .await?;
    let title = view.module.title.get(language).to_owned();
    let lead = view.module.summary.get(language).to_owned();
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning")),
        Crumb::link(view.course.get(language), course_href(language, &course)),
        Crumb::here(title.clone()),
    ];
    let (description, page_title) = (lead.clone(), title.clone());
    let page = Page::new(page_title, move || {
        let module = view.module;
        let sheets: Vec<AnyView> = view
            .lessons
            .iter()
            .map(|lesson| {
                let href = href(language, &format!("/learning/sheets/{}", lesson.path));
                view! { <li><a href=href>{lesson.title.get(language).to_owned()}</a></li> }.into_any()
            })
            .collect();
        let lessons: Vec<AnyView> = view
            .lessons
            .into_iter()
            .map(|lesson| lesson_item(language, lesson))
            .collect();
        let sheets = view! { <ul class="stack stack--tight">{sheets}</ul> };
        let outcomes: Vec<AnyView> = view
            .outcomes
            .into_iter()
            .map(|outcome| view! { <li>{outcome.text.get(language).to_owned()}</li> }.into_any())
            .collect();
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=title lead=lead>{extent(language, module.lessons, module.minutes)}</PageHeader>
            {lessons_progress(language, "module-progress".to_owned(), module.finished, module.lessons)}
            <section class="section">
                <h2 class="section__title">{t::lessons(language)}</h2>
                <ResultList>{lessons}</ResultList>
            </section>
            <Disclosure summary=t::sheets(language)>
                <p>{t::sheets_text(language)}</p>
                {sheets}
            </Disclosure>
            <Disclosure summary=t::outcomes(language)>
                <ul class="stack stack--tight">{outcomes}</ul>
            </Disclosure>
            {ask_link(language, &format!("{course}/{}", module.code))}
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
