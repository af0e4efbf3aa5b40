//! `/people/account` and the pages below it.

use super::between;
use crate::support::TestApp;
use axum::http::StatusCode;
use domain::actor::Role;
use server::seed::DEMO_PASSWORD;

const PASSWORD: &str = "лелека літає над ставом";

#[tokio::test]
async fn the_account_shows_the_tax_number_masked() {
    let app = TestApp::seeded().await;
    let page = app.citizen().await.get("/people/account").await;
    assert!(page.text().contains("******0682"));
    assert!(!page.text().contains("318491"));
}

#[tokio::test]
async fn an_expired_session_in_the_middle_of_a_form_loses_nothing() {
    let app = TestApp::seeded().await;
    let visitor = app.anonymous();
    let typed = [("name", "Олена\" <b>"), ("language", "en")];
    let refused = visitor.post("/en/people/account?from=link%20x", &typed).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let text = refused.text();
    assert!(
        text.contains("name=\"next\" value=\"/en/people/account?from=link%20x\""),
        "{text}"
    );
    assert!(
        text.contains("name=\"kept:name\" value=\"Олена&quot; &lt;b&gt;\""),
        "{text}"
    );
    let kept = [
        ("email", "andrii@demo.hromada"),
        ("password", DEMO_PASSWORD),
        ("next", "/en/people/account?from=link%20x"),
        ("next-is-form", "true"),
        ("kept:name", typed[0].1),
        ("kept:language", "en"),
    ];
    let signed_in = visitor.post("/en/people/sign-in", &kept).await;
    assert_eq!(signed_in.status, StatusCode::OK);
    let text = signed_in.text();
    assert!(
        text.contains("action=\"/en/people/account?from=link%20x\""),
        "{text}"
    );
    assert!(
        text.contains("name=\"name\" value=\"Олена&quot; &lt;b&gt;\""),
        "{text}"
    );
    let sent = visitor.post("/en/people/account?from=link%20x", &typed).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(app.person("andrii@demo.hromada").await.name, typed[0].1);
}

#[tokio::test]
async fn a_kept_form_is_never_sent_to_another_site() {
    let app = TestApp::seeded().await;
    let kept = [
        ("email", "andrii@demo.hromada"),
        ("password", DEMO_PASSWORD),
        ("next", "https://evil.example/collect"),
        ("next-is-form", "true"),
        ("kept:secret", "1"),
    ];
    let page = app.anonymous().post("/people/sign-in", &kept).await;
    assert!(!page.text().contains("evil.example"));
}

#[tokio::test]
async fn a_verified_name_is_not_rewritten_by_hand() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    let fields = [("name", "Хтось Інший"), ("language", "uk")];
    assert_eq!(
        browser.post("/people/account", &fields).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(app.person("olena@demo.hromada").await.name, "Олена Коваль");
}

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_ends_other_sessions() {
    let app = TestApp::seeded().await;
    let (this, other) = (app.citizen().await, app.citizen().await);
    let wrong = this
        .post(
            "/people/account/password",
            &[("old", "не той"), ("new", PASSWORD)],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(other.get("/people/account").await.status, StatusCode::OK);
    let changed = this
        .post(
            "/people/account/password",
            &[("old", DEMO_PASSWORD), ("new", PASSWORD)],
        )
        .await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    assert!(
        this.get(changed.location())
            .await
            .text()
            .contains("Пароль змінено.")
    );
    assert_eq!(this.get("/people/account").await.status, StatusCode::OK);
    assert_eq!(
        other.get("/people/account").await.status,
        StatusCode::UNAUTHORIZED
    );
    let told = super::mails(&app).await;
    assert!(
        told.iter()
            .any(|mail| mail.to == "olena@demo.hromada" && mail.subject.contains("змінено"))
    );
}

#[tokio::test]
async fn one_session_or_all_of_them_can_be_ended() {
    let app = TestApp::seeded().await;
    let (this, other) = (app.citizen().await, app.citizen().await);
    let page = this.get("/people/account/sessions").await;
    let id = between(&page, "name=\"session\" value=\"", "\"");
    let stranger = app.staff(Role::Moderator).await;
    let refused = stranger
        .post("/people/account/sessions", &[("session", &id)])
        .await;
    assert_eq!(
        refused.status,
        StatusCode::NOT_FOUND,
        "sessions of others cannot be ended"
    );
    let ended = this.post("/people/account/sessions", &[("session", &id)]).await;
    assert!(
        this.get(ended.location())
            .await
            .text()
            .contains("Сеанс завершено.")
    );
    assert_eq!(
        other.get("/people/account").await.status,
        StatusCode::UNAUTHORIZED
    );
    let question = this.post("/people/account/sessions", &[("all", "true")]).await;
    assert_eq!(question.status, StatusCode::OK);
    assert!(question.text().contains("Вийти на всіх пристроях?"));
    assert_eq!(this.get("/people/account").await.status, StatusCode::OK);
    let sure = [("all", "true"), ("sure", "true")];
    let out = this.post("/people/account/sessions", &sure).await;
    assert_eq!(out.location(), "/people/sign-in?done=everywhere");
    assert_eq!(this.get("/people/account").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_has_no_password_is_shown_how_to_get_one_instead_of_a_form_that_fails() {
    let app = TestApp::seeded().await;
    let new = domain::people::account::AddPerson {
        email: "mariia@example.com".parse().unwrap(),
        name: "Марія Бойко".to_owned(),
        language: domain::Language::Uk,
        password: None,
        tax_number: None,
        roles: Vec::new(),
        is_demo: false,
    };
    let people = &app.hromada.services.people;
    people.add_person(&domain::Actor::System, &new).await.unwrap();
    let browser = app
        .signed_in(
            "mariia@example.com",
            domain::people::session::SecondFactor::NotAsked,
        )
        .await;
    let page = browser.get("/people/account/password").await.text();
    assert!(page.contains("href=\"/people/reset\"") && !page.contains("name=\"old\""));
}

#[tokio::test]
async fn every_page_of_the_account_speaks_both_languages() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    for path in [
        "",
        "/identity",
        "/password",
        "/second-factor",
        "/sessions",
        "/access-log",
    ] {
        for prefix in ["", "/en"] {
            let page = browser.get(&format!("{prefix}/people/account{path}")).await;
            assert_eq!(page.status, StatusCode::OK, "{prefix}{path}");
        }
        let stranger = app.anonymous().get(&format!("/people/account{path}")).await;
        assert_eq!(stranger.status, StatusCode::UNAUTHORIZED, "{path}");
    }
}
