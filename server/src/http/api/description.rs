//! The description of the API for programs: OpenAPI, kept by hand in `openapi.json` and held to the routes by a test.

use crate::http::HttpState;
use crate::http::assets::accepts;
use crate::http::page_cache::{Effort, brotli};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::ServiceError;
use serde_json::{Value, json};

const DOCUMENT: &str = include_str!("openapi.json");

pub(super) fn router() -> Router<HttpState> {
    Router::new().route("/api/openapi.json", get(describe))
}

async fn describe(State(state): State<HttpState>, request: HeaderMap) -> Response {
    let community = &state.hromada.community;
    let text = match serde_json::from_str::<Value>(DOCUMENT) {
        Ok(mut document) => {
            if let Some(members) = document.as_object_mut() {
                let server = json!([{ "url": community.origin, "description": community.name_en }]);
                members.insert("servers".to_owned(), server);
            }
            document.to_string()
        }
        Err(error) => {
            return super::answer::ApiError::from(ServiceError::Internal(error.to_string())).into_response();
        }
    };
    let is_compressed = accepts(&request, "br");
    let mut response = if is_compressed {
        brotli(text.as_bytes(), Effort::Often).into_response()
    } else {
        text.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if is_compressed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}
