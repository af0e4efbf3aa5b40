//! Courses, lessons and exercises, through the browser's eyes.

mod api;
mod assessment;
mod attendance;
mod authoring;
mod cards;
mod certificates;
mod class_changes;
mod classes;
mod courses;
mod exercises;
mod keys;
mod kit;
mod picture;
mod questions;
mod review;
mod screens;
mod sheet;
mod training;

use crate::support::{Answer, Browser};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::Value;

pub const LESSON: &str = "/learning/courses/digital-abc/m1/power";
/// The exercise power-1: one of hold, charge, short, volume; short is right.
pub const CHOICE: &str = "/learning/courses/digital-abc/m1/power/check-dark-screen";
/// The exercise power-2: hold, restart, wait, code.
pub const ORDER: &str = "/learning/courses/digital-abc/m1/power/check-restart";
/// The exercise power-4: saver, bright and powerbank are right; video and plane are not.
pub const MANY: &str = "/learning/courses/digital-abc/m1/power/check-battery";

/// The key that the form of an exercise carries.
pub fn key_of(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("name=\"_key\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

/// Answers through the form, as a person does: looks at the page, then sends it.
pub async fn answer(browser: &Browser<'_>, page: &str, fields: &[(&str, &str)]) -> Answer {
    let key = key_of(&browser.get(page).await);
    let mut all = vec![("_key", key.as_str())];
    all.extend_from_slice(fields);
    browser.post(page, &all).await
}

/// Goes on from a text.
pub async fn read(browser: &Browser<'_>, screen: &str) -> Answer {
    browser
        .post(&format!("{LESSON}/{screen}"), &[("_action", "read")])
        .await
}

/// Posts JSON as a script of ours does.
pub async fn post_json(browser: &Browser<'_>, path: &str, body: &Value) -> Answer {
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    browser.send(request).await
}
