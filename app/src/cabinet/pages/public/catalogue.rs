//! The catalogue of services: search, shelves, and what one left unfinished.

use crate::cabinet::pages::words;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::cabinet::card::Category;
use domain::cabinet::view::{DraftSummary, ServiceSummary};
use leptos::prelude::*;
use locales::{cabinet as t, status as s};
use ui::{
    ButtonKind, ButtonLink, EmptyState, Fact, HeadingLevel, IconName, LinkCard, Notice, PageHeader,
    ResultItem, ResultList, SearchBox, Tone,
};

/// A query longer than this is no search.
const MOST_QUERY: usize = 100;

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let cabinet = &request.services.cabinet;
    let query: String = request
        .query
        .get("q")
        .unwrap_or_default()
        .chars()
        .take(MOST_QUERY)
        .collect();
    let query = query.trim().to_owned();
    let services = if query.is_empty() {
        cabinet.services(&request.actor).await?
    } else {
        cabinet.search(&request.actor, &query).await?
    };
    let is_signed_in = request.actor.signed_in().is_some();
    let drafts = if is_signed_in {
        cabinet.drafts(&request.actor).await?
    } else {
        Vec::new()
    };
    let saved = request
        .query
        .get("saved")
        .and(drafts.first())
        .map(|draft| draft.expires_on);
    let count = i64::try_from(services.len()).unwrap_or(0);
    let found = (!query.is_empty() && count > 0).then(|| t::search_results(language, count));
    let (times, log) = (request.href("/cabinet/times"), request.href("/cabinet/log"));
    let (here, applications) = (request.href("/cabinet"), request.href("/cabinet/applications"));
    let (check, status) = (
        request.href("/cabinet/documents"),
        request.href(super::status::ADDRESS),
    );
    let shelves = shelves(&request, &services);
    let drafts = (!drafts.is_empty()).then(|| own_drafts(&request, drafts));
    let page = Page::new(t::title(language), move || {
        let link = is_signed_in.then(|| {
            view! {
                <ButtonLink href=applications kind=ButtonKind::Secondary icon=IconName::Inbox>
                    {t::my_applications(language)}
                </ButtonLink>
            }
        });
        view! {
            <PageHeader title=t::title(language) lead=t::lead(language) />
            {saved.map(|until| view! {
                <Notice tone=Tone::Success is_announced=true>
                    {t::draft_saved_until(language, words::day(language, until))}
                </Notice>
            })}
            <SearchBox action=here.clone() label=t::search_label(language) button_label=t::search_button(language)
                value=query.clone() is_large=true is_label_shown=true />
            {link.map(|link| view! { <div>{link}</div> })}
            {drafts}
            {found.map(|found| view! { <p role="status">{found}</p> })}
            {if count == 0 {
                view! {
                    <EmptyState title=t::nothing_found(language) text=t::nothing_found_text(language) icon=IconName::Search>
                        <ButtonLink href=here kind=ButtonKind::Secondary>{t::all_services(language)}</ButtonLink>
                    </EmptyState>
                }.into_any()
            } else {
                shelves.into_any()
            }}
            <p class="text-muted">{s::invite(language)} " " <a href=status>{s::title(language)}</a></p>
            <p class="text-muted">{t::document_check_invite(language)} " " <a href=check>{t::document_check_title(language)}</a></p>
            <p class="cluster">
                <a href=times>{t::times_title(language)}</a>
                <a href=log>{t::log_title(language)}</a>
            </p>
        }
    })
    .description(t::lead(language))
    .door(Door::Cabinet);
    if is_signed_in {
        page.ok()
    } else {
        page.cacheable().ok()
    }
}

fn shelves(request: &PageRequest, services: &[ServiceSummary]) -> Vec<AnyView> {
    let language = request.language;
    Category::ALL
        .into_iter()
        .filter_map(|category| {
            let cards: Vec<AnyView> = services
                .iter()
                .filter(|service| service.category == category)
                .map(|service| {
                    card(
                        language,
                        request.href(&format!("/cabinet/services/{}", service.code)),
                        service,
                    )
                })
                .collect();
            (!cards.is_empty()).then(|| {
                view! {
                    <section class="section">
                        <h2 class="section__title">{words::category(language, category)}</h2>
                        <div class="grid">{cards}</div>
                    </section>
                }
                .into_any()
            })
        })
        .collect()
}

fn card(language: Language, href: String, service: &ServiceSummary) -> AnyView {
    let identity = identity(language, service.identity);
    view! {
        <LinkCard href=href title=service.name.get(language).to_owned() level=HeadingLevel::Three
            text=service.summary.get(language).to_owned() icon=IconName::FileText>
            <Fact icon=IconName::IdCard>{identity}</Fact>
        </LinkCard>
    }
    .into_any()
}

/// How well the applicant must be known, in words.
pub fn identity(language: Language, level: domain::actor::IdentityLevel) -> &'static str {
    match level {
        domain::actor::IdentityLevel::Email => t::identity_email(language),
        domain::actor::IdentityLevel::Verified => t::identity_verified(language),
    }
}

fn own_drafts(request: &PageRequest, drafts: Vec<DraftSummary>) -> AnyView {
    let language = request.language;
    let items: Vec<AnyView> = drafts
        .into_iter()
        .map(|draft| {
            let href = request.href(&format!("/cabinet/drafts/{}/steps/1", draft.id));
            let expires = t::draft_expires(language, words::day(language, draft.expires_on));
            view! {
                <ResultItem href=href title=draft.service.get(language).to_owned() eyebrow=t::continue_draft(language)>
                    <Fact icon=IconName::Calendar>{expires}</Fact>
                </ResultItem>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="section">
            <h2 class="section__title">{t::my_drafts(language)}</h2>
            <ResultList>{items}</ResultList>
        </section>
    }
    .into_any()
}
