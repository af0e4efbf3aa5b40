//! Drafts that save themselves as they are typed.

use super::answer::{ApiResult, Json, actor};
use crate::http::HttpState;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::routing::post;
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
    Json(save): Json<SaveDraft>,
) -> ApiResult<Json<SavedDraft>> {
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
