//! `/cabinet/overview`: what the head of a unit sees, and nobody else.

use super::factory::Case;
use super::{act, app, registered, words};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::time::DAY_MS;

#[tokio::test]
async fn only_heads_of_units_have_an_overview() {
    let app = app().await;
    for address in ["/cabinet/overview", "/cabinet/overview/figures.csv"] {
        assert_eq!(
            app.citizen().await.get(address).await.status,
            StatusCode::FORBIDDEN
        );
        for role in [Role::CaseOfficer, Role::Administrator, Role::Teacher] {
            let staff = app.staff(role).await;
            assert_eq!(staff.get(address).await.status, StatusCode::FORBIDDEN, "{role:?}");
        }
        let head = app.staff(Role::UnitHead).await;
        assert_eq!(head.get(address).await.status, StatusCode::OK);
        let stranger = format!("{address}?unit=01936a00-0000-7000-8000-000000000001");
        assert_eq!(head.get(&stranger).await.status, StatusCode::FORBIDDEN);
    }
    let anonymous = app.anonymous().get("/cabinet/overview").await;
    assert_eq!(anonymous.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_overview_counts_what_is_open_late_decided_and_returned() {
    let app = app().await;
    let citizen = app.citizen().await;
    registered(&citizen).await;
    let Case { id, officer, .. } = Case::taken(&app).await;
    let case = format!("/cabinet/queue/{id}");
    let ask = [("remark_description", "Яка саме вулиця?")];
    act(&officer, &case, "/correction", &ask).await;
    app.clock.advance_ms(10 * DAY_MS);
    let Case { id, .. } = Case::taken(&app).await;
    app.clock.advance_ms(2 * DAY_MS);
    let officer = app.staff(Role::CaseOfficer).await;
    let refuse = [
        ("_action", "refuse"),
        ("ground", "not_held"),
        ("motivation", "Такого документа міська рада не має."),
    ];
    let done = act(&officer, &format!("/cabinet/queue/{id}"), "/decision", &refuse).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());

    let head = app.staff(Role::UnitHead).await;
    let page = words(&head.get("/cabinet/overview").await);
    for told in [
        "Ще нічиї",
        "Переглянути прострочені",
        "Яка інформація вам потрібна?",
        "8–14 днів",
        "З них відмов",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let csv = head.get("/cabinet/overview/figures.csv?period=30").await.text();
    for line in [
        "Зараз,Відкриті,2",
        "Зараз,Прострочені,1",
        "Зараз,Ще нічиї,1",
        "За період,Надійшло,3",
        "За період,Вирішено,1",
        "За період,З них відмов,1",
        "Відкриті заяви за віком,8–14 днів,2",
        "Навантаження виконавців,Ірина Савчук,1",
        "Скільки в середньому триває кожен етап,На розгляді,2.0",
        "Чиї були дні вирішених заяв,Підрозділ міста,2",
    ] {
        assert!(csv.lines().any(|other| other == line), "{line}: {csv}");
    }
    assert!(csv.contains("Яка інформація вам потрібна?,1"), "{csv}");
    assert!(!csv.contains("Олена"), "no applicant is named");
    let english = head.get("/en/cabinet/overview/figures.csv").await.text();
    assert!(english.contains("Now,Open,2"), "{english}");
    let other = head.get("/cabinet/overview/figures.csv?service=S15").await.text();
    assert!(other.contains("Зараз,Відкриті,0"), "{other}");
}
