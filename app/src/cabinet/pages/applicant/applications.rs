//! The own applications with their news, and unfinished ones.

use crate::cabinet::pages::words;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::cabinet::view::ApplicationSummary;
use leptos::prelude::*;
use locales::{cabinet as t, layout};
use ui::{
    Breadcrumbs, ButtonLink, Crumb, EmptyState, Fact, HeadingLevel, IconName, PageHeader, ResultItem,
    ResultList, StatusBadge,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let applications = request.services.cabinet.applications(&request.actor).await?;
    let catalogue = request.href("/cabinet");
    let crumbs = vec![
        Crumb::link(t::title(language), catalogue.clone()),
        Crumb::here(t::applications_title(language)),
    ];
    let is_empty = applications.is_empty();
    let lines: Vec<(String, ApplicationSummary)> = applications
        .into_iter()
        .map(|one| (request.href(&format!("/cabinet/applications/{}", one.id)), one))
        .collect();
    Page::new(t::applications_title(language), move || {
        let items: Vec<AnyView> = lines
            .into_iter()
            .map(|(href, one)| {
                let status = words::status(one.state);
                let label = words::state(language, one.state);
                let changed = t::news_at(language, words::moment(language, one.changed_at));
                let due = one.due.map(|due| t::due_by(language, words::day(language, due.date())));
                view! {
                    <ResultItem href=href title=one.service.get(language).to_owned() level=HeadingLevel::Two eyebrow=one.number
                        badge=move || view! { <StatusBadge status=status label=label /> }>
                        <Fact icon=IconName::Bell>{changed}</Fact>
                        {due.map(|due| view! { <Fact icon=IconName::Calendar>{due}</Fact> })}
                    </ResultItem>
                }
                .into_any()
            })
            .collect();
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::applications_title(language) lead=t::applications_lead(language) />
            {if is_empty {
                view! {
                    <EmptyState title=t::applications_empty(language) text=t::applications_empty_text(language)>
                        <ButtonLink href=catalogue>{t::all_services(language)}</ButtonLink>
                    </EmptyState>
                }.into_any()
            } else {
                view! { <ResultList>{items}</ResultList> }.into_any()
            }}
        }
    })
    .door(Door::Cabinet)
    .unlisted()
    .ok()
}
