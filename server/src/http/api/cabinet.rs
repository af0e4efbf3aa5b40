//! The catalogue of services, where an application is, and drafts that save themselves as they are typed.

use super::answer::{ApiResult, Json, actor};
use crate::http::HttpState;
use crate::http::open_data::services::service;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::routing::{get, post};
use domain::cabinet::application::State as ApplicationState;
use domain::cabinet::status::{StatusInput, StatusView};
use domain::cabinet::term::Due;
use domain::cabinet::view::{SaveDraft, SavedDraft};
use domain::id::DraftId;
use domain::{Actor, ServiceError};
use serde_json::{Value, json};

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        .route("/api/cabinet/services", get(services))
        .route("/api/cabinet/services/{code}", get(one_service))
        .route("/api/cabinet/status", post(status))
        .route("/api/cabinet/drafts/{id}", post(save_draft))
}

async fn services(State(state): State<HttpState>) -> ApiResult<Json<Value>> {
    let services = state.hromada.services.cabinet.services(&Actor::Anonymous).await?;
    let services: Vec<Value> = services
        .into_iter()
        .map(|service| {
            json!({
                "code": service.code,
                "name": service.name,
                "summary": service.summary,
                "category": service.category,
                "identity": service.identity,
            })
        })
        .collect();
    Ok(Json(json!({ "services": services })))
}

async fn one_service(State(state): State<HttpState>, Path(code): Path<String>) -> ApiResult<Json<Value>> {
    let found = state
        .hromada
        .services
        .cabinet
        .service(&Actor::Anonymous, &code)
        .await?;
    Ok(Json(service(&found)))
}

async fn status(State(state): State<HttpState>, Json(input): Json<StatusInput>) -> ApiResult<Json<Value>> {
    let status = state
        .hromada
        .services
        .cabinet
        .status(&Actor::Anonymous, &input)
        .await?;
    Ok(Json(place(&status)))
}

/// Times are those of the community's clock.
fn place(status: &StatusView) -> Value {
    // Once it is decided, or while somebody else is to act, nothing is due.
    let due = status
        .deadline
        .due
        .filter(|_| status.state.has_term())
        .and_then(|due| match due {
            Due::Day(day) => Some(day.to_string()),
            Due::Moment(_) => status.deadline.due_at.map(|at| at.to_string()),
        });
    let answer_until = status
        .deadline
        .answer_until
        .filter(|_| status.state == ApplicationState::Hearing);
    json!({
        "number": status.number,
        "service": status.service,
        "state": status.state,
        "unit": status.unit.as_ref().map(|unit| json!({ "uk": unit.name_uk, "en": unit.name_en })),
        "submitted_at": status.submitted_at.to_string(),
        "held_since": status.held_since.to_string(),
        "due": due,
        "answer_until": answer_until.map(|day| day.to_string()),
    })
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
