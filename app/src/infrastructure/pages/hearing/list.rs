//! All hearings: those that come, the nearest first, and those that were, the latest first.

use super::words::results;
use crate::infrastructure::pages::frame::{crumbs, holds};
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::actor::Role;
use domain::infrastructure::hearing::{HearingLine, Phase};
use leptos::prelude::*;
use locales::hearing as t;
use ui::{ButtonLink, EmptyState, HeadingLevel, IconName, PageHeader};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let lines = request.services.hearings.hearings(&request.actor).await?;
    let (mut coming, past): (Vec<HearingLine>, Vec<HearingLine>) = lines
        .into_iter()
        .partition(|line| matches!(line.phase, Phase::Ahead | Phase::Now));
    coming.reverse();
    Page::new(t::title(language), move || {
        let announce = holds(&request, Role::ProjectEditor).then(|| {
            let href = request.href("/infrastructure/hearings/new");
            view! { <p><ButtonLink href icon=IconName::Plus>{t::announce_open(language)}</ButtonLink></p> }
        });
        let is_none = coming.is_empty();
        let past = (!past.is_empty()).then(|| {
            view! {
                <section class="section" aria-labelledby="past">
                    <h2 id="past" class="section__title">{t::past(language)}</h2>
                    {results(&request, past, HeadingLevel::Three)}
                </section>
            }
        });
        view! {
            {crumbs(&request, t::title(language))}
            <PageHeader title=t::title(language) lead=t::lead(language) />
            {announce}
            <section class="section" aria-labelledby="coming">
                <h2 id="coming" class="section__title">{t::coming(language)}</h2>
                {is_none.then(|| view! {
                    <EmptyState title=t::coming_none(language) text=t::coming_none_text(language) icon=IconName::Calendar
                        level=HeadingLevel::Three />
                })}
                {results(&request, coming, HeadingLevel::Three)}
            </section>
            {past}
        }
    })
    .description(t::lead(language))
    .door(Door::Infrastructure)
    .cacheable()
    .ok()
}
