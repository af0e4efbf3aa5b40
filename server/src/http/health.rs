//! Whether the program lives, and whether it can work.

use super::HttpState;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        .route("/healthz", get(alive))
        .route("/readyz", get(ready))
}

/// Answers while the process runs.
async fn alive() -> &'static str {
    "ok\n"
}

/// Answers once the database can be read and has all its tables.
async fn ready(State(state): State<HttpState>) -> (StatusCode, String) {
    match state.hromada.desk.database.pending_migrations().await {
        Ok(pending) if pending.is_empty() => (StatusCode::OK, "ready\n".to_owned()),
        Ok(pending) => (
            StatusCode::SERVICE_UNAVAILABLE,
            format!("{} migrations wait\n", pending.len()),
        ),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database cannot be read\n".to_owned(),
            )
        }
    }
}
