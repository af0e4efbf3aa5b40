//! Makes an exercise livelier: the answer is checked without a reload, steps move by buttons and by dragging.

use domain::Language;
use leptos::prelude::*;

/// Wraps an exercise. Without a script its form works by itself; with one, the same page is asked and only what it says about the
/// answer is taken over. Nothing of the exercise is known here, so that no grading, no key and no view weighs on the browser.
#[island]
pub fn ExerciseAssistant(
    /// The language of the interface.
    language: Language,
    children: Children,
) -> impl IntoView {
    // Built for the server and the browser at once in checks: only the browser has a page to assist in.
    #[cfg(feature = "hydrate")]
    if cfg!(target_arch = "wasm32") {
        super::form::assist(language);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = language;
    view! { <div class="exercise stack" data-exercise="">{children()}</div> }
}
