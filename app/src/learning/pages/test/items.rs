//! How the items of the test do, for those who write them.

use super::words::{digits, level_name};
use crate::shared::{Door, Outcome, Page, PageRequest, Width};
use domain::Language;
use domain::learning::assessment::analysis::{ENOUGH_ANSWERS, Proposal};
use domain::learning::assessment::framework::Level;
use domain::learning::assessment::view::ItemLine;
use leptos::prelude::*;
use locales::{layout, learning as t};
use ui::{Badge, Breadcrumbs, Column, Crumb, Disclosure, PageHeader, Table, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let items = request.services.learning.item_statistics(&request.actor).await?;
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning")),
        Crumb::link(t::test_title(language), request.href("/learning/test")),
        Crumb::here(t::items_title(language)),
    ];
    Page::new(t::items_title(language), move || {
        let answers: u32 = items.iter().map(|item| item.statistics.answers).sum();
        let lead = t::items_lead(language, answers, items.len());
        let method = t::items_method(language, ENOUGH_ANSWERS);
        let mut competences: Vec<(String, Vec<ItemLine>)> = Vec::new();
        for item in items {
            let name = format!("{} {}", item.competence_code, item.competence.get(language));
            match competences.last_mut() {
                Some((last, lines)) if *last == name => lines.push(item),
                _ => competences.push((name, vec![item])),
            }
        }
        let tables: Vec<AnyView> = competences
            .into_iter()
            .map(|(name, items)| table(language, name, items))
            .collect();
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::items_title(language) lead=lead />
            <Disclosure summary=t::items_method_title(language)><p class="measure">{method}</p></Disclosure>
            <div class="stack stack--loose">{tables}</div>
        }
    })
    .door(Door::Learning)
    .width(Width::Wide)
    .unlisted()
    .ok()
}

fn table(language: Language, name: String, items: Vec<ItemLine>) -> AnyView {
    let mut columns = vec![
        Column::text(t::items_item(language)),
        Column::text(t::items_level(language)),
        Column::numeric(t::items_difficulty(language)),
        Column::numeric(t::items_answers(language)),
    ];
    columns.extend(
        Level::ALL.map(|level| Column::numeric(t::items_share(language, level_name(language, level)))),
    );
    columns.push(Column::numeric(t::items_correlation(language)));
    columns.push(Column::text(t::items_proposal(language)));
    let rows = items.into_iter().map(|item| row(language, item)).collect();
    view! { <Table caption=name columns=columns rows=rows /> }.into_any()
}

fn row(language: Language, item: ItemLine) -> Vec<AnyView> {
    let text = |text: String| view! { <span>{text}</span> }.into_any();
    let statistics = item.statistics;
    let mut cells = vec![
        text(item.code),
        text(level_name(language, item.level).to_owned()),
        text(digits(language, item.difficulty, 2)),
        text(share_of(language, statistics.right, statistics.answers)),
    ];
    cells.extend(
        statistics
            .by_level
            .map(|(answers, right)| text(share_of(language, right, answers))),
    );
    cells.push(text(match statistics.point_biserial {
        Some(correlation) => digits(language, correlation, 2),
        None => "–".to_owned(),
    }));
    cells.push(proposal(language, statistics.proposal));
    cells
}

/// «62 % з 240», or a dash.
fn share_of(language: Language, right: u32, answers: u32) -> String {
    if answers == 0 {
        return "–".to_owned();
    }
    let percent = digits(language, f64::from(right) * 100.0 / f64::from(answers), 0);
    t::items_percent(language, answers, percent)
}

fn proposal(language: Language, proposal: Proposal) -> AnyView {
    let number = |number| digits(language, number, 2);
    match proposal {
        Proposal::Wait { missing } => {
            let text = t::items_wait(language, i64::from(missing));
            view! { <span class="text-muted">{text}</span> }.into_any()
        }
        Proposal::Unmeasurable => {
            view! { <Badge tone=Tone::Warning>{t::items_unmeasurable(language)}</Badge> }.into_any()
        }
        Proposal::Keep { measured, error } => {
            let text = t::items_keep(language, number(error), number(measured));
            view! { <Badge tone=Tone::Success>{text}</Badge> }.into_any()
        }
        Proposal::Change { measured, error } => {
            let text = t::items_change(language, number(error), number(measured));
            view! { <Badge tone=Tone::Info>{text}</Badge> }.into_any()
        }
    }
}
