//! The classes that the reader comes to, or has enrolled others in.

use super::words::class_item;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::learning::class::view::OwnClass;
use leptos::prelude::*;
use locales::{classes as t, layout};
use ui::{Breadcrumbs, ButtonLink, Crumb, EmptyState, Fact, IconName, PageHeader, ResultList};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let own = request.services.classes.own_classes(&request.actor).await?;
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning/classes")),
        Crumb::here(t::own_title(language)),
    ];
    Page::new(t::own_title(language), move || {
        let body = if own.is_empty() {
            let all = request.href("/learning/classes");
            view! {
                <EmptyState title=t::own_empty(language) text=t::own_empty_text(language) icon=IconName::Calendar>
                    <ButtonLink href=all>{t::open_list(language)}</ButtonLink>
                </EmptyState>
            }
            .into_any()
        } else {
            let items: Vec<AnyView> = own.iter().map(|class| item(&request, class)).collect();
            let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
            view! {
                <section class="section">
                    <h2 class="section__title">{t::found(language, count)}</h2>
                    <div class="stack">{items}</div>
                </section>
            }
            .into_any()
        };
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::own_title(language) lead=t::own_lead(language) />
            {body}
        }
    })
    .door(Door::Learning)
    .unlisted()
    .ok()
}

fn item(request: &PageRequest, class: &OwnClass) -> AnyView {
    let language = request.language;
    let mine = class.own.map(|own| match own.position {
        None if own.attended_at.is_some() => t::own_attended(language).to_owned(),
        None => t::own_enrolled(language).to_owned(),
        Some(0 | 1) => t::own_first(language).to_owned(),
        Some(position) => t::own_waiting(language, i64::from(position - 1)),
    });
    let helped = (class.helped > 0).then(|| t::helped_count(language, i64::from(class.helped)));
    let line = class_item(request, &class.line);
    view! {
        <div class="stack stack--tight">
            <p class="cluster">
                {mine.map(|mine| view! { <Fact icon=IconName::CircleCheck>{mine}</Fact> })}
                {helped.map(|helped| view! { <Fact icon=IconName::Users>{helped}</Fact> })}
            </p>
            <ResultList>{line}</ResultList>
        </div>
    }
    .into_any()
}
