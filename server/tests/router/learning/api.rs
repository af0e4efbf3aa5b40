//! Lessons and answers as JSON.

use super::post_json;
use crate::support::TestApp;
use axum::http::StatusCode;
use serde_json::{Value, json};

const LESSON: &str = "/api/learning/courses/digital-abc/m1/power";

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn a_lesson_comes_in_the_language_that_is_asked_for() {
    let app = TestApp::new().await;
    let anybody = app.anonymous();
    let english = json_of(&anybody.get(&format!("{LESSON}?language=en")).await.text());
    assert_eq!(
        (&english["language"], &english["version"]),
        (&json!("en"), &json!(1))
    );
    assert_eq!(english["screens"].as_array().unwrap().len(), 14);
    assert_eq!(english["screens"][2]["exercise"]["task"]["kind"], "choice");
    let ukrainian = json_of(&anybody.get(LESSON).await.text());
    assert_eq!(ukrainian["language"], "uk");
    let refused = anybody.get(&format!("{LESSON}?language=fr")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(json_of(&refused.text())["errors"][0]["field"], "language");
}

#[tokio::test]
async fn an_answer_is_graded_and_kept_once() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    let path = format!("{LESSON}/check-dark-screen/answer?language=en");
    let wrong = json!({"key": "k1", "answer": {"kind": "choice", "option": "hold"}});
    let first = post_json(&learner, &path, &wrong).await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(learner.cookie("__Host-device").is_some());
    let graded = json_of(&first.text());
    assert_eq!(
        (&graded["grade"]["is_right"], &graded["attempt"]),
        (&json!(false), &json!(1))
    );
    assert_eq!(
        post_json(&learner, &path, &wrong).await.body,
        first.body,
        "sent again, told again"
    );
    let right = json!({"key": "k2", "answer": {"kind": "choice", "option": "short"}});
    let graded = json_of(&post_json(&learner, &path, &right).await.text());
    assert_eq!(
        (&graded["grade"]["is_right"], &graded["attempt"]),
        (&json!(true), &json!(2))
    );
    assert_eq!(graded["next"], "on-off");
    let lesson = json_of(&learner.get(LESSON).await.text());
    assert_eq!(lesson["screens"][2]["is_earned"], true);
    assert_eq!(lesson["place"], "on-off");
}

#[tokio::test]
async fn many_answers_at_once_are_one_attempt() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    post_json(&learner, &format!("{LESSON}/intro/read"), &json!({})).await;
    let path = format!("{LESSON}/check-dark-screen/answer");
    let answer = json!({"key": "k1", "answer": {"kind": "choice", "option": "hold"}});
    let sent = futures::future::join_all((0..8).map(|_| post_json(&learner, &path, &answer))).await;
    assert!(
        sent.iter()
            .all(|one| one.status == StatusCode::OK && one.body == sent[0].body)
    );
    let next = json!({"key": "k2", "answer": {"kind": "choice", "option": "hold"}});
    assert_eq!(
        json_of(&post_json(&learner, &path, &next).await.text())["attempt"],
        2
    );
}

#[tokio::test]
async fn bad_bodies_are_refused() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    let path = format!("{LESSON}/check-dark-screen/answer");
    for (body, status) in [
        (
            json!({"key": "k", "answer": {"kind": "choice", "option": "none"}}),
            422,
        ),
        (
            json!({"key": "", "answer": {"kind": "choice", "option": "short"}}),
            422,
        ),
        (
            json!({"key": "k", "answer": {"kind": "many", "options": ["short"]}}),
            422,
        ),
        (json!({"key": "k", "answer": {"kind": "guess"}}), 422),
        (
            json!({"key": "k", "answer": {"kind": "choice", "option": "short"}, "is_right": true}),
            422,
        ),
        (
            json!({"key": "k", "answer": {"kind": "choice", "option": "short", "extra": 1}}),
            422,
        ),
        (json!([]), 422),
    ] {
        let refused = post_json(&learner, &path, &body).await;
        assert_eq!(refused.status.as_u16(), status, "{body}");
        assert!(json_of(&refused.text())["code"].is_string());
    }
    let unknown = json!({"key": "k", "answer": {"kind": "choice", "option": "short"}});
    for path in [
        format!("{LESSON}/none/answer"),
        format!("{LESSON}/buttons/answer"),
        format!("{LESSON}/check-dark-screen/read"),
    ] {
        assert_eq!(
            post_json(&learner, &path, &unknown).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert_eq!(learner.cookie("__Host-device"), None);
}
