//! Pages of the operations slice.

mod event_words;
mod events;
mod frame;
mod jobs;
mod mails;
mod start;

use crate::shared::Route;

/// The pages and where they are.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/operations", start::show).staff(),
        Route::get("/operations/jobs", jobs::show).staff(),
        Route::post("/operations/jobs", jobs::submit).staff(),
        Route::get("/operations/mails", mails::list).staff(),
        Route::get("/operations/mails/{id}", mails::show).staff(),
        Route::get("/operations/events", events::show).staff(),
    ]
}
