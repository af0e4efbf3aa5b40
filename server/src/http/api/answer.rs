//! Who asks the API, and how it says no.

use crate::http::HttpState;
use crate::http::session::{self, SESSION};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::people::session::Client;
use domain::{Actor, FieldError, ServiceError};
use serde::Serialize;

pub(super) type ApiResult<T> = Result<T, ApiError>;

/// A refusal: a status, a stable code and, where there are any, the fields that are wrong.
#[derive(Debug)]
pub(super) struct ApiError {
    status: StatusCode,
    code: &'static str,
    errors: Vec<FieldError>,
}

#[derive(Serialize)]
struct Body {
    code: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
}

impl ApiError {
    /// A body that is not the JSON that was asked for.
    pub(super) fn malformed(rejection: JsonRejection) -> Self {
        Self {
            status: rejection.status(),
            code: "malformed",
            errors: Vec::new(),
        }
    }
}

impl From<ServiceError> for ApiError {
    fn from(error: ServiceError) -> Self {
        if error.status() >= 500 {
            tracing::error!(%error, "the API failed");
        }
        Self {
            status: StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            code: error.code(),
            errors: match error {
                ServiceError::Invalid(errors) => errors,
                _ => Vec::new(),
            },
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = Body {
            code: self.code,
            errors: self.errors,
        };
        (self.status, Json(body)).into_response()
    }
}

/// Who holds the session of a request.
pub(super) async fn actor(state: &HttpState, headers: &HeaderMap) -> ApiResult<Actor> {
    match session::cookie(headers, SESSION) {
        Some(token) => Ok(state.hromada.services.people.actor_of_session(token).await?),
        None => Ok(Actor::Anonymous),
    }
}

/// Who knocks, for limits and the list of sessions.
pub(super) fn client(headers: &HeaderMap) -> Client {
    let user_agent = headers
        .get(header::USER_AGENT)
        .and_then(|agent| agent.to_str().ok());
    Client {
        address: String::new(),
        user_agent: user_agent.unwrap_or_default().to_owned(),
    }
}
