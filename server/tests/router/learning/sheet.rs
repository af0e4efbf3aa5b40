//! Lessons on paper.

use crate::support::TestApp;
use axum::http::StatusCode;

#[tokio::test]
async fn a_lesson_is_printed_whole_and_without_keys() {
    let app = TestApp::new().await;
    let library = &app.hromada.content.library;
    let anybody = app.anonymous();
    for (path, lesson) in library.courses.iter().flat_map(|course| course.lessons()) {
        let page = anybody.get(&format!("/learning/sheets/{path}")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let text = page.text();
        assert_eq!(
            text.matches("class=\"sheet__screen\"").count(),
            lesson.uk.screens.len(),
            "{path}"
        );
        let tasks = lesson
            .uk
            .screens
            .iter()
            .filter(|screen| screen.exercise.is_some());
        assert_eq!(
            text.matches("class=\"sheet__task\"").count(),
            tasks.count(),
            "{path}"
        );
        assert!(!text.contains("is_correct") && !text.contains("<input"), "{path}");
    }
    let nowhere = anybody.get("/learning/sheets/digital-abc/m1/nothing").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}
