//! The people slice for scripts: the two halves of each passkey ceremony.

use super::answer::{ApiResult, Json, actor, client};
use crate::http::HttpState;
use crate::http::asked::Asked;
use crate::http::device::after_sign_in;
use crate::http::session::{self, SESSION};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Extension, Router};
use domain::people::passkey::{PasskeyAnswer, PasskeyCeremony};

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        .route("/api/people/passkeys/begin", post(begin))
        .route("/api/people/passkeys/finish", post(finish))
        .route("/api/people/passkey-sign-in/begin", post(begin_sign_in))
        .route("/api/people/passkey-sign-in/finish", post(finish_sign_in))
}

async fn begin(State(state): State<HttpState>, headers: HeaderMap) -> ApiResult<Json<PasskeyCeremony>> {
    let actor = actor(&state, &headers).await?;
    Ok(Json(state.hromada.services.people.begin_passkey(&actor).await?))
}

async fn finish(
    State(state): State<HttpState>,
    headers: HeaderMap,
    Json(answer): Json<PasskeyAnswer>,
) -> ApiResult<StatusCode> {
    let actor = actor(&state, &headers).await?;
    state
        .hromada
        .services
        .people
        .finish_passkey(&actor, &answer)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn begin_sign_in(
    State(state): State<HttpState>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
) -> ApiResult<Json<PasskeyCeremony>> {
    let actor = actor(&state, &headers).await?;
    let people = &state.hromada.services.people;
    Ok(Json(
        people
            .begin_passkey_sign_in(&actor, &client(&asked, &headers))
            .await?,
    ))
}

async fn finish_sign_in(
    State(state): State<HttpState>,
    Extension(asked): Extension<Asked>,
    headers: HeaderMap,
    Json(answer): Json<PasskeyAnswer>,
) -> ApiResult<Response> {
    let actor = actor(&state, &headers).await?;
    let people = &state.hromada.services.people;
    let opened = people
        .finish_passkey_sign_in(&actor, &answer, &client(&asked, &headers))
        .await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(cookie) = session::set(SESSION, &opened.token) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    after_sign_in(&state, &headers, &opened.token, &mut response).await;
    Ok(response)
}
