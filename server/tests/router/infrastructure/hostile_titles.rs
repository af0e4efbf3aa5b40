//! What a package says is text, wherever it is shown.

use super::{import, json, package};
use crate::support::TestApp;
use axum::http::StatusCode;

const PAYLOAD: &str = "\\\"><script>alert(1)</script>\u{2028}=HYPERLINK(1)";

#[tokio::test]
async fn a_script_in_a_title_is_text_on_every_page() {
    let app = TestApp::seeded().await;
    let hostile = format!(
        "{{\"id\": \"oc4ids-abc123-1\", \"title\": \"{PAYLOAD}\", \"description\": \"{PAYLOAD}\", \
          \"sector\": [\"{PAYLOAD}\"], \"status\": \"completion\", \
          \"parties\": [{{\"id\": \"s1\", \"name\": \"{PAYLOAD}\", \"roles\": [\"supplier\"]}}], \
          \"locations\": [{{\"id\": \"1\", \"geometry\": {{\"type\": \"Point\", \"coordinates\": [25.6, 49.55]}}, \
            \"address\": {{\"streetAddress\": \"{PAYLOAD}\"}}}}], \
          \"contractingProcesses\": [{{\"id\": \"c1\", \"summary\": {{\"title\": \"{PAYLOAD}\", \
            \"suppliers\": [{{\"id\": \"s1\", \"name\": \"{PAYLOAD}\"}}]}}}}], \
          \"completion\": {{\"finalValue\": {{\"amount\": 900000000, \"currency\": \"UAH\"}}, \
            \"finalValueDetails\": \"{PAYLOAD}\"}}}}"
    );
    let report = import(&app, package(&hostile)).await;
    assert!(report.is_accepted(), "{report:?}");
    let browser = app.citizen().await;
    for path in [
        "/infrastructure",
        "/infrastructure/map",
        "/infrastructure/projects/oc4ids-abc123-1",
        "/en/infrastructure/projects/oc4ids-abc123-1",
        "/infrastructure/suppliers/s1",
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let text = page.text();
        assert!(text.contains("&lt;script&gt;alert(1)"), "{path} does not show it");
        assert!(!text.contains("<script>alert"), "{path}");
    }
    let item = json(&browser.get("/api/infrastructure/projects/oc4ids-abc123-1").await);
    assert!(
        item["title"].as_str().unwrap().contains("<script>"),
        "JSON keeps the text"
    );
    let answer = browser.get("/api/infrastructure/projects/oc4ids-abc123-1").await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn ids_with_signs_of_addresses_lead_to_their_pages() {
    let app = TestApp::new().await;
    let id = "oc4ids-abc123-а&b?c#d%e\\\"f";
    let project = format!("{{\"id\": \"{id}\", \"title\": \"Дах\"}}");
    assert!(import(&app, package(&project)).await.is_accepted());
    let browser = app.anonymous();
    let list = browser.get("/infrastructure").await.text();
    let link = list.split_once("href=\"/infrastructure/projects/").unwrap().1;
    let link = link.split_once('"').unwrap().0.to_owned();
    let page = browser.get(&format!("/infrastructure/projects/{link}")).await;
    assert_eq!(page.status, StatusCode::OK, "{link}");
    assert!(page.text().contains("<h1"));
    let raw = browser
        .get(&format!("/opendata/oc4ids/projects/{link}.json"))
        .await;
    assert_eq!(json(&raw)["projects"][0]["id"], id.replace("\\\"", "\""));
}
