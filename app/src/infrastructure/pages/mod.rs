//! Pages of the infrastructure slice.

mod answer_debt;
mod answers;
mod atom;
mod calendar;
mod comments;
mod disclosed;
mod disclosure;
mod filter_form;
mod follow;
mod following;
mod frame;
mod hearing;
mod history;
mod import;
mod imports;
mod letters;
mod list;
mod map;
mod moderation;
mod news_feed;
mod open_data;
mod passport;
mod portfolio;
mod project;
mod publish;
mod release;
mod release_changes;
mod release_feed;
mod releases;
mod sketch;
mod words;

use crate::shared::Route;

/// The largest package that a browser may bring; larger ones come in from the command line.
const PACKAGE_BYTES: usize = 24 * 1024 * 1024;

/// What a mail program posts to leave a list; it may come in parts, as files do.
const LETTER_BYTES: usize = 16 * 1024;

/// The pages and where they are.
#[must_use]
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::get("/infrastructure", list::show),
        Route::get("/infrastructure/map", map::show),
        Route::get("/infrastructure/map/sketch.svg", sketch::show),
        Route::get("/infrastructure/projects/{id}", project::show),
        Route::get("/infrastructure/projects/{id}/passport", passport::show),
        Route::post("/infrastructure/projects/{id}", comments::submit).signed_in(),
        Route::post("/infrastructure/comments/{id}/answer", comments::answer).staff(),
        Route::post("/infrastructure/comments/{id}/reopen", comments::reopen).signed_in(),
        Route::get("/infrastructure/projects/{id}/news.atom", news_feed::of_project),
        Route::get("/infrastructure/projects/{id}/dates.ics", calendar::of_project),
        Route::get("/infrastructure/news.atom", news_feed::of_filter),
        Route::get("/infrastructure/dates.ics", calendar::of_filter),
        Route::get("/infrastructure/following", following::show).signed_in(),
        Route::post("/infrastructure/following", follow::submit).signed_in(),
        Route::get("/infrastructure/following/stop", letters::show),
        Route::post("/infrastructure/following/stop", letters::submit).files(LETTER_BYTES),
        Route::get("/infrastructure/suppliers/{id}", portfolio::of_supplier),
        Route::get("/infrastructure/authorities/{id}", portfolio::of_authority),
        Route::get("/infrastructure/disclosure", disclosure::show),
        Route::get("/infrastructure/import", import::show).staff(),
        Route::post("/infrastructure/import", import::submit)
            .staff()
            .files(PACKAGE_BYTES),
        Route::get("/infrastructure/imports", imports::list).staff(),
        Route::get("/infrastructure/imports/{id}", imports::show).staff(),
        Route::post("/infrastructure/imports/{id}", imports::submit).staff(),
        Route::get("/infrastructure/answers", answers::show).staff(),
        Route::get("/infrastructure/answer-debt", answer_debt::show),
        Route::get("/infrastructure/moderation", moderation::show).staff(),
        Route::post("/infrastructure/moderation", moderation::submit).staff(),
        Route::get("/opendata", open_data::show),
        Route::get("/opendata/releases", releases::show),
        Route::get("/opendata/releases/changes.atom", release_feed::show),
        Route::get("/opendata/releases/new", publish::show).staff(),
        Route::post("/opendata/releases/new", publish::submit).staff(),
        Route::get("/opendata/releases/{name}", release::show),
        Route::get("/opendata/releases/{name}/changes", release_changes::show),
    ];
    routes.extend(hearing::routes());
    routes
}
