//! Pages that belong to no slice: the home page.

use crate::shared::{Door, Outcome, Page, PageRequest, Route};
use leptos::prelude::*;
use locales::home as t;

/// The pages and where they are.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![Route::get("/", home)]
}

async fn home(request: PageRequest) -> Outcome {
    let language = request.language;
    Page::new(
        t::title(language),
        move || view! { <h1>{t::title(language)}</h1> },
    )
    .door(Door::Home)
    .cacheable()
    .ok()
}
