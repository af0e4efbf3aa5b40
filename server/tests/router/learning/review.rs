//! Review cards of finished lessons.

use super::{LESSON, read};
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;
use domain::time::DAY_MS;

const PAGE: &str = "/learning/review";

/// The card that the page shows.
async fn shown(browser: &Browser<'_>) -> Option<String> {
    let text = browser.get(PAGE).await.text();
    let (_, rest) = text.split_once("name=\"card\" value=\"")?;
    Some(rest.split_once('"').unwrap().0.to_owned())
}

async fn say(browser: &Browser<'_>, card: &str, knows: &str) -> StatusCode {
    browser
        .post(PAGE, &[("card", card), ("knows", knows)])
        .await
        .status
}

#[tokio::test]
async fn there_are_no_cards_before_a_lesson_is_finished() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    assert!(learner.get(PAGE).await.text().contains("Карток іще немає"));
    read(&learner, "intro").await;
    assert!(learner.get(PAGE).await.text().contains("Карток іще немає"));
    assert_eq!(
        say(&learner, "digital-abc/m1/dark-screen", "yes").await,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn cards_of_finished_lessons_come_one_by_one_and_come_back_in_time() {
    let app = TestApp::seeded().await;
    let olena = app.citizen().await;
    let home = olena.get("/learning").await.text();
    assert!(
        home.contains("6 карток на сьогодні"),
        "two lessons with three cards each: {home}"
    );
    let mut seen = Vec::new();
    while let Some(card) = shown(&olena).await {
        let knows = if seen.is_empty() { "no" } else { "yes" };
        assert_eq!(say(&olena, &card, knows).await, StatusCode::SEE_OTHER);
        assert!(!seen.contains(&card), "{card} came twice");
        seen.push(card);
    }
    assert_eq!(seen.len(), 6);
    let page = olena.get(PAGE).await.text();
    assert!(
        page.contains("На сьогодні все") && !page.contains("карток"),
        "nothing is said of what waits"
    );
    app.clock.advance_ms(DAY_MS);
    assert_eq!(
        shown(&olena).await.as_deref(),
        Some(seen[0].as_str()),
        "what was not known comes back tomorrow"
    );
    say(&olena, &seen[0], "yes").await;
    assert_eq!(shown(&olena).await, None, "what was known does not");
    app.clock.advance_ms(30 * DAY_MS);
    assert!(shown(&app.citizen().await).await.is_some());
}

#[tokio::test]
async fn a_second_answer_on_the_same_day_changes_nothing() {
    let app = TestApp::seeded().await;
    let olena = app.citizen().await;
    let card = shown(&olena).await.unwrap();
    say(&olena, &card, "no").await;
    say(&olena, &card, "yes").await;
    app.clock.advance_ms(DAY_MS);
    assert_eq!(shown(&olena).await, Some(card), "the first answer counts");
}

#[tokio::test]
async fn unknown_cards_and_strangers_get_nothing() {
    let app = TestApp::seeded().await;
    let olena = app.citizen().await;
    for card in [
        "",
        "x",
        "digital-abc/m1/none",
        "digital-abc/m1/false-support",
        LESSON,
    ] {
        assert_eq!(say(&olena, card, "yes").await, StatusCode::NOT_FOUND, "{card}");
    }
    assert_eq!(shown(&app.anonymous()).await, None);
}
