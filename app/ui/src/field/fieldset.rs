use leptos::prelude::*;

use crate::{Text, class::with_modifiers};

/// Fields that belong together under one heading: an address, a person.
#[component]
pub fn Fieldset(
    /// What they have in common.
    #[prop(into)]
    legend: String,
    /// A sentence below.
    #[prop(optional, into)]
    hint: Text,
    /// The legend is the `<h1>` of the page: one question a page.
    #[prop(optional)]
    is_page_title: bool,
    children: Children,
) -> impl IntoView {
    let legend = if is_page_title {
        view! { <h1 class="fieldset__title">{legend}</h1> }.into_any()
    } else {
        legend.into_any()
    };
    view! {
        <fieldset class="fieldset">
            <legend class=with_modifiers("fieldset__legend", &[is_page_title.then_some("page")])>{legend}</legend>
            {hint.get().map(|hint| view! { <p class="fieldset__hint">{hint}</p> })}
            <div class="fieldset__fields">{children()}</div>
        </fieldset>
    }
}
