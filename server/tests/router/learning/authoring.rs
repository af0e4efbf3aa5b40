//! Pages for those who write lessons.

use crate::support::TestApp;
use axum::http::StatusCode;
use domain::actor::Role;

const FILE: &str = "/learning/authoring/digital-abc/m1/power/uk";

/// The published text of the lesson.
fn source(app: &TestApp) -> String {
    let file = "courses/digital-abc/m1/power.uk.md";
    std::fs::read_to_string(app.hromada.desk.settings.content_dir.join(file)).unwrap()
}

#[tokio::test]
async fn only_teachers_see_the_keys() {
    let app = TestApp::seeded().await;
    for address in ["/learning/authoring", FILE] {
        let teacher = app.staff(Role::Teacher).await.get(address).await;
        assert_eq!(teacher.status, StatusCode::OK, "{address}");
        for refused in [
            app.citizen().await.get(address).await,
            app.staff(Role::Moderator).await.get(address).await,
        ] {
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{address}");
        }
        let anybody = app.anonymous().get(address).await;
        assert!(!anybody.text().contains("Телефон лише погасив екран"));
        assert!(
            anybody.text().contains("name=\"password\""),
            "a stranger is asked to sign in"
        );
    }
}

#[tokio::test]
async fn a_sound_lesson_is_previewed_with_its_keys() {
    let app = TestApp::seeded().await;
    let teacher = app.staff(Role::Teacher).await;
    assert!(
        teacher
            .get("/learning")
            .await
            .text()
            .contains("href=\"/learning/authoring\"")
    );
    assert!(
        !app.citizen()
            .await
            .get("/learning")
            .await
            .text()
            .contains("/learning/authoring")
    );
    let list = teacher.get("/learning/authoring").await.text();
    assert!(list.contains(FILE), "{list}");
    let page = teacher.get(FILE).await.text();
    assert!(page.contains("Зауважень немає") && page.contains("Екран 14 з 14"));
    assert!(page.contains("Телефон лише погасив екран"), "the key is there");
    let english = teacher.get(&FILE.replace("/uk", "/en")).await.text();
    assert!(english.contains("Check yourself"));
    assert_eq!(
        teacher.get(&FILE.replace("/uk", "/fr")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_changed_text_is_judged_shown_and_kept_nowhere() {
    let app = TestApp::seeded().await;
    let teacher = app.staff(Role::Teacher).await;
    let changed = source(&app)
        .replacen("Дві кнопки збоку", "Дві <b>кнопки</b>", 1)
        .replacen(
            "Огляньте бічні грані телефона.",
            "Огляньте <b>грані</b> телефона.",
            1,
        );
    let line = changed
        .lines()
        .position(|line| line.starts_with("# buttons"))
        .unwrap()
        + 1;
    let judged = teacher.post(FILE, &[("source", &changed)]).await;
    assert_eq!(judged.status, StatusCode::OK);
    let text = judged.text();
    assert!(
        text.contains(&format!("Рядок {line}.")) && text.contains("Пишіть Markdown без HTML"),
        "{text}"
    );
    assert!(!text.contains("<b>грані</b>"), "markup of a lesson stays text");
    assert!(text.contains("Це чернетка"));
    let again = teacher.get(FILE).await.text();
    assert!(again.contains("Зауважень немає") && !again.contains("Це чернетка"));
}

#[tokio::test]
async fn a_text_that_cannot_be_read_names_its_line_and_stays_in_the_form() {
    let app = TestApp::seeded().await;
    let teacher = app.staff(Role::Teacher).await;
    let broken = source(&app).replacen("kind: choice", "kind: guess", 1);
    let text = teacher.post(FILE, &[("source", &broken)]).await.text();
    assert!(text.contains("Виду вправи «guess» немає"), "{text}");
    assert!(text.contains("kind: guess"), "what was typed stays");
    assert!(!text.contains("Як побачать учні"), "there is nothing to show");
    let other = source(&app).replacen("version: 1", "version: 2", 1);
    let text = teacher.post(FILE, &[("source", &other)]).await.text();
    assert!(
        text.contains("Мови різняться (version): українською 2, англійською 1"),
        "{text}"
    );
    let huge = "а".repeat(100_001);
    let refused = teacher.post(FILE, &[("source", &huge)]).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    let long = teacher.post(FILE, &[("source", &"a".repeat(100_001))]).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        long.text().contains("Текст уроку: "),
        "the summary names the field"
    );
}

#[tokio::test]
async fn a_changed_text_can_be_taken_away_as_a_file() {
    let app = TestApp::seeded().await;
    let teacher = app.staff(Role::Teacher).await;
    let file = teacher
        .post(FILE, &[("source", "---\r\n"), ("_action", "download")])
        .await;
    assert_eq!(file.header("content-type"), "text/markdown; charset=utf-8");
    assert!(file.header("content-disposition").contains("power%2Euk%2Emd"));
    assert_eq!(file.text(), "---\n");
}
