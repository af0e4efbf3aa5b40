//! Pages that belong to no slice: the home page, the search, the gallery of components, the accessibility statement.

mod accessibility;
mod gallery;
mod offline;
mod project;
mod search;
mod start;
mod waiting;

use crate::shared::Route;

/// The pages and where they are.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/", start::show),
        Route::get("/search", search::show),
        Route::get("/gallery", gallery::show),
        Route::get("/accessibility", accessibility::show),
        Route::get("/offline", offline::show),
    ]
}
