//! `/people/second-factor` and `/people/account/second-factor`.

use super::between;
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;
use domain::people::session::SecondFactor;
use domain::time::MINUTE_MS;
use server::seed::DEMO_PASSWORD;
use totp_rs::{Builder, Secret};

const OFFICER: &str = "officer@demo.hromada";

async fn password(browser: &Browser<'_>, email: &str, next: &[(&str, &str)]) -> crate::support::Answer {
    let mut fields = vec![("email", email), ("password", DEMO_PASSWORD)];
    fields.extend(next);
    browser.post("/people/sign-in", &fields).await
}

fn code_of(app: &TestApp, secret: &str) -> String {
    let secret: String = secret.chars().filter(|c| !c.is_whitespace()).collect();
    let secret = Secret::try_from_base32(secret).unwrap();
    let seconds = u64::try_from(app.hromada.desk.now().0 / 1_000).unwrap();
    Builder::new()
        .with_secret(secret)
        .build()
        .unwrap()
        .generate(seconds)
        .to_string()
}

/// Sets an authenticator up and says its secret and the recovery codes.
async fn set_up(app: &TestApp, browser: &Browser<'_>) -> (String, Vec<String>) {
    let begun = browser
        .post("/people/account/second-factor", &[("step", "begin")])
        .await;
    assert!(begun.text().contains("src=\"data:image/png;base64,"));
    let secret = between(&begun, "<code data-totp-secret>", "</code>");
    let code = code_of(app, &secret);
    let confirmed = browser
        .post(
            "/people/account/second-factor",
            &[("step", "confirm"), ("code", &code)],
        )
        .await;
    assert_eq!(confirmed.status, StatusCode::OK);
    let text = confirmed.text();
    let codes = text
        .split("<li><code>")
        .skip(1)
        .map(|rest| rest.split_once('<').unwrap().0.to_owned())
        .collect();
    (secret, codes)
}

#[tokio::test]
async fn demo_staff_read_the_code_on_the_page_and_the_token_changes() {
    let app = TestApp::seeded().await;
    let browser = app.anonymous();
    let answer = password(&browser, OFFICER, &[]).await;
    assert_eq!(answer.location(), "/people/second-factor");
    assert_eq!(
        browser.get("/people/account").await.status,
        StatusCode::UNAUTHORIZED,
        "the password alone opens nothing"
    );
    let before = browser.cookie("__Host-session").unwrap();
    let page = browser.get("/people/second-factor").await;
    assert!(page.text().contains("Демонстрація"));
    let code = between(&page, "data-demo-code>", "<");
    let done = browser.post("/people/second-factor", &[("code", &code)]).await;
    assert_eq!(done.location(), "/people/account");
    assert_ne!(browser.cookie("__Host-session"), Some(before.clone()));
    assert_eq!(browser.get("/people/account").await.status, StatusCode::OK);
    let thief = app.anonymous();
    thief.plant("__Host-session", &before);
    assert_eq!(
        thief.get("/people/account").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn the_page_to_go_to_survives_both_steps() {
    let app = TestApp::seeded().await;
    let browser = app.anonymous();
    let page = password(&browser, OFFICER, &[("next", "/people/account/sessions")]).await;
    assert_eq!(page.status, StatusCode::OK);
    let code = between(&page, "data-demo-code>", "<");
    let done = browser
        .post(
            "/people/second-factor",
            &[("code", &code), ("next", "/people/account/sessions")],
        )
        .await;
    assert_eq!(done.location(), "/people/account/sessions");
}

#[tokio::test]
async fn wrong_codes_are_refused_and_limited() {
    let app = TestApp::seeded().await;
    let browser = app.anonymous();
    password(&browser, OFFICER, &[]).await;
    for _ in 0..8 {
        let refused = browser.post("/people/second-factor", &[("code", "000000")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let fields = [("code", "000000"), ("next", "/operations")];
    let stopped = browser.post("/people/second-factor", &fields).await;
    assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
    let text = stopped.text();
    assert!(text.contains("Спробуйте ще раз через 15 хвилин"), "{text}");
    assert!(
        text.contains("name=\"next\" value=\"/operations\""),
        "the way on is kept"
    );
}

#[tokio::test]
async fn the_second_step_must_follow_within_ten_minutes() {
    let app = TestApp::seeded().await;
    let browser = app.anonymous();
    password(&browser, OFFICER, &[]).await;
    app.clock.advance_ms(10 * MINUTE_MS);
    let late = browser.post("/people/second-factor", &[("code", "000000")]).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_resident_sets_an_authenticator_up_and_no_code_works_twice() {
    let app = TestApp::seeded().await;
    // Not a made-up person: their codes are on the page and may be used by several visitors.
    app.own_account("mariia@example.com").await;
    let browser = app.signed_in("mariia@example.com", SecondFactor::NotAsked).await;
    let other = app.signed_in("mariia@example.com", SecondFactor::NotAsked).await;
    let (secret, codes) = set_up(&app, &browser).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(browser.get("/people/account").await.status, StatusCode::OK);
    assert_eq!(
        other.get("/people/account").await.status,
        StatusCode::UNAUTHORIZED,
        "sessions without the second factor have ended"
    );

    let again = app.anonymous();
    let awaiting = password(&again, "mariia@example.com", &[]).await;
    assert_eq!(awaiting.location(), "/people/second-factor");
    let page = again.get("/people/second-factor").await;
    assert!(!page.text().contains("data-demo-code"));
    let used = code_of(&app, &secret);
    let refused = again.post("/people/second-factor", &[("code", &used)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.clock.advance_ms(MINUTE_MS);
    let fresh = code_of(&app, &secret);
    let accepted = again.post("/people/second-factor", &[("code", &fresh)]).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_recovery_code_replaces_the_telephone_once() {
    let app = TestApp::seeded().await;
    app.own_account("mariia@example.com").await;
    let browser = app.signed_in("mariia@example.com", SecondFactor::NotAsked).await;
    let (_, codes) = set_up(&app, &browser).await;
    for expected in [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY] {
        let visitor = app.anonymous();
        password(&visitor, "mariia@example.com", &[]).await;
        let typed = codes[0].to_uppercase();
        let answer = visitor.post("/people/second-factor", &[("code", &typed)]).await;
        assert_eq!(answer.status, expected);
    }
}

#[tokio::test]
async fn staff_cannot_turn_the_second_step_off_and_residents_need_their_password() {
    let app = TestApp::seeded().await;
    let officer = app.signed_in(OFFICER, SecondFactor::Confirmed).await;
    let remove = |word| [("step", "remove"), ("password", word)];
    let refused = officer
        .post("/people/account/second-factor", &remove(DEMO_PASSWORD))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    app.own_account("mariia@example.com").await;
    let browser = app.signed_in("mariia@example.com", SecondFactor::NotAsked).await;
    set_up(&app, &browser).await;
    let wrong = browser
        .post("/people/account/second-factor", &remove("не той"))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = browser
        .post("/people/account/second-factor", &remove(DEMO_PASSWORD))
        .await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    let visitor = app.anonymous();
    assert_eq!(
        password(&visitor, "mariia@example.com", &[]).await.location(),
        "/people/account"
    );
}
