//! What everybody needs who checks a certificate: the keys of the issuer (did:web) and the lists of revocations.

use super::cabinet::answer;
use crate::http::HttpState;
use crate::http::api::infrastructure::refusal;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use domain::learning::certificate::credential::issuer_document;
use domain::{Actor, ServiceError};

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        // The address is fixed by did:web.
        .route("/.well-known/did.json", get(issuer))
        .route("/opendata/learning/certificates/revoked/{file}", get(revoked))
}

async fn issuer(State(state): State<HttpState>, request: HeaderMap) -> Response {
    let learning = &state.hromada.services.learning;
    let keys = learning.certificate_keys(&Actor::Anonymous).await;
    let document = keys.map(|issuer| issuer_document(&issuer.did, &issuer.keys).to_string());
    answer(&request, "application/json", document)
}

async fn revoked(State(state): State<HttpState>, Path(file): Path<String>, request: HeaderMap) -> Response {
    let list = file.strip_suffix(".json").and_then(|list| list.parse().ok());
    let Some(list) = list else {
        return refusal(ServiceError::NotFound);
    };
    let learning = &state.hromada.services.learning;
    let text = learning.revocation_list(&Actor::Anonymous, list).await;
    answer(&request, "application/vc", text)
}
