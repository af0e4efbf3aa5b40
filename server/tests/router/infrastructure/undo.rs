//! Taking an import back: one change, or none and the reasons.

use super::{count, import, json, package};
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::Role;

const LIST: &str = "/infrastructure/imports";

fn work(number: u32, title: &str) -> String {
    format!("{{\"id\":\"oc4ids-abc123-{number}\",\"title\":\"{title}\"}}")
}

async fn people() -> TestApp {
    let app = TestApp::new().await;
    server::seed::seed_people(&app.hromada).await.unwrap();
    app
}

/// The address of the latest import.
async fn latest(administrator: &Browser<'_>) -> String {
    let list = administrator.get(LIST).await;
    assert_eq!(list.status, StatusCode::OK);
    let text = list.text();
    let (_, rest) = text.split_once("href=\"/infrastructure/imports/").unwrap();
    format!("{LIST}/{}", rest.split_once('"').unwrap().0)
}

async fn title(app: &TestApp, number: u32) -> String {
    let address = format!("/api/infrastructure/projects/oc4ids-abc123-{number}");
    json(&app.anonymous().get(&address).await)["title"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn an_import_is_taken_back_as_one_change_with_its_events() {
    let app = people().await;
    import(&app, package(&work(1, "Дах"))).await;
    app.clock.advance_ms(1_000);
    import(
        &app,
        package(&format!("{},{}", work(1, "Стіна"), work(2, "Двір"))),
    )
    .await;
    let administrator = app.staff(Role::Administrator).await;
    let address = latest(&administrator).await;
    let plan = administrator.get(&address).await.text();
    assert!(
        plan.contains("буде прибрано: 1.") && plan.contains("до попередніх версій: 1."),
        "{plan}"
    );
    app.clock.advance_ms(1_000);
    let done = administrator
        .post(&address, &[("reason", "Завантажили <b>не той файл")])
        .await;
    assert_eq!(done.location(), format!("{address}?undone=1"));
    let page = administrator.get(done.location()).await.text();
    assert!(
        page.contains("Імпорт скасовано") && page.contains("Завантажили &lt;b&gt;не той файл"),
        "{page}"
    );
    assert_eq!(count(&app).await, 1);
    assert_eq!(title(&app, 1).await, "Дах");
    let gone = app
        .anonymous()
        .get("/infrastructure/projects/oc4ids-abc123-2")
        .await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let back = storage::event::of_subject(&mut connection, "infrastructure.project", "oc4ids-abc123-1")
        .await
        .unwrap();
    assert_eq!(back.len(), 3);
    assert_eq!(back[2].reason.as_deref(), Some("Завантажили <b>не той файл"));
    let removed = storage::event::of_subject(&mut connection, "infrastructure.project", "oc4ids-abc123-2")
        .await
        .unwrap();
    assert_eq!(removed.last().unwrap().kind, "infrastructure.project.taken_back");
    drop(connection);
    let history = app
        .anonymous()
        .get("/infrastructure/projects/oc4ids-abc123-1")
        .await
        .text();
    assert!(history.contains("Версія 3"), "history goes on: {history}");
    let again = administrator.post(&address, &[("reason", "Ще раз")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(title(&app, 1).await, "Дах");
}

#[tokio::test]
async fn what_was_changed_or_discussed_since_keeps_the_whole_import() {
    let app = people().await;
    import(
        &app,
        package(&format!(
            "{},{},{}",
            work(1, "Дах"),
            work(2, "Двір"),
            work(3, "Міст")
        )),
    )
    .await;
    let administrator = app.staff(Role::Administrator).await;
    let address = latest(&administrator).await;
    app.clock.advance_ms(1_000);
    import(&app, package(&work(1, "Стіна"))).await;
    let citizen = app.citizen().await;
    let comment = [("text", "Коли почнуть роботи?"), ("name", "full"), ("parent", "")];
    let written = citizen
        .post("/infrastructure/projects/oc4ids-abc123-2", &comment)
        .await;
    assert_eq!(written.status, StatusCode::SEE_OTHER);
    let refused = administrator.post(&address, &[("reason", "Не той файл")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(text.contains("Заважають 2 проєкти"), "{text}");
    assert!(
        text.contains("Після імпорту проєкт змінили") && text.contains("є 1 коментар"),
        "{text}"
    );
    assert_eq!(count(&app).await, 3, "nothing is taken back by halves");
    assert_eq!(title(&app, 1).await, "Стіна");
    // When the later import is taken back, the earlier one is free of it.
    let later = latest(&administrator).await;
    let done = administrator.post(&later, &[("reason", "Не той файл")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let text = administrator.get(&address).await.text();
    assert!(text.contains("Заважає 1 проєкт"), "{text}");
}

#[tokio::test]
async fn a_project_that_was_taken_back_can_come_again() {
    let app = people().await;
    import(&app, package(&work(1, "Дах"))).await;
    let administrator = app.staff(Role::Administrator).await;
    let address = latest(&administrator).await;
    let done = administrator.post(&address, &[("reason", "Не той файл")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app).await, 0);
    app.clock.advance_ms(1_000);
    let report = import(&app, package(&work(1, "Дах"))).await;
    assert_eq!(report.created, 1);
    assert_eq!(title(&app, 1).await, "Дах");
}

#[tokio::test]
async fn only_an_administrator_takes_back_and_says_why() {
    let app = people().await;
    import(&app, package(&work(1, "Дах"))).await;
    let administrator = app.staff(Role::Administrator).await;
    let address = latest(&administrator).await;
    let editor = app.staff(Role::ProjectEditor).await;
    for path in [LIST, &address] {
        assert_eq!(editor.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(
            app.anonymous().get(path).await.status,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
    }
    let refused = editor.post(&address, &[("reason", "Не той файл")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let silent = administrator.post(&address, &[("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text().contains("href=\"#reason\""), "{}", silent.text());
    let unknown = format!("{LIST}/00000000-0000-7000-8000-000000000000");
    assert_eq!(administrator.get(&unknown).await.status, StatusCode::NOT_FOUND);
    assert_eq!(count(&app).await, 1);
}
