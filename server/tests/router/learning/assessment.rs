//! The adaptive test, question by question, as a browser without scripts takes it.

use crate::support::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::learning::assessment::framework::Level;
use domain::learning::assessment::sitting::{GOAL, UNSURE, reflection_field};

const QUESTION: &str = "/learning/test/question";

/// What somebody thinks of themselves, area by area, and the goal.
fn reflection(app: &TestApp, view: &str, goal: &str) -> Vec<(String, String)> {
    let areas = &app.hromada.content.bank.framework.areas;
    let mut fields: Vec<(String, String)> = areas
        .iter()
        .map(|area| (reflection_field(&area.code), view.to_owned()))
        .collect();
    fields.push((GOAL.to_owned(), goal.to_owned()));
    fields
}

async fn post(browser: &Browser<'_>, address: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(address, &fields).await
}

async fn begin(app: &TestApp, browser: &Browser<'_>) {
    let begun = post(
        browser,
        "/learning/test/start",
        &reflection(app, Level::Basic.code(), "overall"),
    )
    .await;
    assert_eq!(begun.location(), QUESTION, "{}", begun.text());
}

fn hidden(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Says «I do not know», and where that leads.
async fn unknown(browser: &Browser<'_>) -> Answer {
    let page = browser.get(QUESTION).await.text();
    let (test, number) = (hidden(&page, "_test"), hidden(&page, "_number"));
    let fields = [
        ("_test", test.as_str()),
        ("_number", number.as_str()),
        ("_action", "unknown"),
    ];
    browser.post(QUESTION, &fields).await
}

/// To the end; the address of the result.
async fn finish(browser: &Browser<'_>) -> String {
    for _ in 0..60 {
        let answer = unknown(browser).await;
        if answer.location() != QUESTION {
            return answer.location().to_owned();
        }
    }
    panic!("the test does not end");
}

#[tokio::test]
async fn a_stranger_takes_the_test_and_sees_the_level_with_its_margin() {
    let app = TestApp::new().await;
    let stranger = app.anonymous();
    let about = stranger.get("/learning/test").await.text();
    assert!(about.contains("Почати тест"));
    begin(&app, &stranger).await;
    let first = stranger.get(QUESTION).await.text();
    assert!(first.contains("Питання 1"));
    assert!(!first.contains("is_correct") && !first.contains("feedback"));
    let result = finish(&stranger).await;
    assert!(result.starts_with("/learning/test/results/"), "{result}");
    let page = stranger.get(&result).await.text();
    assert!(page.contains("Базовий рівень") && page.contains('±'), "{page}");
    assert!(page.contains("Ваша думка до тесту"));
    let answers = stranger.get(&format!("{result}/answers")).await;
    assert_eq!(answers.status, StatusCode::OK);
    assert!(answers.text().contains("Правильно:"));
    // Nobody else reads it.
    assert_eq!(app.anonymous().get(&result).await.status, StatusCode::NOT_FOUND);
    assert!(stranger.get("/learning/test").await.text().contains(&result));
}

#[tokio::test]
async fn an_answer_sent_twice_counts_once_and_the_question_waits() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    begin(&app, &learner).await;
    let page = learner.get(QUESTION).await.text();
    let test = hidden(&page, "_test");
    let fields = [("_test", test.as_str()), ("_number", "1"), ("_action", "unknown")];
    for _ in 0..3 {
        assert_eq!(learner.post(QUESTION, &fields).await.location(), QUESTION);
    }
    assert_eq!(hidden(&learner.get(QUESTION).await.text(), "_number"), "2");
    // Begun again, it is the same test.
    begin(&app, &learner).await;
    assert_eq!(hidden(&learner.get(QUESTION).await.text(), "_test"), test);
    let empty = [("_test", test.as_str()), ("_number", "2"), ("_action", "answer")];
    let refused = learner.post(QUESTION, &empty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stopped = [("_test", test.as_str()), ("_number", "2"), ("_action", "stop")];
    let result = learner.post(QUESTION, &stopped).await;
    let page = learner.get(result.location()).await.text();
    assert!(page.contains("Ви закінчили раніше") && page.contains("Це лише орієнтир"));
    // What comes after the end leads to the result.
    assert_eq!(
        learner.post(QUESTION, &stopped).await.location(),
        result.location()
    );
    assert_eq!(learner.get(QUESTION).await.location(), "/learning/test");
}

#[tokio::test]
async fn a_test_cannot_begin_without_what_one_thinks_of_oneself() {
    let app = TestApp::new().await;
    let refused = app.anonymous().post("/learning/test/start", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let some = reflection(&app, UNSURE, "nonsense");
    let refused = post(&app.anonymous(), "/learning/test/start", &some).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("checked"), "what was chosen stays");
}

#[tokio::test]
async fn a_test_goes_on_under_the_account_and_a_second_one_shows_the_change() {
    let app = TestApp::seeded().await;
    let person = app
        .signed_in(
            "andrii@demo.hromada",
            domain::people::session::SecondFactor::NotAsked,
        )
        .await;
    begin(&app, &person).await;
    unknown(&person).await;
    let elsewhere = app
        .signed_in(
            "andrii@demo.hromada",
            domain::people::session::SecondFactor::NotAsked,
        )
        .await;
    assert_eq!(hidden(&elsewhere.get(QUESTION).await.text(), "_number"), "2");
    finish(&elsewhere).await;
    begin(&app, &person).await;
    let second = finish(&person).await;
    let page = person.get(&second).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
}

#[tokio::test]
async fn figures_of_items_are_for_teachers() {
    let app = TestApp::seeded().await;
    let teacher = app.staff(Role::Teacher).await.get("/learning/test/items").await;
    assert_eq!(teacher.status, StatusCode::OK);
    assert!(teacher.text().contains("item-1-1-01"));
    let resident = app.citizen().await.get("/learning/test/items").await;
    assert_eq!(resident.status, StatusCode::FORBIDDEN);
}
