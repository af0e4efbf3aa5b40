//! The works of one authority or one supplier.

use super::disclosure::items;
use super::frame::{crumbs, results, source};
use super::list::pagination;
use super::words;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::infrastructure::project::{self, Organisation, ProjectPage};
use domain::infrastructure::{AuthorityId, SupplierId};
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{ButtonKind, ButtonLink, Disclosure, HeadingLevel, IconName, PageHeader, Stat};

/// What an authority has ordered, and how much it tells of it.
pub async fn of_authority(request: PageRequest) -> Outcome {
    let language = request.language;
    let id: AuthorityId = request.param("id")?;
    let service = &request.services.infrastructure;
    let portfolio = service
        .authority(&request.actor, &id, page_number(&request))
        .await?
        .ok_or(ServiceError::NotFound)?;
    let side = Side {
        eyebrow: t::authority(language),
        folder: "authorities",
        filter: "authority",
    };
    let disclosure = portfolio.disclosure;
    let told = move || told(language, &disclosure);
    page(request, side, portfolio.authority, portfolio.works, told).ok()
}

/// What a supplier has done.
pub async fn of_supplier(request: PageRequest) -> Outcome {
    let id: SupplierId = request.param("id")?;
    let service = &request.services.infrastructure;
    let portfolio = service
        .supplier(&request.actor, &id, page_number(&request))
        .await?
        .ok_or(ServiceError::NotFound)?;
    let side = Side {
        eyebrow: t::supplier(request.language),
        folder: "suppliers",
        filter: "supplier",
    };
    page(request, side, portfolio.supplier, portfolio.works, || ()).ok()
}

/// The side of the works that an organisation stands on.
struct Side {
    eyebrow: &'static str,
    /// The part of the address before the id.
    folder: &'static str,
    /// What the filter of the list calls it.
    filter: &'static str,
}

fn page_number(request: &PageRequest) -> u32 {
    let number = request.query.get("page").and_then(|page| page.parse().ok());
    number.unwrap_or(1)
}

fn page<View: IntoView + 'static>(
    request: PageRequest,
    side: Side,
    owner: Organisation,
    works: ProjectPage,
    told: impl FnOnce() -> View + Send + 'static,
) -> Page {
    let language = request.language;
    let lead = t::portfolio_lead(
        language,
        works.summary.count,
        words::total(language, works.summary.total_minor),
    );
    let id = domain::link::encode(&owner.id);
    let path = format!("/infrastructure/{}/{id}", side.folder);
    let in_list = request.href(&format!("/infrastructure?{}={id}", side.filter));
    Page::new(owner.name.clone(), move || {
        view! {
            {crumbs(&request, &owner.name)}
            <PageHeader title=owner.name.clone() eyebrow=side.eyebrow lead=lead />
            {told()}
            {results(language, works.projects, HeadingLevel::Two)}
            {pagination(&request, &path, works.page, works.pages, "")}
            <ButtonLink href=in_list kind=ButtonKind::Secondary icon=IconName::List>{t::portfolio_in_list(language)}</ButtonLink>
            <p class="text-muted text-small">{source(&request)}</p>
        }
    })
    .door(Door::Infrastructure)
    .cacheable()
}

fn told(language: Language, disclosure: &project::Disclosure) -> impl IntoView + use<> {
    let items = items(language, disclosure);
    let mean = words::tenths(language, disclosure.mean_tenths());
    view! {
        <section class="section" aria-labelledby="told">
            <h2 id="told" class="section__title">{t::disclosed_title(language)}</h2>
            <Stat value=mean label=t::disclosure_mean(language) />
            <Disclosure summary=t::disclosure_items(language)>{items}</Disclosure>
        </section>
    }
}
