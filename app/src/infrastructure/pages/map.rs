//! The map of the same projects, with the list beside it as its equal twin.

use super::filter_form::{answer, form, found};
use super::frame::{Current, project_href, source, tabs, with_query};
use super::sketch::{HEIGHT, WIDTH};
use super::words;
use crate::shared::{Assets, Outcome, Page, PageRequest, stylesheet};
use domain::Language;
use domain::infrastructure::project::{ProjectItem, ProjectPage};
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{AsWritten, ButtonKind, ButtonLink, EmptyState, HeadingLevel, Icon, IconName, PageHeader};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let (asked, found) = found(&request).await?;
    let is_wrong = found.is_none();
    let query = asked.query();
    let page = Page::new(t::map_title(language), move || {
        view! {
            <PageHeader title=t::map_title(language) lead=t::lead(language) />
            {tabs(&request, Current::Map, &query)}
            {form(&request, &asked, "/infrastructure/map")}
            {found.map(|found| twins(&request, found, &asked.filter.to_query(), &query))}
            <p class="text-muted text-small">{source(&request)}</p>
        }
    });
    answer(page, language, is_wrong)
}

fn twins(request: &PageRequest, found: ProjectPage, filter: &str, query: &str) -> impl IntoView + use<> {
    let language = request.language;
    let summary = t::found(
        language,
        found.summary.count,
        words::total(language, found.summary.total_minor),
    );
    let missing = found.summary.count - found.summary.on_map;
    let missing = (missing > 0).then(|| format!(" · {}", t::not_on_map(language, missing)));
    let all = with_query(request.href("/infrastructure"), query);
    let list = if found.summary.count == 0 {
        let (title, text) = (t::nothing_found(language), t::nothing_found_text(language));
        view! { <EmptyState title text icon=IconName::Search level=HeadingLevel::Three /> }.into_any()
    } else {
        let items = found
            .projects
            .iter()
            .map(|item| entry(language, item))
            .collect_view();
        view! {
            <h3 id="map-list" class="map-twins__title">{t::map_list(language)}</h3>
            <ul class="map-list list-plain">{items}</ul>
            <ButtonLink href=all kind=ButtonKind::Secondary icon=IconName::List is_wide=true>
                {t::map_all(language, found.summary.count)}
            </ButtonLink>
        }
        .into_any()
    };
    view! {
        <h2 class="section__title" data-count=found.summary.count.to_string()>{summary} {missing}</h2>
        <div class="map-twins">
            {canvas(request, filter, found.summary.on_map)}
            <section class="map-twins__list" aria-label=t::map_list(language)>{list}</section>
        </div>
    }
}

/// From so many works on, the map asks for tiles instead of for all of them.
const TILED_FROM: i64 = 3_000;

/// The place of the map; the module draws it, and says so when it cannot.
fn canvas(request: &PageRequest, filter: &str, on_map: i64) -> impl IntoView + use<> {
    let language = request.language;
    let assets = use_context::<Assets>().unwrap_or_default();
    let service = &request.services.infrastructure;
    let bounds = service.profile().bounds;
    let bounds = format!(
        "{},{},{},{}",
        bounds.west, bounds.south, bounds.east, bounds.north
    );
    // Always written, if empty: a map that lives on takes over the attributes that the next page has.
    let tiles = if on_map >= TILED_FROM {
        with_query("/api/infrastructure/tiles".to_owned(), filter)
    } else {
        String::new()
    };
    let sketch = with_query("/infrastructure/map/sketch.svg".to_owned(), filter);
    let sketch_alt = t::map_sketch(language, on_map);
    let basemap = service.has_basemap().then_some("/map/basemap.pmtiles");
    let ground = basemap.is_none().then(|| t::map_no_base(language));
    let (picture, picture_alt) = (sketch.clone(), sketch_alt.clone());
    view! {
        <section
            class="map"
            aria-label=t::map_label(language)
            // Alive in the next page, unless that speaks another language.
            data-keep=format!("map-{}", language.code())
            data-module=assets.url("map.js")
            data-library=assets.url("maplibre-gl.mjs")
            data-worker=assets.url("maplibre-gl-worker.mjs")
            data-style=assets.url("maplibre-gl.css")
            data-points=with_query("/api/infrastructure/points".to_owned(), filter)
            data-tiles=tiles
            data-tiled=on_map.to_string()
            data-projects="/api/infrastructure/projects/"
            data-pages=crate::shared::href(language, "/infrastructure/projects/")
            data-basemap=basemap
            data-bounds=bounds
            data-sketch=sketch
            data-sketch-alt=sketch_alt
        >
            {stylesheet("map.css")}
            <noscript>
                <img class="map__sketch" src=picture alt=picture_alt width=WIDTH.to_string() height=HEIGHT.to_string() />
                <p class="map__note">{t::map_needs_script(language)}</p>
            </noscript>
            <div
                class="map__canvas"
                data-title=t::map_canvas(language)
                data-failed=t::map_failed(language)
                data-no-webgl=t::map_no_webgl(language)
                data-close=t::map_close(language)
                data-cluster=t::map_cluster(language)
                data-nearer=t::map_nearer(language)
                data-nothing=t::map_nothing(language)
                data-position=t::map_position(language, "{at}", "{of}")
                data-zoom-in=t::map_zoom_in(language)
                data-zoom-out=t::map_zoom_out(language)
                data-metres=t::map_metres(language)
                data-kilometres=t::map_kilometres(language)
                data-attribution=t::map_attribution(language)
                data-wheel=t::map_wheel(language)
                data-fingers=t::map_fingers(language)
            ></div>
            <div class="map__panel" role="status" hidden></div>
            <div class="map__walk" role="group" aria-label=t::map_walk(language)>
                <button type="button" class="button button--secondary button--small" data-step="-1">
                    <Icon name=IconName::ChevronLeft />
                    <span>{t::map_previous(language)}</span>
                </button>
                <button type="button" class="button button--secondary button--small" data-step="1">
                    <span>{t::map_next(language)}</span>
                    <Icon name=IconName::ChevronRight />
                </button>
                <span class="map__told" role="status"></span>
                <a class="map__here" hidden>{t::map_here(language)}</a>
            </div>
            {ground.map(|text| view! { <p class="map__ground text-small">{text}</p> })}
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
            <a href=project_href(language, &item.id)><AsWritten text=item.title.clone() /></a>
            <span class="text-muted text-small">{facts}</span>
        </li>
    }
}
