//! The gallery: every component in every state, with its accessibility criteria.

use crate::shared::{Outcome, Page, PageRequest};
use leptos::prelude::*;
use locales::about as t;
use ui::gallery::{Example, Language, examples};
use ui::{Chip, Disclosure, PageHeader};

pub(super) async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    Page::new(t::gallery(language), move || {
        let drawn = language.pick(Language::Uk, Language::En);
        let examples = examples();
        let mut components: Vec<&'static str> = examples.iter().map(|example| example.component).collect();
        components.dedup();
        let index = components
            .iter()
            .map(|name| view! { <li><Chip href=format!("#component-{name}") label=*name /></li> })
            .collect_view();
        let sections = components
            .iter()
            .map(|name| {
                let shown = examples.iter().filter(|example| example.component == *name);
                let shown = shown
                    .map(|example| card(example, drawn, t::criteria(language)))
                    .collect_view();
                view! {
                    <section class="section" id=format!("component-{name}") tabindex="-1">
                        <h2 class="section__title">{*name}</h2>
                        {shown}
                    </section>
                }
            })
            .collect_view();
        view! {
            <PageHeader title=t::gallery(language) lead=t::gallery_lead(language) />
            <nav aria-label=t::gallery_index(language)>
                <ul class="cluster list-plain">{index}</ul>
            </nav>
            {sections}
        }
    })
    .cacheable()
    .unlisted()
    .ok()
}

fn card(example: &Example, language: Language, criteria_title: &'static str) -> impl IntoView + use<> {
    let criteria = example
        .criteria
        .iter()
        .map(|criterion| view! { <li>{criterion.get(language)}</li> })
        .collect_view();
    view! {
        <div class="stack">
            <h3>{example.name.get(language)}</h3>
            <div class="stack">{(example.view)(language)}</div>
            <Disclosure summary=criteria_title><ul>{criteria}</ul></Disclosure>
        </div>
    }
}
