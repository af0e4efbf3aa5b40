use leptos::prelude::*;

/// Typography for long text: lessons, rulebooks, statements.
///
/// `html` is trusted: only what the server rendered and sanitised may go there. Without it the children are set.
#[component]
pub fn Prose(
    /// Sanitised HTML.
    #[prop(optional, into)]
    html: crate::Text,
    /// The text as a view.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    match html.get() {
        Some(html) => view! { <div class="prose" inner_html=html.into_owned()></div> }.into_any(),
        None => view! { <div class="prose">{children.map(|children| children())}</div> }.into_any(),
    }
}

/// Text for screen readers only.
#[component]
pub fn VisuallyHidden(children: Children) -> impl IntoView {
    view! { <span class="visually-hidden">{children()}</span> }
}
