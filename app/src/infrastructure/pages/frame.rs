//! What the pages of the slice have in common: their way, their tabs, the name of the source.

use super::words;
use crate::shared::PageRequest;
use domain::Language;
use domain::actor::Role;
use domain::infrastructure::ProjectId;
use domain::infrastructure::project::{Organisation, ProjectItem};
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{
    AsWritten, Breadcrumbs, Crumb, Fact, HeadingLevel, IconName, ResultItem, ResultList, StatusBadge, Tab,
    Tabs,
};

/// The views of the same projects.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Current {
    List,
    Map,
    Data,
    Following,
    Moderation,
}

/// Tabs that keep the filter.
pub(super) fn tabs(request: &PageRequest, current: Current, filter: &str) -> impl IntoView + use<> {
    let language = request.language;
    let tab = |this: Current, label: &str, path: &str| Tab {
        label: label.to_owned(),
        href: with_query(request.href(path), filter),
        count: None,
        is_current: this == current,
    };
    let mut items = vec![
        tab(Current::List, t::tab_list(language), "/infrastructure"),
        tab(Current::Map, t::tab_map(language), "/infrastructure/map"),
        tab(Current::Data, t::tab_data(language), "/opendata"),
    ];
    if request.actor.signed_in().is_some() {
        items.push(Tab {
            label: t::tab_following(language).to_owned(),
            href: request.href("/infrastructure/following"),
            count: None,
            is_current: current == Current::Following,
        });
    }
    if holds(request, Role::Moderator) {
        let href = request.href("/infrastructure/moderation");
        let label = t::tab_moderation(language).to_owned();
        items.push(Tab {
            label,
            href,
            count: None,
            is_current: current == Current::Moderation,
        });
    }
    if holds(request, Role::Administrator) {
        let href = request.href("/infrastructure/import");
        let label = t::tab_import(language).to_owned();
        items.push(Tab {
            label,
            href,
            count: None,
            is_current: false,
        });
    }
    view! { <Tabs label=t::view_tabs(language) items /> }
}

/// Whether the reader holds a role somewhere: for what is shown; the service decides again.
pub(super) fn holds(request: &PageRequest, role: Role) -> bool {
    request
        .actor
        .signed_in()
        .is_some_and(|person| person.holds_anywhere(role))
}

/// The way from the list to a page below it.
pub(super) fn crumbs(request: &PageRequest, here: &str) -> impl IntoView + use<> {
    let items = vec![
        Crumb::link(t::title(request.language), request.href("/infrastructure")),
        Crumb::here(here),
    ];
    view! { <Breadcrumbs label=t::breadcrumbs(request.language) items /> }
}

/// An address with a query, if there is one.
pub(super) fn with_query(href: String, query: &str) -> String {
    if query.is_empty() {
        href
    } else {
        format!("{href}?{query}")
    }
}

/// Where the data come from.
pub(super) fn source(request: &PageRequest) -> String {
    let source = &request.services.infrastructure.profile().source;
    t::source(request.language, source.name.get(request.language))
}

/// The same of one project: of one that the source does not cover, nothing.
pub(super) fn source_of(request: &PageRequest, id: &ProjectId) -> Option<String> {
    let covers = &request.services.infrastructure.profile().source.covers;
    id.as_str().starts_with(covers.as_str()).then(|| source(request))
}

/// The address of a project's page.
pub(super) fn project_href(language: Language, id: &impl ToString) -> String {
    crate::shared::href(
        language,
        &format!(
            "/infrastructure/projects/{}",
            domain::link::encode(&id.to_string())
        ),
    )
}

/// The page of a supplier.
pub(super) fn supplier_href(language: Language, supplier: &Organisation) -> String {
    crate::shared::href(
        language,
        &format!("/infrastructure/suppliers/{}", domain::link::encode(&supplier.id)),
    )
}

/// The page of an authority.
pub(super) fn authority_href(language: Language, authority: &Organisation) -> String {
    crate::shared::href(
        language,
        &format!(
            "/infrastructure/authorities/{}",
            domain::link::encode(&authority.id)
        ),
    )
}

/// Projects as a list of results.
pub(super) fn results(language: Language, projects: Vec<ProjectItem>, level: HeadingLevel) -> impl IntoView {
    let items = projects
        .into_iter()
        .map(|item| result(language, &item, level))
        .collect_view();
    view! { <ResultList>{items}</ResultList> }
}

fn result(language: Language, item: &ProjectItem, level: HeadingLevel) -> impl IntoView + use<> {
    let cost = words::cost(language, item);
    let years = words::years(language, item.year_from, item.year_to);
    let supplier = if item.supplier.is_empty() {
        t::supplier_unknown(language).to_owned()
    } else {
        item.supplier.clone()
    };
    let badge = item.status.map(|status| {
        let (status, label) = (words::badge(status), words::status(language, status));
        move || view! { <StatusBadge status label=label /> }
    });
    let href = project_href(language, &item.id);
    let title = item.title.clone();
    let facts = view! {
        <Fact icon=IconName::Wallet>{cost}</Fact>
        <Fact icon=IconName::Calendar>{years}</Fact>
        <Fact icon=IconName::Building><AsWritten text=supplier /></Fact>
    };
    match badge {
        Some(badge) => view! { <ResultItem href title level badge=badge>{facts}</ResultItem> }.into_any(),
        None => view! { <ResultItem href title level>{facts}</ResultItem> }.into_any(),
    }
}
