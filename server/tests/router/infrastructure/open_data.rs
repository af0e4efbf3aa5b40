//! `/opendata`: the same revision, the same bytes; nothing of a document is lost.

use super::{dearest, import, json, package};
use crate::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

const FILES: [&str; 3] = [
    "/opendata/oc4ids/ternopil-works.json",
    "/opendata/projects.csv",
    "/opendata/projects.geojson",
];

async fn with_header(app: &TestApp, path: &str, name: header::HeaderName, value: &str) -> Answer {
    let request = Request::get(path)
        .header(name, value)
        .body(Body::empty())
        .unwrap();
    app.anonymous().send(request).await
}

#[tokio::test]
async fn an_unchanged_file_is_not_sent_twice_and_a_changed_one_is() {
    let app = TestApp::new().await;
    import(&app, package("{\"id\": \"oc4ids-abc123-1\", \"title\": \"Дах\"}")).await;
    for path in FILES {
        let first = app.anonymous().get(path).await;
        assert_eq!(first.status, StatusCode::OK);
        let (tag, modified) = (
            first.header("etag").to_owned(),
            first.header("last-modified").to_owned(),
        );
        let again = with_header(&app, path, header::IF_NONE_MATCH, &tag).await;
        assert_eq!(
            (again.status, again.body.len()),
            (StatusCode::NOT_MODIFIED, 0),
            "{path}"
        );
        assert_eq!(again.header("etag"), tag);
        let weak = with_header(&app, path, header::IF_NONE_MATCH, &format!("\"x\", W/{tag}")).await;
        assert_eq!(weak.status, StatusCode::NOT_MODIFIED);
        let since = with_header(&app, path, header::IF_MODIFIED_SINCE, &modified).await;
        assert_eq!(since.status, StatusCode::NOT_MODIFIED);
        let other = with_header(&app, path, header::IF_NONE_MATCH, "\"other\"").await;
        assert_eq!((other.status, other.body), (StatusCode::OK, first.body), "{path}");
    }
    let tag = app.anonymous().get(FILES[0]).await.header("etag").to_owned();
    app.clock.advance_ms(1_000);
    import(
        &app,
        package("{\"id\": \"oc4ids-abc123-1\", \"title\": \"Стіна\"}"),
    )
    .await;
    let changed = with_header(&app, FILES[0], header::IF_NONE_MATCH, &tag).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert!(changed.text().contains("Стіна"));
}

#[tokio::test]
async fn what_the_standard_does_not_know_is_published_as_it_came() {
    let app = TestApp::new().await;
    let document = "{\"id\":\"oc4ids-abc123-1\",\"x_наше\":{\"b\":1.50,\"a\":[1e3]}}";
    import(&app, package(document)).await;
    let whole = app.anonymous().get(FILES[0]).await;
    assert!(whole.text().contains(document), "{}", whole.text());
    let one = app
        .anonymous()
        .get("/opendata/oc4ids/projects/oc4ids-abc123-1.json")
        .await;
    assert!(one.text().contains(document));
    let package = json(&one);
    assert_eq!(package["version"], "0.9");
    assert!(
        package["uri"]
            .as_str()
            .unwrap()
            .ends_with("/opendata/oc4ids/projects/oc4ids-abc123-1.json")
    );
}

#[tokio::test]
async fn the_catalogue_describes_every_file_and_no_licence_that_nobody_gave() {
    let app = TestApp::new().await;
    let answer = app.anonymous().get("/opendata/catalog.jsonld").await;
    assert_eq!(answer.header("content-type"), "application/ld+json");
    let catalogue = json(&answer);
    assert_eq!(catalogue["@type"], "dcat:Catalog");
    let dataset = &catalogue["dcat:dataset"][0];
    let files = dataset["dcat:distribution"].as_array().unwrap();
    assert_eq!(files.len(), FILES.len());
    for (file, path) in files.iter().zip(FILES) {
        assert_eq!(file["dcat:downloadURL"]["@id"], format!("http://localhost{path}"));
        assert_eq!(app.anonymous().get(path).await.status, StatusCode::OK);
        assert!(file.get("dct:license").is_none(), "the source states none");
    }
    let tag = answer.header("etag").to_owned();
    let again = with_header(&app, "/opendata/catalog.jsonld", header::IF_NONE_MATCH, &tag).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn an_empty_community_publishes_an_empty_package() {
    let app = TestApp::new().await;
    let empty = json(&app.anonymous().get(FILES[0]).await);
    assert_eq!(empty["projects"], serde_json::json!([]));
    assert_eq!(
        app.anonymous().get("/infrastructure").await.status,
        StatusCode::OK
    );
    assert_eq!(
        app.anonymous().get("/infrastructure/map").await.status,
        StatusCode::OK
    );
    assert_eq!(app.anonymous().get("/opendata").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let app = TestApp::seeded().await;
    let browser = app.anonymous();
    let id = dearest(&browser).await.remove(0);
    for path in [
        "/opendata/oc4ids/other.json".to_owned(),
        "/opendata/oc4ids/ternopil-works.xml".to_owned(),
        format!("/opendata/oc4ids/projects/{id}"),
        "/opendata/oc4ids/projects/oc4ids-abc123-none.json".to_owned(),
        "/api/infrastructure/projects/oc4ids-abc123-none".to_owned(),
        "/infrastructure/projects/oc4ids-abc123-none".to_owned(),
        "/infrastructure/projects/..%2f..%2fetc".to_owned(),
        "/infrastructure/suppliers/nobody".to_owned(),
    ] {
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn open_data_may_be_read_by_the_pages_of_others() {
    let app = TestApp::new().await;
    for path in FILES {
        let answer = app.anonymous().get(path).await;
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
    }
}
