//! Classes on real premises: announced, enrolled in, moved, cancelled; visitors without an account.

use crate::support::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::Actor;
use domain::actor::Role;
use domain::job::{JobState, MailJob};
use domain::operations::job::JobFilter;
use domain::people::session::SecondFactor;
use domain::time::DAY_MS;
use serde::Deserialize as _;
use server::seed::seed_people;
use server::service::operations::queue::JobQueue;
use std::collections::BTreeMap;

pub const LIST: &str = "/learning/classes";

pub async fn app() -> TestApp {
    let app = TestApp::new().await;
    seed_people(&app.hromada).await.unwrap();
    app
}

/// A class on Wednesday, 25 November, from 10:30 to 12:00.
pub fn notice<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = BTreeMap::from([
        ("subject", "digital-abc/m5"),
        ("hall_kind", "library"),
        ("hall", "Читальна зала"),
        ("address", ""),
        ("date", "2026-11-25"),
        ("starts", "10:30"),
        ("ends", "12:00"),
        ("seats", "2"),
        ("ramp", "yes"),
        ("shelter", "unknown"),
        ("devices", ""),
        ("language", "uk"),
        ("phone", "0352 40 00 00"),
        ("bring", "Окуляри"),
    ]);
    fields.extend(changes.iter().copied());
    fields.into_iter().collect()
}

/// The page of a class that the teacher has just announced.
pub async fn announced(app: &TestApp, changes: &[(&str, &str)]) -> String {
    let teacher = app.staff(Role::Teacher).await;
    let done = teacher.post(&format!("{LIST}/new"), &notice(changes)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    done.page().to_owned()
}

pub async fn person<'a>(app: &'a TestApp, email: &str) -> Browser<'a> {
    app.signed_in(email, SecondFactor::NotAsked).await
}

pub async fn enrol(browser: &Browser<'_>, class: &str) -> Answer {
    browser.post(class, &[("_action", "enrol")]).await
}

/// The id in the form that gives one's own seat back.
pub async fn leave(browser: &Browser<'_>, class: &str) -> Answer {
    let page = browser.get(class).await.text();
    let (_, rest) = page.split_once("name=\"enrolment\" value=\"").unwrap();
    let id = rest.split_once('"').unwrap().0.to_owned();
    browser
        .post(class, &[("_action", "leave"), ("enrolment", &id)])
        .await
}

/// The mails that wait to be sent: to whom, about what, and the text.
pub async fn mails(app: &TestApp) -> Vec<(String, String, String)> {
    let queue = JobQueue::new(app.hromada.desk.clone());
    let claimed = queue.claim(&Actor::System, 100, 1_000).await.unwrap();
    let mut mails = Vec::new();
    for job in claimed {
        if job.kind == MailJob::KIND {
            let mail = MailJob::deserialize(&job.payload).unwrap();
            mails.push((mail.to, mail.subject, mail.text));
        }
        queue.finish(&Actor::System, &job).await.unwrap();
    }
    mails.sort();
    mails
}

/// The addresses of the people of a class, as the staff see them.
pub async fn people(browser: &Browser<'_>, class: &str) -> Vec<String> {
    let text = browser.get(&format!("{class}/people")).await.text();
    text.split("href=\"")
        .filter_map(|part| part.split_once('"'))
        .map(|(href, _)| href.to_owned())
        .filter(|href| href.starts_with(&format!("{class}/people/")))
        .collect()
}

pub const VISITOR: [(&str, &str); 3] = [
    ("name", "Ганна Приклад"),
    ("phone", "067 000 00 01"),
    ("agrees", "true"),
];

#[tokio::test]
async fn a_teacher_announces_a_class_and_everybody_sees_it() {
    let app = app().await;
    let anybody = app.anonymous();
    assert!(
        anybody
            .get(LIST)
            .await
            .text()
            .contains("Таких занять поки що немає")
    );
    let class = announced(&app, &[]).await;
    let list = anybody.get(LIST).await;
    assert_eq!(list.status, StatusCode::OK);
    let list = list.text();
    assert!(list.contains(&class) && list.contains("Читальна зала"), "{list}");
    assert!(
        list.contains("Середа, 25\u{a0}листопада 2026\u{a0}р., 10:30–12:00"),
        "{list}"
    );
    let page = anybody.get(&class).await.text();
    for words in [
        "уточнюється",
        "+380352400000",
        "Окуляри",
        "Тарас Вовк",
        "0 із 2 зайнято",
        "Записатися",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(
        !page.contains(&format!("{class}/people")),
        "the list of people is not for everybody"
    );
    let english = anybody.get(&format!("/en{class}")).await.text();
    assert!(english.contains("being clarified") && english.contains("Wednesday, 25\u{a0}November 2026"));
}

#[tokio::test]
async fn a_notice_with_faults_comes_back_with_what_was_typed() {
    let app = app().await;
    let teacher = app.staff(Role::Teacher).await;
    let address = format!("{LIST}/new");
    assert_eq!(teacher.get(&address).await.status, StatusCode::OK);
    let refused = teacher
        .post(
            &address,
            &notice(&[
                ("date", "вчора"),
                ("ends", "9:00"),
                ("subject", "digital-abc/m99"),
            ]),
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(
        page.contains("id=\"date-error\"") && page.contains("id=\"ends-error\""),
        "{page}"
    );
    assert!(page.contains("value=\"Читальна зала\"") && page.contains("value=\"вчора\""));
    let unknown = teacher
        .post(&address, &notice(&[("subject", "digital-abc/m99")]))
        .await;
    assert!(unknown.text().contains("id=\"subject-error\""));
    assert!(
        app.anonymous()
            .get(LIST)
            .await
            .text()
            .contains("Таких занять поки що немає")
    );
}

#[tokio::test]
async fn only_teachers_announce_and_only_with_the_second_factor() {
    let app = app().await;
    let address = format!("{LIST}/new");
    for role in [Role::CentreOfficer, Role::Administrator, Role::ProjectEditor] {
        let answer = app.staff(role).await.post(&address, &notice(&[])).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?}");
    }
    assert_eq!(
        app.citizen().await.get(&address).await.status,
        StatusCode::FORBIDDEN
    );
    let half = app.signed_in("teacher@demo.hromada", SecondFactor::Awaited).await;
    assert_ne!(
        half.post(&address, &notice(&[])).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(
        app.anonymous()
            .get(LIST)
            .await
            .text()
            .contains("Таких занять поки що немає")
    );
}

#[tokio::test]
async fn the_list_is_filtered_by_day_place_and_access() {
    let app = app().await;
    let library = announced(&app, &[]).await;
    let school = announced(
        &app,
        &[
            ("hall_kind", "school"),
            ("ramp", "no"),
            ("shelter", "yes"),
            ("devices", "3"),
            ("date", "02.12.2026"),
        ],
    )
    .await;
    let anybody = app.anonymous();
    for (query, finds_library, finds_school) in [
        ("place=library", true, false),
        ("place=school", false, true),
        ("ramp=yes", true, false),
        ("shelter=yes", false, true),
        ("devices=yes", false, true),
        ("from=2026-12-01", false, true),
        ("until=25.11.2026", true, false),
        ("from=&place=&free=yes", true, true),
        ("view=month", true, false),
        ("month=2026-12", false, true),
        ("month=2026-12&place=library", false, false),
    ] {
        let page = anybody.get(&format!("{LIST}?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        let page = page.text();
        assert_eq!(page.contains(&library), finds_library, "{query}");
        assert_eq!(page.contains(&school), finds_school, "{query}");
    }
    for query in [
        "from=завтра",
        "place=cinema",
        "ramp=maybe",
        "from=2026-12-02&until=2026-12-01",
    ] {
        let page = anybody.get(&format!("{LIST}?{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
    let month = anybody.get(&format!("{LIST}?view=month")).await.text();
    assert!(
        month.contains("month__day--in-7"),
        "November 2026 begins on a Sunday"
    );
    assert!(month.contains("month=2026-10") && month.contains("month=2026-12"));
}

#[tokio::test]
async fn a_class_goes_into_the_calendar_of_a_telephone() {
    let app = app().await;
    let class = announced(&app, &[]).await;
    let anybody = app.anonymous();
    for address in [format!("{class}/class.ics"), format!("{LIST}/calendar.ics")] {
        let file = anybody.get(&address).await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
        let text = file.text().replace("\r\n ", "");
        for line in [
            "BEGIN:VEVENT",
            "DTSTART:20261125T083000Z",
            "DTEND:20261125T100000Z",
            "STATUS:CONFIRMED",
            "SEQUENCE:0",
            "LOCATION:Читальна зала\\, адреса уточнюється",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
    }
    let none = anybody
        .get(&format!("{LIST}/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000/class.ics"))
        .await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_first_in_line_gets_the_seat_that_becomes_free_and_is_told() {
    let app = app().await;
    let class = announced(&app, &[("seats", "1")]).await;
    app.own_account("maria@example.com").await;
    let (olena, andrii) = (app.citizen().await, person(&app, "andrii@demo.hromada").await);
    let maria = person(&app, "maria@example.com").await;
    assert_eq!(
        enrol(&olena, &class).await.location(),
        format!("{class}?done=enrolled")
    );
    assert_eq!(
        enrol(&andrii, &class).await.location(),
        format!("{class}?done=waiting")
    );
    assert_eq!(
        enrol(&maria, &class).await.location(),
        format!("{class}?done=waiting")
    );
    assert_eq!(
        enrol(&andrii, &class).await.location(),
        format!("{class}?done=waiting"),
        "again it changes nothing"
    );
    assert!(
        andrii
            .get(&format!("{class}?done=waiting"))
            .await
            .text()
            .contains("Ви перші в черзі")
    );
    assert!(maria.get(&class).await.text().contains("перед вами 1 людина"));
    let told: Vec<String> = mails(&app)
        .await
        .into_iter()
        .map(|(to, subject, _)| format!("{to}: {subject}"))
        .collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(
        told[1].starts_with("maria@example.com: Ви в черзі")
            && told[2].starts_with("olena@demo.hromada: Ви записані")
    );

    assert_eq!(
        leave(&olena, &class).await.location(),
        format!("{class}?done=left")
    );
    assert!(andrii.get(&class).await.text().contains("Ви записані"));
    assert!(maria.get(&class).await.text().contains("Ви перші в черзі"));
    let told = mails(&app).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, "andrii@demo.hromada");
    assert!(
        told[0].1.starts_with("Звільнилося місце") && told[0].2.contains(&class),
        "{told:?}"
    );

    // Whoever comes back stands at the end of the line.
    assert_eq!(
        enrol(&olena, &class).await.location(),
        format!("{class}?done=waiting")
    );
    assert!(olena.get(&class).await.text().contains("перед вами 1 людина"));
}

#[tokio::test]
async fn nobody_gives_back_the_seat_of_another() {
    let app = app().await;
    let class = announced(&app, &[]).await;
    let (olena, andrii) = (app.citizen().await, person(&app, "andrii@demo.hromada").await);
    enrol(&olena, &class).await;
    let page = olena.get(&class).await.text();
    let id = page
        .split_once("name=\"enrolment\" value=\"")
        .unwrap()
        .1
        .split_once('"')
        .unwrap()
        .0;
    let fields = [("_action", "leave"), ("enrolment", id)];
    assert_eq!(andrii.post(&class, &fields).await.status, StatusCode::FORBIDDEN);
    let anonymous = app.anonymous().post(&class, &fields).await;
    assert_ne!(anonymous.location(), format!("{class}?done=left"));
    assert!(olena.get(&class).await.text().contains("Ви записані"));
}

#[tokio::test]
async fn two_who_want_the_last_seat_at_once_do_not_both_get_it() {
    let app = app().await;
    let class = announced(&app, &[("seats", "1")]).await;
    let (olena, andrii) = (app.citizen().await, person(&app, "andrii@demo.hromada").await);
    let (first, second) = tokio::join!(enrol(&olena, &class), enrol(&andrii, &class));
    let mut ends = [first.location().to_owned(), second.location().to_owned()];
    ends.sort();
    assert_eq!(
        ends,
        [format!("{class}?done=enrolled"), format!("{class}?done=waiting")]
    );
}

#[tokio::test]
async fn a_visitor_without_a_session_is_led_to_sign_in() {
    let app = app().await;
    let class = announced(&app, &[]).await;
    let answer = enrol(&app.anonymous(), &class).await;
    assert!(!answer.location().contains("done=enrolled"));
    assert!(
        app.anonymous()
            .get(&class)
            .await
            .text()
            .contains("0 із 2 зайнято")
    );
    for address in [
        format!("{LIST}/own"),
        format!("{class}/visitor"),
        format!("{class}/people"),
    ] {
        let text = app.anonymous().get(&address).await;
        assert_ne!(text.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn a_class_that_has_begun_takes_nobody_and_leaves_the_list_when_it_is_over() {
    let app = app().await;
    let class = announced(&app, &[]).await;
    let olena = app.citizen().await;
    enrol(&olena, &class).await;
    // Wednesday, 10:31.
    app.clock.advance_ms(2 * DAY_MS + 31 * 60_000);
    let andrii = person(&app, "andrii@demo.hromada").await;
    let late = enrol(&andrii, &class).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text().contains("Заняття вже почалося"));
    let olena = app.citizen().await;
    assert!(!olena.get(&class).await.text().contains("Відмовитися від місця"));
    assert!(app.anonymous().get(LIST).await.text().contains("Триває зараз"));
    app.clock.advance_ms(DAY_MS);
    assert!(!app.anonymous().get(LIST).await.text().contains(&class));
    assert!(
        app.citizen()
            .await
            .get(&format!("{LIST}/own"))
            .await
            .text()
            .contains(&class)
    );
}

#[tokio::test]
async fn consent_to_show_progress_is_asked_and_can_be_taken_back() {
    let app = app().await;
    let class = announced(&app, &[]).await;
    let olena = app.citizen().await;
    olena
        .post(&class, &[("_action", "enrol"), ("shares_progress", "true")])
        .await;
    assert!(
        olena
            .get(&class)
            .await
            .text()
            .contains("Викладач бачить, як ви проходите уроки")
    );
    let done = olena.post(&class, &[("_action", "unshare")]).await;
    assert_eq!(done.location(), format!("{class}?done=sharing"));
    assert!(olena.get(&class).await.text().contains("Викладач не бачить"));
    let andrii = person(&app, "andrii@demo.hromada").await;
    assert_eq!(
        andrii.post(&class, &[("_action", "share")]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_demonstration_shows_classes_and_a_full_one() {
    let app = TestApp::seeded().await;
    let list = app.anonymous().get(LIST).await.text();
    assert!(list.matches("results__item").count() >= 5, "{list}");
    assert!(list.contains("Приклад: читальна зала бібліотеки") && list.contains("У черзі 1 людина"));
    let queue = app
        .hromada
        .services
        .operations
        .jobs(&Actor::System, &JobFilter::of_state(JobState::Dead))
        .await
        .unwrap();
    assert_eq!(queue.count(JobState::Dead), 0);
    server::seed::seed(&app.hromada).await.unwrap();
    let again = app.anonymous().get(LIST).await.text();
    assert_eq!(
        again.matches("results__item").count(),
        list.matches("results__item").count()
    );
}
