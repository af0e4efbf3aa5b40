//! Pages of the infrastructure slice.

mod comments;
mod filter_form;
mod frame;
mod list;
mod map;
mod moderation;
mod open_data;
mod project;
mod supplier;
mod words;

use crate::shared::Route;

/// The pages and where they are.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/infrastructure", list::show),
        Route::get("/infrastructure/map", map::show),
        Route::get("/infrastructure/projects/{id}", project::show),
        Route::post("/infrastructure/projects/{id}", comments::submit).signed_in(),
        Route::post("/infrastructure/comments/{id}/answer", comments::answer).staff(),
        Route::get("/infrastructure/suppliers/{id}", supplier::show),
        Route::get("/infrastructure/moderation", moderation::show).staff(),
        Route::post("/infrastructure/moderation", moderation::submit).staff(),
        Route::get("/opendata", open_data::show),
    ]
}
