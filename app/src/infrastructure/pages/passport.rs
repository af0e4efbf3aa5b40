//! One sheet of A4 for the board at the construction site: the facts, and a code that leads to the page.

use super::frame::{crumbs, project_href, source_of};
use super::words;
use crate::shared::{Door, Outcome, Page, PageRequest, stylesheet};
use domain::ServiceError;
use domain::infrastructure::ProjectId;
use domain::infrastructure::project::ProjectDetail;
use leptos::prelude::*;
use locales::{format, infrastructure as t};
use ui::{DescriptionList, Detail, Notice, PageHeader, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let id: ProjectId = request.param("id")?;
    let project = request
        .services
        .infrastructure
        .project(&request.actor, &id)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let title = project.item.title.clone();
    Page::new(t::passport_title(language), move || {
        let page = project_href(language, &id);
        let address = format!("{}{page}", request.community.origin);
        let code = format!("/infrastructure/projects/{}/code.svg", domain::link::encode(id.as_str()));
        let community = request.community_name().to_owned();
        let source = source_of(&request, &id);
        view! {
            <div class="no-print stack">
                {crumbs(&request, &title)}
                <Notice tone=Tone::Info>{t::passport_print(language)}</Notice>
            </div>
            <div class="passport">
                {stylesheet("passport.css")}
                <PageHeader title=title.clone() eyebrow=t::passport_title(language) lead=community />
                <div class="passport__body">
                    <DescriptionList items=facts(&request, &project) />
                    <figure class="passport__code">
                        <img src=code alt=t::passport_code(language) width="240" height="240" />
                        <figcaption>{t::passport_scan(language)} <br /> <a href=page>{address}</a></figcaption>
                    </figure>
                </div>
                {source.map(|source| view! { <p class="text-muted text-small">{source}</p> })}
            </div>
        }
    })
    .door(Door::Infrastructure)
    .unlisted()
    .cacheable()
    .ok()
}

fn facts(request: &PageRequest, project: &ProjectDetail) -> Vec<Detail> {
    let language = request.language;
    let item = &project.item;
    let or_unknown = |text: String| {
        if text.is_empty() {
            t::unknown(language).to_owned()
        } else {
            text
        }
    };
    let names: Vec<String> = project
        .suppliers
        .iter()
        .map(|supplier| supplier.name.clone())
        .collect();
    let authority = project.authority.as_ref().map(|authority| authority.name.clone());
    let mut facts = vec![
        Detail::new(t::project_place(language), or_unknown(item.address.clone())),
        Detail::new(t::authority(language), or_unknown(authority.unwrap_or_default())),
        Detail::new(t::supplier(language), or_unknown(names.join(", "))),
        Detail::new(
            t::passport_years(language),
            words::years(language, item.year_from, item.year_to),
        ),
    ];
    if let Some(status) = item.status {
        facts.push(Detail::new(
            t::field_status(language),
            words::status(language, status),
        ));
    }
    for cost in &project.costs {
        facts.push(Detail::new(
            words::cost_kind(language, cost.kind),
            format::money(language, &cost.value),
        ));
    }
    if project.costs.is_empty() {
        facts.push(Detail::new(t::project_costs(language), t::cost_unknown(language)));
    }
    facts.push(Detail::new(t::project_id(language), item.id.to_string()));
    facts
}
