//! Drafts: two devices at once, sessions that end, drafts that save themselves, drafts that expire.

use super::{REQUEST, REQUESTER, act, andrii, app, between, fill, filled, registered, start, version};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::time::DAY_MS;
use serde_json::{Value, json};
use server::seed::DEMO_PASSWORD;

#[tokio::test]
async fn two_devices_that_edit_one_draft_see_both_versions_and_lose_nothing() {
    let app = app().await;
    let (phone, computer) = (app.citizen().await, app.citizen().await);
    let draft = start(&phone, "S16").await;
    let step = format!("{draft}/steps/1");
    let seen = version(&computer.get(&step).await);
    fill(&phone, &draft, 1, &REQUESTER).await;
    let mut late = vec![("_version", seen.as_str()), ("_action", "next")];
    late.extend([("requester_name", "Коваль О. І."), ("answer_channel", "cabinet")]);
    let conflict = computer.post(&step, &late).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    let text = conflict.text();
    assert!(text.contains("value=\"Коваль О. І.\""), "what was typed here");
    assert!(
        text.contains("<strong>Олена Коваль</strong>"),
        "what was saved there"
    );
    let now = version(&conflict);
    late[0].1 = now.as_str();
    assert_eq!(
        computer.post(&step, &late).await.location(),
        format!("{draft}/steps/2")
    );
    assert!(phone.get(&step).await.text().contains("value=\"Коваль О. І.\""));
}

#[tokio::test]
async fn the_same_answers_from_two_devices_are_no_conflict() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S16").await;
    let step = format!("{draft}/steps/1");
    let seen = version(&citizen.get(&step).await);
    let mut fields = vec![("_version", seen.as_str()), ("_action", "next")];
    fields.extend(REQUESTER);
    for _ in 0..2 {
        let onward = citizen.post(&step, &fields).await;
        assert_eq!(onward.location(), format!("{draft}/steps/2"));
    }
}

#[tokio::test]
async fn a_session_that_ends_in_the_middle_of_a_form_loses_nothing_that_was_typed() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S16").await;
    fill(&citizen, &draft, 1, &REQUESTER).await;
    let step = format!("{draft}/steps/2");
    let seen = version(&citizen.get(&step).await);
    let mut typed = vec![("_version", seen.as_str()), ("_action", "next")];
    typed.extend(REQUEST);
    // The session is over; the form of the page is sent nevertheless.
    let stranger = app.anonymous();
    let stopped = stranger.post(&step, &typed).await;
    assert_eq!(stopped.status, StatusCode::UNAUTHORIZED);
    let kept = hidden_fields(&stopped.text());
    let mut sign_in: Vec<(&str, &str)> = kept
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    sign_in.extend([("email", super::OLENA), ("password", DEMO_PASSWORD)]);
    let again = stranger.post("/people/sign-in", &sign_in).await;
    assert_eq!(again.status, StatusCode::OK);
    let target = between(&again.text(), "method=\"post\" action=\"", "\"");
    assert_eq!(target, step);
    let kept = hidden_fields(&again.text());
    let fields: Vec<(&str, &str)> = kept
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let onward = stranger.post(&step, &fields).await;
    assert_eq!(onward.location(), format!("{draft}/steps/3"), "{}", onward.text());
    assert!(
        stranger
            .get(&step)
            .await
            .text()
            .contains("Рішення про ремонт вулиці Руської")
    );
}

/// The names and values of the hidden fields of a page.
fn hidden_fields(page: &str) -> Vec<(String, String)> {
    let plain = |text: &str| {
        text.replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
    };
    page.split("<input type=\"hidden\" name=\"")
        .skip(1)
        .map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"").unwrap();
            (plain(name), plain(rest.split_once('"').unwrap().0))
        })
        .collect()
}

async fn save(browser: &crate::support::Browser<'_>, draft: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::post(format!("/api{draft}"))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    let answer = browser.send(request).await;
    (
        answer.status,
        serde_json::from_slice(&answer.body).unwrap_or_default(),
    )
}

#[tokio::test]
async fn a_draft_saves_itself_and_says_so() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S16").await;
    let body = json!({ "version": 1, "section": "requester", "answers": { "requester_name": ["Ол"] } });
    let (status, saved) = save(&citizen, &draft, &body).await;
    assert_eq!((status, &saved["version"]), (StatusCode::OK, &json!(2)));
    assert_eq!(saved["saved_at"], json!("10:00"));
    let (status, refused) = save(&citizen, &draft, &body).await;
    assert_eq!(
        (status, &refused["code"]),
        (StatusCode::CONFLICT, &json!("conflict"))
    );
    let (status, _) = save(&andrii(&app).await, &draft, &body).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = save(&app.anonymous(), &draft, &body).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let unknown = json!({ "version": 2, "section": "requester", "answers": { "role": ["admin"] } });
    let (status, refused) = save(&citizen, &draft, &unknown).await;
    assert_eq!(
        (status, &refused["errors"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("role"))
    );
    let (status, _) = save(&citizen, &draft, &json!({ "version": 2, "colour": "red" })).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_expired_draft_comes_back_with_what_was_typed_when_it_is_started_again() {
    let app = app().await;
    let draft = filled(&app.citizen().await).await;
    app.clock.advance_ms(91 * DAY_MS);
    let citizen = app.citizen().await;
    assert!(!citizen.get("/cabinet").await.text().contains(&draft));
    let late = citizen.post(&format!("{draft}/check"), &[]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text().contains("Строк зберігання чернетки минув"));
    assert_eq!(start(&citizen, "S16").await, draft);
    assert!(
        citizen
            .get(&format!("{draft}/steps/1"))
            .await
            .text()
            .contains("Олена Коваль")
    );
}

#[tokio::test]
async fn a_question_that_only_now_appears_is_no_mistake_of_the_person() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S16").await;
    let by_post = [("requester_name", "Олена Коваль"), ("answer_channel", "post")];
    let onward = fill(&citizen, &draft, 1, &by_post).await;
    assert_eq!(onward.location(), format!("{draft}/steps/1?more=1"));
    let page = citizen.get(onward.location()).await.text();
    assert!(page.contains("З’явилися нові питання") && !page.contains("aria-invalid"));
    let refused = fill(&citizen, &draft, 1, &by_post).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("href=\"#answer_address\""));
}

#[tokio::test]
async fn leaving_and_going_back_keep_what_was_typed_right_or_wrong() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S16").await;
    let step = format!("{draft}/steps/1");
    let seen = version(&citizen.get(&step).await);
    let wrong = [
        ("_version", seen.as_str()),
        ("_action", "leave"),
        ("phone", "не пам’ятаю"),
    ];
    assert_eq!(citizen.post(&step, &wrong).await.location(), "/cabinet?saved=1");
    assert!(
        citizen
            .get("/cabinet?saved=1")
            .await
            .text()
            .contains("Чернетку збережено")
    );
    assert!(citizen.get(&step).await.text().contains("value=\"не пам’ятаю\""));
}

#[tokio::test]
async fn an_earlier_application_begins_again_without_its_consent() {
    let app = app().await;
    let citizen = app.citizen().await;
    let id = registered(&citizen).await;
    let address = format!("/cabinet/applications/{id}");
    assert!(
        !citizen.get(&address).await.text().contains("value=\"again\""),
        "it is still open"
    );
    act(&citizen, &address, "/withdrawal", &[]).await;
    assert!(citizen.get(&address).await.text().contains("value=\"again\""));
    let again = citizen.post(&address, &[("_action", "again")]).await;
    let step = again.location().to_owned();
    assert!(step.ends_with("/steps/1?again=filled"), "{step}");
    let page = citizen.get(&step).await.text();
    assert!(
        page.contains("Олена Коваль") && page.contains("Ми перенесли відповіді"),
        "{page}"
    );
    let second = citizen.get(&step.replace("/steps/1", "/steps/2")).await.text();
    assert!(second.contains("Рішення про ремонт вулиці Руської за 2025 рік"));
    let third = citizen.get(&step.replace("/steps/1", "/steps/3")).await.text();
    assert!(!third.contains("checked"), "a consent is given anew: {third}");
    let twice = citizen.post(&address, &[("_action", "again")]).await;
    assert_eq!(twice.location(), step.replace("filled", "kept"));
    let stranger = andrii(&app).await.post(&address, &[("_action", "again")]).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
}
