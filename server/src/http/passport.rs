//! The code of a project's passport, that leads a telephone to its page.

use super::HttpState;
use super::api::infrastructure::refusal;
use crate::service::infrastructure::percent;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::infrastructure::ProjectId;
use domain::{Actor, ServiceError};

pub(super) fn router() -> Router<HttpState> {
    Router::new().route("/infrastructure/projects/{id}/code.svg", get(code))
}

async fn code(State(state): State<HttpState>, Path(id): Path<String>) -> Response {
    let Ok(id) = id.parse::<ProjectId>() else {
        return refusal(ServiceError::NotFound);
    };
    match state
        .hromada
        .services
        .infrastructure
        .item(&Actor::Anonymous, &id)
        .await
    {
        Ok(Some(_)) => {}
        Ok(None) => return refusal(ServiceError::NotFound),
        Err(error) => return refusal(error),
    }
    let origin = &state.hromada.community.origin;
    let address = format!("{origin}/infrastructure/projects/{}", percent(id.as_str()));
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
