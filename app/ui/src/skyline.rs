use leptos::{children::ViewFnOnce, prelude::*};

/// The opening of the home page: words over the pond, the castle and the towers of the old town on the far shore.
///
/// The drawing is decoration in a kilobyte of inline SVG; it takes its colours from the theme and vanishes in print.
#[component]
pub fn Hero(
    /// The `<h1>`.
    #[prop(into)]
    title: String,
    /// One or two sentences.
    #[prop(optional, into)]
    lead: crate::Text,
    /// The search box or the first action.
    #[prop(optional, into)]
    action: Option<ViewFnOnce>,
) -> impl IntoView {
    view! {
        <section class="hero">
            <Skyline />
            <div class="hero__inner container">
                <h1 class="hero__title">{title}</h1>
                {lead.get().map(|lead| view! { <p class="hero__lead">{lead}</p> })}
                {action.map(|action| view! { <div class="hero__action">{action.run()}</div> })}
            </div>
        </section>
    }
}

/// The far shore of the pond, drawn once for the hero, the sign-in page and the offline page.
#[component]
pub fn Skyline() -> impl IntoView {
    view! {
        <svg class="skyline" viewBox="0 0 1200 260" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">
            <path class="skyline__far" d="M0 150c120-30 240-42 380-26s250 4 380-22 300-8 440 28v130H0z"></path>
        </svg>
    }
}
