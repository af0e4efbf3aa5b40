//! The board of debts as data: what each body owes to those who asked. Small, and written at once.

use super::cabinet::answer;
use crate::http::HttpState;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use domain::infrastructure::debt::{AnswerTerm, Board, Debt};
use domain::infrastructure::project::Day;
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::{Value, json};

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        .route("/opendata/infrastructure/answers.json", get(answers_json))
        .route("/opendata/infrastructure/answers.csv", get(answers_csv))
}

async fn answers_json(State(state): State<HttpState>, request: HeaderMap) -> Response {
    let service = &state.hromada.services.infrastructure;
    let board = service.answer_debt(&Actor::Anonymous).await;
    let term = service.profile().answer_term.as_ref();
    let today = service.dataset_day(state.hromada.desk.now());
    let text = board.map(|board| document(&board, term, today).to_string());
    answer(&request, "application/json", text)
}

async fn answers_csv(State(state): State<HttpState>, request: HeaderMap) -> Response {
    let service = &state.hromada.services.infrastructure;
    let board = service.answer_debt(&Actor::Anonymous).await;
    let today = service.dataset_day(state.hromada.desk.now());
    let text = board.and_then(|board| table(&board, today));
    answer(&request, "text/csv; charset=utf-8", text)
}

fn document(board: &Board, term: Option<&AnswerTerm>, today: Day) -> Value {
    let bodies: Vec<Value> = board.bodies.iter().map(figures).collect();
    json!({
        "as_of": today.to_string(),
        "term": term.map(|term| json!({ "days": term.days, "act": term.act })),
        "all": figures(&board.all),
        "bodies": bodies,
    })
}

fn figures(debt: &Debt) -> Value {
    json!({
        "body": debt.body.as_ref().map(|body| json!({ "id": body.id, "name": body.name })),
        "questions": debt.questions,
        "open": debt.open,
        "overdue": debt.overdue,
        "oldest_days": debt.oldest_days,
        "answered": debt.answered(),
        "answered_percent": debt.answered_percent(),
        "answers": debt.answers,
        "median_days": debt.median_days,
        "reopened": debt.reopened,
        "reopened_percent": debt.reopened_percent(),
    })
}

fn table(board: &Board, today: Day) -> ServiceResult<String> {
    let fault = |error: csv::Error| ServiceError::Internal(format!("csv: {error}"));
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer
        .write_record([
            "as_of",
            "body_id",
            "body_name",
            "questions",
            "open",
            "overdue",
            "oldest_days",
            "answered",
            "answers",
            "median_days",
            "reopened",
        ])
        .map_err(fault)?;
    for debt in &board.bodies {
        let maybe = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let (id, name) = debt
            .body
            .as_ref()
            .map(|body| (body.id.clone(), body.name.clone()))
            .unwrap_or_default();
        writer
            .write_record([
                today.to_string(),
                id,
                name,
                debt.questions.to_string(),
                debt.open.to_string(),
                maybe(debt.overdue),
                maybe(debt.oldest_days),
                debt.answered().to_string(),
                debt.answers.to_string(),
                maybe(debt.median_days),
                debt.reopened.to_string(),
            ])
            .map_err(fault)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| ServiceError::Internal(format!("csv: {error}")))?;
    String::from_utf8(bytes).map_err(|error| ServiceError::Internal(format!("csv: {error}")))
}
