//! Every error page says what to do next and leads somewhere.

use crate::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::actor::Role;

/// The addresses that the main part of a page leads to, in order.
fn ways(answer: &Answer) -> Vec<String> {
    let text = answer.text();
    let main = text
        .split_once("<main")
        .unwrap()
        .1
        .split_once("</main>")
        .unwrap()
        .0;
    main.split("<a ")
        .skip(1)
        .map(|rest| rest.split_once("href=\"").unwrap().1)
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
        .collect()
}

fn coming_from(path: &str, came_from: &str) -> Request<Body> {
    Request::get(path)
        .header(header::HOST, "localhost")
        .header(header::REFERER, came_from)
        .body(Body::empty())
        .unwrap()
}

#[tokio::test]
async fn a_page_that_is_not_there_leads_back_to_the_search_and_to_the_part_one_was_in() {
    let app = TestApp::seeded().await;
    let lost = app.anonymous().get("/cabinet/services/S99").await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    assert_eq!(ways(&lost), ["/search", "/cabinet", "/"]);
    assert!(lost.text().contains(lost.header("x-request-id")));
    let request = coming_from("/en/learning/nowhere", "http://localhost/en/learning?page=2");
    let lost = app.anonymous().send(request).await;
    assert_eq!(
        ways(&lost),
        ["/en/learning?page=2", "/en/search", "/en/learning", "/en"]
    );
    // Neither another site nor the same address again is a way back.
    for elsewhere in [
        "https://evil.example/cabinet",
        "http://localhost//evil.example/",
        "http://localhost/infrastructure/projects/none",
    ] {
        let request = coming_from("/infrastructure/projects/none", elsewhere);
        let lost = app.anonymous().send(request).await;
        assert_eq!(ways(&lost), ["/search", "/infrastructure", "/"], "{elsewhere}");
    }
}

#[tokio::test]
async fn whoever_may_not_read_a_page_is_led_to_what_is_theirs() {
    let app = TestApp::seeded().await;
    let citizen = app.citizen().await.get("/people/manage").await;
    assert_eq!(citizen.status, StatusCode::FORBIDDEN);
    assert_eq!(ways(&citizen), ["/"]);
    let moderator = app.staff(Role::Moderator).await.get("/people/manage").await;
    assert_eq!(moderator.status, StatusCode::FORBIDDEN);
    assert_eq!(ways(&moderator), ["/operations", "/"]);
}

#[tokio::test]
async fn a_form_that_the_frame_refuses_leads_back_to_its_page() {
    let app = TestApp::seeded().await;
    let send = async |content_type: &str, body: Vec<u8>| {
        let request = Request::post("/people/reset")
            .header("sec-fetch-site", "same-origin")
            .header(header::HOST, "localhost")
            .header(header::REFERER, "http://localhost/people/reset")
            .header(header::CONTENT_TYPE, content_type.to_owned())
            .body(Body::from(body))
            .unwrap();
        app.anonymous().send(request).await
    };
    let urlencoded = "application/x-www-form-urlencoded";
    for (content_type, body, status) in [
        (urlencoded, vec![b'a'; 300_000], StatusCode::PAYLOAD_TOO_LARGE),
        (urlencoded, b"email=%FF".to_vec(), StatusCode::BAD_REQUEST),
        ("text/csv", b"email".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ] {
        let refused = send(content_type, body).await;
        assert_eq!(refused.status, status);
        assert_eq!(ways(&refused), ["/people/reset", "/people/sign-in", "/"]);
        assert!(
            refused.text().contains("«Назад»"),
            "what to do: {}",
            refused.text()
        );
    }
}

#[tokio::test]
async fn a_value_that_no_field_can_show_is_named_on_the_page() {
    let app = TestApp::new().await;
    let refused = app
        .anonymous()
        .post("/people/language", &[("language", "xx")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text()
            .contains("Виберіть один із запропонованих варіантів.")
    );
}

#[tokio::test]
async fn an_address_that_only_takes_forms_says_so() {
    let app = TestApp::new().await;
    let request = coming_from("/people/sign-out", "http://localhost/people/account");
    let answer = app.anonymous().send(request).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(ways(&answer), ["/people/account", "/people/sign-in", "/"]);
    assert!(answer.text().contains("лише надсилають форму"));
}
