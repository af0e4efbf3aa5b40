//! The board of debts: how many questions wait for an answer of each body, for how long, and how many answers satisfied.

use super::frame::{authority_href, crumbs};
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::infrastructure::debt::{AnswerTerm, Debt};
use leptos::prelude::*;
use locales::{format, infrastructure as t};
use ui::{
    AsWritten, ButtonKind, ButtonLink, Column, EmptyState, HeadingLevel, IconName, PageHeader, Stat, Table,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let service = &request.services.infrastructure;
    let board = service.answer_debt(&request.actor).await?;
    let term = service.profile().answer_term.clone();
    Page::new(t::debt_title(language), move || {
        let content = if board.all.questions == 0 {
            view! {
                <EmptyState title=t::debt_none(language) text=t::debt_none_text(language) icon=IconName::Message
                    level=HeadingLevel::Two />
            }
            .into_any()
        } else {
            view! {
                {figures(language, &board.all)}
                <section class="section" aria-labelledby="bodies">
                    <h2 id="bodies" class="section__title">{t::debt_bodies(language)}</h2>
                    {table(language, &board.bodies)}
                </section>
            }
            .into_any()
        };
        view! {
            {crumbs(&request, t::debt_title(language))}
            <PageHeader title=t::debt_title(language) lead=t::debt_lead(language) />
            <p>{term_text(language, term.as_ref())}</p>
            {content}
            <section class="section" aria-labelledby="how">
                <h2 id="how" class="section__title">{t::debt_how(language)}</h2>
                <p>{t::debt_how_text(language)}</p>
                <div class="cluster">
                    <ButtonLink href="/opendata/infrastructure/answers.json" kind=ButtonKind::Secondary icon=IconName::Download>"JSON"</ButtonLink>
                    <ButtonLink href="/opendata/infrastructure/answers.csv" kind=ButtonKind::Secondary icon=IconName::Download>"CSV"</ButtonLink>
                </div>
            </section>
        }
    })
    .description(t::debt_lead(language))
    .door(Door::Infrastructure)
    .cacheable()
    .ok()
}

/// The term, or that none is set.
fn term_text(language: Language, term: Option<&AnswerTerm>) -> String {
    match term {
        Some(term) => t::debt_term(language, i64::from(term.days), &term.act),
        None => t::debt_term_unknown(language).to_owned(),
    }
}

fn figures(language: Language, all: &Debt) -> impl IntoView + use<> {
    // While no term is set the text above says so; nothing is counted as overdue.
    let overdue = all.overdue.map(|count| {
        view! { <Stat value=format::number(language, count) label=t::debt_overdue(language) /> }
    });
    view! {
        <div class="grid grid--narrow">
            <Stat value=format::number(language, all.open) label=t::debt_open(language) />
            {overdue}
            <Stat value=days(language, all.median_days) label=t::debt_median(language) />
            <Stat value=percent(language, all.answered_percent()) label=t::debt_answered(language) />
        </div>
    }
}

fn table(language: Language, bodies: &[Debt]) -> impl IntoView + use<> {
    let columns = vec![
        Column::text(t::debt_body(language)),
        Column::numeric(t::debt_questions(language)),
        Column::numeric(t::debt_open(language)),
        Column::numeric(t::debt_overdue(language)),
        Column::numeric(t::debt_oldest(language)),
        Column::numeric(t::debt_median(language)),
        Column::numeric(t::debt_answered(language)),
        Column::numeric(t::debt_reopened(language)),
    ];
    let rows = bodies.iter().map(|debt| row(language, debt)).collect::<Vec<_>>();
    view! { <Table caption=t::debt_bodies(language) columns rows is_caption_hidden=true /> }
}

fn row(language: Language, debt: &Debt) -> Vec<AnyView> {
    let name = match &debt.body {
        Some(body) => {
            let href = authority_href(language, body);
            view! { <a href=href><AsWritten text=body.name.clone() /></a> }.into_any()
        }
        None => t::debt_body_unknown(language).into_any(),
    };
    let number = |number: i64| format::number(language, number).into_any();
    vec![
        name,
        number(debt.questions),
        number(debt.open),
        overdue(language, debt).into_any(),
        days(language, debt.oldest_days).into_any(),
        days(language, debt.median_days).into_any(),
        percent(language, debt.answered_percent()).into_any(),
        number(debt.reopened),
    ]
}

fn overdue(language: Language, debt: &Debt) -> String {
    match debt.overdue {
        Some(count) => format::number(language, count),
        None => t::unknown(language).to_owned(),
    }
}

/// A number of days, or a dash where there is none.
fn days(language: Language, days: Option<i64>) -> String {
    days.map_or_else(|| "–".to_owned(), |days| format::number(language, days))
}

fn percent(language: Language, percent: Option<i64>) -> String {
    percent.map_or_else(
        || "–".to_owned(),
        |percent| format!("{}\u{A0}%", format::number(language, percent)),
    )
}
