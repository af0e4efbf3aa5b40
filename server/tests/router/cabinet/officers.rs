//! `/cabinet/queue`: who may, who was faster, who looked.

use super::factory::Case;
use super::{act, app, registered, version};
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::{Grant, Role};
use domain::people::account::AddPerson;
use domain::people::session::SecondFactor;
use domain::{Actor, Language};

const STRANGER: &str = "stranger@demo.hromada";

/// An officer of a unit that has nothing to do with requests for information.
async fn officer_of_another_unit(app: &TestApp) -> Browser<'_> {
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let units = storage::people::unit::list(&mut connection).await.unwrap();
    drop(connection);
    let unit = units.iter().find(|unit| unit.code == "housing-register").unwrap();
    let new = AddPerson {
        email: STRANGER.parse().unwrap(),
        name: "Степан Інший".to_owned(),
        language: Language::Uk,
        password: None,
        tax_number: None,
        roles: vec![Grant {
            role: Role::CaseOfficer,
            unit: Some(unit.id),
        }],
        is_demo: false,
    };
    app.hromada
        .services
        .people
        .add_person(&Actor::System, &new)
        .await
        .unwrap();
    app.signed_in(STRANGER, SecondFactor::Confirmed).await
}

#[tokio::test]
async fn an_officer_of_another_unit_is_refused_and_sees_nothing_in_the_queue() {
    let app = app().await;
    let Case { id, .. } = Case::registered(&app).await;
    let stranger = officer_of_another_unit(&app).await;
    let queue = stranger.get("/cabinet/queue").await;
    assert_eq!(queue.status, StatusCode::OK);
    assert!(!queue.text().contains("S16-2026-000001"));
    for page in ["", "/correction", "/decision"] {
        let address = format!("/cabinet/queue/{id}{page}");
        assert_eq!(
            stranger.get(&address).await.status,
            StatusCode::FORBIDDEN,
            "{address}"
        );
        let posted = stranger.post(&address, &[("_version", "1")]).await;
        assert_eq!(posted.status, StatusCode::FORBIDDEN, "{address}");
    }
    let log = app.citizen().await.get("/people/account/access-log").await;
    assert!(!log.text().contains("Степан Інший"));
}

#[tokio::test]
async fn residents_and_other_staff_have_no_queue() {
    let app = app().await;
    let Case { case, .. } = Case::registered(&app).await;
    assert_eq!(app.citizen().await.get(&case).await.status, StatusCode::FORBIDDEN);
    for role in [
        Role::Administrator,
        Role::Moderator,
        Role::CentreOfficer,
        Role::Teacher,
    ] {
        let other = app.staff(role).await;
        assert_eq!(
            other.get("/cabinet/queue").await.status,
            StatusCode::FORBIDDEN,
            "{role:?}"
        );
        assert!(other.get(&case).await.status.is_client_error(), "{role:?}");
    }
}

#[tokio::test]
async fn of_two_officers_who_take_at_once_the_slower_one_is_told_who_has_it() {
    let app = app().await;
    let Case { case, .. } = Case::registered(&app).await;
    let (officer, head) = (
        app.staff(Role::CaseOfficer).await,
        app.staff(Role::UnitHead).await,
    );
    let seen = version(&head.get(&case).await);
    act(&officer, &case, "", &[]).await;
    let late = head.post(&case, &[("_version", &seen)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let text = late.text();
    assert!(text.contains("Тим часом заяву змінено"));
    assert!(text.contains("Заяву взято в роботу: Ірина Савчук"));
    let twice = officer.post(&case, &[("_version", &seen)]).await;
    assert_eq!(twice.page(), case, "a second press is no conflict");
}

#[tokio::test]
async fn a_decision_about_a_case_that_moved_on_keeps_what_was_typed() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    let seen = version(&officer.get(&format!("{case}/decision")).await);
    act(&citizen, &application, "/withdrawal", &[]).await;
    let typed = [
        ("_version", seen.as_str()),
        ("_action", "refuse"),
        ("ground", "restricted"),
        ("motivation", "Довга мотивація, яку шкода набирати вдруге."),
    ];
    let late = officer.post(&format!("{case}/decision"), &typed).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let text = late.text();
    assert!(text.contains("Заяву відкликано: Олена Коваль"));
    assert!(text.contains("Довга мотивація, яку шкода набирати вдруге."));
    assert!(
        !text.contains("value=\"refuse\""),
        "what cannot be done has no button"
    );
}

#[tokio::test]
async fn a_remark_about_a_case_that_moved_on_keeps_what_was_typed() {
    let app = app().await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    let seen = version(&officer.get(&format!("{case}/correction")).await);
    let first = [("_version", seen.as_str()), ("remark_format", "Яка саме копія?")];
    assert_eq!(
        officer.post(&format!("{case}/correction"), &first).await.page(),
        case
    );
    let again = officer.post(&format!("{case}/correction"), &first).await;
    assert_eq!(again.page(), case, "a second press is no conflict");
    let other = [
        ("_version", seen.as_str()),
        ("remark_description", "Опишіть докладніше."),
    ];
    let late = officer.post(&format!("{case}/correction"), &other).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("Попросили виправити: Ірина Савчук"));
    assert!(late.text().contains("Опишіть докладніше."));
}

#[tokio::test]
async fn only_the_officer_who_has_the_case_decides_it() {
    let app = app().await;
    let Case { case, .. } = Case::taken(&app).await;
    let head = app.staff(Role::UnitHead).await;
    let grant = [("_action", "grant"), ("decision_text", "Надсилаємо.")];
    let refused = act(&head, &case, "/decision", &grant).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Цю заяву розглядає інша посадова особа"));
}

#[tokio::test]
async fn a_look_of_an_officer_stands_in_the_access_log_of_the_resident() {
    let app = app().await;
    let Case { case, citizen, .. } = Case::registered(&app).await;
    let before = citizen.get("/people/account/access-log").await.text();
    assert!(!before.contains("Ірина Савчук"));
    app.staff(Role::CaseOfficer).await.get(&case).await;
    let after = citizen.get("/people/account/access-log").await.text();
    assert!(after.contains("Ірина Савчук") && after.contains("Розгляд вашої заяви"));
}

#[tokio::test]
async fn the_queue_shows_the_most_urgent_first_and_filters() {
    let app = app().await;
    let citizen = app.citizen().await;
    registered(&citizen).await;
    app.clock.advance_ms(domain::time::DAY_MS);
    let citizen = app.citizen().await;
    registered(&citizen).await;
    app.clock.advance_ms(6 * domain::time::DAY_MS);
    let officer = app.staff(Role::CaseOfficer).await;
    let all = officer.get("/cabinet/queue").await.text();
    let (first, second) = (
        all.find("S16-2026-000001").unwrap(),
        all.find("S16-2026-000002").unwrap(),
    );
    assert!(first < second && all.contains("Скоро"));
    app.clock.advance_ms(domain::time::DAY_MS);
    let officer = app.staff(Role::CaseOfficer).await;
    let late = officer.get("/cabinet/queue?due=overdue").await.text();
    assert!(late.contains("S16-2026-000001") && !late.contains("S16-2026-000002"));
    let none = officer.get("/cabinet/queue?state=granted").await.text();
    assert!(none.contains("Таких заяв немає"));
}

#[tokio::test]
async fn a_refusal_without_ground_or_reasons_is_told_at_both_fields() {
    let app = app().await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    let refused = act(
        &officer,
        &case,
        "/decision",
        &[("_action", "refuse"), ("motivation", "Ні.")],
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(
        text.contains("href=\"#ground\"") && text.contains("href=\"#motivation\"") && text.contains("Ні.")
    );
    let invented = [
        ("_action", "refuse"),
        ("ground", "because"),
        ("motivation", "Ось чому: так воно і є."),
    ];
    let refused = act(&officer, &case, "/decision", &invented).await;
    assert!(
        refused
            .text()
            .contains("Виберіть один із запропонованих варіантів")
    );
    let nothing = act(&officer, &case, "/correction", &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text().contains("Поясніть щонайменше одне поле"));
}

#[tokio::test]
async fn nobody_decides_about_the_own_application() {
    let app = app().await;
    let officer = app.staff(Role::CaseOfficer).await;
    let id = registered(&officer).await;
    let case = format!("/cabinet/queue/{id}");
    let seen = version(&officer.get(&format!("{case}/decision")).await);
    let own = officer
        .post(&case, &[("_version", &seen), ("_action", "take")])
        .await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.text().contains("Власну заяву розглядати не можна"));
}

#[tokio::test]
async fn an_officer_reads_what_was_said_and_not_what_was_left_out() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    let (phone, empty) = ("Телефон, якщо доведеться щось уточнити", "не заповнено");
    let own = citizen.get(&application).await.text();
    assert!(own.contains(phone) && own.contains(empty), "{own}");
    let page = officer.get(&case).await.text();
    assert!(page.contains("Рішення про ремонт вулиці Руської"), "{page}");
    assert!(!page.contains(phone) && !page.contains(empty), "{page}");
    let ask = officer.get(&format!("{case}/correction")).await.text();
    assert!(
        ask.contains(phone) && !ask.contains(empty),
        "it can still be asked for: {ask}"
    );
}
