//! The supervisor's view: how the units of a head are doing. Charts are tables that also draw.

use super::overview_table::csv;
use crate::cabinet::pages::place::days_chart;
use crate::cabinet::pages::words;
use crate::shared::{Answer, Door, Download, Outcome, Page, PageRequest};
use domain::Language;
use domain::cabinet::overview::{Overview, OverviewFilter, Period, Reason};
use leptos::prelude::*;
use locales::{cabinet as t, format, layout};
use ui::{
    Bar, BarChart, Breadcrumbs, ButtonKind, ButtonLink, Choice, Column, Crumb, FilterBar, IconName,
    PageHeader, Select, Stat, Table,
};

const ADDRESS: &str = "/cabinet/overview";

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let filter = asked(&request);
    let overview = request.services.cabinet.overview(&request.actor, &filter).await?;
    let crumbs = vec![
        Crumb::link(t::queue_title(language), request.href("/cabinet/queue")),
        Crumb::here(t::overview_title(language)),
    ];
    let export = format!(
        "{}?{}",
        request.href("/cabinet/overview/figures.csv"),
        query(&filter)
    );
    let late = request.href("/cabinet/queue?whose=all&due=overdue");
    Page::new(t::overview_title(language), move || {
        let lead = t::overview_lead(
            language,
            words::day(language, overview.from),
            words::day(language, overview.until),
        );
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::overview_title(language) lead=lead>
                <ButtonLink href=export kind=ButtonKind::Secondary icon=IconName::Download>{t::overview_export(language)}</ButtonLink>
            </PageHeader>
            {filters(&request, &filter, &overview)}
            {now(language, &overview, late)}
            {period(language, &overview)}
        }
    })
    .door(Door::Work)
    .unlisted()
    .ok()
}

/// The same figures for a spreadsheet.
pub async fn export(request: PageRequest) -> Outcome {
    let filter = asked(&request);
    let overview = request.services.cabinet.overview(&request.actor, &filter).await?;
    Ok(Answer::Download(Download {
        media_type: "text/csv; charset=utf-8".to_owned(),
        file_name: Some(format!("overview-{}.csv", overview.until)),
        content: csv(&overview, request.language).into_bytes(),
    }))
}

fn asked(request: &PageRequest) -> OverviewFilter {
    let value = |name: &str| request.query.get(name).filter(|value| !value.is_empty());
    OverviewFilter {
        unit: value("unit").and_then(|unit| unit.parse().ok()),
        service: value("service").map(str::to_owned),
        period: value("period").and_then(Period::of_code).unwrap_or_default(),
    }
}

fn query(filter: &OverviewFilter) -> String {
    let mut parts = vec![format!("period={}", filter.period.code())];
    if let Some(unit) = filter.unit {
        parts.push(format!("unit={unit}"));
    }
    if let Some(service) = &filter.service {
        parts.push(format!("service={}", domain::link::encode(service)));
    }
    parts.join("&")
}

fn filters(request: &PageRequest, filter: &OverviewFilter, overview: &Overview) -> AnyView {
    let language = request.language;
    let units: Vec<Choice> = overview
        .units
        .iter()
        .map(|unit| Choice::new(unit.id.to_string(), unit.name(language)))
        .collect();
    let services: Vec<Choice> = overview
        .services
        .iter()
        .map(|(code, name)| Choice::new(code.clone(), format!("{code} {}", name.get(language))))
        .collect();
    let periods: Vec<Choice> = Period::ALL
        .into_iter()
        .map(|period| Choice::new(period.code(), t::days(language, i64::from(period.days()))))
        .collect();
    let (unit, service) = (
        filter.unit.map(|unit| unit.to_string()).unwrap_or_default(),
        filter.service.clone().unwrap_or_default(),
    );
    let period = filter.period.code();
    let is_open = filter.unit.is_some() || filter.service.is_some();
    let here = request.href(ADDRESS);
    view! {
        <FilterBar action=here.clone() label=t::overview_filters(language) submit_label=t::queue_apply(language)
            reset_href=here reset_label=t::queue_reset(language) is_open=is_open>
            <Select name="unit" label=t::overview_unit(language) options=units value=unit
                empty_label=t::overview_all_units(language) />
            <Select name="service" label=t::queue_service(language) options=services value=service
                empty_label=t::all_services(language) />
            <Select name="period" label=t::overview_period(language) options=periods value=period />
        </FilterBar>
    }
    .into_any()
}

/// What is open at this moment.
fn now(language: Language, overview: &Overview, late: String) -> AnyView {
    let number = |value: u32| format::number(language, i64::from(value));
    let states = chart(
        t::overview_by_state(language),
        (t::queue_state(language), t::overview_count(language)),
        overview
            .by_state
            .iter()
            .map(|(state, count)| (words::state_for_staff(language, *state).to_owned(), *count)),
        language,
    );
    let ages = chart(
        t::overview_by_age(language),
        (t::overview_age(language), t::overview_count(language)),
        overview
            .by_age
            .iter()
            .map(|(age, count)| (words::age(language, *age).to_owned(), *count)),
        language,
    );
    let loads: Vec<Vec<AnyView>> = overview
        .by_officer
        .iter()
        .map(|load| {
            let name = load
                .officer
                .clone()
                .unwrap_or_else(|| t::queue_nobody(language).to_owned());
            vec![
                name.into_any(),
                number(load.open).into_any(),
                number(load.overdue).into_any(),
            ]
        })
        .collect();
    let columns = vec![
        Column::text(t::queue_officer(language)),
        Column::numeric(t::overview_open(language)),
        Column::numeric(t::overview_overdue(language)),
    ];
    view! {
        <section class="section" aria-labelledby="now">
            <h2 id="now" class="section__title">{t::overview_now(language)}</h2>
            <div class="grid grid--narrow">
                <Stat value=number(overview.open) label=t::overview_open(language) />
                <Stat value=number(overview.overdue) label=t::overview_overdue(language) />
                <Stat value=number(overview.unassigned) label=t::overview_unassigned(language) />
            </div>
            {(overview.overdue > 0).then(|| view! { <p><a href=late>{t::overview_see_overdue(language)}</a></p> })}
            {states}
            {ages}
            {(!loads.is_empty()).then(|| view! { <Table caption=t::overview_by_officer(language) columns rows=loads /> })}
        </section>
    }
    .into_any()
}

/// What happened within the period.
fn period(language: Language, overview: &Overview) -> AnyView {
    let number = |value: u32| format::number(language, i64::from(value));
    let usual = overview.usual.map_or_else(
        || t::overview_no_decisions(language).to_owned(),
        |usual| {
            t::overview_usual(
                language,
                i64::try_from(usual.count).unwrap_or(i64::MAX),
                t::days(language, i64::from(usual.median_days)),
                t::days(language, i64::from(usual.ninetieth_days)),
            )
        },
    );
    let weeks: Vec<Vec<AnyView>> = overview
        .weeks
        .iter()
        .map(|week| {
            vec![
                words::day(language, week.monday).into_any(),
                number(week.received).into_any(),
                number(week.decided).into_any(),
            ]
        })
        .collect();
    let week_columns = vec![
        Column::text(t::overview_week(language)),
        Column::numeric(t::overview_received(language)),
        Column::numeric(t::overview_decided(language)),
    ];
    let decided = chart(
        t::overview_weeks_decided(language),
        (t::overview_week(language), t::overview_count(language)),
        overview
            .weeks
            .iter()
            .map(|week| (words::day(language, week.monday), week.decided)),
        language,
    );
    let stages: Vec<Bar> = overview
        .stages
        .iter()
        .map(|stage| {
            let tenths = stage.average_tenths();
            let (whole, part) = (tenths / 10, tenths % 10);
            let average = format!("{whole}{}{part}", language.pick(',', '.'));
            let text = t::overview_stage_time(language, i64::from(stage.applications), average);
            Bar::new(
                words::state_for_staff(language, stage.state),
                f64::from(tenths),
                text,
            )
        })
        .collect();
    let stage_headings = (
        t::queue_state(language).to_owned(),
        t::overview_average(language).to_owned(),
    );
    view! {
        <section class="section" aria-labelledby="period">
            <h2 id="period" class="section__title">{t::overview_within(language)}</h2>
            <div class="grid grid--narrow">
                <Stat value=number(overview.received) label=t::overview_received(language) />
                <Stat value=number(overview.decided) label=t::overview_decided(language) />
                <Stat value=number(overview.refused) label=t::overview_refused(language) />
            </div>
            <p>{usual}</p>
            {decided}
            <ui::Disclosure summary=t::overview_weeks(language)>
                <Table caption=t::overview_weeks(language) columns=week_columns rows=weeks is_caption_hidden=true />
            </ui::Disclosure>
            {(!stages.is_empty()).then(|| view! {
                <BarChart caption=t::overview_stages(language) headings=stage_headings bars=stages />
            })}
            {days_chart(language, t::overview_days(language), overview.days)}
        </section>
        <section class="section" aria-labelledby="reasons">
            <h2 id="reasons" class="section__title">{t::overview_reasons(language)}</h2>
            {reasons(language, t::overview_returns(language), t::overview_field(language), &overview.returns)}
            {reasons(language, t::overview_refusals(language), t::decision_ground(language), &overview.refusals)}
        </section>
        <section class="section" aria-labelledby="services">
            <h2 id="services" class="section__title">{t::overview_services(language)}</h2>
            {services(language, overview)}
        </section>
    }
    .into_any()
}

fn chart(
    caption: &'static str,
    headings: (&'static str, &'static str),
    counts: impl Iterator<Item = (String, u32)>,
    language: Language,
) -> AnyView {
    let bars: Vec<Bar> = counts
        .map(|(label, count)| {
            let text = format::number(language, i64::from(count));
            Bar::new(label, f64::from(count), text)
        })
        .collect();
    let headings = (headings.0.to_owned(), headings.1.to_owned());
    view! { <BarChart caption=caption headings bars /> }.into_any()
}

fn reasons(language: Language, caption: &'static str, what: &'static str, reasons: &[Reason]) -> AnyView {
    if reasons.is_empty() {
        return view! { <p>{caption} ": " {t::overview_none(language)}</p> }.into_any();
    }
    let rows: Vec<Vec<AnyView>> = reasons
        .iter()
        .map(|reason| {
            vec![
                reason.what.get(language).to_owned().into_any(),
                reason.service.get(language).to_owned().into_any(),
                format::number(language, i64::from(reason.count)).into_any(),
            ]
        })
        .collect();
    let columns = vec![
        Column::text(what),
        Column::text(t::queue_service(language)),
        Column::numeric(t::overview_times(language)),
    ];
    view! { <Table caption=caption columns rows /> }.into_any()
}

fn services(language: Language, overview: &Overview) -> AnyView {
    let number = |value: u32| format::number(language, i64::from(value)).into_any();
    let rows: Vec<Vec<AnyView>> = overview
        .by_service
        .iter()
        .map(|line| {
            let median = line.median_days.map_or_else(
                || t::overview_none(language).to_owned(),
                |days| t::days(language, i64::from(days)),
            );
            vec![
                format!("{} {}", line.code, line.name.get(language)).into_any(),
                number(line.open),
                number(line.overdue),
                number(line.decided),
                median.into_any(),
            ]
        })
        .collect();
    let columns = vec![
        Column::text(t::queue_service(language)),
        Column::numeric(t::overview_open(language)),
        Column::numeric(t::overview_overdue(language)),
        Column::numeric(t::overview_decided(language)),
        Column::numeric(t::times_median(language)),
    ];
    view! { <Table caption=t::overview_services(language) columns rows is_caption_hidden=true /> }.into_any()
}
