//! How a refusal of the frame is told: as a page in the reader's language, or as JSON to a program.

use super::HttpState;
use super::asked::Asked;
use super::pages::html_response;
use app::shared::{PageFrame, Refusal};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::Actor;
use serde::Serialize;
use std::sync::Arc;

/// An answer without a body, for the frame to fill in.
pub(super) fn bare(refusal: Refusal) -> Response {
    let mut response = status(refusal).into_response();
    response.extensions_mut().insert(refusal);
    response
}

/// Gives an error that has no body of its own one that its reader understands.
pub(super) fn dress(state: &HttpState, asked: &Asked, request: &HeaderMap, response: Response) -> Response {
    let Some(refusal) = refusal_in(&response) else {
        return response;
    };
    let told = if asked.wants_json {
        json(asked, refusal)
    } else {
        let frame = PageFrame {
            actor: Actor::Anonymous,
            language: asked.language,
            query: asked.query.clone(),
            path: asked.path.clone(),
            is_form: asked.is_form,
            came_from: asked.came_from.clone(),
            community: Arc::clone(&state.hromada.community),
            assets: Arc::clone(&state.site.addresses),
            nonce: asked.nonce.clone(),
            request_id: asked.request_id.clone(),
        };
        page(&frame, refusal, request)
    };
    // What the refusing part has said besides, such as the methods that are allowed, stays.
    let (parts, _) = response.into_parts();
    let (mut told, body) = told.into_parts();
    for (name, value) in &parts.headers {
        if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
            told.headers.append(name, value.clone());
        }
    }
    told.extensions.extend(parts.extensions);
    Response::from_parts(told, body)
}

/// The page of a refusal for somebody whose frame is known.
pub(super) fn page(frame: &PageFrame, refusal: Refusal, request: &HeaderMap) -> Response {
    let page = refusal.page(frame);
    let mut response = html_response(status(refusal), app::shared::render(frame, page), request);
    tell_when(response.headers_mut(), refusal.retry_after_s());
    response
}

/// Says in how many seconds the same request may be welcome.
pub(super) fn tell_when(headers: &mut HeaderMap, retry_after_s: Option<u64>) {
    if let Some(seconds) = retry_after_s {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

fn status(refusal: Refusal) -> StatusCode {
    StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// What the frame has refused, or what a part of it has refused in a bare line or with no word at all.
fn refusal_in(response: &Response) -> Option<Refusal> {
    if let Some(refusal) = response.extensions().get::<Refusal>() {
        return Some(*refusal);
    }
    let media_type = response.headers().get(header::CONTENT_TYPE);
    let is_bare = media_type.is_none_or(|value| value.as_bytes().starts_with(b"text/plain"));
    if !is_bare {
        return None;
    }
    match response.status() {
        StatusCode::BAD_REQUEST => Some(Refusal::Malformed),
        StatusCode::FORBIDDEN => Some(Refusal::CrossSite),
        StatusCode::NOT_FOUND => Some(Refusal::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => Some(Refusal::MethodNotAllowed),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(Refusal::WrongContentType),
        StatusCode::INTERNAL_SERVER_ERROR => Some(Refusal::Internal),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Refusal::BodyTooLarge {
            max_bytes: super::SMALL_BODY,
        }),
        _ => None,
    }
}

#[derive(Serialize)]
struct Told<'a> {
    code: &'static str,
    request_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_bytes: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_s: Option<u64>,
}

fn json(asked: &Asked, refusal: Refusal) -> Response {
    let told = Told {
        code: refusal.code(),
        request_id: &asked.request_id,
        max_bytes: match refusal {
            Refusal::BodyTooLarge { max_bytes } => Some(max_bytes),
            _ => None,
        },
        retry_after_s: refusal.retry_after_s(),
    };
    let mut response = (status(refusal), axum::Json(told)).into_response();
    tell_when(response.headers_mut(), refusal.retry_after_s());
    response
}
