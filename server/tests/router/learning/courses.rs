//! Courses, modules, and the way to a lesson.

use super::{LESSON, read};
use crate::support::TestApp;
use axum::http::StatusCode;

#[tokio::test]
async fn courses_are_read_by_anybody_in_both_languages() {
    let app = TestApp::new().await;
    let anybody = app.anonymous();
    for (address, words) in [
        ("/learning", "Цифрова абетка"),
        ("/en/learning", "Digital ABC"),
        ("/learning/courses/digital-abc", "Мій пристрій"),
        ("/en/learning/courses/digital-abc", "My device"),
        (
            "/learning/courses/digital-abc/m1",
            "Вмикаємо, заряджаємо, налаштовуємо",
        ),
        (
            "/en/learning/courses/digital-abc/m1",
            "Switches on, charges and restarts a device",
        ),
    ] {
        let page = anybody.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(page.text().contains(words), "{address}: {words}");
    }
    assert_eq!(
        anybody.cookie("__Host-device"),
        None,
        "reading makes nobody a learner"
    );
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let app = TestApp::new().await;
    for address in [
        "/learning/courses/none",
        "/learning/courses/digital-abc/m99",
        "/learning/courses/digital-abc/m1/none",
        "/learning/courses/digital-abc/m1/power/none",
        "/en/learning/courses/digital-abc/m1/power/none",
    ] {
        assert_eq!(
            app.anonymous().get(address).await.status,
            StatusCode::NOT_FOUND,
            "{address}"
        );
    }
}

#[tokio::test]
async fn a_lesson_leads_to_where_the_learner_left_off() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    assert_eq!(learner.get(LESSON).await.location(), format!("{LESSON}/intro"));
    read(&learner, "intro").await;
    read(&learner, "buttons").await;
    assert_eq!(
        learner.get(LESSON).await.location(),
        format!("{LESSON}/check-dark-screen")
    );
    assert_eq!(
        learner.get(&format!("/en{LESSON}")).await.location(),
        format!("/en{LESSON}/check-dark-screen")
    );
    let home = learner.get("/learning").await.text();
    assert!(home.contains("Продовжити навчання") && home.contains(&format!("{LESSON}/check-dark-screen")));
    let module = learner.get("/learning/courses/digital-abc/m1").await.text();
    assert!(module.contains("Почато: 2 з 13"), "{module}");
}

#[tokio::test]
async fn a_page_that_everybody_gets_holds_nobody_s_progress() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    read(&learner, "intro").await;
    assert!(
        learner
            .get("/learning")
            .await
            .text()
            .contains("Продовжити навчання")
    );
    let stranger = app.anonymous().get("/learning").await.text();
    assert!(!stranger.contains("Продовжити навчання"));
}
