//! The catalogue of services as open data: every card whole as JSON, and what most people ask for as a table.

use super::cabinet::{answer, fault};
use crate::http::HttpState;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use domain::cabinet::view::ServiceView;
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::{Value, json};

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        .route("/opendata/cabinet/services.json", get(services_json))
        .route("/opendata/cabinet/services.csv", get(services_csv))
}

async fn services(state: &HttpState) -> ServiceResult<Vec<ServiceView>> {
    let cabinet = &state.hromada.services.cabinet;
    let mut services = Vec::new();
    for summary in cabinet.services(&Actor::Anonymous).await? {
        services.push(cabinet.service(&Actor::Anonymous, &summary.code).await?);
    }
    Ok(services)
}

async fn services_json(State(state): State<HttpState>, request: HeaderMap) -> Response {
    let text = services(&state).await.map(|services| {
        let services: Vec<Value> = services.iter().map(service).collect();
        json!({ "services": services }).to_string()
    });
    answer(&request, "application/json", text)
}

async fn services_csv(State(state): State<HttpState>, request: HeaderMap) -> Response {
    let text = services(&state).await.and_then(|services| table(&services));
    answer(&request, "text/csv; charset=utf-8", text)
}

/// A card as it stands in its file, with its unit and the time that it usually takes.
pub(in crate::http) fn service(service: &ServiceView) -> Value {
    let unit = service.unit.as_ref().map(|unit| {
        json!({
            "code": unit.code,
            "name": { "uk": unit.name_uk, "en": unit.name_en },
            "phone": unit.phone,
            "confirmed": service.card.unit_confirmed,
        })
    });
    let usual = service.usual.map(|usual| {
        json!({
            "applications": usual.count,
            "median_days": usual.median_days,
            "ninetieth_percentile_days": usual.ninetieth_days,
        })
    });
    json!({ "card": *service.card, "unit": unit, "usual": usual })
}

/// One line for each term of each service. What nobody has confirmed says so in its own column.
fn table(services: &[ServiceView]) -> ServiceResult<String> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer
        .write_record([
            "code",
            "version",
            "name_uk",
            "name_en",
            "category",
            "unit",
            "unit_confirmed",
            "identity",
            "guide_code",
            "fee_uk",
            "fee_en",
            "fee_confirmed",
            "term",
            "term_name_uk",
            "term_number",
            "term_unit",
            "term_confirmed",
            "ordered_at",
        ])
        .map_err(fault)?;
    for ServiceView { card, .. } in services {
        let word = |value: Value| value.as_str().unwrap_or_default().to_owned();
        let flag = |is: bool| if is { "true" } else { "false" }.to_owned();
        let service = [
            card.code.clone(),
            card.version.to_string(),
            card.name.uk.clone(),
            card.name.en.clone(),
            word(json!(card.category)),
            card.unit.clone(),
            flag(card.unit_confirmed),
            word(json!(card.identity)),
            card.guide_code.clone().unwrap_or_default(),
            card.fee.uk.clone(),
            card.fee.en.clone(),
            flag(card.fee.confirmed),
        ];
        let handoff = card.handoff.as_ref().map(|handoff| handoff.url.clone());
        let mut terms: Vec<[String; 5]> = card
            .terms
            .iter()
            .map(|term| {
                [
                    term.code.clone(),
                    term.name.uk.clone(),
                    term.number.to_string(),
                    word(json!(term.unit)),
                    flag(term.confirmed),
                ]
            })
            .collect();
        if terms.is_empty() {
            terms.push(Default::default());
        }
        for term in terms {
            let line = service.iter().chain(&term);
            writer
                .write_record(
                    line.map(String::as_str)
                        .chain([handoff.as_deref().unwrap_or_default()]),
                )
                .map_err(fault)?;
        }
    }
    let internal = |error: String| ServiceError::Internal(format!("csv: {error}"));
    let bytes = writer.into_inner().map_err(|error| internal(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| internal(error.to_string()))
}
