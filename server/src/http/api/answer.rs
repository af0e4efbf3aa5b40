//! Who asks the API, how its bodies are read, and how it says no.

use crate::http::asked::Asked;
use crate::http::session::{self, SESSION};
use crate::http::{HttpState, SMALL_BODY};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::people::session::Client;
use domain::{Actor, FieldError, ServiceError};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(in crate::http) type ApiResult<T> = Result<T, ApiError>;

/// A refusal: a status, a stable code and, where there are any, the fields that are wrong.
#[derive(Debug)]
pub(in crate::http) struct ApiError {
    status: StatusCode,
    retry_after_s: Option<u64>,
    body: Body,
}

#[derive(Debug, Serialize)]
struct Body {
    code: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<Fault>,
}

/// Where a JSON body is broken: never what it says there.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Fault {
    /// From 1.
    line: usize,
    /// From 1; 0 where a line is missing altogether.
    column: usize,
    /// `answers.name[2]`; `.` for the whole body.
    path: String,
}

impl ApiError {
    fn new(status: StatusCode, code: &'static str) -> Self {
        Self {
            status,
            retry_after_s: None,
            body: Body {
                code,
                errors: Vec::new(),
                fault: None,
            },
        }
    }
}

impl From<ServiceError> for ApiError {
    fn from(error: ServiceError) -> Self {
        if error.status() >= 500 {
            tracing::error!(%error, "the API failed");
        }
        let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut told = Self::new(status, error.code());
        match error {
            ServiceError::Invalid(errors) => told.body.errors = errors,
            ServiceError::TooManyAttempts { retry_after_s } => told.retry_after_s = Some(retry_after_s),
            _ => {}
        }
        told
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status, axum::Json(self.body)).into_response();
        crate::http::refusal::tell_when(response.headers_mut(), self.retry_after_s);
        response
    }
}

/// A JSON body, and a JSON answer. A body is refused with the place of its fault.
#[derive(Debug)]
pub(super) struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<HttpState> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &HttpState) -> Result<Self, ApiError> {
        let media_type = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        if !media_type.is_some_and(is_json) {
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "wrong_content_type",
            ));
        }
        let announced = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        let too_large = || ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large");
        if announced.is_some_and(|bytes| bytes > SMALL_BODY) {
            return Err(too_large());
        }
        let content =
            Bytes::from_request(request, state)
                .await
                .map_err(|rejection| match rejection.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => too_large(),
                    status => ApiError::new(status, "malformed"),
                })?;
        read(&content).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

fn read<T: DeserializeOwned>(content: &[u8]) -> ApiResult<T> {
    let mut reader = serde_json::Deserializer::from_slice(content);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        (path, error.into_inner())
    });
    let read = match read {
        Ok(read) => reader
            .end()
            .map(|()| read)
            .map_err(|error| (".".to_owned(), error)),
        Err(fault) => Err(fault),
    };
    read.map_err(|(path, error)| {
        let mut told = if error.is_data() {
            ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "unexpected_json")
        } else {
            ApiError::new(StatusCode::BAD_REQUEST, "malformed")
        };
        told.body.fault = Some(Fault {
            line: error.line(),
            column: error.column(),
            path,
        });
        told
    })
}

/// Who holds the session of a request.
pub(super) async fn actor(state: &HttpState, headers: &HeaderMap) -> ApiResult<Actor> {
    match session::cookie(headers, SESSION) {
        Some(token) => Ok(state.hromada.services.people.actor_of_session(token).await?),
        None => Ok(Actor::Anonymous),
    }
}

/// Who knocks, for limits and the list of sessions.
pub(super) fn client(asked: &Asked, headers: &HeaderMap) -> Client {
    let user_agent = headers
        .get(header::USER_AGENT)
        .and_then(|agent| agent.to_str().ok());
    Client {
        address: asked.client.clone(),
        user_agent: user_agent.unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::cabinet::view::SaveDraft;

    fn fault(text: &str) -> (StatusCode, &'static str, Fault) {
        let error = read::<SaveDraft>(text.as_bytes()).unwrap_err();
        (error.status, error.body.code, error.body.fault.unwrap())
    }

    #[test]
    fn broken_json_is_refused_with_line_and_column() {
        let (status, code, fault) = fault("{\n  \"version\": 1,\n  \"section\": a\n}");
        assert_eq!((status, code), (StatusCode::BAD_REQUEST, "malformed"));
        assert_eq!((fault.line, fault.path.as_str()), (3, "section"));
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_named_by_its_path() {
        let (status, code, fault) = fault(r#"{"version": 1, "section": "a", "answers": {"name": 5}}"#);
        assert_eq!(
            (status, code),
            (StatusCode::UNPROCESSABLE_ENTITY, "unexpected_json")
        );
        assert_eq!(fault.path, "answers.name");
    }

    #[test]
    fn an_unknown_field_and_words_after_the_end_are_refused() {
        let (status, _, fault) = fault(r#"{"version": 1, "section": "a", "answers": {}, "is_admin": true}"#);
        assert_eq!(
            (status, fault.path.as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "is_admin")
        );
        let (status, ..) = self::fault(r#"{"version": 1, "section": "a", "answers": {}} {}"#);
        assert_eq!(status, StatusCode::BAD_REQUEST);
    }
}
