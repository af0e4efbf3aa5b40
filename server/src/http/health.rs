//! Whether the program lives, and whether it can work.

use super::HttpState;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use domain::Actor;

/// These addresses answer under any load.
pub(super) const PATHS: [&str; 2] = ["/healthz", "/readyz"];

pub(super) fn router() -> Router<HttpState> {
    let [alive_path, ready_path] = PATHS;
    Router::new()
        .route(alive_path, get(alive))
        .route(ready_path, get(ready))
}

/// Answers while the process runs.
async fn alive() -> &'static str {
    "ok\n"
}

/// Answers with 200 when the program can read and write, and with a code on a line for each thing that it cannot.
async fn ready(State(state): State<HttpState>) -> (StatusCode, String) {
    match state.hromada.services.operations.readiness(&Actor::System).await {
        Ok(readiness) if readiness.faults.is_empty() => (StatusCode::OK, "ready\n".to_owned()),
        Ok(readiness) => {
            let codes: Vec<&str> = readiness.faults.iter().map(|fault| fault.code()).collect();
            (StatusCode::SERVICE_UNAVAILABLE, codes.join("\n") + "\n")
        }
        Err(error) => {
            tracing::error!(%error, "readiness");
            (StatusCode::SERVICE_UNAVAILABLE, "unknown\n".to_owned())
        }
    }
}
