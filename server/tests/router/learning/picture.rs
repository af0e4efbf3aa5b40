//! The community's picture of digital skills.

use crate::support::TestApp;
use axum::http::StatusCode;
use serde_json::Value;

#[tokio::test]
async fn few_tests_make_no_picture() {
    let app = TestApp::new().await;
    let page = app.anonymous().get("/learning/picture").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Поки що замало даних"), "{}", page.text());
    let file = app.anonymous().get("/opendata/learning/skills.json").await;
    let document: Value = serde_json::from_slice(&file.body).unwrap();
    assert!(document["overall"].is_null() && document["areas"][0]["group"].is_null());
    let table = app.anonymous().get("/opendata/learning/skills.csv").await.text();
    assert_eq!(table.lines().count(), 1 + 6 * 4, "{table}");
    assert!(
        table.lines().skip(1).all(|line| line.ends_with(",,true")),
        "{table}"
    );
}

#[tokio::test]
async fn the_picture_is_told_in_words_and_as_open_data() {
    let app = TestApp::seeded().await;
    let file = app.anonymous().get("/opendata/learning/skills.json").await;
    assert_eq!(file.header("content-type"), "application/json");
    let document: Value = serde_json::from_slice(&file.body).unwrap();
    assert_eq!(document["overall"]["people"], 65, "64, rounded");
    let levels = document["overall"]["levels"].as_object().unwrap();
    let told: Vec<u64> = levels.values().filter_map(Value::as_u64).collect();
    assert!(
        told.len() >= 2 && told.iter().all(|people| *people == 0 || *people >= 10),
        "{levels:?}"
    );
    assert_eq!(document["areas"].as_array().unwrap().len(), 5);
    let page = app.anonymous().get("/learning/picture").await.text();
    let page = page.replace('\u{a0}', " ");
    assert!(page.contains("Близько 65 людей"), "{page}");
    assert!(page.contains("1 листопада"), "{page}");
    let table = app.anonymous().get("/opendata/learning/skills.csv").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert!(
        table
            .text()
            .starts_with("finished_before,area,level,people,suppressed\r\n2026-10-31T22:00:00Z,all,basic,")
    );
    // A test of this month does not show yet: two pictures side by side would tell of one person.
    let home = app.anonymous().get("/learning/test").await.text();
    assert!(home.contains("/learning/picture"));
}
