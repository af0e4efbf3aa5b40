//! Drafts that save themselves as they are typed.

use super::answer::{ApiError, ApiResult, actor};
use crate::http::HttpState;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::routing::post;
use axum::{Json, Router};
use domain::ServiceError;
use domain::cabinet::view::{SaveDraft, SavedDraft};
use domain::id::DraftId;

pub(super) fn router() -> Router<HttpState> {
    Router::new().route("/api/cabinet/drafts/{id}", post(save_draft))
}

async fn save_draft(
    State(state): State<HttpState>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Result<Json<SaveDraft>, JsonRejection>,
) -> ApiResult<Json<SavedDraft>> {
    let Json(save) = body.map_err(ApiError::malformed)?;
    let id: DraftId = id.parse().map_err(|_| ServiceError::NotFound)?;
    let actor = actor(&state, &headers).await?;
    Ok(Json(
        state
            .hromada
            .services
            .cabinet
            .save_draft(&actor, id, &save)
            .await?,
    ))
}
