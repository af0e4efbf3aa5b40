//! The gallery: every component in every state, with its accessibility criteria.

use crate::shared::{Outcome, Page, PageRequest};
use leptos::prelude::*;
use locales::about as t;
use ui::PageHeader;
use ui::gallery::{Example, Language, examples};

pub(super) async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    Page::new(t::gallery(language), move || {
        let drawn = language.pick(Language::Uk, Language::En);
        view! {
            <PageHeader title=t::gallery(language) lead=t::gallery_lead(language) />
            {examples()
                .into_iter()
                .map(|example| card(&example, drawn, t::criteria(language)))
                .collect_view()}
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
        .map(|criterion| view! { <li>{criterion.get(language)}</li> });
    view! {
        <section class="section">
            <h2 class="section__title">{example.component}</h2>
            <h3>{example.name.get(language)}</h3>
            <div class="stack">{(example.view)(language)}</div>
            <details>
                <summary>{criteria_title}</summary>
                <ul>{criteria.collect_view()}</ul>
            </details>
        </section>
    }
}
