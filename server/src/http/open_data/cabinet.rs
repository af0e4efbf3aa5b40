//! Open data of the cabinet: whose the time was, and the signed roots of the log. Small, and written at once.

use crate::http::HttpState;
use crate::http::api::infrastructure::refusal;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base64::Engine as _;
use domain::cabinet::figures::{Cell, SMALL_CELL, TimeFigure, TimeFigures};
use domain::cabinet::ledger::{Days, Side};
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        .route("/opendata/cabinet/times.json", get(times_json))
        .route("/opendata/cabinet/times.csv", get(times_csv))
        .route("/opendata/cabinet/log.json", get(log))
}

async fn times_json(State(state): State<HttpState>, request: HeaderMap) -> Response {
    let times = state.hromada.services.cabinet.times(&Actor::Anonymous).await;
    answer(
        &request,
        "application/json",
        times.map(|times| document(&times).to_string()),
    )
}

async fn times_csv(State(state): State<HttpState>, request: HeaderMap) -> Response {
    let times = state.hromada.services.cabinet.times(&Actor::Anonymous).await;
    answer(
        &request,
        "text/csv; charset=utf-8",
        times.and_then(|times| table(&times)),
    )
}

async fn log(State(state): State<HttpState>, request: HeaderMap) -> Response {
    answer(&request, "application/json", published(&state).await)
}

async fn published(state: &HttpState) -> ServiceResult<String> {
    let cabinet = &state.hromada.services.cabinet;
    let roots = cabinet.signed_roots(&Actor::Anonymous).await?;
    let keys = cabinet.log_keys(&Actor::Anonymous).await?;
    Ok(json!({ "origin": state.hromada.community.origin, "keys": keys, "roots": roots }).to_string())
}

/// A whole file; the same bytes have the same tag.
pub(super) fn answer(request: &HeaderMap, media_type: &'static str, text: ServiceResult<String>) -> Response {
    let text = match text {
        Ok(text) => text,
        Err(error) => return refusal(error),
    };
    let digest = Sha256::digest(text.as_bytes());
    let short = digest.get(..12).unwrap_or_default();
    let tag = format!(
        "W/\"{}\"",
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(short)
    );
    let known = request
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let has_it = known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag));
    let mut response = if has_it {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        text.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );
    // Open data may be read by the pages of others.
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    response
}

fn document(times: &TimeFigures) -> Value {
    let months: Vec<String> = times.months.iter().map(ToString::to_string).collect();
    let units: Vec<Value> = times
        .by_unit()
        .into_iter()
        .map(|unit| {
            json!({
                "unit": unit.unit.code,
                "name": { "uk": unit.unit.name_uk, "en": unit.unit.name_en },
                "applications": unit.applications,
                "days": days(unit.days),
            })
        })
        .collect();
    let figures: Vec<Value> = times.figures.iter().map(figure).collect();
    json!({ "smallest_cell": SMALL_CELL, "months": months, "units": units, "figures": figures })
}

fn figure(figure: &TimeFigure) -> Value {
    let of = |value: fn(&Cell) -> u32| figure.cell.as_ref().map(value);
    json!({
        "month": figure.month.to_string(),
        "unit": figure.unit.code,
        "service": figure.service,
        "service_name": figure.service_name,
        "suppressed": figure.cell.is_none(),
        "applications": of(|cell| cell.applications),
        "days": figure.cell.map(|cell| days(cell.days)),
        "median_days": of(|cell| cell.median_days),
        "ninetieth_percentile_days": of(|cell| cell.ninetieth_days),
    })
}

fn days(days: Days) -> Value {
    let each = Side::ALL
        .into_iter()
        .map(|side| (side.code().to_owned(), json!(days.of(side))));
    Value::Object(each.collect())
}

pub(super) fn fault(error: csv::Error) -> ServiceError {
    ServiceError::Internal(format!("csv: {error}"))
}

fn table(times: &TimeFigures) -> ServiceResult<String> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer
        .write_record([
            "month",
            "unit",
            "service",
            "suppressed",
            "applications",
            "unit_days",
            "applicant_days",
            "external_days",
            "law_days",
            "median_days",
            "ninetieth_percentile_days",
        ])
        .map_err(fault)?;
    for figure in &times.figures {
        let of = |value: fn(&Cell) -> u32| {
            figure
                .cell
                .as_ref()
                .map(|cell| value(cell).to_string())
                .unwrap_or_default()
        };
        let suppressed = if figure.cell.is_none() { "true" } else { "false" };
        writer
            .write_record([
                figure.month.to_string(),
                figure.unit.code.clone(),
                figure.service.clone(),
                suppressed.to_owned(),
                of(|cell| cell.applications),
                of(|cell| cell.days.unit),
                of(|cell| cell.days.applicant),
                of(|cell| cell.days.external),
                of(|cell| cell.days.law),
                of(|cell| cell.median_days),
                of(|cell| cell.ninetieth_days),
            ])
            .map_err(fault)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| ServiceError::Internal(format!("csv: {error}")))?;
    String::from_utf8(bytes).map_err(|error| ServiceError::Internal(format!("csv: {error}")))
}
