//! `/cabinet/training`: the real form on made-up data. Whoever does what the task says earns the exercise; nothing of it is
//! ever seen among real applications.

use super::classes::app;
use crate::support::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::Language;
use domain::actor::Role;
use domain::cabinet::form::Answers;
use domain::learning::training::TrainingTask;
use storage::backup::inventory;

const REQUEST: &str = "/cabinet/training/request";
const SCREEN: &str = "/learning/courses/digital-abc/m9/request/practice";

fn task(app: &TestApp, id: &str) -> TrainingTask {
    app.hromada
        .content
        .training
        .task(id)
        .unwrap()
        .task
        .as_ref()
        .clone()
}

/// Fills in every step as the task says, but for the changes, and stands before the check.
async fn fill(app: &TestApp, browser: &Browser<'_>, id: &str, changes: &[(&str, &str)]) {
    let task = task(app, id);
    let shelved = app.hromada.content.training.task(id).unwrap();
    let mut answers = Answers::default();
    for given in &task.data {
        answers.set(&given.field, vec![given.typed(Language::Uk)]);
    }
    for (field, value) in changes {
        answers.set(field, vec![(*value).to_owned()]);
    }
    for (index, section) in shelved.card.form.sections.iter().enumerate() {
        let mut fields = vec![("_action".to_owned(), "next".to_owned())];
        for field in &section.fields {
            let values = answers.of(&field.code).iter().cloned();
            fields.extend(values.map(|value| (field.code.clone(), value)));
        }
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let step = format!("/cabinet/training/{id}/steps/{}", index + 1);
        let done = browser.post(&step, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{step}: {}", done.text());
    }
}

async fn begin(browser: &Browser<'_>, id: &str) -> Answer {
    let begun = browser.post(&format!("/cabinet/training/{id}"), &[]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    begun
}

async fn send(browser: &Browser<'_>, id: &str) -> String {
    let sent = browser.post(&format!("/cabinet/training/{id}/check"), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    browser
        .get(&format!("/cabinet/training/{id}/application"))
        .await
        .text()
}

#[tokio::test]
async fn a_learner_without_an_account_fills_in_sends_corrects_and_earns_the_exercise() {
    let app = app().await;
    let learner = app.anonymous();
    let screen = learner.get(SCREEN).await.text();
    assert!(screen.contains(REQUEST) && !screen.contains("Запит надіслано, зауваження враховано"));
    let begun = begin(&learner, "request").await;
    assert_eq!(begun.page(), "/cabinet/training/request/steps/1");
    let step = learner.get("/cabinet/training/request/steps/1").await.text();
    assert!(
        step.contains("НАВЧАННЯ") && step.contains("value=\"Богдан Приклад\""),
        "{step}"
    );
    assert!(
        step.contains("bohdan@example.com"),
        "the data stand on the step that asks for them"
    );

    let empty = learner
        .post("/cabinet/training/request/steps/1", &[("_action", "next")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("id=\"answer_channel-error\""));
    fill(&app, &learner, "request", &[]).await;
    let check = learner.get("/cabinet/training/request/check").await.text();
    assert!(check.contains("НАВЧАННЯ") && check.contains("Копія договору на ремонт"));
    let returned = send(&learner, "request").await;
    assert!(
        returned.contains("Ірина Навчальна") && returned.contains("Допишіть вулицю"),
        "{returned}"
    );
    assert!(
        !learner
            .get(SCREEN)
            .await
            .text()
            .contains("Запит надіслано, зауваження враховано")
    );

    let same = [("description", "Копія договору на ремонт дитячого майданчика")];
    let corrected = learner.post("/cabinet/training/request/correction", &same).await;
    assert_eq!(corrected.status, StatusCode::SEE_OTHER);
    let again = learner.get("/cabinet/training/request/application").await.text();
    assert!(again.contains("Працівниця просила рік ремонту"), "{again}");
    let short = learner
        .post("/cabinet/training/request/correction", &[("description", "Рік")])
        .await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.text().contains("id=\"description-error\"") && short.text().contains("Рік"));
    let full = [(
        "description",
        "Копія договору на ремонт дитячого майданчика на вулиці Прикладній, 2025 рік",
    )];
    learner.post("/cabinet/training/request/correction", &full).await;
    let passed = learner.get("/cabinet/training/request/application").await.text();
    assert!(passed.contains("Вправу уроку зараховано"), "{passed}");
    let solved = learner.get(SCREEN).await.text();
    assert!(
        solved.contains("Запит надіслано, зауваження враховано"),
        "{solved}"
    );
}

#[tokio::test]
async fn what_does_not_agree_is_named_and_the_form_opens_again_or_anew() {
    let app = app().await;
    let learner = app.citizen().await;
    begin(&learner, "appeal").await;
    fill(&app, &learner, "appeal", &[("kind", "complaint")]).await;
    let judged = send(&learner, "appeal").await;
    assert!(judged.contains("тож це заява або прохання"), "{judged}");
    assert!(
        !judged.contains("Звернення пишуть від імені"),
        "what is right is not blamed"
    );
    let closed = learner.get("/cabinet/training/appeal/steps/2").await;
    assert_eq!(closed.page(), "/cabinet/training/appeal/application");
    learner.post("/cabinet/training/appeal/application", &[]).await;
    let open = learner.get("/cabinet/training/appeal/steps/2").await.text();
    assert!(
        open.contains("Прошу полагодити ліхтар"),
        "what was typed is there"
    );
    fill(&app, &learner, "appeal", &[]).await;
    let passed = send(&learner, "appeal").await;
    assert!(passed.contains("Вправу уроку зараховано"), "{passed}");
    begin(&learner, "appeal").await;
    let anew = learner.get("/cabinet/training/appeal/steps/2").await.text();
    assert!(
        !anew.contains("value=\"вулиця Прикладна, 1, двір\""),
        "another attempt is empty"
    );
    let solved = learner
        .get("/learning/courses/digital-abc/m8/apply/practice")
        .await
        .text();
    assert!(
        solved.contains("пройшли всі кроки"),
        "what was earned stays earned"
    );
}

#[tokio::test]
async fn nobody_gets_in_by_the_side() {
    let app = app().await;
    let learner = app.anonymous();
    for part in ["/steps/1", "/check", "/application", "/correction"] {
        let away = learner.get(&format!("{REQUEST}{part}")).await;
        assert_eq!(away.page(), REQUEST, "{part} needs an attempt");
    }
    assert_eq!(
        learner.get("/cabinet/training/unknown").await.status,
        StatusCode::NOT_FOUND
    );
    begin(&learner, "request").await;
    assert_eq!(
        learner.get(&format!("{REQUEST}/steps/9")).await.status,
        StatusCode::NOT_FOUND
    );
    let early = learner.get(&format!("{REQUEST}/correction")).await;
    assert_eq!(early.page(), "/cabinet/training/request/steps/1");
    let unfinished = learner.post(&format!("{REQUEST}/check"), &[]).await;
    assert_eq!(unfinished.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unfinished
            .text()
            .contains("/cabinet/training/request/steps/1#answer_channel")
    );
    let claim = [("_key", "k"), ("answer", "passed")];
    assert_eq!(
        learner.post(SCREEN, &claim).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let stranger = app.anonymous();
    assert_eq!(stranger.get(&format!("{REQUEST}/steps/1")).await.page(), REQUEST);
}

/// The tables that a training may write: its own, the learner's, and the events.
const MAY_GROW: [&str; 3] = ["event", "learner", "training_attempt"];

#[tokio::test]
async fn nothing_of_a_training_is_seen_among_real_applications() {
    let app = app().await;
    let (officer, learner) = (app.staff(Role::CaseOfficer).await, app.citizen().await);
    let anybody = app.anonymous();
    let rows = async || {
        let database = &app.hromada.desk.database;
        let mut connection = database.read().await.unwrap();
        inventory(&mut connection, database.engine())
            .await
            .unwrap()
            .counts
    };
    let open_data = async || {
        let mut seen = Vec::new();
        for address in ["/opendata/cabinet/log.json", "/cabinet/times"] {
            let answer = anybody.get(address).await;
            seen.push((answer.status, answer.text().contains("S16")));
        }
        seen
    };
    let (before, seen) = (rows().await, open_data().await);
    begin(&learner, "request").await;
    fill(&app, &learner, "request", &[]).await;
    assert!(send(&learner, "request").await.contains("Ірина Навчальна"));

    let after = rows().await;
    for (table, count) in &after {
        let is_allowed = MAY_GROW.contains(&table.as_str());
        assert!(
            is_allowed || before.get(table) == Some(count),
            "{table} has {count} rows"
        );
    }
    assert_eq!(after["training_attempt"], before["training_attempt"] + 1);
    assert_eq!(open_data().await, seen);
    for address in [
        "/cabinet/queue",
        "/cabinet/queue?whose=all",
        "/search?q=%D0%BC%D0%B0%D0%B9%D0%B4%D0%B0%D0%BD%D1%87%D0%B8%D0%BA%D0%B0",
    ] {
        let page = officer.get(address).await.text();
        assert!(!page.contains("Копія договору на ремонт"), "{address}");
    }
    let own = learner.get("/cabinet/applications").await.text();
    assert!(!own.contains("Запит на публічну інформацію"), "{own}");
    let mails = super::classes::mails(&app).await;
    assert!(mails.is_empty(), "{mails:?}");
}

#[tokio::test]
async fn a_real_form_leads_to_its_lesson_and_back_to_the_same_step() {
    let app = app().await;
    let olena = app.citizen().await;
    let started = olena.post("/cabinet/services/S16", &[]).await;
    let step = started.page().to_owned();
    let page = olena.get(&step).await.text();
    assert!(page.contains("Навчіть мене цього"), "{page}");
    let (_, rest) = page.split_once("name=\"_version\" value=\"").unwrap();
    let version = rest.split_once('"').unwrap().0.to_owned();
    let fields = [
        ("_action", "teach"),
        ("_version", version.as_str()),
        ("requester_name", "Олена Коваль"),
    ];
    let taught = olena.post(&step, &fields).await;
    assert_eq!(taught.status, StatusCode::SEE_OTHER, "{}", taught.text());
    let lesson = taught.location().to_owned();
    assert!(lesson.starts_with(&format!("{SCREEN}?back=")), "{lesson}");
    let screen = olena.get(&lesson).await.text();
    assert!(screen.contains(&format!("href=\"{step}\"")), "{screen}");
    let (_, rest) = screen
        .split_once("href=\"/cabinet/training/request?back=")
        .unwrap();
    let training = format!(
        "/cabinet/training/request?back={}",
        rest.split_once('"').unwrap().0
    );
    assert!(
        olena
            .get(&training)
            .await
            .text()
            .contains(&format!("href=\"{step}\""))
    );
    assert!(
        olena.get(&step).await.text().contains("Олена Коваль"),
        "what was typed is kept"
    );
    for foreign in ["//evil.example", "https://evil.example", "/people/sign-out"] {
        let page = olena.get(&format!("{SCREEN}?back={foreign}")).await.text();
        assert!(!page.contains("Повернутися до вашої заяви"), "{foreign}");
    }
}
