//! The releases of the open data, latest first.

use super::frame::{Current, tabs};
use super::release::{page_address, score};
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::infrastructure::release::Release;
use leptos::prelude::*;
use locales::{format, infrastructure as t};
use ui::{ButtonKind, ButtonLink, Column, EmptyState, HeadingLevel, IconName, PageHeader, Table};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let service = &request.services.infrastructure;
    let releases = service.releases(&request.actor).await?;
    let may_publish = service.may_publish(&request.actor).is_ok();
    Page::new(t::releases_title(language), move || {
        let is_none = releases.is_empty();
        let publish = request.href("/opendata/releases/new");
        let feed = request.href("/opendata/releases/changes.atom");
        view! {
            <PageHeader title=t::releases_title(language) lead=t::releases_lead(language) />
            {tabs(&request, Current::Data, "")}
            <div class="cluster">
                {may_publish.then(|| view! {
                    <ButtonLink href=publish icon=IconName::Upload>{t::releases_publish(language)}</ButtonLink>
                })}
                <ButtonLink href=feed kind=ButtonKind::Secondary icon=IconName::Bell>{t::releases_feed(language)}</ButtonLink>
            </div>
            {is_none.then(|| view! {
                <EmptyState title=t::releases_none(language) text=t::releases_none_text(language) level=HeadingLevel::Two />
            })}
            {(!is_none).then(|| table(&request, &releases))}
            <p class="text-muted text-small">{t::releases_note(language)}</p>
        }
    })
    .description(t::releases_lead(language))
    .door(Door::Infrastructure)
    .cacheable()
    .ok()
}

fn table(request: &PageRequest, releases: &[Release]) -> impl IntoView + use<> {
    let language = request.language;
    let columns = vec![
        Column::text(t::release_name(language)),
        Column::text(t::release_published(language)),
        Column::text(t::release_note(language)),
        Column::numeric(t::disclosure_projects(language)),
        Column::numeric(t::disclosure_score(language)),
        Column::numeric(t::release_size(language)),
    ];
    let rows = releases
        .iter()
        .map(|release| {
            let href = request.href(&page_address(&release.name));
            let size = u64::try_from(release.size_bytes).unwrap_or_default();
            vec![
                view! { <a href=href>{release.name.to_string()}</a> }.into_any(),
                request.moment(release.published_at).into_any(),
                release.note.clone().into_any(),
                format::number(language, release.report.projects).into_any(),
                score(language, release).into_any(),
                format::bytes(language, size).into_any(),
            ]
        })
        .collect::<Vec<_>>();
    view! { <Table caption=t::releases_title(language) columns rows is_caption_hidden=true /> }
}
