//! The public API as JSON: the same services and types as the pages use. A file per slice.

mod answer;
mod cabinet;
mod description;
pub(super) mod infrastructure;
mod learning;
mod people;
mod tiles;

use super::HttpState;
use axum::Router;

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        .merge(cabinet::router())
        .merge(description::router())
        .merge(infrastructure::router())
        .merge(learning::router())
        .merge(people::router())
        .merge(tiles::router())
}
