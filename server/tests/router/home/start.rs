//! The home page: the same for every stranger, and what waits for those who are known.

use crate::support::TestApp;
use axum::http::StatusCode;
use domain::actor::Role;
use domain::people::session::SecondFactor;

#[tokio::test]
async fn strangers_share_one_rendering() {
    let app = TestApp::seeded().await;
    let first = app.anonymous().get("/").await;
    let second = app.anonymous().get("/").await;
    assert_eq!(
        first.body, second.body,
        "the nonce would differ in a fresh rendering"
    );
}

#[tokio::test]
async fn what_is_built_stands_on_the_home_page() {
    let app = TestApp::seeded().await;
    let page = app.anonymous().get("/").await.text();
    assert_eq!(page.matches("href=\"/infrastructure/projects/").count(), 4);
    assert!(!page.contains("Чекає на вас"));
}

#[tokio::test]
async fn the_street_of_a_person_comes_first_and_only_for_them() {
    let app = TestApp::seeded().await;
    let olena = app.citizen().await;
    assert!(olena.get("/").await.text().contains("Назвіть свою вулицю"));
    let profile = |street: &'static str| [("name", "Олена Коваль"), ("language", "uk"), ("street", street)];
    olena.post("/people/account", &profile("  Руська ")).await;
    let page = olena.get("/").await.text();
    assert!(page.contains("Що будують на вашій вулиці: Руська"));
    assert!(
        page.contains("href=\"/infrastructure?q="),
        "all of them, by the same words"
    );
    let found = page.split("id=\"building\"").nth(1).unwrap();
    assert!(found.contains("Руськ"));
    assert!(!app.anonymous().get("/").await.text().contains("на вашій вулиці"));

    olena.post("/people/account", &profile("Небувала")).await;
    let page = olena.get("/").await.text();
    assert!(page.contains("За словами «Небувала» проєктів немає"));
    assert_eq!(page.matches("href=\"/infrastructure/projects/").count(), 4);

    let long = "я".repeat(101);
    let fields = [
        ("name", "Олена Коваль"),
        ("language", "uk"),
        ("street", long.as_str()),
    ];
    let refused = olena.post("/people/account", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("id=\"street-error\"") && refused.text().contains(&long));
}

#[tokio::test]
async fn the_draft_of_a_resident_waits_for_them_alone() {
    let app = TestApp::seeded().await;
    // The demonstration holds no work of Андрій; Олена has some of her own.
    let andrii = app.signed_in("andrii@demo.hromada", SecondFactor::NotAsked).await;
    assert!(!andrii.get("/").await.text().contains("Чекає на вас"));
    let begun = andrii.post("/cabinet/services/S16", &[]).await;
    let page = andrii.get("/").await.text();
    assert!(page.contains("Чекає на вас"));
    assert!(page.contains(begun.location()), "the draft can be gone on with");
    let olena = app.citizen().await;
    assert!(!olena.get("/").await.text().contains(begun.location()));
}

#[tokio::test]
async fn each_of_the_staff_sees_their_own_work() {
    let app = TestApp::seeded().await;
    let officer = app.staff(Role::CaseOfficer).await.get("/").await.text();
    assert!(officer.contains("href=\"/cabinet/queue\"") && !officer.contains("/infrastructure/moderation"));
    let moderator = app.staff(Role::Moderator).await.get("/").await.text();
    assert!(
        moderator.contains("href=\"/infrastructure/moderation\"") && !moderator.contains("/cabinet/queue")
    );
    let resident = app.citizen().await.get("/").await.text();
    assert!(!resident.contains("Ваша робота"));
}
