//! `/people/account/passkeys` and the ceremonies of `/api/people`. The whole way, with keys, is told by a browser spec.

use crate::support::{Answer, Browser, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::Timestamp;
use domain::people::passkey::MOST_PASSKEYS;
use domain::people::session::SecondFactor;
use domain::time::MINUTE_MS;
use serde_json::{Value, json};
use storage::people::passkey::{self, PasskeyRow};

async fn ask(browser: &Browser<'_>, path: &str, body: &Value) -> Answer {
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    browser.send(request).await
}

async fn begin(browser: &Browser<'_>, path: &str) -> Value {
    let answer = ask(browser, path, &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

fn code(answer: &Answer) -> String {
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    body["code"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_registration_asks_for_a_key_that_finds_itself_and_verifies_its_holder() {
    let app = TestApp::seeded().await;
    let begun = begin(&app.citizen().await, "/api/people/passkeys/begin").await;
    let options = &begun["options"];
    assert_eq!(options["rp"]["id"], "localhost");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert!(options["challenge"].as_str().unwrap().len() >= 43);
}

#[tokio::test]
async fn every_ceremony_has_a_challenge_of_its_own_and_names_no_account() {
    let app = TestApp::seeded().await;
    let visitor = app.anonymous();
    let first = begin(&visitor, "/api/people/passkey-sign-in/begin").await;
    let second = begin(&visitor, "/api/people/passkey-sign-in/begin").await;
    assert_ne!(first["options"]["challenge"], second["options"]["challenge"]);
    assert_ne!(first["token"], second["token"]);
    assert!(
        first["options"]["allowCredentials"]
            .as_array()
            .is_none_or(Vec::is_empty)
    );
}

#[tokio::test]
async fn only_signed_in_people_register_passkeys() {
    let app = TestApp::seeded().await;
    let answer = ask(&app.anonymous(), "/api/people/passkeys/begin", &json!({})).await;
    assert_eq!(
        (answer.status, code(&answer).as_str()),
        (StatusCode::UNAUTHORIZED, "sign_in_needed")
    );
    let awaiting = app.signed_in("officer@demo.hromada", SecondFactor::Awaited).await;
    let answer = ask(&awaiting, "/api/people/passkeys/begin", &json!({})).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_request_of_another_site_begins_nothing() {
    let app = TestApp::seeded().await;
    let request = Request::post("/api/people/passkeys/begin")
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        app.citizen().await.send(request).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn nonsense_is_refused_and_uses_the_ceremony_up() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    let begun = begin(&browser, "/api/people/passkeys/begin").await;
    let answer = json!({ "token": begun["token"], "credential": { "id": "x" }, "name": "Ключ" });
    for _ in 0..2 {
        let refused = ask(&browser, "/api/people/passkeys/finish", &answer).await;
        assert_eq!(
            (refused.status, code(&refused).as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "passkey_refused")
        );
    }
    let begun = begin(&browser, "/api/people/passkey-sign-in/begin").await;
    let forged = json!({ "token": begun["token"], "credential": {
        "id": "AAAA", "rawId": "AAAA", "type": "public-key", "extensions": {},
        "response": { "authenticatorData": "AAAA", "clientDataJSON": "AAAA", "signature": "AAAA", "userHandle": "AAAA" },
    } });
    let refused = ask(&app.anonymous(), "/api/people/passkey-sign-in/finish", &forged).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.header("set-cookie").is_empty());
    let malformed = ask(&browser, "/api/people/passkeys/finish", &json!({ "extra": 1 })).await;
    assert_eq!(code(&malformed), "unexpected_json");
}

#[tokio::test]
async fn a_ceremony_has_a_term_and_belongs_to_who_began_it() {
    let app = TestApp::seeded().await;
    let desk = &app.hromada.desk;
    let begun = begin(&app.citizen().await, "/api/people/passkeys/begin").await;
    let hash = server::service::people::secret::digest(begun["token"].as_str().unwrap());
    let late = desk.now().plus_ms(5 * MINUTE_MS);
    let mut tx = desk.database.begin().await.unwrap();
    let connection = tx.connection().unwrap();
    assert_eq!(
        passkey::take_challenge(connection, &hash, late).await.unwrap(),
        None
    );
    let kept = passkey::take_challenge(connection, &hash, desk.now())
        .await
        .unwrap();
    let person = app.person("olena@demo.hromada").await.id;
    assert_eq!(kept.unwrap().person, Some(person));
}

#[tokio::test]
async fn a_passkey_is_renamed_and_removed_by_its_owner_only() {
    let app = TestApp::seeded().await;
    let desk = &app.hromada.desk;
    let row = PasskeyRow {
        id: desk.id(),
        person: app.person("olena@demo.hromada").await.id,
        credential_id: "credential".to_owned(),
        credential: "{}".to_owned(),
        name: "Телефон".to_owned(),
        created_at: Timestamp(0),
        last_used_at: None,
    };
    let mut tx = desk.database.begin().await.unwrap();
    passkey::insert(tx.connection().unwrap(), &row).await.unwrap();
    tx.commit_without_event("test").await.unwrap();
    let id = row.id.to_string();
    let path = "/people/account/passkeys";
    let rename = |name| [("step", "rename"), ("passkey", id.as_str()), ("name", name)];
    let ask = [("step", "remove"), ("passkey", id.as_str())];
    let remove = [("step", "remove"), ("passkey", id.as_str()), ("sure", "true")];

    let stranger = app.signed_in("andrii@demo.hromada", SecondFactor::NotAsked).await;
    assert_eq!(
        stranger.post(path, &rename("Мій")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(stranger.post(path, &ask).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.post(path, &remove).await.status, StatusCode::NOT_FOUND);
    let owner = app.citizen().await;
    assert_eq!(
        owner.post(path, &rename("  ")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let renamed = owner.post(path, &rename("Ноутбук")).await;
    assert!(
        owner
            .get(renamed.location())
            .await
            .text()
            .contains("Назву змінено.")
    );
    let question = owner.post(path, &ask).await;
    assert!(question.text().contains("Видалити ключ доступу «Ноутбук»?"));
    assert!(owner.get(path).await.text().contains("Ноутбук"));
    let removed = owner.post(path, &remove).await;
    assert!(
        owner
            .get(removed.location())
            .await
            .text()
            .contains("Ключ доступу видалено.")
    );
    assert!(!owner.get(path).await.text().contains("Ноутбук"));
}

#[tokio::test]
async fn after_a_passkey_a_kept_form_waits_for_its_button() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    let kept = [
        ("next", "/people/account"),
        ("next-is-form", "true"),
        ("kept:name", "Олена"),
    ];
    let page = browser.post("/people/continue", &kept).await;
    assert!(page.text().contains("name=\"name\" value=\"Олена\""));
    let page = browser
        .post("/people/continue", &[("next", "//evil.example")])
        .await;
    assert_eq!(page.location(), "/people/account");
}

#[tokio::test]
async fn a_person_has_a_limited_number_of_passkeys() {
    let app = TestApp::seeded().await;
    let (desk, olena) = (&app.hromada.desk, app.person("olena@demo.hromada").await);
    let mut tx = desk.database.begin().await.unwrap();
    for number in 0..MOST_PASSKEYS {
        let kept = PasskeyRow {
            id: desk.id(),
            person: olena.id,
            credential_id: format!("credential-{number}"),
            credential: "{}".to_owned(),
            name: format!("Ключ {number}"),
            created_at: desk.now(),
            last_used_at: None,
        };
        passkey::insert(tx.connection().unwrap(), &kept).await.unwrap();
    }
    tx.commit_without_event("passkeys of a test").await.unwrap();
    let browser = app.citizen().await;
    let refused = ask(&browser, "/api/people/passkeys/begin", &json!({})).await;
    assert_eq!(code(&refused), "too_many_passkeys");
    let page = browser.get("/people/account/passkeys").await.text();
    assert!(page.contains("спершу видаліть зайві") && !page.contains("data-ceremony"));
}
