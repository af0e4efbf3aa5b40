//! What every page has, and what the frame refuses.

mod bodies;
mod description;
mod error_pages;
mod headers;
mod limits;
mod log;
mod reading;
mod slow;

use crate::support::TestApp;
use axum::body::Body;
use axum::http::{Request, StatusCode};

#[tokio::test]
async fn pages_are_served_in_both_languages() {
    let app = TestApp::new().await;
    let ukrainian = app.anonymous().get("/").await;
    assert_eq!(ukrainian.status, StatusCode::OK);
    assert!(ukrainian.text().contains("<html lang=\"uk\""));
    assert!(
        app.anonymous()
            .get("/en")
            .await
            .text()
            .contains("<html lang=\"en\"")
    );
}

#[tokio::test]
async fn every_answer_has_the_security_headers_and_a_fresh_nonce() {
    let app = TestApp::new().await;
    let first = app.anonymous().get("/en/no-such-page").await;
    let second = app.anonymous().get("/en/no-such-page").await;
    assert_eq!(first.status, StatusCode::NOT_FOUND);
    assert_eq!(first.header("x-content-type-options"), "nosniff");
    let policy = first.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"));
    assert_ne!(policy, second.header("content-security-policy"));
}

#[tokio::test]
async fn a_cached_page_carries_the_nonce_of_its_script() {
    let app = TestApp::new().await;
    for _ in 0..2 {
        let page = app.anonymous().get("/").await;
        let nonce = page
            .text()
            .split("nonce=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        assert!(page.header("content-security-policy").contains(&nonce));
    }
}

#[tokio::test]
async fn a_form_sent_by_another_site_is_refused() {
    let app = TestApp::new().await;
    let request = Request::post("/")
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty())
        .unwrap();
    assert_eq!(app.anonymous().send(request).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_home_page_follows_the_language_of_the_browser() {
    let app = TestApp::new().await;
    let request = Request::get("/")
        .header("accept-language", "en-GB")
        .body(Body::empty())
        .unwrap();
    let answer = app.anonymous().send(request).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/en"));
}
