//! What the city owes to those who asked: the term at each question, the board, and the right to say that an answer does not satisfy.

use super::{import, json, package};
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;
use domain::Actor;
use domain::id::CommentId;
use domain::infrastructure::comment::{CommentInput, Verdict};
use domain::people::session::SecondFactor;
use domain::time::DAY_MS;
use serde_json::json as value;
use std::path::Path;

const BOARD: &str = "/infrastructure/answer-debt";
const DATA: &str = "/opendata/infrastructure/answers.json";
const PROJECT: &str = "oc4ids-abc123-1";
const PAGE: &str = "/infrastructure/projects/oc4ids-abc123-1";
const QUESTION: &str = "Коли відновлять тротуар?";
const FIRST: &str = "До першого снігу.";
const SECOND: &str = "Тротуар відновлено вчора.";

async fn city(app: TestApp) -> TestApp {
    server::seed::seed_people(&app.hromada).await.unwrap();
    let project = value!({
        "id": PROJECT, "title": "Водогін",
        "publicAuthority": {"id": "roads", "name": "Управління доріг"},
        "parties": [{"id": "roads", "name": "Управління доріг", "roles": ["publicAuthority"]}],
    });
    let report = import(&app, package(&project.to_string())).await;
    assert!(report.is_accepted(), "{report:?}");
    app
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The same city after its council has set a term.
async fn city_with_term(folder: &Path) -> TestApp {
    let app = TestApp::with(|settings| {
        copy(&settings.content_dir, folder);
        let file = folder.join("infrastructure/profile.yaml");
        let text = std::fs::read_to_string(&file).unwrap();
        let term = "answer_term: { days: 10, act: \"рішення виконкому\" }";
        std::fs::write(&file, text.replace("answer_term: ~", term)).unwrap();
        settings.content_dir = folder.to_owned();
    })
    .await;
    city(app).await
}

/// Олена asks, and a moderator publishes it.
async fn asked(app: &TestApp) -> CommentId {
    let service = &app.hromada.services.infrastructure;
    let olena = app.actor("olena@demo.hromada", SecondFactor::NotAsked).await;
    let input = CommentInput {
        text: QUESTION.to_owned(),
        name: "full".to_owned(),
        parent: None,
    };
    let project = PROJECT.parse().unwrap();
    let (id, _) = service.write_comment(&olena, &project, &input).await.unwrap();
    service
        .judge_comment(&Actor::System, id, 1, Verdict::Publish)
        .await
        .unwrap();
    id
}

async fn answer(app: &TestApp, id: CommentId, text: &str) {
    let service = &app.hromada.services.infrastructure;
    let editor = app.actor("editor@demo.hromada", SecondFactor::Confirmed).await;
    service.answer_comment(&editor, id, text).await.unwrap();
}

async fn reopen(browser: &Browser<'_>, id: CommentId, objection: &str) -> crate::support::Answer {
    let fields = [("objection", objection), ("project", PROJECT)];
    let address = format!("/infrastructure/comments/{id}/reopen");
    browser.post(&address, &fields).await
}

#[tokio::test]
async fn while_no_act_sets_a_term_none_is_invented() {
    let app = city(TestApp::new().await).await;
    let stranger = app.anonymous();
    assert!(stranger.get(BOARD).await.text().contains("Запитань ще немає"));
    asked(&app).await;
    app.clock.advance_ms(400 * DAY_MS);
    let page = stranger.get(PAGE).await.text();
    assert!(page.contains("Чекає на відповідь від 23"), "{page}");
    assert!(page.contains("строк відповіді уточнюється"), "{page}");
    let board = stranger.get(BOARD).await.text();
    assert!(
        board.contains("Строк відповіді уточнюється") && board.contains("Управління доріг"),
        "{board}"
    );
    let data = json(&stranger.get(DATA).await);
    assert_eq!(data["term"], value!(null));
    assert_eq!(data["all"]["overdue"], value!(null));
    assert_eq!(
        (&data["all"]["open"], &data["all"]["oldest_days"]),
        (&value!(1), &value!(400))
    );
}

#[tokio::test]
async fn a_question_tells_its_term_and_the_board_who_is_late() {
    let folder = tempfile::tempdir().unwrap();
    let app = city_with_term(folder.path()).await;
    let stranger = app.anonymous();
    let id = asked(&app).await;
    let page = stranger.get(PAGE).await.text();
    assert!(page.contains("відповісти мають до 3\u{a0}грудня 2026"), "{page}");
    let board = stranger.get(BOARD).await.text();
    assert!(board.contains("рішення виконкому"), "{board}");
    assert_eq!(json(&stranger.get(DATA).await)["all"]["overdue"], 0);

    app.clock.advance_ms(12 * DAY_MS);
    let page = stranger.get(PAGE).await.text();
    assert!(page.contains("запізнення 2 дні"), "{page}");
    let editor = app.staff(domain::actor::Role::ProjectEditor).await;
    let waiting = editor.get("/infrastructure/answers").await.text();
    assert!(waiting.contains("запізнення 2 дні"), "{waiting}");
    assert_eq!(json(&stranger.get(DATA).await)["all"]["overdue"], 1);

    answer(&app, id, FIRST).await;
    let page = stranger.get(PAGE).await.text();
    assert!(!page.contains("Чекає на відповідь"), "{page}");
    let data = json(&stranger.get(DATA).await);
    assert_eq!(data["term"], value!({"days": 10, "act": "рішення виконкому"}));
    let body = &data["bodies"][0];
    assert_eq!(body["body"], value!({"id": "roads", "name": "Управління доріг"}));
    let figures = [
        "open",
        "overdue",
        "answered",
        "answered_percent",
        "median_days",
        "reopened",
    ];
    let told = figures.map(|name| body[name].as_i64().unwrap());
    assert_eq!(told, [0, 0, 1, 100, 12, 0]);
    let table = stranger.get("/opendata/infrastructure/answers.csv").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert!(
        table
            .text()
            .ends_with("2026-12-05,roads,Управління доріг,1,0,0,,1,1,12,0\r\n"),
        "{}",
        table.text()
    );
}

#[tokio::test]
async fn who_asked_opens_the_question_again_and_the_first_answer_stays() {
    let folder = tempfile::tempdir().unwrap();
    let app = city_with_term(folder.path()).await;
    let (olena, stranger) = (app.citizen().await, app.anonymous());
    let id = asked(&app).await;
    let target = format!("/infrastructure/comments/{id}/reopen");
    assert!(
        !olena.get(PAGE).await.text().contains(&target),
        "there is no answer yet"
    );
    assert_eq!(
        reopen(&olena, id, "not_done").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    answer(&app, id, FIRST).await;
    assert!(olena.get(PAGE).await.text().contains(&target));
    assert!(!stranger.get(PAGE).await.text().contains(&target));
    assert_eq!(
        reopen(&stranger, id, "not_done").await.status,
        StatusCode::UNAUTHORIZED
    );
    let andrii = app.signed_in("andrii@demo.hromada", SecondFactor::NotAsked).await;
    assert_eq!(
        reopen(&andrii, id, "not_done").await.status,
        StatusCode::FORBIDDEN
    );
    let wrong = reopen(&olena, id, "бо так").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text().contains(&format!("href=\"#objection-{id}\"")),
        "{}",
        wrong.text()
    );

    app.clock.advance_ms(20 * DAY_MS);
    let olena = app.citizen().await;
    let opened = reopen(&olena, id, "not_done").await;
    assert_eq!(opened.location(), format!("{PAGE}?written=reopened#comments"));
    let page = stranger.get(PAGE).await.text();
    assert!(page.contains(FIRST), "what was answered stays: {page}");
    assert!(
        page.contains("обіцяного не зробили") && page.contains("до 23\u{a0}грудня 2026"),
        "{page}"
    );
    assert_eq!(
        reopen(&olena, id, "not_done").await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "once"
    );
    let data = json(&stranger.get(DATA).await);
    let all = &data["all"];
    assert_eq!(
        (&all["open"], &all["overdue"], &all["reopened"]),
        (&value!(1), &value!(0), &value!(1))
    );

    app.clock.advance_ms(DAY_MS);
    answer(&app, id, SECOND).await;
    let page = stranger.get(PAGE).await.text();
    assert!(page.find(FIRST).unwrap() < page.find(SECOND).unwrap(), "{page}");
    let all = &json(&stranger.get(DATA).await)["all"];
    assert_eq!(
        (&all["open"], &all["answers"], &all["median_days"]),
        (&value!(0), &value!(2), &value!(1))
    );
    let feed = stranger.get("/infrastructure/news.atom").await.text();
    assert!(
        feed.contains(FIRST) && feed.contains(SECOND),
        "both answers are news: {feed}"
    );
}

#[tokio::test]
async fn what_is_hidden_is_no_debt() {
    let app = city(TestApp::new().await).await;
    let id = asked(&app).await;
    let hidden = Verdict::Hide(domain::infrastructure::comment::HidingReason::OffTopic);
    let service = &app.hromada.services.infrastructure;
    service
        .judge_comment(&Actor::System, id, 2, hidden)
        .await
        .unwrap();
    assert_eq!(json(&app.anonymous().get(DATA).await)["all"]["questions"], 0);
}
