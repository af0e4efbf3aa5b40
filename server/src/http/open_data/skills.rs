//! Open data of learning: how many people are on which level of digital skills.

use super::cabinet::answer;
use crate::http::HttpState;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use domain::learning::assessment::framework::Level;
use domain::learning::assessment::picture::{Group, Picture, ROUNDED_TO, SMALLEST};
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::{Value, json};

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        .route("/opendata/learning/skills.json", get(skills_json))
        .route("/opendata/learning/skills.csv", get(skills_csv))
}

async fn picture(state: &HttpState) -> ServiceResult<Picture> {
    let learning = &state.hromada.services.learning;
    learning.skills_picture(&Actor::Anonymous).await
}

async fn skills_json(State(state): State<HttpState>, request: HeaderMap) -> Response {
    let text = picture(&state)
        .await
        .map(|picture| document(&picture).to_string());
    answer(&request, "application/json", text)
}

async fn skills_csv(State(state): State<HttpState>, request: HeaderMap) -> Response {
    let text = picture(&state).await.and_then(|picture| table(&picture));
    answer(&request, "text/csv; charset=utf-8", text)
}

fn document(picture: &Picture) -> Value {
    let areas: Vec<Value> = picture
        .areas
        .iter()
        .map(|area| json!({ "area": area.code, "name": area.title, "group": area.group.map(group) }))
        .collect();
    json!({
        "finished_before": picture.until.rfc3339(),
        "smallest_number": SMALLEST,
        "rounded_to": ROUNDED_TO,
        "overall": picture.overall.map(group),
        "areas": areas,
    })
}

fn group(group: Group) -> Value {
    let levels: serde_json::Map<String, Value> = Level::ALL
        .into_iter()
        .zip(group.levels)
        .map(|(level, people)| (level.code().to_owned(), json!(people)))
        .collect();
    json!({ "people": group.people, "levels": levels })
}

/// One line for each level of each group; what is not told is empty and marked.
fn table(picture: &Picture) -> ServiceResult<String> {
    let fault = |error: csv::Error| ServiceError::Internal(format!("csv: {error}"));
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer
        .write_record(["finished_before", "area", "level", "people", "suppressed"])
        .map_err(fault)?;
    let moment = picture.until.rfc3339();
    let overall = std::iter::once(("all", picture.overall));
    let groups = overall.chain(picture.areas.iter().map(|area| (area.code.as_str(), area.group)));
    for (area, group) in groups {
        for (index, level) in Level::ALL.into_iter().enumerate() {
            let people = group.and_then(|group| group.levels.get(index).copied().flatten());
            let told = people.map(|people| people.to_string()).unwrap_or_default();
            let is_suppressed = if people.is_none() { "true" } else { "false" };
            writer
                .write_record([moment.as_str(), area, level.code(), &told, is_suppressed])
                .map_err(fault)?;
        }
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| ServiceError::Internal(format!("csv: {error}")))?;
    String::from_utf8(bytes).map_err(|error| ServiceError::Internal(format!("csv: {error}")))
}
