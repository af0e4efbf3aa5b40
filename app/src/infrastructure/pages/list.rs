//! The list of projects.

use super::filter_form::{answer, form, found};
use super::follow;
use super::frame::{Current, results, source, tabs, with_query};
use super::words;
use crate::shared::{Outcome, Page, PageRequest};
use domain::infrastructure::follow::Target;
use domain::infrastructure::project::ProjectPage;
use leptos::prelude::*;
use locales::{hearing, infrastructure as t};
use ui::{Disclosure, EmptyState, HeadingLevel, IconName, PageHeader, Pagination, pages_around};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let (asked, found) = found(&request).await?;
    let is_wrong = found.is_none();
    let query = asked.query();
    let target = Target::Filter(asked.filter.clone());
    let service = &request.services.infrastructure;
    let is_followed = service.is_following(&request.actor, &target).await?;
    let page = Page::new(t::title(language), move || {
        let is_filtered = !asked.filter.is_empty();
        let following = (!is_wrong).then(|| {
            let choice = follow::choice(&request, &target, is_followed);
            view! { <Disclosure summary=t::follow_title(language)>{choice}</Disclosure> }
        });
        view! {
            <PageHeader title=t::title(language) lead=t::lead(language) />
            {tabs(&request, Current::List, &query)}
            {follow::thanks(&request, is_followed)}
            {form(&request, &asked, "/infrastructure")}
            {following}
            {found.map(|found| list(&request, found, &query, is_filtered))}
            <p class="text-small"><a href=request.href("/infrastructure/hearings")>{hearing::title(language)}</a>" · "<a href=request.href("/infrastructure/answer-debt")>{t::debt_title(language)}</a></p>
            <p class="text-muted text-small">{source(&request)}</p>
        }
    });
    answer(page, language, is_wrong)
}

fn list(request: &PageRequest, found: ProjectPage, query: &str, is_filtered: bool) -> AnyView {
    let language = request.language;
    if found.summary.count == 0 {
        let (title, text) = if is_filtered {
            (t::nothing_found(language), t::nothing_found_text(language))
        } else {
            (t::nothing_imported(language), t::nothing_imported_text(language))
        };
        return view! { <EmptyState title text icon=IconName::Search level=HeadingLevel::Two /> }.into_any();
    }
    let summary = t::found(
        language,
        found.summary.count,
        words::total(language, found.summary.total_minor),
    );
    view! {
        <section class="section" aria-labelledby="found">
            <h2 id="found" class="section__title" data-count=found.summary.count.to_string()>{summary}</h2>
            {results(language, found.projects, HeadingLevel::Three)}
        </section>
        {pagination(request, "/infrastructure", found.page, found.pages, query)}
    }
    .into_any()
}

/// Links to the other pages of a list.
pub(super) fn pagination(
    request: &PageRequest,
    path: &str,
    page: u32,
    pages: u32,
    query: &str,
) -> Option<impl IntoView + use<>> {
    let language = request.language;
    let base = request.href(path);
    let address = |number: u32| {
        let page = if number == 1 {
            String::new()
        } else {
            format!("page={number}")
        };
        let joined = [query, page.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("&");
        with_query(base.clone(), &joined)
    };
    let items = pages_around(page as usize, pages as usize, |number| {
        address(u32::try_from(number).unwrap_or(u32::MAX))
    });
    let previous = (page > 1).then(|| address(page - 1));
    let next = (page < pages).then(|| address(page + 1));
    (pages > 1).then(|| {
        view! {
            <Pagination label=t::pages(language) pages=items previous next
                previous_label=t::previous(language) next_label=t::next(language) />
        }
    })
}
