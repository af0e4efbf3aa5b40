//! Whose the time was, for everybody: the published figures of the units, month by month.

use crate::cabinet::pages::place::days_chart;
use crate::cabinet::pages::words;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::cabinet::figures::{SMALL_CELL, TimeFigure, TimeFigures};
use leptos::prelude::*;
use locales::{cabinet as t, format, layout};
use ui::{
    Breadcrumbs, ButtonKind, ButtonLink, Column, Crumb, EmptyState, HeadingLevel, IconName, PageHeader, Table,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let times = request.services.cabinet.times(&request.actor).await?;
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/cabinet")),
        Crumb::here(t::times_title(language)),
    ];
    Page::new(t::times_title(language), move || {
        let content = if times.figures.is_empty() {
            view! {
                <EmptyState title=t::times_none(language) text=t::times_none_text(language) icon=IconName::Clock
                    level=HeadingLevel::Two />
            }
            .into_any()
        } else {
            figures(language, &times)
        };
        let least = SMALL_CELL.to_string();
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::times_title(language) lead=t::times_lead(language) />
            {content}
            <section class="section">
                <h2 class="section__title">{t::times_how(language)}</h2>
                <p>{t::ledger_rule(language)}</p>
                <p>{t::times_small(language, least)}</p>
                <p>{t::times_once(language)}</p>
                <div class="cluster">
                    <ButtonLink href="/opendata/cabinet/times.json" kind=ButtonKind::Secondary icon=IconName::Download>"JSON"</ButtonLink>
                    <ButtonLink href="/opendata/cabinet/times.csv" kind=ButtonKind::Secondary icon=IconName::Download>"CSV"</ButtonLink>
                </div>
            </section>
        }
    })
    .description(t::times_lead(language))
    .door(Door::Cabinet)
    .cacheable()
    .ok()
}

fn figures(language: Language, times: &TimeFigures) -> AnyView {
    let units: Vec<AnyView> = times
        .by_unit()
        .into_iter()
        .map(|unit| {
            let applications = t::times_applications(language, i64::from(unit.applications));
            let chart = days_chart(language, t::times_chart(language), unit.days);
            view! {
                <div class="section">
                    <h3>{unit.unit.name(language).to_owned()}</h3>
                    <p>{applications}</p>
                    {chart}
                </div>
            }
            .into_any()
        })
        .collect();
    let months: Vec<AnyView> = times
        .months
        .iter()
        .filter_map(|month| {
            let rows: Vec<Vec<AnyView>> = times
                .figures
                .iter()
                .filter(|figure| figure.month == *month)
                .map(|figure| row(language, figure))
                .collect();
            let title = words::month(language, *month);
            (!rows.is_empty()).then(|| {
                let columns = columns(language);
                view! { <h3>{title.clone()}</h3> <Table caption=title columns rows is_caption_hidden=true /> }
                    .into_any()
            })
        })
        .collect();
    view! {
        <section class="section">
            <h2 class="section__title">{t::times_units(language)}</h2>
            {units}
        </section>
        <section class="section">
            <h2 class="section__title">{t::times_months(language)}</h2>
            {months}
        </section>
    }
    .into_any()
}

fn columns(language: Language) -> Vec<Column> {
    vec![
        Column::text(t::queue_service(language)),
        Column::text(t::unit(language)),
        Column::numeric(t::times_decided(language)),
        Column::numeric(t::times_median(language)),
        Column::numeric(t::times_ninetieth(language)),
        Column::numeric(t::side_unit(language)),
        Column::numeric(t::side_applicant(language)),
        Column::numeric(t::side_external(language)),
        Column::numeric(t::side_law(language)),
    ]
}

fn row(language: Language, figure: &TimeFigure) -> Vec<AnyView> {
    let number = |value: u32| format::number(language, i64::from(value)).into_any();
    let mut cells = vec![
        figure.service_name.get(language).to_owned().into_any(),
        figure.unit.name(language).to_owned().into_any(),
    ];
    match figure.cell {
        Some(cell) => cells.extend([
            number(cell.applications),
            number(cell.median_days),
            number(cell.ninetieth_days),
            number(cell.days.unit),
            number(cell.days.applicant),
            number(cell.days.external),
            number(cell.days.law),
        ]),
        None => {
            cells.push(t::times_hidden(language, SMALL_CELL.to_string()).into_any());
            cells.extend((0..6).map(|_| "–".into_any()));
        }
    }
    cells
}
