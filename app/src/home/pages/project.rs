//! Projects as the home page and the search show them.

use crate::shared::PageRequest;
use domain::Language;
use domain::infrastructure::project::ProjectItem;
use domain::link::encode;
use leptos::prelude::*;
use locales::{format, home as t};
use ui::{AsWritten, Fact, IconName, ResultItem, ResultList};

/// Projects below each other, each with its cost, its years and its place.
pub(super) fn list(request: &PageRequest, projects: Vec<ProjectItem>) -> impl IntoView + use<> {
    let language = request.language;
    let items = projects
        .into_iter()
        .map(|project| {
            // An id of open data may hold what an address must not.
            let href = request.href(&format!("/infrastructure/projects/{}", encode(project.id.as_str())));
            let cost = project.cost.as_ref().map(|sum| format::money(language, sum));
            let years = years(language, project.year_from, project.year_to);
            let address = (!project.address.is_empty()).then_some(project.address);
            view! {
                <ResultItem href=href title=project.title>
                    {cost.map(|cost| view! { <Fact icon=IconName::Wallet>{cost}</Fact> })}
                    {years.map(|years| view! { <Fact icon=IconName::Calendar>{years}</Fact> })}
                    {address.map(|address| view! { <Fact icon=IconName::MapPin><AsWritten text=address /></Fact> })}
                </ResultItem>
            }
        })
        .collect_view();
    view! { <ResultList>{items}</ResultList> }
}

fn years(language: Language, from: Option<i64>, to: Option<i64>) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) if from != to => Some(t::building_years(language, from, to)),
        (Some(year), _) | (None, Some(year)) => Some(t::building_year(language, year)),
        (None, None) => None,
    }
}
