//! Files of all projects that a job makes ahead: the same bytes, never those of yesterday.

use super::{import, package};
use crate::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::actor::Role;
use domain::infrastructure::bulk::{DEBOUNCE_MS, Format};
use domain::time::HOUR_MS;
use domain::{Actor, ServiceError};
use std::path::{Path, PathBuf};

const FILES: [&str; 3] = [
    "/opendata/oc4ids/ternopil-works.json",
    "/opendata/projects.csv",
    "/opendata/projects.geojson",
];
const ROOF: &str = "{\"id\": \"oc4ids-abc123-1\", \"title\": \"Дах\"}";
const WALL: &str = "{\"id\": \"oc4ids-abc123-2\", \"title\": \"Стіна\"}";

async fn packed(app: &TestApp, path: &str) -> Answer {
    let request = Request::get(path)
        .header(header::ACCEPT_ENCODING, "gzip")
        .body(Body::empty())
        .unwrap();
    app.anonymous().send(request).await
}

/// Waits out the time in which changes are gathered and does what is due.
async fn let_jobs_run(app: &TestApp) -> usize {
    app.clock.advance_ms(2 * DEBOUNCE_MS);
    app.run_jobs().await
}

/// What was made: the formats, and whether each tells of now.
async fn made(app: &TestApp) -> Vec<(Format, bool)> {
    let service = &app.hromada.services.infrastructure;
    let files = service.bulk_files(&Actor::Anonymous).await.unwrap();
    files
        .into_iter()
        .map(|(file, is_current)| (file.format, is_current))
        .collect()
}

fn objects(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(objects(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[tokio::test]
async fn a_job_makes_the_files_and_they_are_the_same_bytes_as_before() {
    let app = TestApp::new().await;
    import(&app, package(&format!("{ROOF},\n{WALL}"))).await;
    let mut written = Vec::new();
    for path in FILES {
        let answer = app.anonymous().get(path).await;
        assert!(
            answer.headers.get("content-length").is_none(),
            "{path} is written as it is read"
        );
        written.push(answer);
    }
    assert_eq!(made(&app).await, []);
    assert_eq!(let_jobs_run(&app).await, 1);
    assert_eq!(made(&app).await, Format::ALL.map(|format| (format, true)));
    for (path, before) in FILES.iter().zip(&written) {
        let now = app.anonymous().get(path).await;
        assert_eq!(
            now.header("content-length"),
            before.body.len().to_string(),
            "{path}"
        );
        assert!(now.header("repr-digest").starts_with("sha-256=:"), "{path}");
        for name in [
            "etag",
            "last-modified",
            "content-type",
            "access-control-allow-origin",
        ] {
            assert_eq!(now.header(name), before.header(name), "{path}: {name}");
        }
        assert_eq!(now.body, before.body, "{path}");
        let packed = packed(&app, path).await;
        assert_eq!(packed.header("content-encoding"), "gzip");
        let mut plain = Vec::new();
        let mut reader = flate2::read::GzDecoder::new(packed.body.as_slice());
        std::io::Read::read_to_end(&mut reader, &mut plain).unwrap();
        assert_eq!(plain, before.body, "{path}");
    }
    let filtered = app.anonymous().get("/opendata/projects.csv?q=дах").await;
    assert!(
        filtered.headers.get("content-length").is_none(),
        "what a filter finds is written as it is read"
    );
    assert!(!filtered.text().contains("Стіна"));
}

#[tokio::test]
async fn a_change_is_in_the_download_before_the_job_has_run_and_after() {
    let app = TestApp::new().await;
    import(&app, package(ROOF)).await;
    let_jobs_run(&app).await;
    let old = objects(&app.hromada.desk.settings.data_dir.join("exports"));
    assert_eq!(old.len(), 2 * FILES.len());
    import(&app, package(WALL)).await;
    assert_eq!(made(&app).await, Format::ALL.map(|format| (format, false)));
    for path in FILES {
        let now = app.anonymous().get(path).await;
        assert!(now.text().contains("oc4ids-abc123-2"), "{path}");
    }
    let page = app.anonymous().get("/en/opendata").await;
    assert!(page.text().contains("known within a minute"));
    let_jobs_run(&app).await;
    for path in FILES {
        let now = app.anonymous().get(path).await;
        assert!(
            now.headers.get("content-length").is_some() && now.text().contains("oc4ids-abc123-2"),
            "{path}"
        );
    }
    let page = app.anonymous().get("/en/opendata").await;
    assert!(!page.text().contains("known within a minute"));
    assert!(page.text().contains("compressed)"), "the size is told");
    let new = objects(&app.hromada.desk.settings.data_dir.join("exports"));
    assert_eq!(new.len(), 2 * FILES.len(), "old files are removed");
    assert!(old.iter().all(|file| !new.contains(file)));
}

#[tokio::test]
async fn changes_that_follow_each_other_are_one_job_and_a_second_run_does_nothing() {
    let app = TestApp::new().await;
    import(&app, package(ROOF)).await;
    import(&app, package(WALL)).await;
    assert_eq!(
        app.run_jobs().await,
        0,
        "not before the changes have come to rest"
    );
    assert_eq!(let_jobs_run(&app).await, 1);
    let service = &app.hromada.services.infrastructure;
    assert_eq!(service.make_bulk_files(&Actor::System).await.unwrap(), 0);
    let refused = service.make_bulk_files(&Actor::Anonymous).await;
    assert!(matches!(refused, Err(ServiceError::Forbidden)));
}

#[tokio::test]
async fn a_file_that_is_missing_is_written_as_it_is_read_and_made_again() {
    let app = TestApp::new().await;
    import(&app, package(ROOF)).await;
    let_jobs_run(&app).await;
    std::fs::remove_dir_all(app.hromada.desk.settings.data_dir.join("exports")).unwrap();
    assert_eq!(made(&app).await, []);
    for path in FILES {
        let answer = app.anonymous().get(path).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text().contains("oc4ids-abc123-1"), "{path}");
    }
    let service = &app.hromada.services.infrastructure;
    assert_eq!(service.make_bulk_files(&Actor::System).await.unwrap(), 3);
}

#[tokio::test]
async fn an_administrator_sees_why_files_cannot_be_made_and_the_queue_tries_again() {
    let app = TestApp::seeded().await;
    let exports = app.hromada.desk.settings.data_dir.join("exports");
    let _ = std::fs::remove_dir_all(&exports);
    std::fs::write(&exports, "a file where the folder should be").unwrap();
    import(&app, package(ROOF)).await;
    let_jobs_run(&app).await;
    let administrator = app.staff(Role::Administrator).await;
    let page = administrator
        .get("/en/operations/jobs?state=queued&kind=infrastructure.export")
        .await
        .text();
    assert!(page.contains("Files of open data"), "{page}");
    assert!(page.contains("a file of open data: "), "the reason: {page}");
    let answer = app.anonymous().get(FILES[0]).await;
    assert!(answer.text().contains("oc4ids-abc123-1"), "downloads go on");
    std::fs::remove_file(&exports).unwrap();
    app.clock.advance_ms(HOUR_MS);
    app.run_jobs().await;
    assert_eq!(made(&app).await, Format::ALL.map(|format| (format, true)));
}
