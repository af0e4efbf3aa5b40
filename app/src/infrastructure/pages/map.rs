//! The map of the same projects, with the list beside it as its equal twin.

use super::filter_form::{asked, form};
use super::frame::{Current, project_href, source, tabs, with_query};
use super::words;
use crate::shared::{Assets, Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::infrastructure::project::{ProjectItem, ProjectPage};
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{ButtonKind, ButtonLink, EmptyState, HeadingLevel, IconName, PageHeader};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let asked = asked(&request);
    let is_wrong = !asked.errors.is_empty();
    let found = if is_wrong {
        None
    } else {
        let service = &request.services.infrastructure;
        Some(
            service
                .list(&request.actor, &asked.filter, asked.sort, asked.page)
                .await?,
        )
    };
    let query = asked.query();
    let page = Page::new(t::map_title(language), move || {
        view! {
            <PageHeader title=t::map_title(language) lead=t::lead(language) />
            {tabs(&request, Current::Map, &query)}
            {form(&request, &asked, "/infrastructure/map")}
            {found.map(|found| twins(&request, found, &asked.filter.to_query(), &query))}
            <p class="text-muted text-small">{source(&request)}</p>
        }
    })
    .description(t::lead(language))
    .door(Door::Infrastructure);
    if is_wrong {
        page.status(422).unlisted().ok()
    } else {
        page.cacheable().ok()
    }
}

fn twins(request: &PageRequest, found: ProjectPage, filter: &str, query: &str) -> AnyView {
    let language = request.language;
    if found.summary.count == 0 {
        let (title, text) = (t::nothing_found(language), t::nothing_found_text(language));
        return view! { <EmptyState title text icon=IconName::Search level=HeadingLevel::Two /> }.into_any();
    }
    let summary = t::found(
        language,
        found.summary.count,
        words::total(language, found.summary.total_minor),
    );
    let on_map = t::on_map(language, found.summary.on_map);
    let items = found
        .projects
        .iter()
        .map(|item| entry(language, item))
        .collect_view();
    let all = with_query(request.href("/infrastructure"), query);
    view! {
        <h2 class="section__title" data-count=found.summary.count.to_string()>{summary} " · " {on_map}</h2>
        <div class="map-twins">
            {canvas(request, filter)}
            <section class="map-twins__list" aria-labelledby="map-list">
                <h3 id="map-list">{t::map_list(language)}</h3>
                <ul class="map-list list-plain">{items}</ul>
                <ButtonLink href=all kind=ButtonKind::Secondary icon=IconName::List>
                    {t::map_all(language, found.summary.count)}
                </ButtonLink>
            </section>
        </div>
    }
    .into_any()
}

/// The place of the map; the module draws it, and says so when it cannot.
fn canvas(request: &PageRequest, filter: &str) -> impl IntoView + use<> {
    let language = request.language;
    let assets = use_context::<Assets>().unwrap_or_default();
    let bounds = request.services.infrastructure.profile().bounds;
    let bounds = format!(
        "{},{},{},{}",
        bounds.west, bounds.south, bounds.east, bounds.north
    );
    view! {
        <section
            class="map"
            aria-label=t::map_label(language)
            data-module=assets.url("map.js")
            data-library=assets.url("maplibre-gl.mjs")
            data-worker=assets.url("maplibre-gl-worker.mjs")
            data-style=assets.url("maplibre-gl.css")
            data-points=with_query("/api/infrastructure/points".to_owned(), filter)
            data-projects="/api/infrastructure/projects/"
            data-pages=crate::shared::href(language, "/infrastructure/projects/")
            data-bounds=bounds
            data-failed=t::map_failed(language)
            data-open=t::map_open(language)
            data-close=t::map_close(language)
            data-cluster=t::map_cluster(language)
        >
            <noscript><p class="map__note">{t::map_needs_script(language)}</p></noscript>
            <div class="map__canvas"></div>
            <div class="map__panel" role="status" hidden></div>
            <p class="map__ground text-small">{t::map_no_base(language)}</p>
        </section>
    }
}

fn entry(language: Language, item: &ProjectItem) -> impl IntoView + use<> {
    let facts = format!(
        "{} · {}",
        words::cost(language, item),
        words::years(language, item.year_from, item.year_to)
    );
    let place = item
        .place
        .map(|place| (place.longitude.to_string(), place.latitude.to_string()));
    let (longitude, latitude) = place.unzip();
    view! {
        <li class="map-list__item" data-longitude=longitude data-latitude=latitude>
            <a href=project_href(language, &item.id)>{item.title.clone()}</a>
            <span class="text-muted text-small">{facts}</span>
        </li>
    }
}
