use leptos::prelude::*;

/// The first thing a keyboard reaches: jumps over the header to the content.
#[component]
pub fn SkipLink(
    /// «Перейти до вмісту».
    #[prop(into)]
    label: String,
    /// The id of `<main>`.
    #[prop(default = "main".to_owned(), into)]
    target: String,
) -> impl IntoView {
    view! { <a class="skip-link" href=format!("#{target}")>{label}</a> }
}
