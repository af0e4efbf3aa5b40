//! One release: its file, its check, its score.

use super::disclosure;
use super::words;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::infrastructure::import::FaultKind;
use domain::infrastructure::release::{Release, ReleaseName, STANDARD};
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{format, infrastructure as t};
use ui::{
    Breadcrumbs, ButtonKind, ButtonLink, Crumb, DescriptionList, Detail, IconName, Notice, PageHeader, Stat,
    Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let name: ReleaseName = request.param("name")?;
    let service = &request.services.infrastructure;
    let release = service
        .release(&request.actor, &name)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let before = service.release_before(&request.actor, &release).await?;
    let is_new = request.query.get("published").is_some();
    let title = t::release_title(language, &release.name);
    let page = Page::new(title.clone(), move || {
        content(&request, &release, before.as_ref(), is_new)
    })
    .description(title)
    .door(Door::Infrastructure);
    // A page that confirms is for the publisher only.
    if is_new { page.ok() } else { page.cacheable().ok() }
}

fn content(
    request: &PageRequest,
    release: &Release,
    before: Option<&Release>,
    is_new: bool,
) -> impl IntoView + use<> {
    let language = request.language;
    let title = t::release_title(language, &release.name);
    let address = format!("{}{}", request.community.origin, release.package_address());
    let size = u64::try_from(release.size_bytes).unwrap_or_default();
    let publisher = if release.publisher.is_empty() {
        t::release_by_program(language).to_owned()
    } else {
        release.publisher.clone()
    };
    let digest = release.digest.clone();
    let details = vec![
        Detail::new(
            t::release_published(language),
            request.moment(release.published_at),
        ),
        Detail::new(t::release_publisher(language), publisher),
        Detail::new(
            t::release_address(language),
            view! { <code class="text-small">{address}</code> },
        ),
        Detail::new(t::release_size(language), format::bytes(language, size)),
        Detail::new(
            t::release_digest(language),
            view! { <code class="text-small">{digest}</code> },
        ),
    ];
    let changes = before.map(|before| {
        let text = t::release_changes(language, &before.name);
        let href = request.href(&format!("{}/changes", page_address(&release.name)));
        view! { <ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::ArrowRight>{text}</ButtonLink> }
    });
    let rules = FaultKind::ALL
        .into_iter()
        .map(|kind| view! { <li>{words::fault(language, kind)}</li> })
        .collect_view();
    let checked = t::release_checked(
        language,
        release.report.projects,
        &release.report.program,
        STANDARD,
    );
    view! {
        {crumbs(request, &title)}
        <PageHeader title=title lead=release.note.clone() />
        {is_new.then(|| view! { <Notice tone=Tone::Success is_announced=true>{t::release_done(language)}</Notice> })}
        <div class="cluster">
            <ButtonLink href=release.package_address() icon=IconName::Download>{t::data_package(language)}</ButtonLink>
            <ButtonLink href=release.report_address() kind=ButtonKind::Secondary icon=IconName::Download>
                {t::release_report(language)}
            </ButtonLink>
            {changes}
        </div>
        <DescriptionList items=details />
        <section class="section" aria-labelledby="check">
            <h2 id="check" class="section__title">{t::release_check(language)}</h2>
            <Notice tone=Tone::Success>{checked}</Notice>
            <p>{t::release_rules(language)}</p>
            <ul>{rules}</ul>
        </section>
        <section class="section" aria-labelledby="score">
            <h2 id="score" class="section__title">{t::release_score(language)}</h2>
            <Stat value=score(language, release) label=t::disclosure_mean(language) note=t::disclosed_note(language) />
            {disclosure::items(language, &release.report.disclosure)}
        </section>
    }
}

/// The mean score of a release: «13,3».
pub(super) fn score(language: Language, release: &Release) -> String {
    words::tenths(language, release.report.disclosure.mean_tenths())
}

/// Where the page of a release is, without language.
pub(super) fn page_address(name: &ReleaseName) -> String {
    format!("/opendata/releases/{name}")
}

/// The way from the open data to a page below the releases.
pub(super) fn crumbs(request: &PageRequest, here: &str) -> impl IntoView + use<> {
    let language = request.language;
    let items = vec![
        Crumb::link(t::data_title(language), request.href("/opendata")),
        Crumb::link(t::releases_title(language), request.href("/opendata/releases")),
        Crumb::here(here),
    ];
    view! { <Breadcrumbs label=t::breadcrumbs(language) items /> }
}
