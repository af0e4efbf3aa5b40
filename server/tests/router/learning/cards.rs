//! Progress on another device: by account, and by the card.

use super::{CHOICE, LESSON, answer, read};
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;
use domain::people::session::SecondFactor;

const PASSWORD: &str = server::seed::DEMO_PASSWORD;

async fn sign_in(browser: &Browser<'_>, email: &str) {
    let fields = [("email", email), ("password", PASSWORD)];
    let answer = browser.post("/people/sign-in", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

/// The screen where the lesson would go on.
async fn place(browser: &Browser<'_>) -> String {
    let answer = browser.get(LESSON).await;
    answer.location().rsplit('/').next().unwrap().to_owned()
}

async fn make_card(browser: &Browser<'_>) -> String {
    let made = browser.post("/learning/card", &[]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let page = browser.get("/learning/card").await.text();
    let (_, rest) = page.split_once("<p class=\"resume-code\">").unwrap();
    rest.split_once('<').unwrap().0.to_owned()
}

#[tokio::test]
async fn a_person_goes_on_on_another_device() {
    let app = TestApp::new().await;
    app.own_account("maria@example.com").await;
    let phone = app.signed_in("maria@example.com", SecondFactor::NotAsked).await;
    read(&phone, "intro").await;
    answer(&phone, CHOICE, &[("answer", "hold")]).await;
    let library = app.signed_in("maria@example.com", SecondFactor::NotAsked).await;
    assert_eq!(place(&library).await, "check-dark-screen");
    assert!(
        library
            .get(CHOICE)
            .await
            .text()
            .contains("Довге натискання відкриває"),
        "the last answer is there"
    );
    assert_eq!(
        library.cookie("__Host-device"),
        None,
        "an account needs no device"
    );
}

#[tokio::test]
async fn what_was_learnt_before_signing_in_is_joined_to_the_account() {
    let app = TestApp::new().await;
    app.own_account("maria@example.com").await;
    let phone = app.signed_in("maria@example.com", SecondFactor::NotAsked).await;
    read(&phone, "intro").await;
    let tablet = app.anonymous();
    read(&tablet, "buttons").await;
    answer(&tablet, CHOICE, &[("answer", "short")]).await;
    let device = tablet.cookie("__Host-device").unwrap();
    sign_in(&tablet, "maria@example.com").await;
    let module = phone.get("/learning/courses/digital-abc/m1").await.text();
    assert!(module.contains("Почато: 3 з 13"), "{module}");
    assert_eq!(tablet.cookie("__Host-device"), None, "the device is forgotten");
    let next = app.anonymous();
    next.plant("__Host-device", &device);
    assert_eq!(
        place(&next).await,
        "intro",
        "who comes next to the computer begins anew"
    );
}

#[tokio::test]
async fn the_first_account_of_a_device_takes_its_progress() {
    let app = TestApp::new().await;
    app.own_account("maria@example.com").await;
    let tablet = app.anonymous();
    read(&tablet, "intro").await;
    sign_in(&tablet, "maria@example.com").await;
    assert_eq!(place(&tablet).await, "buttons");
}

#[tokio::test]
async fn staff_take_their_progress_along_after_the_second_factor() {
    let app = TestApp::seeded().await;
    let desk = app.anonymous();
    read(&desk, "intro").await;
    let device = desk.cookie("__Host-device").unwrap();
    let fields = [("email", "teacher@demo.hromada"), ("password", PASSWORD)];
    desk.post("/people/sign-in", &fields).await;
    assert_eq!(
        desk.cookie("__Host-device"),
        Some(device),
        "the device waits for the second factor"
    );
}

#[tokio::test]
async fn a_card_carries_progress_to_another_device_without_an_account() {
    let app = TestApp::new().await;
    let phone = app.anonymous();
    read(&phone, "intro").await;
    let code = make_card(&phone).await;
    assert_eq!(code.len(), 11, "{code}");
    assert_eq!(make_card(&phone).await, code, "the code stays");
    let library = app.anonymous();
    let typed = code.to_lowercase().replace(' ', "");
    let resumed = library.post("/learning/resume", &[("code", &typed)]).await;
    assert_eq!(resumed.status, StatusCode::SEE_OTHER);
    assert_eq!(resumed.location(), format!("{LESSON}/buttons"));
    read(&library, "buttons").await;
    assert_eq!(
        place(&phone).await,
        "check-dark-screen",
        "both devices are one learner"
    );
    library.post("/learning/leave", &[]).await;
    assert_eq!(place(&library).await, "intro");
    assert_eq!(place(&phone).await, "check-dark-screen");
}

#[tokio::test]
async fn a_wrong_code_is_told_at_its_field() {
    let app = TestApp::new().await;
    let browser = app.anonymous();
    for code in ["", "ACE", "ACE HKM 347", "' OR 1=1 --"] {
        let refused = browser.post("/learning/resume", &[("code", code)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        assert!(refused.text().contains("href=\"#code\"") && refused.text().contains("Код не підійшов"));
    }
    let kept = browser.post("/learning/resume", &[("code", "ACE HKM 347")]).await;
    assert!(kept.text().contains("Картки з таким кодом немає"), "what to do");
    assert!(
        kept.text().contains("value=\"ACE HKM 347\""),
        "what was typed stays"
    );
    assert_eq!(browser.cookie("__Host-device"), None);
}

#[tokio::test]
async fn a_card_may_be_taken_into_an_account_and_goes_on_working() {
    let app = TestApp::new().await;
    app.own_account("maria@example.com").await;
    let phone = app.anonymous();
    read(&phone, "intro").await;
    let code = make_card(&phone).await;
    let maria = app.signed_in("maria@example.com", SecondFactor::NotAsked).await;
    maria.post("/learning/resume", &[("code", &code)]).await;
    assert_eq!(place(&maria).await, "buttons");
    read(&maria, "buttons").await;
    let library = app.anonymous();
    let resumed = library.post("/learning/resume", &[("code", &code)]).await;
    assert_eq!(resumed.location(), format!("{LESSON}/check-dark-screen"));
}

#[tokio::test]
async fn nobody_reads_the_progress_of_another() {
    let app = TestApp::new().await;
    app.own_account("maria@example.com").await;
    app.own_account("ivan@example.com").await;
    let maria = app.signed_in("maria@example.com", SecondFactor::NotAsked).await;
    read(&maria, "intro").await;
    answer(&maria, CHOICE, &[("answer", "hold")]).await;
    let code = make_card(&maria).await;
    let ivan = app.signed_in("ivan@example.com", SecondFactor::NotAsked).await;
    let guess = app.anonymous();
    guess.plant("__Host-device", "guessed");
    for stranger in [&ivan, &guess] {
        assert_eq!(place(stranger).await, "intro");
        assert!(
            !stranger
                .get(CHOICE)
                .await
                .text()
                .contains("Довге натискання відкриває")
        );
        let home = stranger.get("/api/learning/courses").await.text();
        assert!(home.contains("\"go_on\":null"), "{home}");
    }
    // A card of another person's account is none for somebody who has an account.
    let refused = ivan.post("/learning/resume", &[("code", &code)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(place(&ivan).await, "intro");
}
