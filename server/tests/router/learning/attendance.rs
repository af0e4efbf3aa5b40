//! Who was at a class: by the teacher's list, by the code of the minute, from a printed sheet; only around its time.

use super::classes::{LIST, VISITOR, announced, app, enrol, people, person};
use crate::support::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::id::{EnrolmentId, PersonId};
use domain::people::session::SecondFactor;
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};

/// From Monday, 10:00, to Wednesday, 10:20: ten minutes before the class.
const BEFORE_CLASS: i64 = 2 * DAY_MS + 20 * MINUTE_MS;

/// The six digits on the teacher's screen.
async fn code(teacher: &Browser<'_>, class: &str) -> String {
    let page = teacher.get(&format!("{class}/code")).await.text();
    let (_, rest) = page.split_once("class-code__number\">").unwrap();
    rest.split_once('<').unwrap().0.to_owned()
}

async fn confirm(browser: &Browser<'_>, class: &str, code: &str) -> Answer {
    browser.post(&format!("{class}/here"), &[("code", code)]).await
}

fn id_of(address: &str) -> EnrolmentId {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

/// A class in which Олена has a seat, ten minutes before it begins.
async fn soon(app: &TestApp) -> String {
    let class = announced(app, &[("seats", "5")]).await;
    enrol(&app.citizen().await, &class).await;
    app.clock.advance_ms(BEFORE_CLASS);
    class
}

#[tokio::test]
async fn a_learner_types_the_code_from_the_wall_and_is_noted() {
    let app = app().await;
    let class = soon(&app).await;
    let (olena, teacher) = (app.citizen().await, app.staff(Role::Teacher).await);
    let shown = code(&teacher, &class).await;
    assert_eq!(shown.len(), 7, "three digits, a space and three more: {shown}");
    let picture = teacher.get(&format!("{class}/code.svg")).await;
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    assert_eq!(picture.header("cache-control"), "no-store");

    // The camera of a telephone opens the page with the code in its field; opening it notes nothing.
    let digits = shown.replace(' ', "");
    let opened = olena.get(&format!("{class}/here?code={digits}")).await.text();
    assert!(opened.contains(&format!("value=\"{shown}\"")), "{opened}");
    let list = teacher.get(&format!("{class}/attendance")).await.text();
    assert!(
        !list.contains("checked=\"\"") && !list.contains("За кодом"),
        "{list}"
    );

    let done = confirm(&olena, &class, &shown).await;
    assert_eq!(done.location(), format!("{class}?done=here"), "{}", done.text());
    assert!(
        olena
            .get(&format!("{class}?done=here"))
            .await
            .text()
            .contains("Вас позначено")
    );
    let list = teacher.get(&format!("{class}/attendance")).await.text();
    assert!(
        list.contains("Олена К.") && list.contains("За кодом, 25\u{a0}листопада"),
        "{list}"
    );
    assert!(
        confirm(&olena, &class, &shown)
            .await
            .location()
            .ends_with("done=here"),
        "again it changes nothing"
    );
    assert!(
        olena
            .get(&format!("{LIST}/own"))
            .await
            .text()
            .contains("Ви були на цьому занятті")
    );
}

#[tokio::test]
async fn a_code_holds_for_a_minute_and_one_more() {
    let app = app().await;
    let class = soon(&app).await;
    let shown = code(&app.staff(Role::Teacher).await, &class).await;
    app.clock.advance_ms(MINUTE_MS);
    let next = code(&app.staff(Role::Teacher).await, &class).await;
    assert_ne!(shown, next);
    app.clock.advance_ms(MINUTE_MS);
    let olena = app.citizen().await;
    for wrong in [shown.as_str(), "000 000", "1", "абв", ""] {
        let refused = confirm(&olena, &class, wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(refused.text().contains("id=\"code-error\""), "{wrong}");
    }
    assert!(
        confirm(&olena, &class, &next)
            .await
            .location()
            .ends_with("done=here"),
        "the one before still holds"
    );
}

#[tokio::test]
async fn nothing_is_noted_before_or_after_the_class() {
    let app = app().await;
    let class = announced(&app, &[]).await;
    enrol(&app.citizen().await, &class).await;
    let early = app.staff(Role::Teacher).await;
    let page = early.get(&format!("{class}/code")).await.text();
    assert!(page.contains("Код показуємо лише під час заняття") && !page.contains("class-code__number"));
    assert_eq!(
        early.get(&format!("{class}/code.svg")).await.status,
        StatusCode::NOT_FOUND
    );
    let one = id_of(&people(&early, &class).await[0]).to_string();
    let refused = early
        .post(&format!("{class}/attendance"), &[("came", &one)])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text()
            .contains("Присутність позначають лише під час заняття")
    );
    let refused = confirm(&app.citizen().await, &class, "123456").await;
    assert!(
        refused
            .text()
            .contains("Присутність позначають лише під час заняття")
    );

    app.clock.advance_ms(BEFORE_CLASS);
    let shown = code(&app.staff(Role::Teacher).await, &class).await;
    app.clock.advance_ms(2 * HOUR_MS);
    let refused = confirm(&app.citizen().await, &class, &shown).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the class is over"
    );
    // The signed sheet is copied for three days more.
    let teacher = app.staff(Role::Teacher).await;
    let fields = [("came", one.as_str()), ("way", "sheet")];
    let done = teacher.post(&format!("{class}/attendance"), &fields).await;
    assert_eq!(done.location(), format!("{class}/attendance?done=attendance"));
    assert!(
        teacher
            .get(&format!("{class}/attendance"))
            .await
            .text()
            .contains("За аркушем")
    );
    app.clock.advance_ms(4 * DAY_MS);
    let teacher = app.staff(Role::Teacher).await;
    let late = teacher
        .post(&format!("{class}/attendance"), &[("was", one.as_str())])
        .await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        teacher
            .get(&format!("{class}/attendance"))
            .await
            .text()
            .contains("Строк, коли можна позначати присутність, минув")
    );
}

#[tokio::test]
async fn the_list_changes_only_what_the_teacher_changed() {
    let app = app().await;
    let class = announced(&app, &[("seats", "5")]).await;
    enrol(&app.citizen().await, &class).await;
    enrol(&person(&app, "andrii@demo.hromada").await, &class).await;
    app.staff(Role::CentreOfficer)
        .await
        .post(&format!("{class}/visitor"), &VISITOR)
        .await;
    app.clock.advance_ms(BEFORE_CLASS);
    let teacher = app.staff(Role::Teacher).await;
    let list = people(&teacher, &class).await;
    let ids: Vec<String> = list.iter().map(|one| id_of(one).to_string()).collect();
    let address = format!("{class}/attendance");
    let noted = async || teacher.get(&address).await.text().matches("За ").count();

    // The teacher's page is open while Андрій types the code.
    let shown = code(&teacher, &class).await;
    let andrii = person(&app, "andrii@demo.hromada").await;
    confirm(&andrii, &class, &shown).await;
    teacher
        .post(&address, &[("came", &ids[0]), ("came", &ids[2]), ("way", "list")])
        .await;
    assert_eq!(noted().await, 3, "nobody was taken off the list");
    app.clock.advance_ms(1_000);
    // One is taken back: it was shown as ticked, and is not any more.
    teacher
        .post(
            &address,
            &[
                ("was", &ids[0]),
                ("was", &ids[1]),
                ("was", &ids[2]),
                ("came", &ids[1]),
                ("came", &ids[2]),
            ],
        )
        .await;
    assert_eq!(noted().await, 2);
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let kinds: Vec<String> =
        sqlx::query_scalar("SELECT kind FROM event WHERE subject_id = $1 ORDER BY at, id")
            .bind(ids[0].clone())
            .fetch_all(&mut *connection)
            .await
            .unwrap();
    assert_eq!(
        kinds,
        [
            "learning.enrolment.made",
            "learning.enrolment.attended",
            "learning.enrolment.absent"
        ]
    );
}

#[tokio::test]
async fn only_those_with_a_seat_are_noted_and_only_teachers_note() {
    let app = app().await;
    let class = soon(&app).await;
    let shown = code(&app.staff(Role::Teacher).await, &class).await;
    let andrii = person(&app, "andrii@demo.hromada").await;
    let refused = confirm(&andrii, &class, &shown).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Вас немає в списку цього заняття"));
    for role in [Role::CentreOfficer, Role::Administrator] {
        let browser = app.staff(role).await;
        for part in ["code", "code.svg", "attendance", "sheet.pdf"] {
            let answer = browser.get(&format!("{class}/{part}")).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {part}");
        }
    }
    let half = app.signed_in("teacher@demo.hromada", SecondFactor::Awaited).await;
    assert!(
        !half
            .get(&format!("{class}/code"))
            .await
            .text()
            .contains("class-code__number")
    );
}

#[tokio::test]
async fn the_sheet_is_a_pdf_and_every_name_on_it_is_a_look() {
    let app = app().await;
    let class = soon(&app).await;
    let teacher = app.staff(Role::Teacher).await;
    for language in ["", "/en"] {
        let sheet = teacher.get(&format!("{language}{class}/sheet.pdf")).await;
        assert_eq!(
            sheet.status,
            StatusCode::OK,
            "{}",
            String::from_utf8_lossy(&sheet.body)
        );
        assert_eq!(sheet.header("content-type"), "application/pdf");
        assert!(
            sheet.body.starts_with(b"%PDF-1.")
                && String::from_utf8_lossy(&sheet.body).contains("pdfuaid:part")
        );
    }
    let olena: PersonId = app.person("olena@demo.hromada").await.id;
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let looks = storage::access_log::of_person(&mut connection, olena, 10)
        .await
        .unwrap();
    assert_eq!(looks.len(), 2);
    assert!(
        looks
            .iter()
            .all(|look| look.purpose == "learning.sheet" && look.reader_name == "Тарас Вовк")
    );
}
