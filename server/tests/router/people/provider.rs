//! A small OpenID Connect provider on loopback: description, keys, and a token endpoint that checks the client and PKCE.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// What a code is worth.
#[derive(Clone)]
pub struct Granted {
    pub challenge: String,
    pub claims: Value,
    pub is_signed_by_another: bool,
}

/// The running provider. It ends with the test's runtime.
pub struct Provider {
    pub issuer: String,
    state: Arc<Shared>,
}

struct Shared {
    issuer: String,
    codes: Mutex<HashMap<String, Granted>>,
}

impl Provider {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Shared {
            issuer: issuer.clone(),
            codes: Mutex::default(),
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(description))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(Arc::clone(&state));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { issuer, state }
    }

    /// A code that can be exchanged once.
    pub fn grant(&self, granted: Granted) -> String {
        let mut codes = self.state.codes.lock().unwrap();
        let code = format!("code-{}-{}", codes.len(), granted.challenge);
        codes.insert(code.clone(), granted);
        code
    }
}

/// Ed25519 keys from seeds: nothing secret lies in the repository.
fn key(seed: u8) -> CoreEdDsaPrivateSigningKey {
    let mut der = vec![
        0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20,
    ];
    der.extend([seed; 32]);
    let pem = format!(
        "-----BEGIN {0}-----\n{1}\n-----END {0}-----\n",
        "PRIVATE KEY",
        STANDARD.encode(der)
    );
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new("key-1".to_owned()))).unwrap()
}

async fn description(State(state): State<Arc<Shared>>) -> Json<Value> {
    let issuer = &state.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
    }))
}

async fn keys() -> Json<Value> {
    Json(json!({ "keys": [key(1).as_verification_key()] }))
}

async fn token(
    State(state): State<Arc<Shared>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let expected = format!("Basic {}", STANDARD.encode("hromada:client-secret"));
    if headers
        .get(header::AUTHORIZATION)
        .is_none_or(|value| value != &expected)
    {
        return (
            StatusCode::UNAUTHORIZED,
            Json(json!({ "error": "invalid_client" })),
        )
            .into_response();
    }
    let granted = state.codes.lock().unwrap().remove(&form["code"]);
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(form["code_verifier"].as_bytes()));
    let Some(granted) = granted.filter(|granted| granted.challenge == challenge) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    let head = json!({ "alg": "EdDSA", "kid": "key-1", "typ": "JWT" });
    let message = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(head.to_string()),
        URL_SAFE_NO_PAD.encode(granted.claims.to_string())
    );
    let key = key(if granted.is_signed_by_another { 2 } else { 1 });
    let signature = key
        .sign(&CoreJwsSigningAlgorithm::EdDsa, message.as_bytes())
        .unwrap();
    let id_token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature));
    Json(json!({ "access_token": "access", "token_type": "Bearer", "expires_in": 300, "id_token": id_token }))
        .into_response()
}
