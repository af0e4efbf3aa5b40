//! How much the authorities tell, item by item.

use super::frame::{authority_href, crumbs, source};
use super::words;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::infrastructure::project::{AuthorityScore, Disclosure};
use domain::infrastructure::score::Item;
use leptos::prelude::*;
use locales::{format, infrastructure as t};
use ui::{Column, PageHeader, Stat, Table};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let (all, authorities) = request.services.infrastructure.disclosure(&request.actor).await?;
    Page::new(t::disclosure_title(language), move || {
        let mean = words::tenths(language, all.mean_tenths());
        view! {
            {crumbs(&request, t::disclosure_title(language))}
            <PageHeader title=t::disclosure_title(language) lead=t::disclosure_lead(language) />
            <Stat value=mean label=t::disclosure_mean(language) note=t::disclosed_note(language) />
            <section class="section" aria-labelledby="authorities">
                <h2 id="authorities" class="section__title">{t::disclosure_authorities(language)}</h2>
                {table(language, &authorities)}
            </section>
            <section class="section" aria-labelledby="items">
                <h2 id="items" class="section__title">{t::disclosure_items(language)}</h2>
                {items(language, &all)}
            </section>
            <p class="text-muted text-small">{source(&request)}</p>
        }
    })
    .description(t::disclosure_lead(language))
    .door(Door::Infrastructure)
    .cacheable()
    .ok()
}

fn table(language: Language, authorities: &[AuthorityScore]) -> impl IntoView + use<> {
    let columns = vec![
        Column::text(t::authority(language)),
        Column::numeric(t::disclosure_projects(language)),
        Column::numeric(t::disclosure_score(language)),
        Column::numeric(t::disclosure_total(language)),
    ];
    let rows = authorities
        .iter()
        .map(|row| {
            let disclosure = Disclosure {
                projects: row.projects,
                scores: row.scores,
                items: Vec::new(),
            };
            let href = authority_href(language, &row.authority);
            vec![
                view! { <a href=href>{row.authority.name.clone()}</a> }.into_any(),
                format::number(language, row.projects).into_any(),
                words::tenths(language, disclosure.mean_tenths()).into_any(),
                words::total(language, row.total_minor).into_any(),
            ]
        })
        .collect::<Vec<_>>();
    view! { <Table caption=t::disclosure_authorities(language) columns rows is_caption_hidden=true /> }
}

/// Every item with the projects that tell it.
pub(super) fn items(language: Language, disclosure: &Disclosure) -> impl IntoView + use<> {
    let columns = vec![
        Column::text(t::disclosure_item(language)),
        Column::numeric(t::disclosure_share(language)),
        Column::text(t::disclosure_field(language)),
    ];
    let projects = format::number(language, disclosure.projects);
    let rows = Item::ALL
        .into_iter()
        .zip(&disclosure.items)
        .map(|(item, count)| {
            let name = format!(
                "{}: {}",
                words::part(language, item.part()),
                words::item(language, item)
            );
            let share = format!("{} / {projects}", format::number(language, *count));
            vec![
                name.into_any(),
                share.into_any(),
                view! { <code class="text-small">{item.field()}</code> }.into_any(),
            ]
        })
        .collect::<Vec<_>>();
    view! { <Table caption=t::disclosure_items(language) columns rows is_caption_hidden=true /> }
}
