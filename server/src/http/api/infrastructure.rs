//! Projects as JSON: the list, one project, the points of the map. The same filter as the pages have.

use super::super::HttpState;
use super::super::assets::accepts;
use super::super::page_cache::{Effort, brotli};
use super::answer::ApiError;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::infrastructure::filter::{Filter, Sort};
use domain::infrastructure::project::ProjectItem;
use domain::{Actor, Problem, ServiceError, ServiceResult};
use serde::Serialize;

/// Smaller answers are not worth compressing.
const COMPRESSED_FROM: usize = 1_000;

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        .route("/api/infrastructure/projects", get(projects))
        .route("/api/infrastructure/projects/{id}", get(project))
        .route("/api/infrastructure/points", get(points))
}

async fn projects(State(state): State<HttpState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let pairs = pairs(query.as_deref());
    let asked = filter(&pairs).and_then(|filter| Ok((filter, sort(&pairs)?, page(&pairs)?)));
    let (filter, sort, page) = match asked {
        Ok(asked) => asked,
        Err(error) => return refusal(error),
    };
    let service = &state.hromada.services.infrastructure;
    match service.list(&Actor::Anonymous, &filter, sort, page).await {
        Ok(found) => json(&found, &headers),
        Err(error) => refusal(error),
    }
}

async fn project(State(state): State<HttpState>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    match item(&state, &id).await {
        Ok(item) => json(&item, &headers),
        Err(error) => refusal(error),
    }
}

/// The project that a path names.
///
/// # Errors
/// [`ServiceError::NotFound`] also for what cannot be an id.
pub(in super::super) async fn item(state: &HttpState, id: &str) -> ServiceResult<ProjectItem> {
    let id = id.parse().map_err(|_| ServiceError::NotFound)?;
    let service = &state.hromada.services.infrastructure;
    let item = service.item(&Actor::Anonymous, &id).await?;
    item.ok_or(ServiceError::NotFound)
}

async fn points(State(state): State<HttpState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let filter = match filter(&pairs(query.as_deref())) {
        Ok(filter) => filter,
        Err(error) => return refusal(error),
    };
    match state
        .hromada
        .services
        .infrastructure
        .points(&Actor::Anonymous, &filter)
        .await
    {
        Ok(points) => json(&points, &headers),
        Err(error) => refusal(error),
    }
}

/// The pairs of a query; bytes that are no UTF-8 become marks that the filter refuses.
pub(in super::super) fn pairs(query: Option<&str>) -> Vec<(String, String)> {
    form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .into_owned()
        .collect()
}

/// The filter of a query.
///
/// # Errors
/// [`ServiceError::Invalid`] with every parameter that cannot be read.
pub(in super::super) fn filter(pairs: &[(String, String)]) -> Result<Filter, ServiceError> {
    Filter::of_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
        .map_err(|error| ServiceError::Invalid(error.0))
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, value)| key == name && !value.is_empty())
        .map(|(_, value)| value.as_str())
}

fn sort(pairs: &[(String, String)]) -> Result<Sort, ServiceError> {
    value(pairs, "sort").map_or(Ok(Sort::default()), |code| {
        Sort::of_code(code).ok_or_else(|| ServiceError::field("sort", Problem::NotAChoice))
    })
}

fn page(pairs: &[(String, String)]) -> Result<u32, ServiceError> {
    value(pairs, "page").map_or(Ok(1), |text| {
        text.parse()
            .map_err(|_| ServiceError::field("page", Problem::NotANumber))
    })
}

/// The answer that tells an error: a stable code, and the parameters at fault.
pub(in super::super) fn refusal(error: ServiceError) -> Response {
    ApiError::from(error).into_response()
}

fn json<Body: Serialize>(body: &Body, request: &HeaderMap) -> Response {
    let text = match serde_json::to_vec(body) {
        Ok(text) => text,
        Err(error) => return refusal(ServiceError::Internal(error.to_string())),
    };
    let is_compressed = text.len() > COMPRESSED_FROM && accepts(request, "br");
    let mut response = if is_compressed {
        brotli(&text, Effort::Once).into_response()
    } else {
        text.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_compressed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}
