//! `/people/sign-up`, `/people/confirm`, `/people/reset` and `/people/new-password`.

use super::{link_to, mails, token_of};
use crate::support::TestApp;
use axum::http::StatusCode;
use domain::time::{DAY_MS, HOUR_MS};
use server::seed::DEMO_PASSWORD;

const PASSWORD: &str = "лелека літає над ставом";
const MARIIA: &str = "mariia@example.com";

fn form<'a>(email: &'a str, password: &'a str) -> [(&'a str, &'a str); 3] {
    [("name", "Марія Бойко"), ("email", email), ("password", password)]
}

#[tokio::test]
async fn an_account_begins_with_a_confirmed_address() {
    let app = TestApp::new().await;
    let browser = app.anonymous();
    let sent = browser.post("/people/sign-up", &form(MARIIA, PASSWORD)).await;
    assert_eq!(sent.location(), "/people/sign-up/sent");
    let link = link_to(&app, MARIIA).await;
    let page = browser.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    let token = token_of(&link);
    let confirmed = browser
        .post("/people/confirm", &[("token", &token), ("password", PASSWORD)])
        .await;
    assert_eq!(confirmed.location(), "/people/account?done=confirmed");
    let account = browser.get("/people/account").await;
    assert!(account.text().contains("Марія Бойко") && account.text().contains(MARIIA));
    let again = app
        .anonymous()
        .post("/people/confirm", &[("token", &token), ("password", PASSWORD)])
        .await;
    assert_eq!(again.status, StatusCode::GONE, "a link works once");
    let reopened = app.anonymous().get(&link).await;
    assert_eq!(
        reopened.status,
        StatusCode::GONE,
        "before anybody types a password"
    );
    let text = reopened.text();
    assert!(!text.contains("type=\"password\""));
    assert!(text.contains("href=\"/people/sign-up\"") && text.contains("href=\"/people/sign-in\""));
}

#[tokio::test]
async fn opening_the_link_changes_nothing_and_another_password_does_not_confirm() {
    let app = TestApp::new().await;
    app.anonymous()
        .post("/people/sign-up", &form(MARIIA, PASSWORD))
        .await;
    let link = link_to(&app, MARIIA).await;
    app.anonymous().get(&link).await;
    let token = token_of(&link);
    let refused = app
        .anonymous()
        .post(
            "/people/confirm",
            &[("token", &token), ("password", "інший пароль зовсім")],
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.header("set-cookie"), "");
    let text = refused.text();
    assert!(
        text.contains("Пароль неправильний") && !text.contains("Адреса або пароль"),
        "no address was typed"
    );
    assert!(
        text.contains("href=\"/people/sign-up\""),
        "who forgot it begins anew"
    );
    app.clock.advance_ms(DAY_MS);
    let late = app
        .anonymous()
        .post("/people/confirm", &[("token", &token), ("password", PASSWORD)])
        .await;
    assert_eq!(late.status, StatusCode::GONE, "a link has a term");
    assert_eq!(app.anonymous().get(&link).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_known_address_is_answered_like_a_new_one_and_only_the_mail_differs() {
    let app = TestApp::seeded().await;
    let known = app
        .anonymous()
        .post("/people/sign-up", &form("olena@demo.hromada", PASSWORD))
        .await;
    let new = app
        .anonymous()
        .post("/people/sign-up", &form(MARIIA, PASSWORD))
        .await;
    assert_eq!((known.status, known.location()), (new.status, new.location()));
    assert!(!link_to(&app, "olena@demo.hromada").await.contains("token="));
    assert!(link_to(&app, MARIIA).await.contains("token="));
    let reset_known = app
        .anonymous()
        .post("/people/reset", &[("email", "olena@demo.hromada")])
        .await;
    let reset_unknown = app
        .anonymous()
        .post("/people/reset", &[("email", "nobody@example.com")])
        .await;
    assert_eq!(
        (reset_known.status, reset_known.location()),
        (reset_unknown.status, reset_unknown.location())
    );
    assert!(
        mails(&app)
            .await
            .iter()
            .all(|mail| mail.to != "nobody@example.com")
    );
}

#[tokio::test]
async fn faults_are_told_at_their_fields_and_what_was_typed_stays() {
    let app = TestApp::new().await;
    let answer = app
        .anonymous()
        .post(
            "/people/sign-up",
            &[
                ("name", "Марія\u{202E}"),
                ("email", "mariia"),
                ("password", "qwertyuiop"),
            ],
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text();
    for part in [
        "#name",
        "#email",
        "#password",
        "value=\"mariia\"",
        "легко вгадати",
        // Where it could be any field, the summary names it.
        "Ім’я та прізвище: Приберіть невидимі символи",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("qwertyuiop"));
    assert_eq!(mails(&app).await.len(), 0);
}

#[tokio::test]
async fn mails_to_one_address_are_limited() {
    let app = TestApp::seeded().await;
    for _ in 0..4 {
        app.anonymous().post("/people/reset", &[("email", MARIIA)]).await;
    }
    let fifth = app.anonymous().post("/people/reset", &[("email", MARIIA)]).await;
    assert_eq!(fifth.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(fifth.header("retry-after"), "3600");
    let text = fifth.text();
    assert!(text.contains("Спробуйте ще раз через 60 хвилин"), "{text}");
    assert!(
        text.contains(&format!("value=\"{MARIIA}\"")),
        "what was typed stays"
    );
}

#[tokio::test]
async fn a_reset_sets_the_password_once_and_ends_every_session() {
    let app = TestApp::seeded().await;
    let open = app.citizen().await;
    app.anonymous()
        .post("/people/reset", &[("email", "Olena@Demo.hromada")])
        .await;
    let link = link_to(&app, "olena@demo.hromada").await;
    assert_eq!(app.anonymous().get(&link).await.status, StatusCode::OK);
    let token = token_of(&link);
    let fields = [("token", token.as_str()), ("password", PASSWORD)];
    let set = app.anonymous().post("/people/new-password", &fields).await;
    assert_eq!(set.location(), "/people/sign-in?done=password");
    let signed_out = app.anonymous().get(set.location()).await.text();
    assert!(signed_out.contains("Новий пароль збережено"));
    assert_eq!(open.get("/people/account").await.status, StatusCode::UNAUTHORIZED);
    let again = app.anonymous().post("/people/new-password", &fields).await;
    assert_eq!(again.status, StatusCode::GONE);
    let reopened = app.anonymous().get(&link).await;
    assert_eq!(
        reopened.status,
        StatusCode::GONE,
        "before anybody invents a password"
    );
    assert!(!reopened.text().contains("type=\"password\""));
    for (password, expected) in [
        (PASSWORD, StatusCode::SEE_OTHER),
        (DEMO_PASSWORD, StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let answer = app
            .anonymous()
            .post(
                "/people/sign-in",
                &[("email", "olena@demo.hromada"), ("password", password)],
            )
            .await;
        assert_eq!(answer.status, expected);
    }
}

#[tokio::test]
async fn a_reset_link_wears_out_in_an_hour() {
    let app = TestApp::seeded().await;
    app.anonymous()
        .post("/people/reset", &[("email", "olena@demo.hromada")])
        .await;
    let token = token_of(&link_to(&app, "olena@demo.hromada").await);
    app.clock.advance_ms(HOUR_MS);
    let late = app
        .anonymous()
        .post(
            "/people/new-password",
            &[("token", &token), ("password", PASSWORD)],
        )
        .await;
    assert_eq!(late.status, StatusCode::GONE);
    let page = app
        .anonymous()
        .get(&format!("/people/new-password?token={token}"))
        .await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(
        page.text().contains("href=\"/people/reset\""),
        "a new link is offered"
    );
    for broken in ["/people/new-password", "/people/confirm?token=nothing"] {
        assert_eq!(
            app.anonymous().get(broken).await.status,
            StatusCode::GONE,
            "{broken}"
        );
    }
}

#[tokio::test]
async fn tokens_are_stored_as_digests_only() {
    let app = TestApp::seeded().await;
    app.anonymous()
        .post("/people/reset", &[("email", "olena@demo.hromada")])
        .await;
    let token = token_of(&link_to(&app, "olena@demo.hromada").await);
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let now = app.hromada.desk.now();
    let by_digest = server::service::people::secret::digest(&token);
    for (key, is_found) in [(token, false), (by_digest, true)] {
        let person = storage::people::password_reset::person(&mut connection, &key, now).await;
        assert_eq!(person.unwrap().is_some(), is_found);
    }
}

#[tokio::test]
async fn the_summary_names_the_field_of_an_error_that_could_be_anywhere() {
    let app = TestApp::new().await;
    let page = app
        .anonymous()
        .post("/people/sign-up", &form("", ""))
        .await
        .text();
    assert!(page.contains("Електронна пошта: Заповніть це поле"), "{page}");
}
