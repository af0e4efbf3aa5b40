//! The accessibility statement.

use crate::shared::{Outcome, Page, PageRequest};
use leptos::prelude::*;
use locales::about as t;
use ui::PageHeader;

pub(super) async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    Page::new(t::accessibility(language), move || {
        let part = |title: &'static str, text: &'static str| {
            view! {
                <section class="section">
                    <h2 class="section__title">{title}</h2>
                    <p class="measure">{text}</p>
                </section>
            }
        };
        view! {
            <PageHeader title=t::accessibility(language) lead=t::accessibility_lead(language) />
            {part(t::standard(language), t::standard_text(language))}
            {part(t::measured(language), t::measured_text(language))}
            {part(t::limits(language), t::limits_text(language))}
        }
    })
    .description(t::accessibility_lead(language))
    .cacheable()
    .ok()
}
