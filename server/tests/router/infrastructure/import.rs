//! Importing a package: all of it, or nothing and every fault with its place.

use super::{SEEDED, count, import, json, package};
use crate::support::{Answer, Browser, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::ServiceError;
use domain::actor::Role;
use domain::infrastructure::import::FaultKind;
use domain::people::session::SecondFactor;

const GOOD: &str = "{\"id\": \"oc4ids-abc123-1\", \"title\": \"Дах\"}";

#[tokio::test]
async fn one_fault_at_the_end_keeps_everything_out() {
    let app = TestApp::new().await;
    let broken = [
        (
            format!("{GOOD},\n{{\"id\": \"b\", \"title\": }}"),
            FaultKind::Syntax,
            "/projects/1",
            4,
        ),
        (
            format!("{GOOD},\n{{\"id\": \"oc4ids-abc123-1\"}}"),
            FaultKind::DuplicateId,
            "/projects/1/id",
            4,
        ),
        (
            format!(
                "{GOOD},\n{{\"id\": \"b\", \"locations\": [{{\"id\": \"1\", \"geometry\": {{\"type\": \"Point\", \
                 \"coordinates\": [49.55, 25.6]}}}}]}}"
            ),
            FaultKind::CoordinatesSwapped,
            "/projects/1/locations/0/geometry/coordinates",
            4,
        ),
        (
            format!(
                "{GOOD},\n{{\"id\": \"b\", \"locations\": [{{\"id\": \"1\", \"geometry\": {{\"type\": \"Point\", \
                 \"coordinates\": [30.52, 50.45]}}}}]}}"
            ),
            FaultKind::CoordinatesOutside,
            "/projects/1/locations/0/geometry/coordinates",
            4,
        ),
        (
            format!("{GOOD},\n{{\"id\": \"b\", \"publicAuthority\": {{\"id\": \"ghost\"}}}}"),
            FaultKind::DanglingOrganisation,
            "/projects/1/publicAuthority/id",
            4,
        ),
        (
            format!(
                "{GOOD},\n{{\"id\": \"b\", \"period\": {{\"startDate\": \"2016-01-01T00:00:00Z\", \
                 \"endDate\": \"2015-01-01T00:00:00Z\"}}}}"
            ),
            FaultKind::DateOrder,
            "/projects/1/period/endDate",
            4,
        ),
    ];
    for (projects, kind, path, line) in broken {
        let report = import(&app, package(&projects)).await;
        let fault = report.faults.first().unwrap();
        assert_eq!((fault.kind, fault.path.as_str(), fault.line), (kind, path, line));
        assert_eq!(count(&app).await, 0, "{kind:?}: nothing is half-imported");
    }
}

#[tokio::test]
async fn the_same_package_changes_nothing_and_another_only_what_differs() {
    let app = TestApp::new().await;
    let two = format!("{GOOD}, {{\"id\": \"oc4ids-abc123-2\", \"title\": \"Двір\"}}");
    let first = import(&app, package(&two)).await;
    assert_eq!((first.created, first.changed, first.unchanged), (2, 0, 0));
    let again = import(&app, package(&two)).await;
    assert_eq!((again.created, again.changed, again.unchanged), (0, 0, 2));
    let changed = import(&app, package(&two.replace("Двір", "Подвір’я"))).await;
    assert_eq!((changed.created, changed.changed, changed.unchanged), (0, 1, 1));
    let item = json(
        &app.anonymous()
            .get("/api/infrastructure/projects/oc4ids-abc123-2")
            .await,
    );
    assert_eq!(item["title"], "Подвір’я");
}

/// Uploads a file as the page does.
async fn upload(browser: &Browser<'_>, name: &str, content: &[u8]) -> Answer {
    let mut body = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"package\"; filename=\"{name}\"\r\n\
         content-type: application/json\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    let request = Request::post("/infrastructure/import")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

#[tokio::test]
async fn a_package_is_previewed_before_it_is_imported() {
    let app = TestApp::seeded().await;
    let administrator = app.staff(Role::Administrator).await;
    let id = super::dearest(&administrator).await.remove(0);
    let changed = format!("{{\"id\": \"{id}\", \"title\": \"Міст <b>\"}}");
    let previewed = upload(
        &administrator,
        "p.json",
        package(&format!("{GOOD},\n{changed}")).as_bytes(),
    )
    .await;
    assert_eq!(previewed.status, StatusCode::OK);
    let text = previewed.text();
    assert!(
        text.contains("Дах")
            && text.contains("Міст &lt;b&gt;")
            && text.contains("/completion/finalValue/amount"),
        "{text}"
    );
    assert_eq!(count(&app).await, SEEDED, "nothing is written by a look");
    let key = text
        .split_once("name=\"key\" value=\"")
        .unwrap()
        .1
        .split_once('"')
        .unwrap()
        .0;
    let editor = app.staff(Role::ProjectEditor).await;
    let confirm = [("key", key)];
    let refused = editor.post("/infrastructure/import", &confirm).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let done = administrator.post("/infrastructure/import", &confirm).await;
    assert_eq!(done.location(), "/infrastructure/import?done=1-1-0");
    assert_eq!(count(&app).await, SEEDED + 1);
    assert!(
        administrator
            .get(done.location())
            .await
            .text()
            .contains("Нових: 1, змінених: 1")
    );
    let again = administrator.post("/infrastructure/import", &confirm).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "it is imported once");
}

#[tokio::test]
async fn an_uploaded_fault_is_told_with_its_place_and_nothing_is_imported() {
    let app = TestApp::seeded().await;
    let administrator = app.staff(Role::Administrator).await;
    let broken = upload(
        &administrator,
        "p.json",
        package(&format!("{GOOD},\n{{\"id\": 5}}")).as_bytes(),
    )
    .await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = broken.text();
    assert!(
        text.contains("Рядок 4") && text.contains("/projects/1/id") && text.contains("Не за схемою"),
        "{text}"
    );
    let picture = upload(&administrator, "p.json", b"\x89PNG\r\n\x1a\n").await;
    assert_eq!(picture.status, StatusCode::UNPROCESSABLE_ENTITY);
    let none = upload(&administrator, "", b"").await;
    assert!(none.text().contains("href=\"#package\""));
    assert_eq!(count(&app).await, SEEDED);
    let citizen = app.citizen().await;
    assert_eq!(
        upload(&citizen, "p.json", b"{}").await.status,
        StatusCode::FORBIDDEN
    );
    let moderator = app.staff(Role::Moderator).await;
    assert_eq!(
        moderator.get("/infrastructure/import").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        upload(&moderator, "p.json", b"{}").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_fault_is_told_in_words_of_people() {
    let app = TestApp::seeded().await;
    let administrator = app.staff(Role::Administrator).await;
    let cases = [
        (
            package("{\"id\": \"a\", \"budget\": {\"amount\": {\"amount\": -5, \"currency\": \"UAH\"}}}"),
            "/projects/0/budget/amount/amount",
            ["Сума від’ємна", "Сума не може бути меншою за нуль: -5"],
        ),
        (
            package("{\"id\": \"a\", \"title\": 5}"),
            "/projects/0/title",
            ["Не за схемою OC4IDS", "Має бути текст у лапках, а є число."],
        ),
        (
            "[1, 2]".to_owned(),
            "",
            ["Пакет неповний", "Файл має бути записом у фігурних дужках"],
        ),
        (
            "{\"projects\": 5}".to_owned(),
            "",
            ["Пакет неповний", "Поле projects має бути списком"],
        ),
        ("{\"uri\": oops}".to_owned(), "", ["Це не JSON", "Перевірте коми"]),
    ];
    for (content, path, words) in cases {
        let page = upload(&administrator, "p.json", content.as_bytes()).await.text();
        assert!(page.contains(path) && page.contains("Рядок "), "{page}");
        for words in words {
            assert!(page.contains(words), "{words}: {page}");
        }
        let main = page.split_once("<main").unwrap().1;
        for foreign in [
            "expected",
            "invalid type",
            "is not of type",
            "negative",
            "u64",
            "f64",
        ] {
            assert!(!main.contains(foreign), "{foreign}: {main}");
        }
    }
    let none = upload(&administrator, "", b"").await.text();
    assert!(
        none.contains("Файл пакета (JSON): "),
        "the line names its field: {none}"
    );
}

#[tokio::test]
async fn only_an_administrator_imports() {
    let app = TestApp::seeded().await;
    let service = &app.hromada.services.infrastructure;
    let package = || Box::new(std::io::Cursor::new(package(GOOD).into_bytes()));
    for email in [
        "olena@demo.hromada",
        "moderator@demo.hromada",
        "editor@demo.hromada",
    ] {
        let actor = app.actor(email, SecondFactor::Confirmed).await;
        let refused = service.import_package(&actor, package()).await;
        assert!(matches!(refused, Err(ServiceError::Forbidden)), "{email}");
    }
    let administrator = app.staff(Role::Administrator).await;
    drop(administrator);
    let actor = app.actor("admin@demo.hromada", SecondFactor::Confirmed).await;
    assert!(
        service
            .import_package(&actor, package())
            .await
            .unwrap()
            .is_accepted()
    );
    assert_eq!(count(&app).await, SEEDED + 1);
}
