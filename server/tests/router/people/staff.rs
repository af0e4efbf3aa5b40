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
    assert!(
        found.text().contains("Знайти іншу людину"),
        "when it is somebody else"
    );
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
    assert!(taken.text().contains("value=\"МЕЛЬНИК\""), "what was typed stays");
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
    let fields = [("role", "centre_officer"), ("unit", unit.as_str())];
    let asked = |step: &'static str| [("step", step), fields[0], fields[1]];
    let sure = |step: &'static str| [("step", step), ("sure", "true"), fields[0], fields[1]];
    let held = async || {
        let andrii = app.actor(ANDRII, SecondFactor::Confirmed).await;
        let andrii = andrii.signed_in().unwrap();
        (
            andrii.holds_anywhere(Role::CentreOfficer),
            andrii.holds(Role::CentreOfficer, None),
        )
    };
    // Nothing is granted before it was asked once more, with what the role lets one do.
    let question = administrator.post(&path, &asked("grant")).await;
    assert_eq!(question.status, StatusCode::OK);
    assert!(question.text().contains("Адміністратор ЦНАП перевіряє документи"));
    assert_eq!(held().await, (false, false));
    let granted = administrator.post(&path, &sure("grant")).await;
    assert_eq!(granted.location(), format!("{path}?done=granted"));
    assert!(
        administrator
            .get(granted.location())
            .await
            .text()
            .contains("Роль надано.")
    );
    assert_eq!(held().await, (true, false));
    for step in [&asked("grant")[..], &sure("grant")[..]] {
        let twice = administrator.post(&path, step).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.text().contains("href=\"#role\""), "told at the field");
    }
    let question = administrator.post(&path, &asked("revoke")).await;
    assert_eq!(question.status, StatusCode::OK);
    assert_eq!(held().await, (true, false));
    let revoked = administrator.post(&path, &sure("revoke")).await;
    assert_eq!(revoked.location(), format!("{path}?done=revoked"));
    let andrii = app.actor(ANDRII, SecondFactor::NotAsked).await;
    assert!(!andrii.signed_in().unwrap().is_staff());
}

#[tokio::test]
async fn no_role_is_granted_that_was_not_chosen() {
    let app = TestApp::seeded().await;
    let administrator = app.staff(Role::Administrator).await;
    let path = format!("/people/manage/{}", app.person(ANDRII).await.id);
    let page = administrator.get(&path).await.text();
    let select = page.split_once("id=\"role\"").unwrap().1;
    let first = select.split_once("<option").unwrap().1;
    assert!(
        first.starts_with(" value=\"\""),
        "the first option grants nothing"
    );
    let empty = [("step", "grant"), ("role", ""), ("unit", "")];
    let refused = administrator.post(&path, &empty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    for part in ["href=\"#role\"", "href=\"#unit\"", "Роль: Заповніть це поле"] {
        assert!(text.contains(part), "{part}");
    }
    // A role that belongs to no unit would permit nothing in one.
    let unit = between(&administrator.get(&path).await, "<option value=\"0", "\"");
    let unit = format!("0{unit}");
    let of_unit = [("step", "grant"), ("role", "moderator"), ("unit", unit.as_str())];
    let refused = administrator.post(&path, &of_unit).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("діє лише в усій громаді"));
    let people = &app.hromada.services.people;
    let actor = app.actor("admin@demo.hromada", SecondFactor::Confirmed).await;
    let grant = domain::actor::Grant {
        role: Role::Moderator,
        unit: Some(unit.parse().unwrap()),
    };
    let id = app.person(ANDRII).await.id;
    let refused = people.grant_role(&actor, id, &grant).await.unwrap_err();
    assert_eq!(refused.code(), "role_is_community_wide");
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let app = TestApp::seeded().await;
    let administrator = app.staff(Role::Administrator).await;
    let id = app.person("admin@demo.hromada").await.id;
    let path = format!("/people/manage/{id}");
    // What could only fail is not offered, and the reason stands in its place.
    let page = administrator.get(&path).await.text();
    assert!(
        !page.contains("value=\"revoke\"") && page.contains("Останнього адміністратора прибрати не можна")
    );
    for sure in ["", "true"] {
        let revoke = [
            ("step", "revoke"),
            ("role", "administrator"),
            ("unit", "everywhere"),
            ("sure", sure),
        ];
        let refused = administrator.post(&path, &revoke).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(administrator.get(&path).await.status, StatusCode::OK);
    // With a second one, the button is there.
    let other = format!("/people/manage/{}", app.person(ANDRII).await.id);
    let grant = [
        ("step", "grant"),
        ("sure", "true"),
        ("role", "administrator"),
        ("unit", "everywhere"),
    ];
    assert_eq!(
        administrator.post(&other, &grant).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(administrator.get(&path).await.text().contains("value=\"revoke\""));
}

#[tokio::test]
async fn an_officer_is_told_what_to_do_about_an_unknown_address_and_a_missing_original() {
    let app = TestApp::seeded().await;
    let officer = app.staff(Role::CentreOfficer).await;
    let unknown = [("step", "find"), ("email", "nobody@example.com")];
    let unknown = officer.post("/people/verify", &unknown).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text().contains("Облікового запису з такою адресою немає"));
    assert!(
        unknown.text().contains("value=\"nobody@example.com\""),
        "what was typed stays"
    );
    let mut fields = document(ANDRII, "2900721759").to_vec();
    fields.pop();
    let unseen = officer.post("/people/verify", &fields).await;
    assert_eq!(unseen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unseen.text().contains("коли тримаєте в руках оригінал"));
    // Of the own account only the reason is shown: the form could only be refused.
    let own = [("step", "find"), ("email", "centre@demo.hromada")];
    let own = officer.post("/people/verify", &own).await.text();
    assert!(own.contains("Підтвердити власну особу не можна") && !own.contains("name=\"tax_number\""));
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
