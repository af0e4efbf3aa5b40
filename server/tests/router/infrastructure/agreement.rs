//! One filter, one set of projects: whoever asks, and in whatever form.

use super::{SEEDED, json};
use crate::support::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::Actor;
use domain::infrastructure::Filter;
use domain::infrastructure::tile::{MarkKind, Tile};
use std::collections::BTreeSet;

const FILTERS: [(&str, usize); 9] = [
    ("", SEEDED),
    ("sector=energy", 59),
    ("q=%D0%BB%D0%B8%D1%81%D0%B5%D0%BD%D0%BA%D0%B0", 2),
    ("year_from=2016&year_to=2017", 340),
    ("value_min=5000000", 5),
    ("status=cancelled", 0),
    ("bbox=25.58,49.54,25.61,49.56", 147),
    ("type=rehabilitation&sector=transport.road", 81),
    ("supplier=supplier-fdcfef4867", 2),
];

async fn listed(browser: &Browser<'_>, filter: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut page = 1;
    loop {
        let found = json(
            &browser
                .get(&format!("/api/infrastructure/projects?{filter}&page={page}"))
                .await,
        );
        for project in found["projects"].as_array().unwrap() {
            assert!(
                ids.insert(project["id"].as_str().unwrap().to_owned()),
                "{project} is on two pages"
            );
        }
        if page >= found["pages"].as_u64().unwrap() {
            return ids;
        }
        page += 1;
    }
}

fn ids_of_csv(answer: &Answer) -> BTreeSet<String> {
    let mut reader = csv::Reader::from_reader(answer.body.as_slice());
    reader
        .records()
        .map(|record| record.unwrap().get(0).unwrap().to_owned())
        .collect()
}

fn ids(
    values: &serde_json::Value,
    name: impl Fn(&serde_json::Value) -> &serde_json::Value,
) -> BTreeSet<String> {
    let values = values.as_array().unwrap();
    values
        .iter()
        .map(|value| name(value).as_str().unwrap().to_owned())
        .collect()
}

/// The number that a page shows above its list; none when nothing was found.
fn shown(answer: &Answer) -> usize {
    let text = answer.text();
    text.split_once("data-count=\"")
        .map_or(0, |(_, rest)| rest.split_once('"').unwrap().0.parse().unwrap())
}

/// How many works the four tiles of the first level hold.
async fn in_tiles(app: &TestApp, filter: &str) -> usize {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(filter.as_bytes()).into_owned().collect();
    let filter = Filter::of_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))).unwrap();
    let mut works = 0;
    for (column, row) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let tile = Tile::new(1, column, row).unwrap();
        let service = &app.hromada.services.infrastructure;
        for mark in service.tile(&Actor::Anonymous, &filter, tile).await.unwrap() {
            works += match mark.kind {
                MarkKind::Work(_) => 1,
                MarkKind::Cluster(count) => count as usize,
            };
        }
    }
    works
}

#[tokio::test]
async fn tiles_are_served_for_squares_of_the_world_only() {
    let app = TestApp::new().await;
    let browser = app.anonymous();
    let tile = browser.get("/api/infrastructure/tiles/0/0/0?sector=energy").await;
    assert_eq!(tile.status, StatusCode::OK);
    assert_eq!(tile.header("content-type"), "application/vnd.mapbox-vector-tile");
    for (path, status) in [
        ("/api/infrastructure/tiles/0/1/0", StatusCode::NOT_FOUND),
        ("/api/infrastructure/tiles/99/0/0", StatusCode::NOT_FOUND),
        ("/api/infrastructure/tiles/0/0/x", StatusCode::NOT_FOUND),
        (
            "/api/infrastructure/tiles/0/0/0?bbox=1",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        assert_eq!(browser.get(path).await.status, status, "{path}");
    }
}

#[tokio::test]
async fn list_map_points_and_every_export_hold_the_same_projects() {
    let app = TestApp::seeded().await;
    let browser = app.anonymous();
    for (filter, expected) in FILTERS {
        let found = listed(&browser, filter).await;
        assert_eq!(found.len(), expected, "{filter}");
        for page in ["/infrastructure", "/infrastructure/map", "/en/infrastructure/map"] {
            let answer = browser.get(&format!("{page}?{filter}")).await;
            assert_eq!(shown(&answer), expected, "{page} {filter}");
        }
        let points = json(&browser.get(&format!("/api/infrastructure/points?{filter}")).await);
        assert_eq!(
            ids(&points["points"], |point| &point[0]),
            found,
            "points {filter}"
        );
        assert_eq!(points["summary"]["on_map"], expected);
        assert_eq!(in_tiles(&app, filter).await, expected, "tiles {filter}");
        let table = browser.get(&format!("/opendata/projects.csv?{filter}")).await;
        assert_eq!(ids_of_csv(&table), found, "table {filter}");
        let features = json(&browser.get(&format!("/opendata/projects.geojson?{filter}")).await);
        assert_eq!(
            ids(&features["features"], |feature| &feature["id"]),
            found,
            "features {filter}"
        );
        let package = json(
            &browser
                .get(&format!("/opendata/oc4ids/ternopil-works.json?{filter}"))
                .await,
        );
        assert_eq!(
            ids(&package["projects"], |project| &project["id"]),
            found,
            "package {filter}"
        );
    }
}

#[tokio::test]
async fn a_filter_that_makes_no_sense_is_refused_by_all_alike() {
    let app = TestApp::new().await;
    let browser = app.anonymous();
    for wrong in [
        "status=completed",
        "year_from=2O15",
        "bbox=1,2,3",
        "value_min=9&value_max=1",
        "q=%00",
    ] {
        for path in [
            "/infrastructure",
            "/infrastructure/map",
            "/api/infrastructure/projects",
            "/api/infrastructure/points",
            "/opendata/projects.csv",
            "/opendata/projects.geojson",
            "/opendata/oc4ids/ternopil-works.json",
        ] {
            let answer = browser.get(&format!("{path}?{wrong}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}?{wrong}");
        }
    }
}

#[tokio::test]
async fn a_refused_filter_is_told_at_its_field_and_keeps_what_was_typed() {
    let app = TestApp::new().await;
    let page = app
        .anonymous()
        .get("/infrastructure?year_from=2O15&q=%D0%B4%D0%B0%D1%85")
        .await;
    let text = page.text();
    assert!(text.contains("href=\"#year_from\""), "{text}");
    assert!(
        text.contains("value=\"2O15\"") && text.contains("value=\"дах\""),
        "{text}"
    );
    let refused = json(
        &app.anonymous()
            .get("/api/infrastructure/projects?year_from=2O15")
            .await,
    );
    assert_eq!(refused["errors"][0]["field"], "year_from");
}

#[tokio::test]
async fn pages_beyond_the_end_show_the_last_one() {
    let app = TestApp::seeded().await;
    let last = json(
        &app.anonymous()
            .get("/api/infrastructure/projects?page=9999")
            .await,
    );
    assert_eq!(
        (last["page"].as_u64(), last["pages"].as_u64()),
        (Some(15), Some(15))
    );
    assert_eq!(last["projects"].as_array().unwrap().len(), SEEDED - 14 * 50);
}
