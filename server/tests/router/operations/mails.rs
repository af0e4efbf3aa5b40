//! `/operations/mails`.

use crate::support::TestApp;
use axum::http::StatusCode;
use domain::actor::Role;
use domain::job::MailJob;

async fn send(app: &TestApp, key: &str, subject: &str, text: &str) {
    let mail = MailJob {
        to: "olena@demo.hromada".to_owned(),
        subject: subject.to_owned(),
        text: text.to_owned(),
    };
    let desk = &app.hromada.desk;
    let mut tx = desk.database.begin().await.unwrap();
    let job = mail.queued(key.to_owned(), desk.now());
    desk.enqueue(&mut tx, &job).await.unwrap();
    tx.commit_without_event("a mail of a test").await.unwrap();
    app.run_jobs().await;
}

#[tokio::test]
async fn an_administrator_of_the_demonstration_reads_a_mail_and_follows_its_link() {
    let app = TestApp::seeded().await;
    let text =
        "Добрий день!\n\nhttp://localhost/people/account\n<script>alert(1)</script>\nhttps://evil.example/";
    send(&app, "a", "Заяву прийнято", text).await;
    let administrator = app.staff(Role::Administrator).await;
    let list = administrator.get("/operations/mails").await.text();
    assert!(list.contains("Заяву прийнято") && list.contains("olena@demo.hromada"));
    let href = list
        .split("href=\"")
        .find(|part| part.starts_with("/operations/mails/"));
    let href = href.unwrap().split_once('"').unwrap().0;
    let mail = administrator.get(href).await;
    assert_eq!(mail.status, StatusCode::OK);
    let mail = mail.text();
    assert!(mail.contains("href=\"/people/account\""), "{mail}");
    assert!(!mail.contains("<script>alert") && !mail.contains("href=\"https://evil"));
}

#[tokio::test]
async fn mail_is_nobody_elses_and_of_no_real_city() {
    let app = TestApp::seeded().await;
    for role in [Role::Moderator, Role::UnitHead] {
        let page = app.staff(role).await.get("/operations/mails").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    let administrator = app.staff(Role::Administrator).await;
    let missing = "/operations/mails/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
    assert_eq!(administrator.get(missing).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        administrator.get("/operations/mails/..%2Fsecret").await.status,
        StatusCode::NOT_FOUND
    );
}
