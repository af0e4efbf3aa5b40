//! `/people/manage` and `/people/verify`.

use super::between;
use crate::support::TestApp;
use axum::http::StatusCode;
use domain::actor::Role;
use domain::people::session::SecondFactor;

const ANDRII: &str = "andrii@demo.hromada";

fn document<'a>(email: &'a str, tax_number: &'a str) -> [(&'a str, &'a str); 7] {
    [
        ("step", "verify"),
        ("email", email),
        ("family_name", "МЕЛЬНИК"),
        ("given_name", "Андрій"),
        ("tax_number", tax_number),
        ("document", "id_card"),
        ("has_seen", "true"),
    ]
}

#[tokio::test]
async fn an_officer_verifies_a_resident_who_sees_who_looked() {
    let app = TestApp::seeded().await;
    let officer = app.staff(Role::CentreOfficer).await;
    let found = officer
        .post("/people/verify", &[("step", "find"), ("email", ANDRII)])
        .await;
    assert!(found.text().contains("Андрій Мельник"));
    let done = officer
        .post("/people/verify", &document(ANDRII, "2900721759"))
        .await;
    assert!(done.text().contains("******1759"));
    assert!(!done.text().contains("2900721759"), "the number never comes back");
    let person = app.person(ANDRII).await;
    assert_eq!(person.name, "Андрій МЕЛЬНИК");
    let resident = app.signed_in(ANDRII, SecondFactor::NotAsked).await;
    let log = resident.get("/people/account/access-log").await;
    assert!(log.text().contains("Наталія Гринчук") && log.text().contains("Підтвердження особи"));
}

#[tokio::test]
async fn one_tax_number_makes_one_person_without_telling_whose_it_is() {
    let app = TestApp::seeded().await;
    let officer = app.staff(Role::CentreOfficer).await;
    let taken = officer
        .post("/people/verify", &document(ANDRII, "3184910682"))
        .await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.text().contains("в іншому обліковому записі"));
    assert!(!taken.text().contains("Олена") && !taken.text().contains("olena"));
    let other = officer
        .post("/people/verify", &document("olena@demo.hromada", "2900721759"))
        .await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.person(ANDRII).await.tax_number, None);
}

#[tokio::test]
async fn a_mistyped_tax_number_is_told_at_its_field() {
    let app = TestApp::seeded().await;
    let officer = app.staff(Role::CentreOfficer).await;
    let refused = officer
        .post("/people/verify", &document(ANDRII, "2900721758"))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("href=\"#tax_number\""));
    assert!(
        refused.text().contains("value=\"МЕЛЬНИК\""),
        "what was typed stays"
    );
}

#[tokio::test]
async fn nobody_verifies_themselves_and_no_other_role_verifies() {
    let app = TestApp::seeded().await;
    let officer = app.staff(Role::CentreOfficer).await;
    let own = officer
        .post("/people/verify", &document("centre@demo.hromada", "2900721759"))
        .await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    for role in [Role::CaseOfficer, Role::Administrator, Role::Moderator] {
        let other = app.staff(role).await;
        let refused = other
            .post("/people/verify", &document(ANDRII, "2900721759"))
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    let citizen = app
        .citizen()
        .await
        .post("/people/verify", &document(ANDRII, "2900721759"))
        .await;
    assert_eq!(citizen.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn staff_without_the_second_factor_are_led_to_set_it_up() {
    let app = TestApp::seeded().await;
    let officer = app.signed_in("centre@demo.hromada", SecondFactor::NotAsked).await;
    let stopped = officer
        .post("/people/verify", &document(ANDRII, "2900721759"))
        .await;
    assert_eq!(stopped.status, StatusCode::FORBIDDEN);
    assert_eq!(app.person(ANDRII).await.tax_number, None);
}

#[tokio::test]
async fn an_administrator_grants_and_revokes_roles_in_units() {
    let app = TestApp::seeded().await;
    let administrator = app.staff(Role::Administrator).await;
    let list = administrator
        .post("/people/manage", &[("words", "мельник")])
        .await;
    let path = between(&list, "href=\"/people/manage/", "\"");
    let path = format!("/people/manage/{path}");
    let page = administrator.get(&path).await;
    let unit = between(&page, "<option value=\"0", "\"");
    let unit = format!("0{unit}");
    let grant = [("step", "grant"), ("role", "teacher"), ("unit", unit.as_str())];
    assert_eq!(administrator.post(&path, &grant).await.location(), path);
    let andrii = app.actor(ANDRII, SecondFactor::Confirmed).await;
    assert!(andrii.signed_in().unwrap().holds_anywhere(Role::Teacher));
    assert!(!andrii.signed_in().unwrap().holds(Role::Teacher, None));
    let twice = administrator.post(&path, &grant).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let revoke = [("step", "revoke"), ("role", "teacher"), ("unit", unit.as_str())];
    assert_eq!(
        administrator.post(&path, &revoke).await.status,
        StatusCode::SEE_OTHER
    );
    let andrii = app.actor(ANDRII, SecondFactor::NotAsked).await;
    assert!(!andrii.signed_in().unwrap().is_staff());
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let app = TestApp::seeded().await;
    let administrator = app.staff(Role::Administrator).await;
    let id = app.person("admin@demo.hromada").await.id;
    let path = format!("/people/manage/{id}");
    let revoke = [("step", "revoke"), ("role", "administrator"), ("unit", "")];
    let refused = administrator.post(&path, &revoke).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(administrator.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_administrators_see_the_list_of_people() {
    let app = TestApp::seeded().await;
    for role in Role::ALL {
        let status = app.staff(role).await.get("/people/manage").await.status;
        let expected = if role == Role::Administrator {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(status, expected, "{role:?}");
    }
    assert_eq!(
        app.anonymous().get("/people/manage").await.status,
        StatusCode::UNAUTHORIZED
    );
}
