//! Where an application is, whose the days were, and how long it usually takes.

use super::factory::Case;
use super::{act, app, registered, words};
use crate::support::TestApp;
use axum::http::StatusCode;
use domain::Actor;
use domain::actor::Role;
use domain::time::DAY_MS;

/// A request for information that is granted so many days after its submission.
async fn granted_after(app: &TestApp, days: i64) {
    let id = registered(&app.citizen().await).await;
    app.clock.advance_ms(days * DAY_MS);
    let officer = app.staff(Role::CaseOfficer).await;
    let case = format!("/cabinet/queue/{id}");
    act(&officer, &case, "", &[]).await;
    let grant = [("_action", "grant"), ("decision_text", "Надсилаємо.")];
    let done = act(&officer, &case, "/decision", &grant).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
}

#[tokio::test]
async fn an_applicant_reads_who_has_it_since_when_until_when_and_what_comes_next() {
    let app = app().await;
    let Case { id, .. } = Case::taken(&app).await;
    let page = words(
        &app.citizen()
            .await
            .get(&format!("/cabinet/applications/{id}"))
            .await,
    );
    for told in [
        "Ірина Савчук",
        "Відколи",
        "До 30 листопада 2026 р. включно",
        "Далі ви отримаєте рішення",
        "Кому телефонувати",
        "рішень замало, щоб сказати",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    app.clock.advance_ms(2 * DAY_MS);
    let officer = app.staff(Role::CaseOfficer).await;
    let officer_page = format!("/cabinet/queue/{id}");
    let ask = [("remark_description", "Яка саме вулиця?")];
    act(&officer, &officer_page, "/correction", &ask).await;
    app.clock.advance_ms(3 * DAY_MS);
    let page = words(
        &app.citizen()
            .await
            .get(&format!("/cabinet/applications/{id}"))
            .await,
    );
    assert!(
        page.contains("25 листопада 2026 р., 10:00"),
        "since the officer asked"
    );
    assert!(page.contains("Доки ви не надішлете виправлення"), "{page}");
    assert!(page.contains("Усього: 5 днів"), "{page}");
    assert!(
        page.contains("24 листопада 2026 р. – 25 листопада 2026 р."),
        "{page}"
    );
    assert!(
        page.contains("26 листопада 2026 р. – 28 листопада 2026 р."),
        "{page}"
    );
}

#[tokio::test]
async fn a_closed_application_says_what_can_be_done_now() {
    let app = app().await;
    let id = registered(&app.citizen().await).await;
    let address = format!("/cabinet/applications/{id}");
    act(&app.citizen().await, &address, "/withdrawal", &[]).await;
    let page = words(&app.citizen().await.get(&address).await);
    assert!(page.contains("Розгляд завершено.") && page.contains("Строк більше не йде."));
    assert!(page.contains("За потреби подайте нову заяву."));
}

#[tokio::test]
async fn the_usual_time_is_told_of_ten_decisions_and_not_of_nine() {
    let app = app().await;
    for _ in 0..9 {
        granted_after(&app, 1).await;
    }
    let card = words(&app.anonymous().get("/cabinet/services/S16").await);
    assert!(card.contains("рішень замало, щоб сказати"), "{card}");
    granted_after(&app, 4).await;
    let card = words(&app.anonymous().get("/cabinet/services/S16").await);
    assert!(card.contains("Половина заяв – не довше ніж 1 день"), "{card}");
    assert!(card.contains("Пораховано за 10 рішеннями"), "{card}");
    app.clock.advance_ms(100 * DAY_MS);
    let card = words(&app.anonymous().get("/cabinet/services/S16").await);
    assert!(
        card.contains("рішень замало, щоб сказати"),
        "the decisions are too old: {card}"
    );
}

#[tokio::test]
async fn a_month_is_published_when_it_is_over_without_small_cells() {
    let app = app().await;
    for _ in 0..6 {
        granted_after(&app, 0).await;
    }
    app.hromada
        .services
        .cabinet
        .publish_times(&Actor::System)
        .await
        .unwrap();
    let page = words(&app.anonymous().get("/cabinet/times").await);
    assert!(
        page.contains("Показників ще немає"),
        "November is not over: {page}"
    );
    app.clock.advance_ms(20 * DAY_MS);
    for _ in 0..4 {
        granted_after(&app, 0).await;
    }
    app.hromada
        .services
        .cabinet
        .publish_times(&Actor::System)
        .await
        .unwrap();
    let page = words(&app.anonymous().get("/cabinet/times").await);
    assert!(
        page.contains("листопад 2026") && !page.contains("грудень 2026"),
        "{page}"
    );
    app.clock.advance_ms(31 * DAY_MS);
    app.hromada
        .services
        .cabinet
        .publish_times(&Actor::System)
        .await
        .unwrap();
    let page = words(&app.anonymous().get("/cabinet/times").await);
    assert!(
        page.contains("грудень 2026") && page.contains("менше ніж 5"),
        "{page}"
    );
    let json: serde_json::Value =
        serde_json::from_slice(&app.anonymous().get("/opendata/cabinet/times.json").await.body).unwrap();
    let figures = json["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 2, "{json}");
    assert_eq!(figures[0]["suppressed"], true);
    assert_eq!(figures[0]["applications"], serde_json::Value::Null);
    assert_eq!(figures[0]["days"], serde_json::Value::Null);
    assert_eq!(figures[1]["applications"], 6);
    assert_eq!(
        json["units"][0]["applications"], 6,
        "the hidden cell is not in the sum"
    );
    let csv = app.anonymous().get("/opendata/cabinet/times.csv").await;
    let text = csv.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[1], "2026-12,citizens-appeals,S16,true,,,,,,,");
    assert_eq!(lines[2], "2026-11,citizens-appeals,S16,false,6,0,0,0,0,0,0");
    assert!(!text.contains("Олена"));
    assert!(csv.header("content-type").starts_with("text/csv"));
}

#[tokio::test]
async fn only_the_program_publishes_and_signs() {
    let app = app().await;
    let cabinet = &app.hromada.services.cabinet;
    for actor in [
        Actor::Anonymous,
        app.actor(
            "head@demo.hromada",
            domain::people::session::SecondFactor::Confirmed,
        )
        .await,
    ] {
        assert!(cabinet.publish_times(&actor).await.is_err());
        assert!(cabinet.sign_log(&actor).await.is_err());
    }
}
