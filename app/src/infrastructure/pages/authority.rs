//! What one authority has ordered, and how much it tells of it.

use super::disclosure::items;
use super::frame::{crumbs, results, segment, source};
use super::list::pagination;
use super::words;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::infrastructure::AuthorityId;
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{ButtonKind, ButtonLink, Disclosure, HeadingLevel, IconName, PageHeader, Stat};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let id: AuthorityId = request.param("id")?;
    let page = request
        .query
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1);
    let service = &request.services.infrastructure;
    let portfolio = service
        .authority(&request.actor, &id, page)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let summary = portfolio.works.summary;
    let lead = t::supplier_lead(
        language,
        summary.count,
        words::total(language, summary.total_minor),
    );
    let name = portfolio.authority.name.clone();
    Page::new(name.clone(), move || {
        let encoded = segment(id.as_str());
        let in_list = request.href(&format!("/infrastructure?authority={encoded}"));
        let path = format!("/infrastructure/authorities/{encoded}");
        let mean = words::tenths(language, portfolio.disclosure.mean_tenths());
        let works = portfolio.works;
        view! {
            {crumbs(&request, &name)}
            <PageHeader title=name.clone() eyebrow=t::authority(language) lead=lead />
            <section class="section" aria-labelledby="told">
                <h2 id="told" class="section__title">{t::disclosed_title(language)}</h2>
                <Stat value=mean label=t::disclosure_mean(language) />
                <Disclosure summary=t::disclosure_items(language)>{items(language, &portfolio.disclosure)}</Disclosure>
            </section>
            {results(language, works.projects, HeadingLevel::Two)}
            {pagination(&request, &path, works.page, works.pages, "")}
            <ButtonLink href=in_list kind=ButtonKind::Secondary icon=IconName::List>{t::authority_in_list(language)}</ButtonLink>
            <p class="text-muted text-small">{source(&request)}</p>
        }
    })
    .door(Door::Infrastructure)
    .cacheable()
    .ok()
}
