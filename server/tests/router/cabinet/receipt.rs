//! The receipt that proves itself: page, file, code, check, and the signed log.

use super::factory::Case;
use super::{act, andrii, app, registered, words};
use crate::support::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::Actor;
use domain::time::DAY_MS;
use serde_json::Value;
use server::service::cabinet::log::check::hash;
use server::service::cabinet::log::{Audit, audit, merkle};

async fn sign(app: &TestApp) {
    app.hromada
        .services
        .cabinet
        .sign_log(&Actor::System)
        .await
        .unwrap();
}

async fn receipt(browser: &Browser<'_>, id: &str) -> String {
    let answer = browser
        .get(&format!("/cabinet/applications/{id}/receipt/receipt.json"))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.text()
}

async fn check(app: &TestApp, receipt: &str) -> Answer {
    app.anonymous()
        .post("/cabinet/receipts", &[("text", receipt)])
        .await
}

#[tokio::test]
async fn a_receipt_waits_for_the_night_and_then_leads_to_the_signed_root() {
    let app = app().await;
    // The key is made with the first signature, even over nothing.
    sign(&app).await;
    let citizen = app.citizen().await;
    let id = registered(&citizen).await;
    let first = receipt(&citizen, &id).await;
    let page = check(&app, &first).await;
    assert!(
        page.text().contains("Розписка S16-2026-000001 справжня"),
        "{}",
        page.text()
    );
    assert!(
        page.text().contains("1 подія ще чекає на нічний підпис"),
        "{}",
        page.text()
    );
    app.clock.advance_ms(DAY_MS);
    sign(&app).await;
    let citizen = app.citizen().await;
    let second = receipt(&citizen, &id).await;
    let page = check(&app, &second).await.text();
    assert!(page.contains("1 подію знайдено в підписаному журналі"), "{page}");
    let sheet = citizen.get(&format!("/cabinet/applications/{id}/receipt")).await;
    let sheet = words(&sheet);
    assert!(
        sheet.contains("№ 1") && sheet.contains("24 листопада 2026 р., записів у журналі: 1"),
        "{sheet}"
    );
    let code = citizen
        .get(&format!("/cabinet/applications/{id}/receipt/code.svg"))
        .await;
    assert_eq!(code.header("content-type"), "image/svg+xml");
    assert!(code.text().starts_with("<svg"));
}

#[tokio::test]
async fn a_receipt_is_set_on_paper_in_the_language_of_its_reader() {
    let app = app().await;
    sign(&app).await;
    let Case { id, citizen, .. } = Case::taken(&app).await;
    let paper = async |language: &str| {
        let address = format!("{language}/cabinet/applications/{id}/receipt/receipt.pdf");
        let paper = citizen.get(&address).await;
        assert_eq!(paper.status, StatusCode::OK, "{}", paper.text());
        assert_eq!(paper.header("content-type"), "application/pdf");
        assert!(paper.body.starts_with(b"%PDF-"));
        paper
    };
    let (uk, en) = (paper("").await, paper("/en").await);
    assert!(
        en.header("content-disposition")
            .contains("Receipt%20S16%2D2026%2D000001%2Epdf"),
        "{}",
        en.header("content-disposition")
    );
    assert_ne!(uk.body, en.body);
    let again = paper("").await;
    assert_eq!(uk.body, again.body, "the same data give the same bytes");
    let page = citizen
        .get(&format!("/cabinet/applications/{id}/receipt"))
        .await
        .text();
    assert!(page.contains(&format!(
        "href=\"/cabinet/applications/{id}/receipt/receipt.pdf\""
    )));
}

#[tokio::test]
async fn a_receipt_is_for_the_applicant_alone() {
    let app = app().await;
    sign(&app).await;
    let Case { id, officer, .. } = Case::taken(&app).await;
    let stranger = andrii(&app).await;
    for page in ["", "/receipt.json", "/receipt.pdf", "/code.svg"] {
        let address = format!("/cabinet/applications/{id}/receipt{page}");
        assert_eq!(
            officer.get(&address).await.status,
            StatusCode::NOT_FOUND,
            "{address}"
        );
        assert_eq!(
            stranger.get(&address).await.status,
            StatusCode::NOT_FOUND,
            "{address}"
        );
        assert_eq!(
            app.anonymous().get(&address).await.status,
            StatusCode::UNAUTHORIZED,
            "{address}"
        );
    }
}

#[tokio::test]
async fn whatever_is_changed_in_a_receipt_is_found() {
    let app = app().await;
    let Case { id, .. } = Case::taken(&app).await;
    sign(&app).await;
    let own = receipt(&app.citizen().await, &id).await;
    let changed = own.replace("Ірина Савчук", "Ірина Савчок");
    assert_ne!(own, changed);
    let page = check(&app, &changed).await.text();
    for fault in ["receipt_signature", "proof", "record_differs"] {
        assert!(
            page.contains(&format!("data-fault=\"{fault}\"")),
            "{fault}: {page}"
        );
    }
    let page = check(&app, "це не розписка").await.text();
    assert!(page.contains("data-fault=\"not_a_receipt\""), "{page}");
    let nothing = check(&app, " ").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text().contains("href=\"#receipt\""));
    // Of another city, or of a forger who has made a key of their own.
    let other = super::app().await;
    let mut root: Value = serde_json::from_str(&own).unwrap();
    other.hromada.desk.random.fill(&mut [0; 64]);
    Case::taken(&other).await;
    sign(&other).await;
    let page = check(&other, &own).await.text();
    assert!(page.contains("data-fault=\"unknown_key\""), "{page}");
    root["format"] = "hromada receipt 2".into();
    let page = check(&app, &root.to_string()).await.text();
    assert!(page.contains("data-fault=\"not_a_receipt\""), "{page}");
}

#[tokio::test]
async fn one_altered_row_makes_the_check_fail() {
    let app = app().await;
    let Case { id, .. } = Case::taken(&app).await;
    sign(&app).await;
    let citizen = app.citizen().await;
    let before = receipt(&citizen, &id).await;
    assert!(check(&app, &before).await.text().contains("справжня"));
    assert_eq!(audit(&app.hromada.desk).await.unwrap(), Audit::Whole(2));

    let mut tx = app.hromada.desk.database.begin().await.unwrap();
    for statement in [
        "DROP TRIGGER event_is_never_changed",
        "UPDATE event SET at = at - 1 WHERE kind = 'cabinet.application.taken'",
    ] {
        sqlx::query(statement)
            .execute(tx.connection().unwrap())
            .await
            .unwrap();
    }
    tx.commit_without_event("somebody with the password of the database")
        .await
        .unwrap();

    let page = check(&app, &before).await.text();
    assert!(page.contains("data-fault=\"record_differs\""), "{page}");
    let after = receipt(&citizen, &id).await;
    let page = check(&app, &after).await.text();
    assert!(page.contains("data-fault=\"proof\""), "{page}");
    let found = audit(&app.hromada.desk).await.unwrap();
    assert!(
        matches!(&found, Audit::Broken(fault) if fault.contains(&id)),
        "{found:?}"
    );
}

#[tokio::test]
async fn published_roots_prove_that_the_log_only_grew() {
    let app = app().await;
    for _ in 0..3 {
        Case::taken(&app).await;
        sign(&app).await;
        sign(&app).await;
        app.clock.advance_ms(DAY_MS);
    }
    let answer = app.anonymous().get("/opendata/cabinet/log.json").await;
    let log: Value = serde_json::from_slice(&answer.body).unwrap();
    let roots = log["roots"].as_array().unwrap();
    assert_eq!(roots.len(), 3, "one a day: {log}");
    let read = |root: &Value| {
        (
            root["size"].as_u64().unwrap(),
            hash(root["root"].as_str().unwrap()).unwrap(),
        )
    };
    for pair in roots.windows(2) {
        let ((size, root), (before, old)) = (read(&pair[0]), read(&pair[1]));
        let grown: Vec<merkle::Hash> = pair[0]["grown"]
            .as_array()
            .unwrap()
            .iter()
            .map(|text| hash(text.as_str().unwrap()).unwrap())
            .collect();
        assert!(before < size && merkle::is_grown(before, &old, size, &root, &grown));
        assert!(!merkle::is_grown(before, &root, size, &root, &grown));
    }
    assert_eq!(log["keys"][0]["is_in_use"], true);
    let page = words(&app.anonymous().get("/cabinet/log").await);
    assert!(page.contains(roots[0]["root"].as_str().unwrap()), "{page}");
    let known = app.anonymous();
    assert_eq!(audit(&app.hromada.desk).await.unwrap(), Audit::Whole(6));
    let tag = answer.header("etag").to_owned();
    let request = axum::http::Request::get("/opendata/cabinet/log.json")
        .header("if-none-match", tag)
        .body(axum::body::Body::empty())
        .unwrap();
    assert_eq!(known.send(request).await.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn what_happens_after_the_signature_waits_for_the_next_one() {
    let app = app().await;
    let Case { id, officer, .. } = Case::taken(&app).await;
    sign(&app).await;
    let grant = [("_action", "grant"), ("decision_text", "Надсилаємо.")];
    act(&officer, &format!("/cabinet/queue/{id}"), "/decision", &grant).await;
    let own = receipt(&app.citizen().await, &id).await;
    let page = check(&app, &own).await.text();
    assert!(
        page.contains("2 події знайдено") && page.contains("1 подія ще чекає"),
        "{page}"
    );
}
