//! Bodies: how large, of which kind, and what a reader is told when one is refused.

use crate::support::{Answer, Browser, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

const BOUNDARY: &str = "----hromada-test-boundary";

/// A picture as a PNG reader sees it: its header, and as many bytes as wanted.
fn picture(bytes: usize) -> Vec<u8> {
    let mut content =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89".to_vec();
    content.resize(bytes, b'.');
    content
}

fn multipart(fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let (field, name, content) = file;
    let head = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         content-type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}

async fn send(browser: &Browser<'_>, path: &str, media_type: &str, body: Vec<u8>) -> Answer {
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, media_type)
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

async fn upload(browser: &Browser<'_>, path: &str, body: Vec<u8>) -> Answer {
    send(
        browser,
        path,
        &format!("multipart/form-data; boundary={BOUNDARY}"),
        body,
    )
    .await
}

/// The step of a new request for information that takes an attachment.
async fn step_with_a_file(browser: &Browser<'_>) -> String {
    let started = browser.post("/cabinet/services/S16", &[]).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.text());
    started.location().replace("/steps/1", "/steps/2")
}

#[tokio::test]
async fn a_file_of_three_megabytes_passes_where_files_are_taken() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    let step = step_with_a_file(&browser).await;
    let body = multipart(
        &[("_version", "1"), ("_action", "upload")],
        ("attachment", "план.png", &picture(3_000_000)),
    );
    let answer = upload(&browser, &step, body).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert!(browser.get(&step).await.text().contains("план.png"));
}

#[tokio::test]
async fn a_body_above_the_limit_of_the_route_is_refused() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    let step = step_with_a_file(&browser).await;
    let body = multipart(&[], ("attachment", "план.png", &picture(45_000_001)));
    let answer = upload(&browser, &step, body).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn elsewhere_a_large_body_is_refused() {
    let app = TestApp::new().await;
    let fields = format!("email={}", "a".repeat(300_000)).into_bytes();
    let form = "application/x-www-form-urlencoded";
    let answer = send(&app.anonymous(), "/people/sign-in", form, fields).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let file = multipart(&[], ("email", "a.png", &picture(300_000)));
    let answer = upload(&app.anonymous(), "/people/sign-in", file).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
