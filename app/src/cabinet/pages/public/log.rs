//! The log of applications for everybody: the signed roots, and the keys to check them with.

use crate::cabinet::pages::words;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::Timestamp;
use leptos::prelude::*;
use locales::{cabinet as t, format, layout};
use ui::{
    Breadcrumbs, ButtonKind, ButtonLink, Column, Crumb, EmptyState, HeadingLevel, IconName, PageHeader, Table,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let cabinet = &request.services.cabinet;
    let roots = cabinet.signed_roots(&request.actor).await?;
    let keys = cabinet.log_keys(&request.actor).await?;
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/cabinet")),
        Crumb::here(t::log_title(language)),
    ];
    let check = request.href("/cabinet/receipts");
    Page::new(t::log_title(language), move || {
        let rows: Vec<Vec<AnyView>> = roots
            .iter()
            .map(|root| {
                let day = root.day.parse().map_or_else(
                    |_| root.day.clone(),
                    |day| words::day(language, day),
                );
                let hash = root.root.clone();
                vec![
                    day.into_any(),
                    request.moment(Timestamp(root.signed_at)).into_any(),
                    format::number(language, i64::try_from(root.size).unwrap_or(i64::MAX)).into_any(),
                    view! { <code class="text-small">{hash}</code> }.into_any(),
                ]
            })
            .collect();
        let columns = vec![
            Column::text(t::log_day(language)),
            Column::text(t::log_signed(language)),
            Column::numeric(t::log_size(language)),
            Column::text(t::log_root(language)),
        ];
        let table = if rows.is_empty() {
            view! {
                <EmptyState title=t::log_none(language) text=t::log_none_text(language) icon=IconName::Shield
                    level=HeadingLevel::Two />
            }
            .into_any()
        } else {
            view! { <Table caption=t::log_roots(language) columns rows is_caption_hidden=true /> }.into_any()
        };
        let keys: Vec<AnyView> = keys
            .into_iter()
            .map(|key| {
                let use_now = key.is_in_use.then(|| t::log_key_in_use(language));
                view! { <li><code class="text-small">{key.key}</code> " " {use_now}</li> }.into_any()
            })
            .collect();
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::log_title(language) lead=t::log_lead(language) />
            <p>{t::log_how(language)}</p>
            <div class="cluster">
                <ButtonLink href=check kind=ButtonKind::Secondary icon=IconName::Shield>{t::receipt_check(language)}</ButtonLink>
                <ButtonLink href="/opendata/cabinet/log.json" kind=ButtonKind::Secondary icon=IconName::Download>"JSON"</ButtonLink>
            </div>
            <section class="section" aria-labelledby="roots">
                <h2 id="roots" class="section__title">{t::log_roots(language)}</h2>
                {table}
            </section>
            <section class="section" aria-labelledby="keys">
                <h2 id="keys" class="section__title">{t::log_keys(language)}</h2>
                <p>{t::log_keys_text(language)}</p>
                <ul>{keys}</ul>
            </section>
        }
    })
    .description(t::log_lead(language))
    .door(Door::Cabinet)
    .cacheable()
    .ok()
}
