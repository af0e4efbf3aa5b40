//! Where an application is, for whoever holds its number and its code; and the catalogue for programs.

use super::factory::Case;
use super::{OLENA, act, app, between, mails_to, words};
use crate::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

/// The code that the page of an application shows to its applicant.
async fn code(case: &Case<'_>) -> String {
    let page = words(&case.citizen.get(&case.application).await);
    between(&page, "код ", ". Хто їх має")
}

async fn ask(app: &TestApp, number: &str, code: &str) -> Answer {
    let fields = [("number", number), ("code", code)];
    app.anonymous().post("/cabinet/status", &fields).await
}

async fn ask_api(app: &TestApp, body: &Value) -> Answer {
    let request = Request::post("/api/cabinet/status")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    app.anonymous().send(request).await
}

fn json_of(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap()
}

const NUMBER: &str = "S16-2026-000001";

#[tokio::test]
async fn whoever_has_number_and_code_learns_where_it_is_and_nothing_else() {
    let app = app().await;
    let case = Case::registered(&app).await;
    let code = code(&case).await;
    let told = ask(&app, NUMBER, &code).await;
    assert_eq!(told.status, StatusCode::OK);
    let page = words(&told);
    for wanted in [
        NUMBER,
        "Запит на публічну інформацію",
        "До 30 листопада 2026 р. включно",
        "Подано",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    for hidden in ["Олена", "Коваль", "вулиц"] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }
    // However it is typed.
    let typed = ask(&app, " s16 – 2026 – 1", &code.to_lowercase()).await;
    assert_eq!(typed.status, StatusCode::OK);

    act(&case.officer, &case.case, "", &[("_action", "take")]).await;
    let page = words(&ask(&app, NUMBER, &code).await);
    assert!(page.contains("На розгляді"), "{page}");
    assert!(!page.contains("Ірина"), "no officer by name: {page}");
}

#[tokio::test]
async fn a_wrong_number_and_a_wrong_code_are_refused_alike() {
    let app = app().await;
    let case = Case::registered(&app).await;
    let code = code(&case).await;
    let known = ask(&app, NUMBER, "ACD EFG HJK MNP").await;
    let unknown = ask(&app, "S16-2026-000099", &code).await;
    let no_code = ask(&app, NUMBER, "їжак").await;
    for refused in [&known, &unknown, &no_code] {
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(refused).contains("Заяви з таким номером і кодом немає"));
    }
    assert!(
        known.text().contains(&format!("value=\"{NUMBER}\"")),
        "what was typed stays"
    );
    let empty = words(&ask(&app, "", " ").await);
    assert_eq!(
        empty.matches("Заповніть це поле").count(),
        4,
        "at both fields and in the summary: {empty}"
    );
}

#[tokio::test]
async fn the_letter_about_the_registration_holds_the_code_and_later_ones_do_not() {
    let app = app().await;
    let case = Case::registered(&app).await;
    let code = code(&case).await;
    act(&case.officer, &case.case, "", &[("_action", "take")]).await;
    let mails = mails_to(&app, OLENA).await;
    let with_code = mails.iter().filter(|mail| mail.text.contains(&code)).count();
    assert_eq!((with_code, mails.len()), (1, 2), "{mails:?}");
    let letter = mails.iter().find(|mail| mail.text.contains(&code)).unwrap();
    assert!(letter.text.contains("/cabinet/status"), "{}", letter.text);
    let of_officer = words(&case.officer.get(&case.case).await);
    assert!(!of_officer.contains(&code), "the code is the applicant's");
}

#[tokio::test]
async fn programs_ask_for_the_same() {
    let app = app().await;
    let case = Case::registered(&app).await;
    let code = code(&case).await;
    let told = ask_api(&app, &json!({"number": NUMBER, "code": code})).await;
    assert_eq!(told.status, StatusCode::OK);
    let told = json_of(&told);
    assert_eq!(
        (
            &told["number"],
            &told["state"],
            &told["due"],
            &told["answer_until"]
        ),
        (
            &json!(NUMBER),
            &json!("registered"),
            &json!("2026-11-30"),
            &Value::Null
        )
    );
    let refused = ask_api(&app, &json!({"number": NUMBER, "code": "ACDEFGHJKMNP"})).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(json_of(&refused)["errors"][0]["field"], "code");
    let unknown = ask_api(&app, &json!({"number": NUMBER, "code": code, "name": "x"})).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_catalogue_is_open_to_programs_and_as_a_table() {
    let app = app().await;
    let browser = app.anonymous();
    let list = json_of(&browser.get("/api/cabinet/services").await);
    let list = list["services"].as_array().unwrap().clone();
    assert_eq!(list.len(), 16);
    assert_eq!(list[15]["code"], "S16");
    let card = json_of(&browser.get("/api/cabinet/services/S16").await);
    assert_eq!(card["card"]["code"], "S16");
    assert!(card["card"]["form"]["sections"].as_array().unwrap().len() > 1);
    assert_eq!(card["usual"], Value::Null, "nothing was decided yet");
    let missing = browser.get("/api/cabinet/services/S99").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);

    let whole = browser.get("/opendata/cabinet/services.json").await;
    assert_eq!(json_of(&whole)["services"].as_array().unwrap().len(), 16);
    assert_eq!(json_of(&whole)["services"][15], card);
    let table = browser.get("/opendata/cabinet/services.csv").await;
    let mut reader = csv::Reader::from_reader(table.body.as_slice());
    let lines: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(lines.len() >= 16, "a line for each term");
    for service in list {
        let code = service["code"].as_str().unwrap();
        assert!(lines.iter().any(|line| &line[0] == code), "{code}");
    }
}
