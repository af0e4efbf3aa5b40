//! What one supplier has done.

use super::frame::{crumbs, results, segment, source};
use super::list::pagination;
use super::words;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::infrastructure::SupplierId;
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{ButtonKind, ButtonLink, HeadingLevel, IconName, PageHeader};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let id: SupplierId = request.param("id")?;
    let page = request
        .query
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1);
    let service = &request.services.infrastructure;
    let portfolio = service
        .supplier(&request.actor, &id, page)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let summary = portfolio.works.summary;
    let lead = t::supplier_lead(
        language,
        summary.count,
        words::total(language, summary.total_minor),
    );
    let name = portfolio.supplier.name.clone();
    Page::new(name.clone(), move || {
        let encoded = segment(id.as_str());
        let in_list = request.href(&format!("/infrastructure?supplier={encoded}"));
        let path = format!("/infrastructure/suppliers/{encoded}");
        let works = portfolio.works;
        view! {
            {crumbs(&request, &name)}
            <PageHeader title=name.clone() eyebrow=t::supplier(language) lead=lead />
            {results(language, works.projects, HeadingLevel::Two)}
            {pagination(&request, &path, works.page, works.pages, "")}
            <ButtonLink href=in_list kind=ButtonKind::Secondary icon=IconName::List>{t::supplier_in_list(language)}</ButtonLink>
            <p class="text-muted text-small">{source(&request)}</p>
        }
    })
    .door(Door::Infrastructure)
    .cacheable()
    .ok()
}
