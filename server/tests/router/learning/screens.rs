//! Screens: read, gone on from, finished.

use super::{CHOICE, LESSON, MANY, ORDER, answer, read};
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;

#[tokio::test]
async fn a_text_is_earned_by_going_on_and_not_by_looking() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    let looked = learner.get(&format!("{LESSON}/intro")).await;
    assert_eq!(looked.status, StatusCode::OK);
    assert_eq!(learner.get(LESSON).await.location(), format!("{LESSON}/intro"));
    let gone_on = read(&learner, "intro").await;
    assert_eq!(gone_on.status, StatusCode::SEE_OTHER);
    assert_eq!(gone_on.location(), format!("{LESSON}/buttons"));
    assert!(learner.cookie("__Host-device").is_some());
}

#[tokio::test]
async fn an_exercise_cannot_be_earned_by_reading() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    let refused = read(&learner, "check-dark-screen").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(learner.cookie("__Host-device"), None);
}

#[tokio::test]
async fn reading_again_changes_nothing_but_the_place() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    for _ in 0..3 {
        read(&learner, "intro").await;
    }
    let module = learner.get("/learning/courses/digital-abc/m1").await.text();
    assert!(module.contains("Почато: 1 з 13"));
}

#[tokio::test]
async fn an_english_page_shows_the_english_lesson() {
    let app = TestApp::new().await;
    let page = app.anonymous().get(&format!("/en{LESSON}/intro")).await.text();
    let article = page.split("<article").nth(1).unwrap();
    let tag = article.split('>').next().unwrap();
    assert!(tag.contains("lang=\"en\""), "{tag}");
    assert!(page.contains("Screen 1 of 14"));
    assert!(!page.contains("This lesson is in Ukrainian only"));
}

/// Solves and reads everything but the given screens.
async fn finish_but(learner: &Browser<'_>, left: &[&str]) {
    for text in [
        "intro",
        "buttons",
        "on-off",
        "codes",
        "battery",
        "volume",
        "text-size",
    ] {
        if !left.contains(&text) {
            assert_eq!(read(learner, text).await.status, StatusCode::SEE_OTHER, "{text}");
        }
    }
    let many = |options: &[&'static str]| {
        options
            .iter()
            .map(|option| ("answer", *option))
            .collect::<Vec<_>>()
    };
    for (page, fields) in [
        (CHOICE.to_owned(), many(&["short"])),
        (
            ORDER.to_owned(),
            vec![
                ("place.hold", "1"),
                ("place.restart", "2"),
                ("place.wait", "3"),
                ("place.code", "4"),
            ],
        ),
        (format!("{LESSON}/check-sim-code"), many(&["stop"])),
        (MANY.to_owned(), many(&["saver", "bright", "powerbank"])),
        (format!("{LESSON}/check-volume"), many(&["ring"])),
        (format!("{LESSON}/check-text-size"), many(&["font", "contrast"])),
    ] {
        let slug = page.rsplit('/').next().unwrap();
        if !left.contains(&slug) {
            assert_eq!(
                answer(learner, &page, &fields).await.status,
                StatusCode::SEE_OTHER,
                "{page}"
            );
        }
    }
}

#[tokio::test]
async fn the_last_screen_says_what_is_left_and_then_that_all_is_done() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    finish_but(&learner, &["battery", "check-volume"]).await;
    let end = learner.get(&format!("{LESSON}/done")).await.text();
    assert!(end.contains("Щоб завершити урок"));
    let (_, left) = end.split_once("Поверніться до цих екранів").unwrap();
    let (left, _) = left.split_once("</ul>").unwrap();
    assert!(
        left.contains("/battery") && left.contains("/check-volume"),
        "{left}"
    );
    assert_eq!(left.matches("<li>").count(), 2, "{left}");
    finish_but(&learner, &[]).await;
    let end = learner.get(&format!("{LESSON}/done")).await.text();
    assert!(end.contains("Урок пройдено") && end.contains("Наступний урок: "));
    let module = learner.get("/learning/courses/digital-abc/m1").await.text();
    assert!(module.contains("Пройдено уроків: 1 з 5"));
    let home = learner.get("/learning").await.text();
    assert!(
        home.contains("/learning/courses/digital-abc/m1/touch/intro"),
        "the next lesson is offered"
    );
}

#[tokio::test]
async fn every_thing_earned_leaves_an_event() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    read(&learner, "intro").await;
    answer(&learner, CHOICE, &[("answer", "hold")]).await;
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let token = server::service::people::secret::digest(&learner.cookie("__Host-device").unwrap());
    let row = storage::learning::learner::of_device(&mut connection, &token)
        .await
        .unwrap()
        .unwrap();
    let events = storage::event::of_subject(&mut connection, "learning.learner", &row.id.to_string())
        .await
        .unwrap();
    let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["learning.screen.read", "learning.exercise.answered"]);
    assert_eq!(events[1].data["is_right"], false);
}
