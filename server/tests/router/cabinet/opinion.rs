//! Questions to other units and to bodies outside the city: asked in a case, answered or noted, counted as their days.

use super::factory::Case;
use super::{act, app, between, mails_to, words};
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::{Grant, Role};
use domain::people::account::AddPerson;
use domain::people::session::SecondFactor;
use domain::time::{DAY_MS, HOUR_MS};
use domain::{Actor, Language};

const ADVISER: &str = "adviser@demo.hromada";
const QUESTION: &str = "Чи є в архіві рішення про ремонт вулиці Руської за 2025 рік?";
const ANSWER: &str = "Так, рішення № 15 від 3 березня 2025 року.";
const BODY: &str = "Головне управління Держгеокадастру";
const ASKED: [(&str, &str); 3] = [
    ("unit", "urban-planning"),
    ("question", QUESTION),
    ("answer_until", "2026-11-26"),
];

/// An officer of one unit and of no other.
async fn adviser<'a>(app: &'a TestApp, unit: &str) -> Browser<'a> {
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let units = storage::people::unit::list(&mut connection).await.unwrap();
    drop(connection);
    let unit = units.into_iter().find(|one| one.code == unit).unwrap();
    let new = AddPerson {
        email: ADVISER.parse().unwrap(),
        name: "Степан Гнатюк".to_owned(),
        language: Language::Uk,
        password: Some(server::seed::DEMO_PASSWORD.to_owned()),
        tax_number: None,
        roles: vec![Grant {
            role: Role::CaseOfficer,
            unit: Some(unit.id),
        }],
        is_demo: true,
    };
    let people = &app.hromada.services.people;
    people.add_person(&Actor::System, &new).await.unwrap();
    app.signed_in(ADVISER, SecondFactor::Confirmed).await
}

/// A question to a body outside the city.
fn outside<'a>(unit: &'a str, body: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("unit", unit),
        ("body", body),
        ("question", QUESTION),
        ("answer_until", "2026-11-26"),
    ]
}

/// The page of the first question in the list of a unit.
async fn first(reader: &Browser<'_>) -> String {
    let list = reader.get("/cabinet/opinions").await.text();
    format!(
        "/cabinet/opinions/{}",
        between(&list, "href=\"/cabinet/opinions/", "\"")
    )
}

#[tokio::test]
async fn another_unit_is_asked_answers_and_has_its_days() {
    let app = app().await;
    let adviser = adviser(&app, "urban-planning").await;
    let Case {
        id, case, officer, ..
    } = Case::taken(&app).await;
    let asked = act(&officer, &case, "/opinion", &ASKED).await;
    assert_eq!(asked.page(), case, "{}", asked.text());
    let mails = mails_to(&app, ADVISER).await;
    assert!(
        mails.len() == 1 && mails[0].text.contains("/cabinet/opinions/"),
        "{mails:?}"
    );
    assert!(!mails[0].text.contains("архіві"), "a mail tells no content");

    // The applicant learns who is asked and until when, not what.
    let application = format!("/cabinet/applications/{id}");
    let page = words(&app.citizen().await.get(&application).await);
    let told =
        "Чекаємо на думку: «Управління містобудування, архітектури та кадастру», до 26 листопада 2026 р.";
    assert!(page.contains(told), "{page}");
    assert!(!page.contains("архіві"), "{page}");

    // Who answers sees no applicant, and not the case.
    let queue = adviser.get("/cabinet/queue").await.text();
    assert!(queue.contains("1 запитання чекає на відповідь"), "{queue}");
    let address = first(&adviser).await;
    let question = words(&adviser.get(&address).await);
    assert!(
        question.contains(QUESTION) && question.contains("S16-2026-000001"),
        "{question}"
    );
    assert!(!question.contains("Олена"), "{question}");
    assert_ne!(adviser.get(&case).await.status, StatusCode::OK);

    app.clock.advance_ms(2 * DAY_MS);
    let adviser = app.signed_in(ADVISER, SecondFactor::Confirmed).await;
    let empty = adviser.post(&address, &[("answer", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("href=\"#answer\""));
    let answered = adviser.post(&address, &[("answer", ANSWER)]).await;
    assert_eq!(answered.page(), "/cabinet/opinions", "{}", answered.text());
    let again = adviser.post(&address, &[("answer", ANSWER)]).await;
    assert_eq!(
        again.page(),
        "/cabinet/opinions",
        "pressed twice: {}",
        again.text()
    );
    let other = adviser.post(&address, &[("answer", "Ні, помилка.")]).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    assert!(other.text().contains("Ні, помилка.") && other.text().contains("вже відповіли"));
    let list = adviser.get("/cabinet/opinions?done=answered").await.text();
    assert!(
        list.contains("Відповідь збережено") && list.contains("Запитань немає"),
        "{list}"
    );

    let officer = app.staff(Role::CaseOfficer).await;
    let page = words(&officer.get(&case).await);
    assert!(page.contains(ANSWER) && page.contains("Степан Гнатюк"), "{page}");
    let mails = mails_to(&app, "officer@demo.hromada").await;
    assert!(mails.iter().any(|mail| mail.text.contains("відповіли")));
    let page = words(&app.citizen().await.get(&application).await);
    assert!(
        !page.contains(ANSWER) && !page.contains("Чекаємо на думку"),
        "{page}"
    );
    let row = between(&page, "24 листопада 2026 р. – 25 листопада 2026 р.", "</tr>");
    assert!(row.contains("Управління містобудування"), "{row}");
}

#[tokio::test]
async fn a_question_is_for_its_unit_alone_and_ends_with_the_case() {
    let app = app().await;
    let stranger = adviser(&app, "social-policy").await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    act(&officer, &case, "/opinion", &ASKED).await;
    assert!(
        stranger
            .get("/cabinet/opinions")
            .await
            .text()
            .contains("Запитань немає")
    );
    let address = first(&officer).await;
    assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND);
    let forged = stranger.post(&address, &[("answer", ANSWER)]).await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND);
    act(&officer, &case, "/decision", &super::factory::GRANT).await;
    assert!(
        officer
            .get("/cabinet/opinions")
            .await
            .text()
            .contains("Запитань немає")
    );
    let late = officer.post(&address, &[("answer", ANSWER)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(words(&officer.get(&case).await).contains("Відповідь не знадобилася"));
}

#[tokio::test]
async fn what_is_wrong_with_a_question_is_told_at_each_field() {
    let app = app().await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    let wrong = [
        ("unit", "citizens-appeals"),
        ("question", "Так?"),
        ("answer_until", "2026-11-22"),
    ];
    let refused = act(&officer, &case, "/opinion", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    for field in ["unit", "question", "answer_until"] {
        assert!(page.contains(&format!("href=\"#{field}\"")), "{field}: {page}");
    }
    assert!(page.contains("Так?"), "nothing typed is lost");
}

#[tokio::test]
async fn nobody_answers_about_the_own_application() {
    let app = app().await;
    let Case { case, officer, .. } = Case::of_applicant(&app, super::LAWYER).await;
    act(&officer, &case, "/opinion", &ASKED).await;
    let address = first(&officer).await;
    let lawyer = app.signed_in(super::LAWYER, SecondFactor::Confirmed).await;
    assert!(
        lawyer
            .get("/cabinet/opinions")
            .await
            .text()
            .contains("Запитань немає")
    );
    let own = lawyer.post(&address, &[("answer", ANSWER)]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(own.text().contains("Власну заяву"), "{}", own.text());
}

#[tokio::test]
async fn a_body_outside_the_city_is_asked_by_letter_and_its_answer_is_noted() {
    let app = app().await;
    let stranger = adviser(&app, "urban-planning").await;
    let Case {
        id, case, officer, ..
    } = Case::taken(&app).await;
    app.clock.advance_ms(HOUR_MS);
    let asked = act(&officer, &case, "/opinion", &outside("outside", BODY)).await;
    assert_eq!(asked.page(), case, "{}", asked.text());
    let mut twice = outside("outside", BODY);
    twice.push(("_version", "2"));
    let again = officer.post(&format!("{case}/opinion"), &twice).await;
    assert_eq!(again.page(), case, "pressed twice: {}", again.text());
    assert!(
        mails_to(&app, ADVISER).await.is_empty(),
        "no unit of the city is asked"
    );
    let waits = officer.get("/cabinet/opinions").await.text();
    assert!(waits.contains("Запитань немає"), "it answers by letter");

    let application = format!("/cabinet/applications/{id}");
    let page = words(&app.citizen().await.get(&application).await);
    let told = format!("Чекаємо на думку: «{BODY}», до 26 листопада 2026 р.");
    assert!(page.contains(&told) && !page.contains(QUESTION), "{page}");
    let since = between(&page, "Відколи", "</dd>");
    assert!(since.contains("10:00"), "the officer has it as before: {since}");

    let page = officer.get(&case).await.text();
    let address = format!(
        "/cabinet/opinions/{}",
        between(&page, "href=\"/cabinet/opinions/", "\"")
    );
    assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND);
    let citizen = app.citizen().await;
    assert_ne!(citizen.get(&address).await.status, StatusCode::OK);
    let form = words(&officer.get(&address).await);
    assert!(
        form.contains(BODY) && form.contains("Відповідь органу") && !form.contains("Олена"),
        "{form}"
    );

    app.clock.advance_ms(2 * DAY_MS);
    let officer = app.staff(Role::CaseOfficer).await;
    let before = mails_to(&app, "officer@demo.hromada").await.len();
    let noted = officer.post(&address, &[("answer", ANSWER)]).await;
    assert_eq!(noted.page(), case, "{}", noted.text());
    assert_eq!(
        mails_to(&app, "officer@demo.hromada").await.len(),
        before,
        "nobody is written to of what they did"
    );
    let page = words(&officer.get(&case).await);
    assert!(
        page.contains(ANSWER) && page.contains("Відповідь записано: Ірина Савчук"),
        "{page}"
    );
    assert!(!page.contains(&address), "there is nothing left to note");
    let page = words(&app.citizen().await.get(&application).await);
    let row = between(&page, "24 листопада 2026 р. – 25 листопада 2026 р.", "</tr>");
    assert!(row.contains(BODY), "{row}");
    let chart = between(&page, "data-ledger", "</section>");
    assert!(chart.contains("Інший орган"), "{chart}");
}

#[tokio::test]
async fn one_is_asked_and_not_two_at_once() {
    let app = app().await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    for (unit, body, field, told) in [
        ("urban-planning", BODY, "body", "лише одне з двох"),
        ("outside", "", "body", "Заповніть це поле"),
        ("", "", "unit", "Заповніть це поле"),
    ] {
        let refused = act(&officer, &case, "/opinion", &outside(unit, body)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text();
        assert!(
            page.contains(&format!("href=\"#{field}\"")) && page.contains(told),
            "{unit}, {body}: {page}"
        );
        assert!(
            page.contains(QUESTION) && page.contains(body),
            "nothing typed is lost"
        );
    }
    let named = act(&officer, &case, "/opinion", &outside("", BODY)).await;
    assert_eq!(named.page(), case, "a name says enough: {}", named.text());
}

#[tokio::test]
async fn the_receipt_of_the_applicant_tells_that_others_were_asked_and_not_what() {
    let app = app().await;
    let Case {
        id, case, officer, ..
    } = Case::taken(&app).await;
    act(&officer, &case, "/opinion", &ASKED).await;
    let address = first(&officer).await;
    let answered = officer.post(&address, &[("answer", ANSWER)]).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text());
    let cabinet = &app.hromada.services.cabinet;
    cabinet.sign_log(&Actor::System).await.unwrap();
    let receipt = format!("/cabinet/applications/{id}/receipt/receipt.json");
    let receipt = app.citizen().await.get(&receipt).await.text();
    assert!(receipt.contains("cabinet.application.opinion_asked"), "{receipt}");
    assert!(receipt.contains("cabinet.application.opinion_given"));
    for hidden in [QUESTION, ANSWER] {
        assert!(!receipt.contains(hidden), "{hidden}: {receipt}");
    }
}
