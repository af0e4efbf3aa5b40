//! The pace of clients: who is slowed down, and what is said then.

use crate::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use server::http::Peer;
use std::num::NonZeroU32;

const FEW: NonZeroU32 = NonZeroU32::new(3).unwrap();

fn seconds(answer: &Answer) -> u64 {
    answer.header("retry-after").parse().unwrap()
}

#[tokio::test]
async fn codes_and_passwords_cannot_be_tried_fast() {
    let app = TestApp::with(|settings| settings.limits.sensitive_forms_per_minute = FEW).await;
    let guess = [("email", "olena@demo.hromada"), ("password", "не той")];
    for _ in 0..3 {
        let answer = app.anonymous().post("/people/sign-in", &guess).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = app.anonymous().post("/people/sign-in", &guess).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!((1..=20).contains(&seconds(&answer)), "{}", seconds(&answer));
    let text = answer.text();
    assert!(text.contains("Забагато запитів поспіль") && text.contains("Зачекайте"));
    assert!(text.contains(answer.header("x-request-id")));
    let english = app.anonymous().post("/en/people/sign-in", &guess).await;
    assert!(english.text().contains("Too many requests at once"));
    // Reading goes on meanwhile.
    assert_eq!(
        app.anonymous().get("/people/sign-in").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn one_person_does_not_use_up_the_forms_of_another() {
    let app = TestApp::with(|settings| settings.limits.forms_per_minute = FEW).await;
    server::seed::seed(&app.hromada).await.unwrap();
    let olena = app.citizen().await;
    for _ in 0..3 {
        olena.post("/cabinet/services/S16", &[]).await;
    }
    let slowed = olena.post("/cabinet/services/S16", &[]).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    // She is still known: the page offers her account, not the way to sign in.
    assert!(slowed.text().contains("/people/account"));
    let andrii = app
        .signed_in(
            "andrii@demo.hromada",
            domain::people::session::SecondFactor::NotAsked,
        )
        .await;
    assert_ne!(
        andrii.post("/cabinet/services/S16", &[]).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
}

#[tokio::test]
async fn pages_are_limited_and_pages_from_the_cache_are_free() {
    let app = TestApp::with(|settings| settings.limits.pages_per_minute = FEW).await;
    for _ in 0..10 {
        assert_eq!(app.anonymous().get("/").await.status, StatusCode::OK);
    }
    for _ in 0..2 {
        assert_eq!(
            app.anonymous().get("/people/sign-in").await.status,
            StatusCode::OK
        );
    }
    let slowed = app.anonymous().get("/people/sign-in").await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(app.anonymous().get("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn programs_are_told_their_limits_and_refused_in_json() {
    let app = TestApp::with(|settings| {
        settings.limits.pages_per_minute = FEW;
        settings.limits.exports_per_minute = FEW;
    })
    .await;
    for path in ["/api/infrastructure/projects", "/opendata/projects.csv"] {
        let first = app.anonymous().get(path).await;
        assert_eq!(first.status, StatusCode::OK, "{path}");
        assert_eq!(first.header("ratelimit-policy"), "3;w=60");
        assert_eq!(first.header("ratelimit-limit"), "3");
        assert_eq!(first.header("ratelimit-remaining"), "2");
        assert_eq!(first.header("ratelimit-reset"), "20");
        for _ in 0..2 {
            app.anonymous().get(path).await;
        }
        let refused = app.anonymous().get(path).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        let told: serde_json::Value = serde_json::from_str(&refused.text()).unwrap();
        assert_eq!(told["code"], "too_fast");
        assert_eq!(told["retry_after_s"], seconds(&refused));
        assert_eq!(told["request_id"], refused.header("x-request-id"));
    }
}

#[tokio::test]
async fn passkeys_are_limited_by_the_address_that_asks_for_them() {
    let app = TestApp::seeded().await;
    let begin = async |address: &str| {
        let request = Request::post("/api/people/passkey-sign-in/begin")
            .header("sec-fetch-site", "same-origin")
            .extension(Peer(format!("{address}:4000").parse().unwrap()))
            .body(Body::empty())
            .unwrap();
        app.anonymous().send(request).await
    };
    for _ in 0..60 {
        assert_eq!(begin("203.0.113.7").await.status, StatusCode::OK);
    }
    let slowed = begin("203.0.113.7").await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(seconds(&slowed) > 0);
    assert_eq!(begin("198.51.100.9").await.status, StatusCode::OK);
}
