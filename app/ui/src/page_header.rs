use leptos::{children::ViewFnOnce, prelude::*};

use crate::{AsWritten, Text};

/// The head of a page: what it is, in one line, and what can be done about it.
#[component]
pub fn PageHeader(
    /// The `<h1>` of the page.
    #[prop(into)]
    title: String,
    /// A small line above: the door, the number of a case.
    #[prop(optional, into)]
    eyebrow: Text,
    /// One or two sentences below.
    #[prop(optional, into)]
    lead: Text,
    /// Links and buttons at the side.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// Badges and facts below the lead.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="page-header">
            <div class="page-header__text">
                {eyebrow.get().map(|eyebrow| view! { <p class="page-header__eyebrow">{eyebrow}</p> })}
                <h1 class="page-header__title"><AsWritten text=title /></h1>
                {lead.get().map(|lead| view! { <p class="page-header__lead"><AsWritten text=lead /></p> })}
                {children.map(|children| view! { <div class="page-header__facts cluster">{children()}</div> })}
            </div>
            {actions.map(|actions| view! { <div class="page-header__actions cluster">{actions.run()}</div> })}
        </div>
    }
}
