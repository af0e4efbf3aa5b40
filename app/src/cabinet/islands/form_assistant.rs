//! Makes the server's form livelier: fields appear as they apply, errors as they are made, drafts save themselves.

use domain::cabinet::form::{Answers, Form};
use leptos::prelude::*;

/// Wraps the form of a step. Without a script the form works by itself; with one, the same rules run as you type.
#[island]
pub fn FormAssistant(
    /// The whole form: conditions look at earlier sections.
    form: Form,
    /// The answers of every section.
    answers: Answers,
    /// Code of the section that is shown.
    section: String,
    /// The version of the draft that the page shows.
    version: i64,
    /// Where drafts are saved.
    save_url: String,
    /// The day on which dates are judged, as `2026-11-23`.
    today: String,
    children: Children,
) -> impl IntoView {
    // Built for the server and the browser at once in checks: only the browser has a page to assist in.
    #[cfg(feature = "hydrate")]
    if cfg!(target_arch = "wasm32") {
        super::assist::start(super::assist::Step {
            form,
            answers,
            section,
            version,
            save_url,
            today,
        });
    }
    #[cfg(not(feature = "hydrate"))]
    {
        drop((form, answers, section, save_url, today));
        let _ = version;
    }
    view! { <div data-form-assistant="">{children()}</div> }
}
