//! Decisions on paper.

use super::{act, andrii, app, post_file, registered};
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::Role;

const GRANT: [(&str, &str); 2] = [
    ("_action", "grant"),
    ("decision_text", "Надсилаємо рішення.\nІ кошторис до нього."),
];

#[tokio::test]
async fn a_decision_becomes_a_document_that_everybody_who_holds_it_can_check() {
    let app = app().await;
    let andrii = andrii(&app).await;
    let id = registered(&andrii).await;
    let page = format!("/cabinet/applications/{id}");
    let officer = app.staff(Role::CaseOfficer).await;
    act(&officer, &format!("/cabinet/queue/{id}"), "", &[]).await;
    act(&officer, &format!("/cabinet/queue/{id}"), "/decision", &GRANT).await;
    assert!(!andrii.get(&page).await.text().contains("Завантажити рішення"));
    assert_eq!(
        andrii.get(&format!("{page}/document")).await.status,
        StatusCode::NOT_FOUND
    );
    app.run_jobs().await;

    assert!(
        andrii
            .get(&page)
            .await
            .text()
            .contains("Завантажити рішення (PDF")
    );
    let document = andrii.get(&format!("{page}/document")).await;
    assert_eq!(document.status, StatusCode::OK);
    assert_eq!(document.header("content-type"), "application/pdf");
    assert!(document.body.starts_with(b"%PDF-"));
    assert_eq!(
        app.citizen().await.get(&format!("{page}/document")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        officer.get(&format!("{page}/document")).await.status,
        StatusCode::OK
    );
    // The look of the officer is written down.
    let looks = andrii.get("/people/account/access-log").await.text();
    assert!(looks.contains("Ірина Савчук"), "{looks}");

    let code = code_of(&app, &id).await;
    let anybody = app.anonymous();
    let found = anybody
        .post("/cabinet/documents", &[("code", &code.to_lowercase())])
        .await;
    assert_eq!(found.location(), format!("/cabinet/documents/{code}"));
    let checked = anybody.get(&format!("/cabinet/documents/{code}")).await.text();
    assert!(checked.contains("Рішення чинне") && checked.contains("Задовольнити заяву"));
    assert!(!checked.contains("Андрій"), "the page does not say whose it is");

    let same = compare(&anybody, &code, &document.body).await;
    assert!(same.contains("Файл той самий"));
    let mut changed = document.body.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert!(compare(&anybody, &code, &changed).await.contains("Файл інший"));
    assert!(compare(&anybody, &code, &[]).await.contains("Файл порожній"));

    // However often the job runs, there is one document.
    app.run_jobs().await;
    assert_eq!(andrii.get(&format!("{page}/document")).await.body, document.body);
}

#[tokio::test]
async fn a_decision_that_fell_is_told_by_the_page_of_its_document() {
    let app = app().await;
    let andrii = andrii(&app).await;
    let id = registered(&andrii).await;
    let case = format!("/cabinet/queue/{id}");
    let officer = app.staff(Role::CaseOfficer).await;
    act(&officer, &case, "", &[]).await;
    act(&officer, &case, "/decision", &GRANT).await;
    app.run_jobs().await;
    let code = code_of(&app, &id).await;
    let complaint = [("complaint", "Надіслали не те рішення, про яке я питав.")];
    act(
        &andrii,
        &format!("/cabinet/applications/{id}"),
        "/appeal",
        &complaint,
    )
    .await;
    let head = app.staff(Role::UnitHead).await;
    let annul = [
        ("_action", "annul"),
        ("reason", "Заявникові надіслали не те рішення."),
    ];
    let annulled = act(&head, &case, "/appeal", &annul).await;
    assert_eq!(annulled.status, StatusCode::SEE_OTHER, "{}", annulled.text());
    let page = app
        .anonymous()
        .get(&format!("/cabinet/documents/{code}"))
        .await
        .text();
    assert!(page.contains("Це рішення більше не діє"), "{page}");
    let own = andrii.get(&format!("/cabinet/applications/{id}")).await.text();
    assert!(!own.contains("Завантажити рішення"));
}

#[tokio::test]
async fn a_wrong_code_is_told_at_its_field() {
    let app = app().await;
    for code in ["", "АБВ", "ACDE FGHJ KMNP QRTU"] {
        let answer = app
            .anonymous()
            .post("/cabinet/documents", &[("code", code)])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        assert!(answer.text().contains("id=\"code-error\""), "{}", answer.text());
    }
    let nowhere = app.anonymous().get("/cabinet/documents/ACDEFGHJKMNPQRTU").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

async fn code_of(app: &TestApp, id: &str) -> String {
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let kept = storage::cabinet::document::last(&mut connection, id.parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    kept.code.as_str().to_owned()
}

async fn compare(browser: &Browser<'_>, code: &str, content: &[u8]) -> String {
    let address = format!("/cabinet/documents/{code}");
    post_file(browser, &address, &[], ("file", "decision.pdf", content))
        .await
        .text()
}
