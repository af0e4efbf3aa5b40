//! The page that explains the open data.

use super::filter_form::asked;
use super::frame::{Current, tabs, with_query};
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::infrastructure::bulk::{BulkFile, Format};
use domain::infrastructure::project::Dataset;
use leptos::prelude::*;
use locales::{cabinet as c, format, infrastructure as t, learning as l};
use ui::{ButtonKind, ButtonLink, Column, DescriptionList, Detail, IconName, PageHeader, Table};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let asked = asked(&request);
    let service = &request.services.infrastructure;
    let state = service.dataset(&request.actor, &asked.filter).await?;
    let made = service.bulk_files(&request.actor).await?;
    let changed = service.dataset_day(state.changed_at);
    let what = if state.count == 0 {
        t::data_what_none(language).to_owned()
    } else {
        t::data_what_text(
            language,
            state.count,
            format::date(language, changed.year, changed.month, changed.day),
        )
    };
    Page::new(t::data_title(language), move || {
        let profile = request.services.infrastructure.profile();
        let query = asked.filter.to_query();
        let source = profile.source.name.get(language).to_owned();
        let licence = if profile.licence.is_empty() {
            t::data_licence_none(language).to_owned()
        } else {
            profile.licence.clone()
        };
        let prefix = if profile.is_prefix_registered {
            t::data_prefix_registered(language)
        } else {
            t::data_prefix_unregistered(language)
        };
        let details = vec![
            Detail::new(t::data_what(language), what),
            Detail::new(t::source_label(language), t::data_source_text(language, source)),
            Detail::new(t::data_licence(language), licence),
            Detail::new(t::data_prefix(language), prefix),
            Detail::new(t::data_how(language), t::data_how_text(language)),
        ];
        let files = if query.is_empty() {
            whole(&request, &state, &made).into_any()
        } else {
            found(&request, &query).into_any()
        };
        let example = "/opendata/projects.csv?sector=energy&year_from=2015";
        let releases = request.href("/opendata/releases");
        let debt = request.href("/infrastructure/answer-debt");
        let one = format!(
            "{}/opendata/oc4ids/projects/{{id}}.json",
            request.community.origin
        );
        view! {
            <PageHeader title=t::data_title(language) lead=t::data_lead(language) />
            {tabs(&request, Current::Data, &query)}
            <section class="section" aria-labelledby="files">
                <h2 id="files" class="section__title">{t::data_files(language)}</h2>
                {files}
                <p><a href="/opendata/catalog.jsonld">{t::data_catalogue(language)}</a></p>
                <p><a href=releases>{t::releases_title(language)}</a> ": " {t::releases_lead(language)}</p>
                <p><a href=debt>{t::debt_title(language)}</a> ": " {t::debt_lead(language)}</p>
                <p>{t::data_one(language)} ": " <code>{one}</code></p>
                <p>{t::data_filter(language, example)}</p>
                <p><a href="/api/openapi.json">{t::data_api(language)}</a></p>
            </section>
            <DescriptionList items=details />
            <section class="section" aria-labelledby="others">
                <h2 id="others" class="section__title">{t::data_others(language)}</h2>
                {others(&request)}
            </section>
            <section class="section" aria-labelledby="fields">
                <h2 id="fields" class="section__title">{t::data_fields(language)}</h2>
                {fields(&request)}
            </section>
        }
    })
    .description(t::data_lead(language))
    .door(Door::Infrastructure)
    .cacheable()
    .ok()
}

/// The open data of the other slices, each with its page and its files.
fn others(request: &PageRequest) -> impl IntoView + use<> {
    let language = request.language;
    let set =
        |page: &str, title: &'static str, about: &'static str, files: &[(&'static str, &'static str)]| {
            let page = request.href(page);
            let links: Vec<AnyView> = files
                .iter()
                .map(|(name, address)| view! { " · " <a href=*address>{*name}</a> }.into_any())
                .collect();
            view! { <li><a href=page>{title}</a> {links} <br /> <span class="text-muted">{about}</span></li> }
        };
    view! {
        <ul>
            {set("/cabinet", c::title(language), t::data_services(language),
                &[("JSON", "/opendata/cabinet/services.json"), ("CSV", "/opendata/cabinet/services.csv")])}
            {set("/cabinet/times", c::times_title(language), c::times_lead(language),
                &[("JSON", "/opendata/cabinet/times.json"), ("CSV", "/opendata/cabinet/times.csv")])}
            {set("/cabinet/log", c::log_title(language), c::log_lead(language),
                &[("JSON", "/opendata/cabinet/log.json")])}
            {set("/learning/picture", l::picture_title(language), t::data_skills(language),
                &[("JSON", "/opendata/learning/skills.json"), ("CSV", "/opendata/learning/skills.csv")])}
        </ul>
    }
}

/// The files of all projects: of what date their data are, when they were made, how large they are.
fn whole(request: &PageRequest, state: &Dataset, made: &[(BulkFile, bool)]) -> impl IntoView + use<> {
    let language = request.language;
    let columns = vec![
        Column::text(t::data_file(language)),
        Column::text(t::data_state_of(language)),
        Column::text(t::data_made(language)),
        Column::text(t::data_size(language)),
    ];
    let profile = request.services.infrastructure.profile();
    let as_of = if state.count == 0 {
        String::new()
    } else {
        request.moment(state.changed_at)
    };
    let rows = Format::ALL
        .into_iter()
        .map(|format| {
            let (at, size) = made
                .iter()
                .find(|(file, is_current)| file.format == format && *is_current)
                .map_or_else(
                    || {
                        (
                            t::data_at_request(language).to_owned(),
                            t::data_size_unknown(language).to_owned(),
                        )
                    },
                    |(file, _)| (request.moment(file.made_at), size(language, file)),
                );
            vec![
                view! { <a href=format.address(profile)>{name(language, format)}</a> }.into_any(),
                as_of.clone().into_any(),
                at.into_any(),
                size.into_any(),
            ]
        })
        .collect();
    view! { <Table caption=t::data_files_caption(language) columns rows is_caption_hidden=true /> }
}

fn size(language: Language, file: &BulkFile) -> String {
    let bytes = |size: i64| format::bytes(language, u64::try_from(size).unwrap_or_default());
    t::data_size_text(language, bytes(file.packed_bytes), bytes(file.size_bytes))
}

/// The files of what a filter finds.
fn found(request: &PageRequest, query: &str) -> impl IntoView + use<> {
    let language = request.language;
    let profile = request.services.infrastructure.profile();
    let links = Format::ALL
        .into_iter()
        .map(|format| {
            let kind = match format {
                Format::Package => ButtonKind::Primary,
                Format::Csv | Format::GeoJson => ButtonKind::Secondary,
            };
            let href = with_query(format.address(profile), query);
            view! { <ButtonLink href kind icon=IconName::Download>{name(language, format)}</ButtonLink> }
        })
        .collect_view();
    view! {
        <p>{t::data_found_text(language)}</p>
        <div class="cluster">{links}</div>
    }
}

fn name(language: Language, format: Format) -> &'static str {
    match format {
        Format::Package => t::data_package(language),
        Format::Csv => t::data_csv(language),
        Format::GeoJson => t::data_geojson(language),
    }
}

fn fields(request: &PageRequest) -> impl IntoView + use<> {
    let language = request.language;
    let row = |field: &'static str, meaning: &'static str| {
        vec![view! { <code>{field}</code> }.into_any(), meaning.into_any()]
    };
    let rows = vec![
        row("id", t::meaning_id(language)),
        row("title", t::meaning_title(language)),
        row("status", t::meaning_status(language)),
        row("type", t::meaning_type(language)),
        row("sector", t::meaning_sector(language)),
        row("year_from, year_to", t::meaning_years(language)),
        row("amount, currency", t::meaning_amount(language)),
        row("supplier", t::meaning_supplier(language)),
        row("address", t::meaning_address(language)),
        row("longitude, latitude", t::meaning_place(language)),
        row("disclosed", t::meaning_disclosed(language)),
        row("url", t::meaning_url(language)),
    ];
    let columns = vec![
        Column::text(t::data_field(language)),
        Column::text(t::data_meaning(language)),
    ];
    view! { <Table caption=t::data_fields_caption(language) columns rows is_caption_hidden=true /> }
}
