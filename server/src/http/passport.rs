//! The code of a project's passport, that leads a telephone to its page.

use super::HttpState;
use super::api::infrastructure::{item, refusal};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::ServiceError;
use domain::link::encode;

pub(super) fn router() -> Router<HttpState> {
    Router::new().route("/infrastructure/projects/{id}/code.svg", get(code))
}

async fn code(State(state): State<HttpState>, Path(id): Path<String>) -> Response {
    let item = match item(&state, &id).await {
        Ok(item) => item,
        Err(error) => return refusal(error),
    };
    let origin = &state.hromada.community.origin;
    let address = format!("{origin}/infrastructure/projects/{}", encode(item.id.as_str()));
    match crate::adapters::qr::svg(&address) {
        Ok(svg) => (
            [
                (header::CONTENT_TYPE, "image/svg+xml"),
                (header::CACHE_CONTROL, "public, max-age=86400"),
            ],
            svg,
        )
            .into_response(),
        Err(error) => refusal(ServiceError::Internal(error)),
    }
}
