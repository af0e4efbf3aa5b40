//! The whole way of an application: catalogue, card, form, check, number, officer, correction, decision, mail.

use super::factory::Case;
use super::{
    ANDRII, OLENA, act, andrii, app, between, fill, filled, mails_to, post_file, registered, start, words,
};
use crate::support::TestApp;
use axum::http::StatusCode;
use domain::actor::Role;
use domain::time::DAY_MS;

#[tokio::test]
async fn anybody_reads_the_catalogue_and_the_card() {
    let app = app().await;
    let anybody = app.anonymous();
    let catalogue = anybody.get("/cabinet").await;
    assert!(catalogue.text().contains("Запит на публічну інформацію"));
    let card = anybody.get("/cabinet/services/S16").await;
    let text = words(&card);
    assert!(
        text.contains("5 робочих днів") && text.contains("Чому можуть відмовити"),
        "{text}"
    );
    assert!(
        text.contains("уточнюється"),
        "what nobody has confirmed is no fact"
    );
    assert_eq!(
        anybody.get("/cabinet/services/S99").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn starting_an_application_asks_a_stranger_to_sign_in() {
    let app = app().await;
    let stopped = app.anonymous().post("/cabinet/services/S16", &[]).await;
    assert_eq!(stopped.status, StatusCode::UNAUTHORIZED);
    assert!(stopped.text().contains("name=\"password\""));
}

#[tokio::test]
async fn a_draft_started_on_one_device_is_resumed_on_another() {
    let app = app().await;
    let phone = app.citizen().await;
    let draft = start(&phone, "S16").await;
    let onward = fill(&phone, &draft, 1, &super::REQUESTER).await;
    assert_eq!(onward.location(), format!("{draft}/steps/2"));
    let computer = app.citizen().await;
    assert!(
        computer
            .get("/cabinet")
            .await
            .text()
            .contains(&format!("{draft}/steps/1"))
    );
    assert_eq!(
        start(&computer, "S16").await,
        draft,
        "there is one open draft of a service"
    );
    let page = computer.get(&format!("{draft}/steps/1")).await;
    assert!(page.text().contains("value=\"Олена Коваль\""));
}

#[tokio::test]
async fn the_check_page_shows_every_answer_and_the_way_to_change_it() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = filled(&citizen).await;
    let check = citizen.get(&format!("{draft}/check")).await;
    let text = check.text();
    assert!(text.contains("Рішення про ремонт вулиці Руської за 2025 рік"));
    assert!(text.contains("Електронна копія"), "options in words, not codes");
    assert!(text.contains(&format!("href=\"{draft}/steps/2\"")));
}

#[tokio::test]
async fn an_incomplete_draft_is_not_sent_and_the_page_leads_to_what_is_missing() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S16").await;
    let refused = citizen.post(&format!("{draft}/check"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains(&format!("{draft}/steps/2#description")));
}

#[tokio::test]
async fn a_registered_application_says_who_has_it_until_when_and_why() {
    let app = app().await;
    let Case { id, citizen, .. } = Case::registered(&app).await;
    let page = citizen
        .get(&format!("/cabinet/applications/{id}?done=submitted"))
        .await;
    let text = words(&page);
    assert!(text.contains("S16-2026-000001"), "{text}");
    assert!(text.contains("Відділ звернень"));
    assert!(text.contains("Рішення має бути до 30 листопада 2026 р. включно"));
    assert!(text.contains("з 24 листопада 2026 р.: 5 робочих днів"));
    assert!(text.contains("Пропущено 2 вихідні дні"));
    let mails = mails_to(&app, OLENA).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject, "Заяву S16-2026-000001 зареєстровано");
    assert!(
        mails[0]
            .text
            .contains(&format!("http://localhost/cabinet/applications/{id}"))
    );
}

#[tokio::test]
async fn a_draft_sent_twice_makes_one_application() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = filled(&citizen).await;
    let check = format!("{draft}/check");
    let (first, second) = tokio::join!(citizen.post(&check, &[]), citizen.post(&check, &[]));
    let third = citizen.post(&check, &[]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    assert_eq!(second.location(), first.location());
    assert_eq!(third.location(), first.location());
    assert_eq!(mails_to(&app, OLENA).await.len(), 1);
    let list = citizen.get("/cabinet/applications").await.text();
    assert!(list.contains("S16-2026-000001") && !list.contains("S16-2026-000002"));
    let later = citizen.get(&check).await;
    assert_eq!(
        later.status,
        StatusCode::SEE_OTHER,
        "a sent draft leads to its application"
    );
}

#[tokio::test]
async fn numbers_have_no_gaps_and_begin_again_each_year() {
    let app = app().await;
    let (olena, andrii) = (app.citizen().await, andrii(&app).await);
    registered(&olena).await;
    let unfinished = start(&olena, "S16").await;
    olena.post(&format!("{unfinished}/check"), &[]).await;
    let second = registered(&andrii).await;
    let page = andrii.get(&format!("/cabinet/applications/{second}")).await;
    assert!(page.text().contains("S16-2026-000002"));
    // Past the session and the year: 23 November and 45 days.
    app.clock.advance_ms(45 * DAY_MS);
    let olena = app.citizen().await;
    let third = registered(&olena).await;
    let page = olena.get(&format!("/cabinet/applications/{third}")).await;
    assert!(page.text().contains("S16-2027-000001"));
}

#[tokio::test]
async fn an_officer_finds_the_application_in_the_queue_and_takes_it() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::registered(&app).await;
    let queue = officer.get("/cabinet/queue").await;
    assert!(queue.text().contains("S16-2026-000001") && queue.text().contains("ще ніхто"));
    assert!(!queue.text().contains("Коваль"), "the queue names no applicant");
    let page = officer.get(&case).await.text();
    assert!(page.contains("Олена Коваль") && page.contains("Взяти в роботу"));
    let taken = act(&officer, &case, "", &[]).await;
    assert_eq!(taken.page(), case);
    let mine = officer.get("/cabinet/queue?whose=mine").await;
    assert!(mine.text().contains("S16-2026-000001"));
    let page = citizen.get(&application).await;
    assert!(page.text().contains("Заяву розглядає Ірина Савчук"));
    assert_eq!(mails_to(&app, OLENA).await.len(), 2);
}

#[tokio::test]
async fn a_correction_opens_one_field_stops_the_clock_and_gives_the_days_back() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    let asked = act(
        &officer,
        &case,
        "/correction",
        &[(
            "remark_description",
            "Назвіть відрізок вулиці: від якого до якого будинку",
        )],
    )
    .await;
    assert_eq!(asked.page(), case, "{}", asked.text());
    let page = citizen.get(&application).await;
    let text = words(&page);
    assert!(text.contains("Назвіть відрізок вулиці") && text.contains("Яка інформація вам потрібна?"));
    assert!(text.contains("Відлік зупинено"));
    app.clock.advance_ms(2 * DAY_MS);
    let citizen = app.citizen().await;
    let form = citizen.get(&format!("{application}/correction")).await;
    assert!(form.text().contains("name=\"description\"") && !form.text().contains("name=\"requester_name\""));
    let sent = act(
        &citizen,
        &application,
        "/correction",
        &[(
            "description",
            "Рішення про ремонт вулиці Руської від будинку 1 до будинку 40",
        )],
    )
    .await;
    assert_eq!(sent.page(), application, "{}", sent.text());
    let again = citizen.get(&format!("{application}/correction")).await;
    assert_eq!(again.page(), application, "an old link leads to where it stands");
    let text = words(&citizen.get(&application).await);
    assert!(
        text.contains("до 2 грудня 2026 р. включно"),
        "two days were given back: {text}"
    );
    assert!(text.contains("від будинку 1 до будинку 40") && text.contains("Виправлення надіслано"));
    assert_eq!(mails_to(&app, OLENA).await.len(), 4);
}

#[tokio::test]
async fn a_decision_reaches_the_resident_with_its_reasons() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    let text = "Надсилаємо копію рішення № 10.\nДодаток на двох сторінках.";
    let decided = act(
        &officer,
        &case,
        "/decision",
        &[("_action", "grant"), ("decision_text", text)],
    )
    .await;
    assert_eq!(decided.page(), case, "{}", decided.text());
    let again = officer.get(&format!("{case}/decision")).await;
    assert_eq!(again.page(), case, "an old link leads to what was decided");
    let page = citizen.get(&application).await.text();
    assert!(page.contains("Надсилаємо копію рішення № 10.") && page.contains("Задоволено"));
    let mails = mails_to(&app, OLENA).await;
    assert!(mails.iter().any(|mail| mail.text.contains("задоволено")));
    assert!(
        mails.iter().all(|mail| !mail.text.contains("копію рішення")),
        "a mail never tells what was decided about"
    );
}

#[tokio::test]
async fn a_refusal_names_a_ground_of_the_closed_list_its_reasons_and_the_appeal() {
    let app = app().await;
    let Case {
        application,
        case,
        officer,
        ..
    } = Case::taken(&app).await;
    let refused = act(
        &officer,
        &case,
        "/decision",
        &[
            ("_action", "refuse"),
            ("ground", "not_held"),
            (
                "motivation",
                "Ремонт вулиці замовляла область, рішення зберігає вона.",
            ),
        ],
    )
    .await;
    assert_eq!(refused.page(), case, "{}", refused.text());
    let page = app.citizen().await.get(&application).await.text();
    for told in [
        "Міська рада не має цієї інформації",
        "Ремонт вулиці замовляла область",
        "Відмову можна оскаржити",
    ] {
        assert!(page.contains(told), "{told}");
    }
}

#[tokio::test]
async fn a_resident_takes_an_application_back() {
    let app = app().await;
    let Case {
        application,
        citizen,
        officer,
        ..
    } = Case::registered(&app).await;
    let withdrawn = act(&citizen, &application, "/withdrawal", &[]).await;
    assert_eq!(withdrawn.page(), application);
    assert!(citizen.get(&application).await.text().contains("Відкликано"));
    assert!(
        !officer
            .get("/cabinet/queue")
            .await
            .text()
            .contains("S16-2026-000001")
    );
    let twice = citizen
        .post(&format!("{application}/withdrawal"), &[("_version", "1")])
        .await;
    assert_eq!(twice.page(), application, "a second press is no error");
}

#[tokio::test]
async fn a_file_is_attached_shown_saved_and_removed() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = filled(&citizen).await;
    let step = format!("{draft}/steps/2");
    let fields = |version: &'static str| {
        let mut fields = vec![("_version", version), ("_action", "upload")];
        fields.extend(super::REQUEST);
        fields
    };
    let version = super::version(&citizen.get(&step).await);
    let mut sent = fields("");
    sent[0].1 = &version;
    let pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
    let uploaded = post_file(&citizen, &step, &sent, ("attachment", "план.pdf", pdf)).await;
    assert_eq!(uploaded.location(), step, "{}", uploaded.text());
    let page = citizen.get(&step).await.text();
    assert!(page.contains("план.pdf"));
    let file = format!(
        "{draft}/files/{}",
        between(&page, &format!("href=\"{draft}/files/"), "\"")
    );
    let saved = citizen.get(&file).await;
    assert_eq!(saved.body, pdf, "the bytes never change");
    assert!(saved.header("content-disposition").starts_with("attachment"));
    assert_eq!(andrii(&app).await.get(&file).await.status, StatusCode::NOT_FOUND);
    let remove = between(&page, "value=\"remove:attachment:", "\"");
    let remove = format!("remove:attachment:{remove}");
    let version = super::version(&citizen.get(&step).await);
    let mut fields = vec![("_version", version.as_str()), ("_action", remove.as_str())];
    fields.extend(super::REQUEST);
    assert_eq!(citizen.post(&step, &fields).await.location(), step);
    assert!(!citizen.get(&step).await.text().contains("план.pdf"));
}

#[tokio::test]
async fn a_photo_gets_a_small_picture_that_only_its_readers_see() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = filled(&citizen).await;
    let step = format!("{draft}/steps/2");
    let version = super::version(&citizen.get(&step).await);
    let mut fields = vec![("_version", version.as_str()), ("_action", "upload")];
    fields.extend(super::REQUEST);
    let photo = include_bytes!("../../../../content/demo/files/photo.png");
    let file = ("attachment", "двір.png", &photo[..]);
    post_file(&citizen, &step, &fields, file).await;
    assert!(
        !citizen.get(&step).await.text().contains("/preview"),
        "a job makes it"
    );
    app.run_jobs().await;
    let page = citizen.get(&step).await.text();
    let preview = between(&page, "<img src=\"", "\"");
    let small = citizen.get(&preview).await;
    assert_eq!(small.header("content-type"), "image/jpeg");
    assert_eq!(small.header("content-disposition"), "");
    assert!(small.body.starts_with(b"\xff\xd8"));
    assert_eq!(
        andrii(&app).await.get(&preview).await.status,
        StatusCode::NOT_FOUND
    );

    citizen.post(&format!("{draft}/check"), &[]).await;
    let list = citizen.get("/cabinet/applications").await.text();
    let id = between(&list, "/cabinet/applications/", "\"");
    let officer = app.staff(Role::CaseOfficer).await;
    let case = officer.get(&format!("/cabinet/queue/{id}")).await.text();
    let preview = between(&case, "<img src=\"", "\"");
    assert_eq!(officer.get(&preview).await.body, small.body);
    assert_eq!(
        andrii(&app).await.get(&preview).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn every_step_is_told_by_mail_in_the_language_of_the_person() {
    let app = app().await;
    let andrii = andrii(&app).await;
    let id = registered(&andrii).await;
    let officer = app.staff(Role::CaseOfficer).await;
    act(&officer, &format!("/cabinet/queue/{id}"), "", &[]).await;
    let decision = [("_action", "grant"), ("decision_text", "Відповідь надіслано.")];
    act(&officer, &format!("/cabinet/queue/{id}"), "/decision", &decision).await;
    let subjects: Vec<String> = mails_to(&app, ANDRII)
        .await
        .into_iter()
        .map(|mail| mail.subject)
        .collect();
    assert_eq!(subjects.len(), 3, "{subjects:?}");
    assert!(mails_to(&app, OLENA).await.is_empty());
}

#[tokio::test]
async fn the_demonstration_holds_applications_in_every_state_and_adds_them_once() {
    let app = TestApp::seeded().await;
    server::seed::seed(&app.hromada).await.unwrap();
    let olena = app.citizen().await.get("/cabinet/applications").await.text();
    for state in ["Зареєстровано", "Задоволено", "Потрібне ваше виправлення"]
    {
        assert!(olena.contains(state), "{state}");
    }
    let andrii = andrii(&app).await.get("/cabinet/applications").await.text();
    for state in ["Зареєстровано", "На розгляді", "На погодженні", "Відмовлено"]
    {
        assert!(andrii.contains(state), "{state}");
    }
    let catalogue = app.citizen().await.get("/cabinet").await.text();
    assert!(catalogue.contains("Незавершені заяви"));
    let officer = app.staff(Role::CaseOfficer).await;
    assert!(officer.get("/cabinet/queue").await.text().contains("9 заяв"));
}
