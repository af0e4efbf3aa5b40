//! `/people/account/identity` and `/people/identity/return`, against a small OpenID Connect provider of our own.

use super::between;
use super::provider::{Granted, Provider};
use crate::support::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::IdentityLevel;
use domain::people::session::SecondFactor;
use domain::time::MINUTE_MS;
use serde_json::json;

const ANDRII: &str = "andrii@demo.hromada";
const NUMBER: &str = "2900721759";

/// A resident on the way through the provider.
struct Visit<'a> {
    app: &'a TestApp,
    provider: &'a Provider,
    browser: Browser<'a>,
    granted: Granted,
    state: String,
}

async fn start() -> (Provider, TestApp) {
    let provider = Provider::start().await;
    let issuer = provider.issuer.clone();
    let app = TestApp::with(move |settings| {
        settings.identity.issuer = issuer;
        settings.identity.client_id = "hromada".to_owned();
        settings.identity.client_secret = "client-secret".into();
    })
    .await;
    server::seed::seed(&app.hromada).await.unwrap();
    (provider, app)
}

async fn leave<'a>(app: &'a TestApp, provider: &'a Provider) -> Visit<'a> {
    let browser = app.signed_in(ANDRII, SecondFactor::NotAsked).await;
    let page = browser.post("/people/account/identity", &[]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let address = between(&page, &format!("href=\"{}", provider.issuer), "\"").replace("&amp;", "&");
    let query = address.split_once('?').unwrap().1.to_owned();
    let value = |name: &str| {
        form_urlencoded::parse(query.as_bytes())
            .find(|(key, _)| key == name)
            .unwrap_or_else(|| panic!("no {name} in {query}"))
            .1
            .into_owned()
    };
    assert_eq!(value("code_challenge_method"), "S256");
    assert_eq!(value("redirect_uri"), "http://localhost/people/identity/return");
    let now = app.hromada.desk.now().0 / 1_000;
    Visit {
        granted: Granted {
            challenge: value("code_challenge"),
            claims: json!({
                "iss": provider.issuer, "aud": "hromada", "sub": "1", "nonce": value("nonce"),
                "iat": now, "exp": now + 300,
                "given_name": "Андрій", "middle_name": "Петрович", "family_name": "Мельник", "drfocode": NUMBER,
            }),
            is_signed_by_another: false,
        },
        state: value("state"),
        app,
        provider,
        browser,
    }
}

impl Visit<'_> {
    /// Comes back with a code of the provider and presses the button.
    async fn come_back(&self) -> Answer {
        let code = self.provider.grant(self.granted.clone());
        let page = self
            .browser
            .get(&format!(
                "/people/identity/return?state={}&code={code}",
                self.state
            ))
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(self.level().await, IdentityLevel::Email, "a GET changes nothing");
        self.finish(&self.state, &code).await
    }

    async fn finish(&self, state: &str, code: &str) -> Answer {
        self.browser
            .post("/people/identity/return", &[("state", state), ("code", code)])
            .await
    }

    async fn level(&self) -> IdentityLevel {
        self.app.person(ANDRII).await.identity()
    }

    /// Whether a visit with other claims is refused and leaves the account as it was.
    async fn is_refused(&self) {
        let answer = self.come_back().await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            answer.text()
        );
        assert_eq!(self.level().await, IdentityLevel::Email);
    }
}

#[tokio::test]
async fn the_provider_makes_a_verified_resident() {
    let (provider, app) = start().await;
    let visit = leave(&app, &provider).await;
    let answer = visit.come_back().await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let person = app.person(ANDRII).await;
    assert_eq!(person.name, "Андрій Петрович Мельник");
    assert_eq!(person.tax_number.unwrap().secret_digits(), NUMBER);
    let again = visit.finish(&visit.state, "any").await;
    assert_eq!(
        again.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a state is worth one attempt"
    );
}

#[tokio::test]
async fn a_state_that_we_did_not_give_is_refused() {
    let (provider, app) = start().await;
    let visit = leave(&app, &provider).await;
    let code = provider.grant(visit.granted.clone());
    let answer = visit.finish(&"A".repeat(43), &code).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(visit.level().await, IdentityLevel::Email);
}

#[tokio::test]
async fn the_state_of_somebody_else_is_refused() {
    let (provider, app) = start().await;
    let visit = leave(&app, &provider).await;
    let code = provider.grant(visit.granted.clone());
    let stranger = app
        .signed_in("officer@demo.hromada", SecondFactor::Confirmed)
        .await;
    let fields = [("state", visit.state.as_str()), ("code", code.as_str())];
    let answer = stranger.post("/people/identity/return", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.person("officer@demo.hromada").await.tax_number, None);
}

#[tokio::test]
async fn a_visit_has_a_term() {
    let (provider, app) = start().await;
    let visit = leave(&app, &provider).await;
    app.clock.advance_ms(15 * MINUTE_MS);
    visit.is_refused().await;
}

#[tokio::test]
async fn a_token_with_another_nonce_audience_or_issuer_is_refused() {
    let (provider, app) = start().await;
    for (claim, value) in [
        ("nonce", "another"),
        ("aud", "another-client"),
        ("iss", "https://another.example"),
    ] {
        let mut visit = leave(&app, &provider).await;
        visit.granted.claims[claim] = json!(value);
        visit.is_refused().await;
    }
}

#[tokio::test]
async fn an_expired_token_is_refused() {
    let (provider, app) = start().await;
    let mut visit = leave(&app, &provider).await;
    let now = app.hromada.desk.now().0 / 1_000;
    visit.granted.claims["iat"] = json!(now - 600);
    visit.granted.claims["exp"] = json!(now - 1);
    visit.is_refused().await;
}

#[tokio::test]
async fn a_token_signed_by_another_key_is_refused() {
    let (provider, app) = start().await;
    let mut visit = leave(&app, &provider).await;
    visit.granted.is_signed_by_another = true;
    visit.is_refused().await;
}

#[tokio::test]
async fn a_code_that_was_asked_for_with_another_verifier_is_refused() {
    let (provider, app) = start().await;
    let mut visit = leave(&app, &provider).await;
    visit.granted.challenge = "A".repeat(43);
    visit.is_refused().await;
}

#[tokio::test]
async fn missing_names_and_missing_or_wrong_numbers_are_refused() {
    let (provider, app) = start().await;
    for (claim, value) in [
        ("drfocode", json!(null)),
        ("drfocode", json!("2900721758")),
        ("drfocode", json!(2_900_721_759_u64)),
        ("family_name", json!("")),
        ("given_name", json!("\u{202E}")),
    ] {
        let mut visit = leave(&app, &provider).await;
        visit.granted.claims[claim] = value;
        visit.is_refused().await;
    }
}

#[tokio::test]
async fn a_number_that_another_account_has_is_refused_without_telling_whose() {
    let (provider, app) = start().await;
    let mut visit = leave(&app, &provider).await;
    visit.granted.claims["drfocode"] = json!("3184910682");
    let answer = visit.come_back().await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.text().contains("Олена"));
    assert_eq!(visit.level().await, IdentityLevel::Email);
}

#[tokio::test]
async fn a_provider_that_is_away_is_told_as_such() {
    let app = TestApp::with(|settings| settings.identity.issuer = "http://127.0.0.1:9".to_owned()).await;
    server::seed::seed(&app.hromada).await.unwrap();
    let browser = app.signed_in(ANDRII, SecondFactor::NotAsked).await;
    let answer = browser.post("/people/account/identity", &[]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn without_a_provider_only_the_service_centre_is_offered() {
    let app = TestApp::seeded().await;
    let browser = app.signed_in(ANDRII, SecondFactor::NotAsked).await;
    let page = browser.get("/people/account/identity").await;
    assert!(page.text().contains("центрі надання адміністративних послуг"));
    assert!(!page.text().contains("id.gov.ua"));
    assert_eq!(
        browser.post("/people/account/identity", &[]).await.status,
        StatusCode::NOT_FOUND
    );
}
