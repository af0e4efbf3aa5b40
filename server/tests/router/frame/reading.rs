//! A GET changes nothing, whoever sends it.

use crate::support::{Browser, TestApp};
use app::shared::{Route, Verb};
use axum::http::StatusCode;

const SOME_ID: &str = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000";

/// The address of a route with its parameters filled in.
fn address(route: &Route) -> String {
    let segments = route.path.split('/').map(|segment| match segment {
        "{code}" | "{service}" => "S16",
        "{step}" => "1",
        _ if segment.starts_with('{') => SOME_ID,
        plain => plain,
    });
    segments.collect::<Vec<_>>().join("/")
}

/// Reads a page and follows the links of its main part that stay on the site, one step deep.
async fn read_around(browser: &Browser<'_>, path: &str) -> usize {
    let page = browser.get(path).await;
    assert!(
        page.status.as_u16() < 500,
        "{path}: {} {}",
        page.status,
        page.text()
    );
    if page.status != StatusCode::OK {
        return 1;
    }
    let Ok(text) = String::from_utf8(page.body) else {
        return 1;
    };
    let main = text.split("<main").nth(1).unwrap_or_default();
    let links = main
        .split("href=\"/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let mut read = 1;
    for link in links.take(5) {
        let link = format!("/{}", link.replace("&amp;", "&"));
        let answer = browser.get(link.split('#').next().unwrap()).await;
        assert!(answer.status.as_u16() < 500, "{link}: {}", answer.status);
        read += 1;
    }
    read
}

#[tokio::test]
async fn reading_every_page_changes_nothing() {
    let app = TestApp::seeded().await;
    let citizen = app.citizen().await;
    let draft = citizen.post("/cabinet/services/S16", &[]).await;
    let (anonymous, routes) = (app.anonymous(), app::routes());
    let before = app.hromada.desk.database.changes();
    let mut read = 0;
    for route in routes.iter().filter(|route| route.verb == Verb::Get) {
        for browser in [&anonymous, &citizen] {
            read += read_around(browser, &address(route)).await;
        }
    }
    read += read_around(&citizen, draft.location()).await;
    for path in ["/opendata/projects.csv", "/api/infrastructure/points", "/readyz"] {
        read += read_around(&anonymous, path).await;
    }
    assert!(read > 100, "{read} pages were read");
    assert_eq!(
        app.hromada.desk.database.changes(),
        before,
        "a GET has changed the database"
    );
}
