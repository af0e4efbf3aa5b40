//! Messages, suspension, extension, the right to be heard, complaints and ratings.

use super::factory::{Case, GRANT};
use super::{OLENA, act, andrii, app, mails_to, summary_line, take_role, version, words};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::people::session::SecondFactor;
use domain::time::DAY_MS;

#[tokio::test]
async fn applicant_and_officer_write_to_each_other_inside_the_application() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    let asked = [
        ("_action", "message"),
        ("message", "Чи потрібна вам копія паспорта?\n<b>Дякую</b>"),
    ];
    assert_eq!(citizen.post(&application, &asked).await.page(), application);
    let page = officer.get(&case).await.text();
    assert!(page.contains("Чи потрібна вам копія паспорта?") && !page.contains("<b>Дякую"));
    let answered = [("_action", "message"), ("message", "Ні, паспорт не потрібен.")];
    assert_eq!(officer.post(&case, &answered).await.page(), case);
    assert!(
        citizen
            .get(&application)
            .await
            .text()
            .contains("Ні, паспорт не потрібен.")
    );
    assert!(
        mails_to(&app, "officer@demo.hromada")
            .await
            .iter()
            .any(|mail| mail.text.contains(&case))
    );
    let news = mails_to(&app, OLENA).await;
    assert!(news.iter().any(|mail| mail.text.contains("нове повідомлення")));
    assert!(
        news.iter().all(|mail| !mail.text.contains("паспорт")),
        "a mail tells no content"
    );
}

#[tokio::test]
async fn an_empty_message_is_told_at_its_field_and_a_stranger_writes_none() {
    let app = app().await;
    let Case {
        application, citizen, ..
    } = Case::taken(&app).await;
    let empty = citizen
        .post(&application, &[("_action", "message"), ("message", "  ")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let line = summary_line("message", "Ваше повідомлення: Заповніть це поле");
    assert!(empty.text().contains(&line));
    let message = [("_action", "message"), ("message", "Привіт")];
    assert_eq!(
        andrii(&app).await.post(&application, &message).await.status,
        StatusCode::NOT_FOUND
    );
    act(&citizen, &application, "/withdrawal", &[]).await;
    let late = citizen.post(&application, &message).await;
    assert_eq!(
        late.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nothing is added to a closed application"
    );
}

#[tokio::test]
async fn a_suspension_stops_the_clock_and_gives_the_actual_days_back() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::social_card(&app).await;
    let nothing = act(&officer, &case, "/suspension", &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = nothing.text();
    for (field, line) in [
        ("ground", "Підстава з вичерпного переліку: Заповніть це поле"),
        ("reason", "Чого саме чекаємо: Заповніть це поле"),
    ] {
        assert!(text.contains(&summary_line(field, line)), "{text}");
    }
    let reason = [
        ("ground", "other_case"),
        ("reason", "Чекаємо на рішення суду про вашу адресу."),
    ];
    let suspended = act(&officer, &case, "/suspension", &reason).await;
    assert_eq!(suspended.page(), case, "{}", suspended.text());
    let page = words(&citizen.get(&application).await);
    assert!(page.contains("Чекаємо на рішення суду") && page.contains("Відлік зупинено"));
    let decision = [("_action", "grant"), ("decision_text", "Так.")];
    let refused = act(&officer, &case, "/decision", &decision).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.clock.advance_ms(3 * DAY_MS);
    let officer = app.staff(Role::CaseOfficer).await;
    let resumed = act(&officer, &case, "", &[("_action", "resume")]).await;
    assert_eq!(resumed.page(), case, "{}", resumed.text());
    let page = words(&app.citizen().await.get(&application).await);
    assert!(
        page.contains("до 21 грудня 2026 р. включно"),
        "25 days and 3: {page}"
    );
    assert!(page.contains("додало 3 дні"));
}

#[tokio::test]
async fn only_the_head_extends_a_term_once_and_the_page_says_why() {
    let app = app().await;
    let Case {
        application,
        case,
        officer,
        ..
    } = Case::taken(&app).await;
    let extension = format!("{case}/extension");
    assert_eq!(officer.get(&extension).await.status, StatusCode::FORBIDDEN);
    let reason = [("reason", "Документи займають сорок томів архіву.")];
    let sent = [("_version", "2"), reason[0]];
    assert_eq!(
        officer.post(&extension, &sent).await.status,
        StatusCode::FORBIDDEN
    );
    let head = app.staff(Role::UnitHead).await;
    let short = act(&head, &case, "/extension", &[("reason", "так")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(act(&head, &case, "/extension", &reason).await.page(), case);
    let page = words(&app.citizen().await.get(&application).await);
    assert!(
        page.contains("до 21 грудня 2026 р. включно"),
        "20 working days: {page}"
    );
    assert!(page.contains("керівник підрозділу продовжив строк") && page.contains("сорок томів"));
    let again = head.post(&extension, &[("_version", "3"), reason[0]]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_refusal_waits_until_the_applicant_was_heard() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::social_card(&app).await;
    let refusal = [
        ("_action", "refuse"),
        ("ground", "category_not_listed"),
        ("motivation", "Посвідчення, яке ви додали, вже не чинне."),
    ];
    let early = act(&officer, &case, "/decision", &refusal).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text().contains("href=\"#hearing_exception\"") && early.text().contains("вже не чинне"));
    let intention = [
        ("ground", "category_not_listed"),
        ("motivation", "Посвідчення, яке ви додали, вже не чинне."),
        ("answer_until", "2026-11-27"),
    ];
    let disclosed = act(&officer, &case, "/hearing", &intention).await;
    assert_eq!(disclosed.page(), case, "{}", disclosed.text());
    let page = words(&citizen.get(&application).await);
    assert!(page.contains("Ви можете висловитися перед рішенням") && page.contains("27 листопада 2026 р."));
    let seen = version(&officer.get(&format!("{case}/hearing")).await);
    let early_end = officer
        .post(&case, &[("_version", &seen), ("_action", "end_hearing")])
        .await;
    assert_eq!(
        early_end.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the day has not passed"
    );
    let empty = act(
        &citizen,
        &application,
        "/hearing",
        &[("_action", "speak"), ("answer", "")],
    )
    .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = [
        ("_action", "speak"),
        ("answer", "Ось нове посвідчення, його видали вчора."),
    ];
    assert_eq!(
        act(&citizen, &application, "/hearing", &answer).await.page(),
        application
    );
    assert!(officer.get(&case).await.text().contains("Ось нове посвідчення"));
    let refused = act(&officer, &case, "/decision", &refusal).await;
    assert_eq!(refused.page(), case, "{}", refused.text());
}

#[tokio::test]
async fn a_hearing_whose_day_has_passed_is_ended_by_the_officer() {
    let app = app().await;
    let Case { case, officer, .. } = Case::social_card(&app).await;
    let past = [
        ("ground", "no_tie_to_city"),
        ("motivation", "Адреса в довідці лежить поза містом."),
        ("answer_until", "2026-11-22"),
    ];
    let refused = act(&officer, &case, "/hearing", &past).await;
    assert!(refused.text().contains("href=\"#answer_until\""));
    let intention = [past[0], past[1], ("answer_until", "2026-11-24")];
    act(&officer, &case, "/hearing", &intention).await;
    app.clock.advance_ms(2 * DAY_MS);
    let officer = app.staff(Role::CaseOfficer).await;
    let ended = act(&officer, &case, "", &[("_action", "end_hearing")]).await;
    assert_eq!(ended.page(), case, "{}", ended.text());
    let other_ground = [
        ("_action", "refuse"),
        ("ground", "documents_missing"),
        ("motivation", "Не додано підтвердження роботи."),
    ];
    let refused = act(&officer, &case, "/decision", &other_ground).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "heard about another ground"
    );
    let same = [other_ground[0], past[0], past[1]];
    assert_eq!(act(&officer, &case, "/decision", &same).await.page(), case);
}

#[tokio::test]
async fn an_exception_from_the_hearing_is_named_and_stays_in_the_case() {
    let app = app().await;
    let Case {
        id, case, officer, ..
    } = Case::social_card(&app).await;
    let excepted = [
        ("_action", "refuse"),
        ("ground", "documents_missing"),
        ("motivation", "Не додано підтвердження роботи."),
        (
            "hearing_exception",
            "Заявниця сама просила вирішити без пояснень.",
        ),
    ];
    let refused = act(&officer, &case, "/decision", &excepted).await;
    assert_eq!(refused.page(), case, "{}", refused.text());
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let events = storage::event::of_subject(&mut connection, "cabinet.application", &id)
        .await
        .unwrap();
    let last = events.last().unwrap();
    assert_eq!(
        last.data["hearing_exception"],
        "Заявниця сама просила вирішити без пояснень."
    );
}

#[tokio::test]
async fn a_complaint_is_decided_by_somebody_who_did_not_decide() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    let refusal = [
        ("_action", "refuse"),
        ("ground", "not_held"),
        ("motivation", "Ремонт вулиці замовляла область."),
    ];
    act(&officer, &case, "/decision", &refusal).await;
    let complaint = [(
        "complaint",
        "Рішення ухвалювала саме міська рада, ось його номер: 10.",
    )];
    assert_eq!(
        act(&citizen, &application, "/appeal", &complaint).await.page(),
        application
    );
    assert!(citizen.get(&application).await.text().contains("Оскаржено"));
    // The other of two tabs: the same text is a second press, another one is not lost.
    let seen = [("_version", "3"), ("complaint", complaint[0].1)];
    let pressed = citizen.post(&format!("{application}/appeal"), &seen).await;
    assert_eq!(pressed.page(), application);
    let other = [
        ("_version", "3"),
        ("complaint", "Інша причина: відповідь неповна."),
    ];
    let refused = citizen.post(&format!("{application}/appeal"), &other).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("Інша причина: відповідь неповна."));
    assert_eq!(
        officer.get(&format!("{case}/appeal")).await.status,
        StatusCode::FORBIDDEN
    );
    let head = app.staff(Role::UnitHead).await;
    let no_reasons = act(&head, &case, "/appeal", &[("_action", "annul"), ("reason", "")]).await;
    assert_eq!(no_reasons.status, StatusCode::UNPROCESSABLE_ENTITY);
    let annulled = [
        ("_action", "annul"),
        ("reason", "Рішення справді зберігається в міській раді."),
    ];
    let done = act(&head, &case, "/appeal", &annulled).await;
    assert_eq!(done.page(), case, "{}", done.text());
    let page = words(&citizen.get(&application).await);
    assert!(page.contains("Рішення скасовано") && page.contains("справді зберігається"));
    assert!(
        page.contains("до 30 листопада 2026 р. включно"),
        "a whole new term: {page}"
    );
    let seen = version(&head.get(&case).await);
    let again = officer
        .post(&case, &[("_version", &seen), ("_action", "take")])
        .await;
    assert_eq!(
        again.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the one who decided does not take it again"
    );
    assert_eq!(act(&head, &case, "", &[("_action", "take")]).await.page(), case);
}

#[tokio::test]
async fn a_complaint_about_what_the_head_decided_goes_to_somebody_above_them() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        ..
    } = Case::registered(&app).await;
    let head = app.staff(Role::UnitHead).await;
    act(&head, &case, "", &[("_action", "take")]).await;
    assert_eq!(act(&head, &case, "/decision", &GRANT).await.page(), case);
    let complaint = [("complaint", "Копія неповна, бракує другої сторінки.")];
    act(&citizen, &application, "/appeal", &complaint).await;
    let told = mails_to(&app, "deputy@demo.hromada").await;
    assert_eq!(
        told.iter().filter(|mail| mail.text.contains(&case)).count(),
        1,
        "{told:?}"
    );
    assert!(mails_to(&app, "admin@demo.hromada").await.is_empty());
    let upheld = [
        ("_action", "uphold"),
        ("reason", "У рішенні справді одна сторінка."),
    ];
    let own = head.get(&format!("{case}/appeal")).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "the own decision");
    let above = app
        .signed_in("deputy@demo.hromada", SecondFactor::Confirmed)
        .await;
    assert_eq!(act(&above, &case, "/appeal", &upheld).await.page(), case);
}

#[tokio::test]
async fn a_complaint_that_nobody_can_decide_reaches_an_administrator() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        ..
    } = Case::registered(&app).await;
    let head = app
        .signed_in("deputy@demo.hromada", SecondFactor::Confirmed)
        .await;
    act(&head, &case, "", &[("_action", "take")]).await;
    act(&head, &case, "/decision", &GRANT).await;
    take_role(&app, "head@demo.hromada").await;
    let complaint = [("complaint", "Копія неповна, бракує другої сторінки.")];
    act(&citizen, &application, "/appeal", &complaint).await;
    let told = mails_to(&app, "admin@demo.hromada").await;
    assert!(
        told.iter().any(|mail| mail.text.contains("розглянути її нікому")),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_message_about_what_nobody_has_taken_reaches_the_head_of_the_unit() {
    let app = app().await;
    let case = Case::registered(&app).await;
    let asked = [("_action", "message"), ("message", "Коли відповісте?")];
    case.citizen.post(&case.application, &asked).await;
    let told = mails_to(&app, "head@demo.hromada").await;
    assert_eq!(
        told.iter().filter(|mail| mail.text.contains(&case.case)).count(),
        1,
        "{told:?}"
    );
}

#[tokio::test]
async fn a_decision_that_was_upheld_is_not_complained_about_again() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        ..
    } = Case::granted(&app).await;
    let complaint = [("complaint", "Копія неповна, бракує другої сторінки.")];
    act(&citizen, &application, "/appeal", &complaint).await;
    let head = app.staff(Role::UnitHead).await;
    let upheld = [
        ("_action", "uphold"),
        ("reason", "У рішенні справді лише одна сторінка."),
    ];
    assert_eq!(act(&head, &case, "/appeal", &upheld).await.page(), case);
    assert!(
        citizen
            .get(&application)
            .await
            .text()
            .contains("Рішення залишено в силі")
    );
    let again = citizen.get(&format!("{application}/appeal")).await;
    assert_eq!(again.page(), application);
}

#[tokio::test]
async fn a_service_is_rated_once_and_only_after_its_end() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    let rating = [
        ("_action", "rate"),
        ("score", "5"),
        ("comment", "Швидко й зрозуміло"),
    ];
    assert_eq!(
        citizen.post(&application, &rating).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    act(&officer, &case, "/decision", &GRANT).await;
    let invented = citizen
        .post(&application, &[("_action", "rate"), ("score", "6")])
        .await;
    assert_eq!(invented.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        invented
            .text()
            .contains("Виберіть один із запропонованих варіантів")
    );
    assert_eq!(citizen.post(&application, &rating).await.page(), application);
    assert!(citizen.get(&application).await.text().contains("5 з 5"));
    assert_eq!(
        citizen.post(&application, &rating).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}
