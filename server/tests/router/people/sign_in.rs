//! `/people/sign-in` and `/people/sign-out`.

use crate::support::TestApp;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::actor::Role;
use domain::people::session::SecondFactor;
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use server::http::Peer;
use server::seed::DEMO_PASSWORD;

const OLENA: &str = "olena@demo.hromada";

fn credentials(password: &str) -> [(&str, &str); 2] {
    [("email", OLENA), ("password", password)]
}

#[tokio::test]
async fn the_right_password_opens_a_session_in_a_host_bound_cookie() {
    let app = TestApp::seeded().await;
    let browser = app.anonymous();
    let answer = browser.post("/people/sign-in", &credentials(DEMO_PASSWORD)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/people/account");
    let cookie = answer.header("set-cookie");
    for part in ["__Host-session=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(browser.get("/people/sign-in").await.location(), "/people/account");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_answered_alike() {
    let app = TestApp::seeded().await;
    let wrong = app
        .anonymous()
        .post("/people/sign-in", &[("email", OLENA), ("password", "не той")])
        .await;
    let unknown = app
        .anonymous()
        .post(
            "/people/sign-in",
            &[("email", "nobody@demo.hromada"), ("password", "не той")],
        )
        .await;
    assert_eq!(
        (wrong.status, unknown.status),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
    );
    let told = "Адреса або пароль неправильні";
    assert!(wrong.text().contains(told) && unknown.text().contains(told));
    let without_nonce =
        |text: String, email: &str| text.replace(email, "").split("nonce=").next().map(str::to_owned);
    assert_eq!(
        without_nonce(wrong.text(), OLENA),
        without_nonce(unknown.text(), "nobody@demo.hromada")
    );
    assert!(wrong.header("set-cookie").is_empty());
}

#[tokio::test]
async fn the_typed_address_stays_and_the_password_does_not() {
    let app = TestApp::seeded().await;
    let answer = app
        .anonymous()
        .post("/people/sign-in", &credentials("таємне слово"))
        .await;
    assert!(answer.text().contains("value=\"olena@demo.hromada\""));
    assert!(!answer.text().contains("таємне слово"));
}

#[tokio::test]
async fn too_many_wrong_passwords_stop_even_the_right_one_for_a_while() {
    let app = TestApp::seeded().await;
    for _ in 0..10 {
        app.anonymous()
            .post("/people/sign-in", &credentials("не той"))
            .await;
    }
    let stopped = app
        .anonymous()
        .post("/people/sign-in", &credentials(DEMO_PASSWORD))
        .await;
    assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(stopped.header("retry-after"), "900");
    let text = stopped.text();
    let main = text.split_once("<main").unwrap().1;
    assert!(main.contains("Спробуйте ще раз через 15 хвилин"), "when: {main}");
    assert!(main.contains("href=\"/people/reset\""), "another way in");
    assert!(
        main.contains("value=\"olena@demo.hromada\""),
        "what was typed stays"
    );
    app.clock.advance_ms(15 * MINUTE_MS);
    let later = app
        .anonymous()
        .post("/people/sign-in", &credentials(DEMO_PASSWORD))
        .await;
    assert_eq!(later.status, StatusCode::SEE_OTHER);
}

/// A sign-in from the network of a hall.
async fn from_the_hall(app: &TestApp, email: &str, password: &str) -> StatusCode {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("email", email), ("password", password)])
        .finish();
    let request = Request::post("/people/sign-in")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .extension(Peer("203.0.113.7:4000".parse().unwrap()))
        .body(Body::from(body))
        .unwrap();
    app.anonymous().send(request).await.status
}

#[tokio::test]
async fn only_wrong_passwords_stop_a_network_that_many_people_share() {
    let app = TestApp::with(|settings| {
        settings.limits.sensitive_forms_per_minute = 1_000.try_into().unwrap();
        settings.limits.anonymous_forms_per_minute = 1_000.try_into().unwrap();
    })
    .await;
    server::seed::seed_people(&app.hromada).await.unwrap();
    for number in 0..61 {
        let right = from_the_hall(&app, OLENA, DEMO_PASSWORD).await;
        assert_eq!(right, StatusCode::SEE_OTHER, "{number}");
    }
    let mut last = StatusCode::OK;
    for number in 0..61 {
        last = from_the_hall(&app, &format!("person-{number}@example.com"), "не той").await;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let right = from_the_hall(&app, OLENA, DEMO_PASSWORD).await;
    assert_eq!(
        right,
        StatusCode::TOO_MANY_REQUESTS,
        "whoever tries many accounts"
    );
}

#[tokio::test]
async fn a_form_that_was_kept_outlives_too_many_wrong_passwords() {
    let app = TestApp::seeded().await;
    let fields = [
        ("next", "/cabinet/services/S16"),
        ("next-is-form", "true"),
        ("kept:question", "Скільки лебедів на ставі?"),
        ("email", OLENA),
        ("password", "не той"),
    ];
    let mut last = app.anonymous().post("/people/sign-in", &fields).await;
    for _ in 0..10 {
        last = app.anonymous().post("/people/sign-in", &fields).await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    let text = last.text();
    assert!(
        text.contains("name=\"kept:question\" value=\"Скільки лебедів на ставі?\""),
        "{text}"
    );
    assert!(text.contains("name=\"next\" value=\"/cabinet/services/S16\""));
    let ways = text.matches("target=\"_blank\"").count();
    assert_eq!(ways, 2, "{text}");
    // The new password is set beside the page, so that the form stays.
    assert!(
        text.contains("href=\"/people/reset\" target=\"_blank\""),
        "{text}"
    );
}

#[tokio::test]
async fn a_planted_session_cookie_gains_nothing_by_a_sign_in() {
    let app = TestApp::seeded().await;
    let planted = "A".repeat(43);
    let browser = app.anonymous();
    browser.plant("__Host-session", &planted);
    browser.post("/people/sign-in", &credentials(DEMO_PASSWORD)).await;
    assert_ne!(browser.cookie("__Host-session"), Some(planted.clone()));
    let thief = app.anonymous();
    thief.plant("__Host-session", &planted);
    assert_eq!(thief.get("/people/sign-in").await.status, StatusCode::OK);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server_too() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    let token = browser.cookie("__Host-session").unwrap();
    let answer = browser.post("/people/sign-out", &[]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(browser.cookie("__Host-session"), None);
    browser.plant("__Host-session", &token);
    assert_eq!(browser.get("/people/sign-in").await.status, StatusCode::OK);
}

#[tokio::test]
async fn after_signing_in_one_goes_on_to_own_pages_only() {
    let app = TestApp::seeded().await;
    for (next, expected) in [
        ("/en/cabinet?page=2", "/en/cabinet?page=2"),
        ("https://evil.example/", "/people/account"),
        ("//evil.example/", "/people/account"),
        ("/\\evil.example/", "/people/account"),
        ("/\r\nset-cookie: a=b", "/people/account"),
        ("javascript:alert(1)", "/people/account"),
    ] {
        let [email, password] = credentials(DEMO_PASSWORD);
        let answer = app
            .anonymous()
            .post("/people/sign-in", &[email, password, ("next", next)])
            .await;
        assert_eq!(answer.location(), expected, "{next:?}");
    }
}

#[tokio::test]
async fn sessions_end_by_themselves_and_those_of_staff_sooner() {
    let app = TestApp::seeded().await;
    let (citizen, officer) = (app.citizen().await, app.staff(Role::CaseOfficer).await);
    app.clock.advance_ms(2 * HOUR_MS);
    assert_eq!(citizen.get("/people/sign-in").await.status, StatusCode::SEE_OTHER);
    assert_eq!(officer.get("/people/sign-in").await.status, StatusCode::OK);
    app.clock.advance_ms(14 * DAY_MS);
    assert_eq!(citizen.get("/people/sign-in").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_that_awaits_the_second_factor_opens_nothing() {
    let app = TestApp::seeded().await;
    let browser = app.signed_in("officer@demo.hromada", SecondFactor::Awaited).await;
    assert_eq!(browser.get("/people/sign-in").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_chosen_language_is_remembered_and_leads_to_own_pages_only() {
    let app = TestApp::new().await;
    let browser = app.anonymous();
    let answer = browser
        .post(
            "/people/language",
            &[("language", "en"), ("next", "/people/sign-in")],
        )
        .await;
    assert_eq!(answer.location(), "/en/people/sign-in");
    assert_eq!(browser.cookie("__Host-language").as_deref(), Some("en"));
    let outside = browser
        .post(
            "/people/language",
            &[("language", "uk"), ("next", "//evil.example")],
        )
        .await;
    assert_eq!(outside.location(), "/");
    let unknown = browser.post("/people/language", &[("language", "xx")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_roles_of_a_demo_person_come_with_the_session() {
    let app = TestApp::seeded().await;
    let officer = app.actor("officer@demo.hromada", SecondFactor::Confirmed).await;
    let officer = officer.signed_in().unwrap();
    assert!(officer.holds_anywhere(Role::CaseOfficer) && officer.second_factor);
    assert!(officer.roles.iter().all(|grant| grant.unit.is_some()));
    let resident = app.actor(OLENA, SecondFactor::NotAsked).await;
    let resident = resident.signed_in().unwrap();
    assert!(!resident.is_staff() && !resident.second_factor);
}
