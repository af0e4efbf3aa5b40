//! Releases: checked, dated, never changed; and what differs between two.

use super::{import, json, package};
use crate::support::{Browser, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::Timestamp;
use domain::actor::Role;
use domain::infrastructure::document;
use domain::infrastructure::project::ProjectId;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use storage::infrastructure::project::{self, ProjectRow};

const NEW: &str = "/opendata/releases/new";
const FIRST: &str = "/opendata/oc4ids/releases/2026-11-23.json";
const DAY_MS: i64 = 86_400_000;

fn work(number: u32, sum: u32, end: &str, more: &str) -> String {
    format!(
        "{{\"id\": \"oc4ids-abc123-{number}\", \"title\": \"Дах {number}\", \"status\": \"implementation\", \
          \"period\": {{\"startDate\": \"2026-01-01T00:00:00Z\", \"endDate\": \"{end}T00:00:00Z\"}}, \
          \"contractingProcesses\": [{{\"id\": \"c1\", \"summary\": {{{more} \
            \"contractValue\": {{\"amount\": {sum}, \"currency\": \"UAH\"}}}}}}]}}"
    )
}

/// An empty community with the made-up people.
async fn people() -> TestApp {
    let app = TestApp::new().await;
    server::seed::seed_people(&app.hromada).await.unwrap();
    app
}

async fn publish(editor: &Browser<'_>, note: &str) -> String {
    let answer = editor.post(NEW, &[("note", note)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.location().to_owned()
}

/// Two releases, a day apart: one work dearer with a reason and later without, one new, one gone from nothing, one the same.
async fn two_releases(app: &TestApp) {
    let editor = app.staff(Role::ProjectEditor).await;
    let before = [
        work(1, 100, "2026-05-01", ""),
        work(2, 100, "2026-05-01", ""),
        work(3, 100, "2026-05-01", ""),
    ];
    import(app, package(&before.join(","))).await;
    publish(&editor, "Перший випуск").await;
    app.clock.advance_ms(DAY_MS);
    // A session of staff lasts no day.
    let editor = app.staff(Role::ProjectEditor).await;
    let reason =
        "\"modifications\": [{\"id\": \"1\", \"type\": \"value\", \"rationale\": \"Подорожчав <b>бітум\"}],";
    let after = [
        work(1, 112, "2026-07-30", reason),
        work(2, 100, "2026-05-01", "\"description\": \"Шифер\","),
        work(4, 50, "2026-06-01", ""),
    ];
    import(app, package(&after.join(","))).await;
    publish(&editor, "Другий випуск").await;
}

#[tokio::test]
async fn a_release_is_checked_scored_and_stays_as_it_was() {
    let app = people().await;
    import(&app, package(&work(1, 100, "2026-05-01", ""))).await;
    let editor = app.staff(Role::ProjectEditor).await;
    let address = publish(&editor, "Роботи <b>осені").await;
    assert_eq!(address, "/opendata/releases/2026-11-23?published=1");
    let done = editor.get(&address).await.text();
    assert!(
        done.contains("Випуск опубліковано") && done.contains("Роботи &lt;b&gt;осені"),
        "{done}"
    );
    let first = app.anonymous().get(FIRST).await;
    assert_eq!(first.status, StatusCode::OK);
    assert_eq!(first.header("content-length"), first.body.len().to_string());
    let whole = json(&first);
    assert_eq!(whole["uri"], format!("http://localhost{FIRST}"));
    assert_eq!(whole["projects"].as_array().unwrap().len(), 1);
    let digest: String = Sha256::digest(&first.body)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let report = json(&app.anonymous().get(&FIRST.replace(".json", ".report.json")).await);
    assert_eq!(report["sha256"], digest.as_str());
    assert_eq!(report["sizeBytes"], first.body.len());
    assert_eq!(report["validation"]["errors"], 0);
    assert_eq!(report["validation"]["projects"], 1);
    assert_eq!(report["completeness"]["toldInProjects"]["name"], 1);
    let page = app.anonymous().get("/opendata/releases/2026-11-23").await.text();
    assert!(
        page.contains(&digest) && page.contains("Перевірено 1 проєкт за OC4IDS 0.9.5"),
        "{page}"
    );

    app.clock.advance_ms(DAY_MS);
    // A session of staff lasts no day.
    let editor = app.staff(Role::ProjectEditor).await;
    import(&app, package(&work(1, 500, "2026-05-01", ""))).await;
    publish(&editor, "Наступний").await;
    let again = app.anonymous().get(FIRST).await;
    assert_eq!(again.body, first.body, "the bytes of a release never change");
    let request = Request::get(FIRST)
        .header(header::IF_NONE_MATCH, first.header("etag"))
        .body(Body::empty())
        .unwrap();
    let known = app.anonymous().send(request).await;
    assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert!(first.header("cache-control").contains("immutable"));
    assert!(first.header("repr-digest").starts_with("sha-256=:"));
}

#[tokio::test]
async fn a_packed_release_is_the_same_release() {
    let app = people().await;
    import(&app, package(&work(1, 100, "2026-05-01", ""))).await;
    publish(&app.staff(Role::ProjectEditor).await, "Перший").await;
    let plain = app.anonymous().get(FIRST).await;
    let request = Request::get(FIRST)
        .header(header::ACCEPT_ENCODING, "gzip")
        .body(Body::empty())
        .unwrap();
    let packed = app.anonymous().send(request).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(
        &mut flate2::read::GzDecoder::new(packed.body.as_slice()),
        &mut unpacked,
    )
    .unwrap();
    assert_eq!(unpacked, plain.body);
}

/// Puts a project into the database that no import would let in: an older program might have, or a limit has changed since.
async fn smuggle(app: &TestApp, text: &Value) {
    let id: ProjectId = text["id"].as_str().unwrap().parse().unwrap();
    let facts = document::facts(id, text);
    let mut tx = app.hromada.desk.database.begin().await.unwrap();
    let row = ProjectRow {
        facts: &facts,
        document: &text.to_string(),
        digest: "of a test",
        version: 1,
        updated_at: Timestamp(1),
    };
    project::save(tx.connection().unwrap(), &row, true).await.unwrap();
    tx.commit_without_event("a project of a test").await.unwrap();
}

#[tokio::test]
async fn one_fault_and_nothing_is_published() {
    let app = people().await;
    import(&app, package(&work(1, 100, "2026-05-01", ""))).await;
    let swapped = json!({"id": "oc4ids-abc123-2", "title": "Міст", "locations": [
        {"id": "1", "geometry": {"type": "Point", "coordinates": [49.55, 25.6]}}]});
    smuggle(&app, &swapped).await;
    let editor = app.staff(Role::ProjectEditor).await;
    let refused = editor.post(NEW, &[("note", "Роботи осені")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(
        text.contains("/projects/1/locations/0/geometry/coordinates"),
        "{text}"
    );
    assert!(text.contains("Широту й довготу переплутано"), "{text}");
    assert!(
        text.contains("href=\"/infrastructure/projects/oc4ids-abc123-2\""),
        "{text}"
    );
    assert!(text.contains("Роботи осені"), "what was typed is not lost");
    assert_eq!(app.anonymous().get(FIRST).await.status, StatusCode::NOT_FOUND);
    let list = app.anonymous().get("/opendata/releases").await.text();
    assert!(list.contains("Випусків ще немає"), "{list}");
}

#[tokio::test]
async fn the_same_state_is_not_published_twice_and_says_so() {
    let app = people().await;
    import(&app, package(&work(1, 100, "2026-05-01", ""))).await;
    let editor = app.staff(Role::ProjectEditor).await;
    publish(&editor, "Перший").await;
    let again = editor.post(NEW, &[("note", "Ще раз")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again
            .text()
            .contains("Після випуску 2026-11-23 жоден проєкт не змінився"),
        "{}",
        again.text()
    );
    import(&app, package(&work(1, 101, "2026-05-01", ""))).await;
    let second = publish(&editor, "Другий того ж дня").await;
    assert_eq!(second, "/opendata/releases/2026-11-23-2?published=1");
}

#[tokio::test]
async fn only_an_editor_of_projects_publishes_and_a_note_is_needed() {
    let app = people().await;
    import(&app, package(&work(1, 100, "2026-05-01", ""))).await;
    for role in [Role::Moderator, Role::Administrator, Role::UnitHead] {
        let browser = app.staff(role).await;
        assert_eq!(browser.get(NEW).await.status, StatusCode::FORBIDDEN, "{role:?}");
        let refused = browser.post(NEW, &[("note", "Перший")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    assert_eq!(app.citizen().await.get(NEW).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.anonymous().get(NEW).await.status, StatusCode::UNAUTHORIZED);
    let editor = app.staff(Role::ProjectEditor).await;
    let empty = editor.post(NEW, &[("note", "  ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("href=\"#note\""), "{}", empty.text());
    let long = "й".repeat(501);
    let long = editor.post(NEW, &[("note", &long)]).await;
    assert!(long.text().contains("не більше ніж 500") && long.text().contains(&"й".repeat(501)));
    assert_eq!(app.anonymous().get(FIRST).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_differs_is_told_in_words_and_can_be_filtered() {
    let app = people().await;
    two_releases(&app).await;
    let browser = app.anonymous();
    let address = "/opendata/releases/2026-11-24/changes";
    let page = browser.get(address).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(text.contains("data-count=\"3\""), "{text}");
    assert!(text.contains("Вартість зросла на 12 %") && text.contains("Причина: Подорожчав &lt;b&gt;бітум"));
    assert!(text.contains("на 90 днів пізніше") && text.contains("Причину не названо."));
    assert!(text.contains("Новий проєкт. Вартість: "), "{text}");
    assert!(text.contains("Змінено 1 інше поле запису."), "{text}");
    assert!(
        !text.contains("data-project=\"oc4ids-abc123-3\""),
        "it is the same in both"
    );
    for (filter, found) in [
        ("kind=cost", 1),
        ("kind=added", 1),
        ("kind=other", 1),
        ("kind=removed", 0),
        ("without_reason=1", 1),
        ("kind=added&without_reason=1", 0),
        ("since=2026-11-23", 3),
    ] {
        let page = browser.get(&format!("{address}?{filter}")).await.text();
        assert!(
            page.contains(&format!("data-count=\"{found}\"")),
            "{filter}: {page}"
        );
    }
    let english = browser.get(&format!("/en{address}?kind=end")).await.text();
    assert!(
        english.contains("The cost rose by 12 %") && english.contains("90 days later"),
        "{english}"
    );
    // The other way round: what came is gone.
    let back = browser
        .get("/opendata/releases/2026-11-23/changes?since=2026-11-24&kind=removed")
        .await
        .text();
    assert!(back.contains("Проєкту більше немає у відкритих даних."), "{back}");
    let wrong = browser
        .get(&format!("{address}?kind=price&page=x&since=никол"))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("href=\"#kind\""), "{}", wrong.text());
    for missing in [
        "/opendata/releases/2026-11-25/changes",
        "/opendata/releases/today",
        "/opendata/releases/2026-11-24/changes?since=2020-01-01",
        "/opendata/oc4ids/releases/2026-11-24.xml",
        "/opendata/oc4ids/releases/2026-11-20.report.json",
    ] {
        assert_eq!(
            browser.get(missing).await.status,
            StatusCode::NOT_FOUND,
            "{missing}"
        );
    }
    let first = browser.get("/opendata/releases/2026-11-23/changes").await.text();
    assert!(first.contains("Це перший випуск"), "{first}");
}

#[tokio::test]
async fn changes_come_as_a_feed_in_both_languages() {
    let app = people().await;
    let address = "/opendata/releases/changes.atom";
    let empty = app.anonymous().get(address).await;
    assert!(empty.header("content-type").starts_with("application/atom+xml"));
    assert!(!empty.text().contains("<entry>"));
    two_releases(&app).await;
    let feed = app.anonymous().get(address).await.text();
    assert_eq!(feed.matches("<entry>").count(), 3, "{feed}");
    assert!(
        feed.contains("Вартість зросла на 12 %") && feed.contains("Подорожчав &lt;b&gt;бітум"),
        "{feed}"
    );
    assert!(
        feed.contains("http://localhost/infrastructure/projects/oc4ids-abc123-1"),
        "{feed}"
    );
    let english = app
        .anonymous()
        .get(&format!("/en{address}?kind=cost"))
        .await
        .text();
    assert_eq!(english.matches("<entry>").count(), 1, "{english}");
    assert!(english.contains("The cost rose by 12 %") && english.contains("xml:lang=\"en\""));
    let wrong = app.anonymous().get(&format!("{address}?kind=price")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_catalogue_lists_every_release_with_its_checksum() {
    let app = people().await;
    let catalogue = "/opendata/catalog.jsonld";
    let tag = app.anonymous().get(catalogue).await.header("etag").to_owned();
    two_releases(&app).await;
    let answer = app.anonymous().get(catalogue).await;
    assert_ne!(answer.header("etag"), tag);
    let datasets = json(&answer)["dcat:dataset"].as_array().unwrap().clone();
    // The projects, two releases of them, and the datasets of the other slices.
    assert_eq!(datasets.len(), 7);
    for dataset in datasets.iter().skip(3) {
        for file in dataset["dcat:distribution"].as_array().unwrap() {
            let address = file["dcat:downloadURL"]["@id"].as_str().unwrap();
            let path = address.strip_prefix("http://localhost").unwrap();
            assert_eq!(app.anonymous().get(path).await.status, StatusCode::OK, "{path}");
        }
    }
    for (dataset, name) in datasets.iter().skip(1).zip(["2026-11-24", "2026-11-23"]) {
        assert_eq!(dataset["dcat:version"], name);
        let file = &dataset["dcat:distribution"][0];
        let address = file["dcat:downloadURL"]["@id"].as_str().unwrap();
        let body = app
            .anonymous()
            .get(address.strip_prefix("http://localhost").unwrap())
            .await
            .body;
        let digest: String = Sha256::digest(&body)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(file["spdx:checksum"]["spdx:checksumValue"]["@value"], digest);
        assert_eq!(file["dcat:byteSize"]["@value"], body.len().to_string());
    }
}

#[tokio::test]
async fn the_demonstration_holds_two_releases_that_differ() {
    let app = TestApp::seeded().await;
    let page = app
        .anonymous()
        .get("/opendata/releases/2026-11-23-2/changes")
        .await
        .text();
    assert!(page.contains("data-count=\"3\""), "{page}");
    assert!(
        page.contains("Вартість зросла на 12 %") && page.contains("подорожчали гумове покриття"),
        "{page}"
    );
    assert!(
        page.contains("на 90 днів пізніше") && page.contains("Причину не названо."),
        "{page}"
    );
}
