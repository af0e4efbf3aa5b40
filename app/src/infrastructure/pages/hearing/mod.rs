//! Pages of public hearings.

mod calendar;
mod desk;
mod list;
mod notice;
mod proposals;
mod show;
mod words;

pub(super) use words::section;

use crate::shared::Route;

/// The pages and where they are.
pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/infrastructure/hearings", list::show),
        Route::get("/infrastructure/hearings/new", notice::ask).staff(),
        Route::post("/infrastructure/hearings/new", notice::announce).staff(),
        Route::get("/infrastructure/hearings/{id}", show::show),
        Route::post("/infrastructure/hearings/{id}", show::submit).signed_in(),
        Route::get("/infrastructure/hearings/{id}/hearing.ics", calendar::show),
        Route::get("/infrastructure/hearings/{id}/desk", desk::show).staff(),
        Route::post("/infrastructure/hearings/{id}/desk", desk::submit).staff(),
    ]
}
