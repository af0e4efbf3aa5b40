//! Drafts of decisions: visas in series and in parallel, remarks, new versions, the signature.

use super::factory::{Case, GRANT};
use super::{LAWYER, act, app, between, fill, mails_to, post_file, start, version, words};
use crate::support::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::people::session::SecondFactor;

const HEAD: &str = "head@demo.hromada";
const TEXT: &str = "Надсилаємо копію рішення на двох сторінках.";

async fn id_of(app: &TestApp, email: &str) -> String {
    app.person(email).await.id.to_string()
}

async fn lawyer(app: &TestApp) -> Browser<'_> {
    app.signed_in(LAWYER, SecondFactor::Confirmed).await
}

/// The fields of a draft that grants.
fn draft<'a>(order: &'a str, asked: &'a [&'a str]) -> Vec<(&'static str, &'a str)> {
    let places = ["visa_1", "visa_2", "visa_3", "visa_4", "visa_5"];
    let mut fields = vec![
        ("_action", "send"),
        ("outcome", "grant"),
        ("decision_text", TEXT),
        ("order", order),
    ];
    fields.extend(places.into_iter().zip(asked.iter().copied()));
    fields
}

/// Sends a draft that grants to colleagues.
pub async fn send(officer: &Browser<'_>, case: &str, order: &str, asked: &[&str]) {
    let sent = act(officer, case, "/approval", &draft(order, asked)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
}

/// What a colleague reads and says on the page of the visa or of the signature.
async fn say(reader: &Browser<'_>, case: &str, page: &str, action: &str, remark: &str) -> Answer {
    let address = format!("{case}{page}");
    let form = reader.get(&address).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text());
    say_of(reader, &address, &read(&form), action, remark).await
}

/// The version of the draft that a page shows.
fn read(form: &Answer) -> String {
    between(&form.text(), "name=\"_draft\" value=\"", "\"")
}

async fn say_of(reader: &Browser<'_>, address: &str, draft: &str, action: &str, remark: &str) -> Answer {
    let fields = [
        ("_version", "1"),
        ("_draft", draft),
        ("_action", action),
        ("remark", remark),
    ];
    reader.post(address, &fields).await
}

#[track_caller]
fn went_to(answer: &Answer, page: &str) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(answer.page(), page);
}

/// An application to remove trees, whose card demands approval, taken by somebody.
async fn trees<'a>(app: &'a TestApp, taken_by: &Browser<'_>) -> (String, Browser<'a>) {
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S10").await;
    let person = [
        ("surname", "Коваль"),
        ("given_name", "Олена"),
        ("birth_date", "1987-03-14"),
        ("has_tax_number", "yes"),
        ("tax_number", "3184910682"),
        ("phone", "0671234567"),
        ("address_registered", "Тернопіль, вул. Руська, 1"),
    ];
    let trees = [
        ("ground", "danger"),
        ("trees", "1"),
        ("trees.1.species", "Клен"),
        ("trees.1.diameter_cm", "40"),
        ("trees.1.count", "1"),
        ("trees.1.place", "Тернопіль, вул. Руська, 1, двір"),
        ("trees.1.state", "dry"),
        ("land_owner", "Місто"),
    ];
    for (step, fields) in [(1, &person[..]), (2, &trees[..])] {
        let filled = fill(&citizen, &draft, step, fields).await;
        assert_eq!(filled.status, StatusCode::SEE_OTHER, "{}", filled.text());
    }
    let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
    let step = format!("{draft}/steps/3");
    let seen = version(&citizen.get(&step).await);
    let upload = [("_version", seen.as_str()), ("_action", "upload")];
    post_file(&citizen, &step, &upload, ("photos", "клен.png", png)).await;
    fill(&citizen, &draft, 4, &[("delivery", "cabinet")]).await;
    fill(&citizen, &draft, 5, &super::CONSENT).await;
    let sent = citizen.post(&format!("{draft}/check"), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let id = between(sent.location(), "/cabinet/applications/", "?");
    let case = format!("/cabinet/queue/{id}");
    went_to(&act(taken_by, &case, "", &[("_action", "take")]).await, &case);
    (id, citizen)
}

#[tokio::test]
async fn colleagues_approve_one_after_another_and_the_head_signs() {
    let app = app().await;
    let Case {
        id, case, officer, ..
    } = Case::taken(&app).await;
    let (lawyer, head) = (lawyer(&app).await, app.staff(Role::UnitHead).await);
    let (first, second) = (id_of(&app, LAWYER).await, id_of(&app, HEAD).await);
    send(&officer, &case, "series", &[&first, "", &second]).await;
    assert_eq!(mails_to(&app, LAWYER).await.len(), 1);
    assert!(mails_to(&app, HEAD).await.is_empty(), "it is not their turn");

    // Where is it: by role, since when, and no name of a colleague.
    let application = format!("/cabinet/applications/{id}");
    let page = words(&app.citizen().await.get(&application).await);
    for told in [
        "На погодженні",
        "Проєкт рішення погоджують: посадова особа, «Відділ звернень».",
        "23 листопада 2026 р., 10:00",
        "Далі рішення підпише інша людина",
        "До 30 листопада 2026 р. включно",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("Юлія Дорош") && !page.contains(TEXT), "{page}");

    let mine = "/cabinet/queue?whose=approval";
    let queue = lawyer.get(mine).await.text();
    assert!(queue.contains("S16-2026-000001") && queue.contains("<span class=\"tabs__count\">1</span>"));
    assert!(head.get(mine).await.text().contains("Таких заяв немає"));
    assert!(officer.get(mine).await.text().contains("Таких заяв немає"));
    let early = head.get(&format!("{case}/visa")).await;
    went_to(&early, &case);

    app.clock.advance_ms(domain::time::HOUR_MS);
    went_to(&say(&lawyer, &case, "/visa", "approve", "Гаразд.").await, &case);
    assert!(lawyer.get(mine).await.text().contains("Таких заяв немає"));
    assert!(head.get(mine).await.text().contains("S16-2026-000001"));
    assert_eq!(mails_to(&app, HEAD).await.len(), 1);
    let page = words(&app.citizen().await.get(&application).await);
    assert!(
        page.contains("керівник підрозділу, «Відділ звернень»") && page.contains("11:00"),
        "{page}"
    );
    went_to(&say(&head, &case, "/visa", "approve", "").await, &case);

    assert!(
        head.get(mine).await.text().contains("S16-2026-000001"),
        "now for the signature"
    );
    let page = words(&app.citizen().await.get(&application).await);
    assert!(page.contains("чекає на підпис: керівник підрозділу"), "{page}");
    for reader in [&officer, &lawyer] {
        let forged = say_of(reader, &format!("{case}/signature"), "1", "sign", "").await;
        assert!(
            !forged.status.is_success() && !forged.status.is_redirection(),
            "{}",
            forged.status
        );
    }
    went_to(&say(&head, &case, "/signature", "sign", "").await, &case);
    let page = words(&app.citizen().await.get(&application).await);
    assert!(
        page.contains("Задоволено") && page.contains(TEXT) && page.contains("Богдан Левицький"),
        "{page}"
    );
    let again = say_of(&head, &format!("{case}/signature"), "1", "sign", "").await;
    went_to(&again, &case);
    assert!(head.get(mine).await.text().contains("Таких заяв немає"));
    app.run_jobs().await;
    let paper = app.citizen().await.get(&format!("{application}/document")).await;
    assert_eq!(paper.status, StatusCode::OK);
}

#[tokio::test]
async fn a_draft_that_comes_back_is_mended_as_a_new_version_whose_visas_begin_anew() {
    let app = app().await;
    let Case {
        case, officer, id, ..
    } = Case::taken(&app).await;
    let lawyer = lawyer(&app).await;
    let (first, second) = (id_of(&app, LAWYER).await, id_of(&app, HEAD).await);
    let head = app.staff(Role::UnitHead).await;
    send(&officer, &case, "parallel", &[&first, &second]).await;
    went_to(&say(&head, &case, "/visa", "approve", "").await, &case);
    let silent = say(&lawyer, &case, "/visa", "return", "Ні.").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text().contains("href=\"#remark\"") && silent.text().contains("Ні."));
    let remark = "Назвіть номер рішення, інакше його не знайдуть.";
    went_to(&say(&lawyer, &case, "/visa", "return", remark).await, &case);

    let page = words(&officer.get(&case).await);
    assert!(
        page.contains(remark) && page.contains("Юлія Дорош") && page.contains("Повернуто"),
        "{page}"
    );
    assert!(page.contains("Ухвалити рішення"), "it is in review again");
    let mails = mails_to(&app, "officer@demo.hromada").await;
    assert!(
        mails
            .iter()
            .any(|mail| mail.text.contains("повернули") && !mail.text.contains("Назвіть"))
    );
    let citizen = app.citizen().await;
    let own = words(&citizen.get(&format!("/cabinet/applications/{id}")).await);
    assert!(
        !own.contains(remark) && own.contains("Проєкт рішення повернуто на доопрацювання"),
        "{own}"
    );

    let form = words(&officer.get(&format!("{case}/approval")).await);
    assert!(form.contains(TEXT), "what was written stands there: {form}");
    send(&officer, &case, "parallel", &[&first, &second]).await;
    let page = words(&officer.get(&case).await);
    assert!(page.contains("Версія 2") && page.contains("Версія 1"), "{page}");
    went_to(&say(&lawyer, &case, "/visa", "approve", "").await, &case);
    let early = say_of(&head, &format!("{case}/signature"), "2", "sign", "").await;
    assert_eq!(
        early.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the visa of version 1 counts no more"
    );
    assert!(
        early.text().contains("коли проєкт погодять усі"),
        "{}",
        early.text()
    );
    went_to(&say(&head, &case, "/visa", "approve", "").await, &case);
    went_to(&say(&head, &case, "/signature", "sign", "").await, &case);
}

#[tokio::test]
async fn whoever_read_an_older_version_is_told_and_loses_no_word() {
    let app = app().await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    let (lawyer, asked) = (lawyer(&app).await, id_of(&app, LAWYER).await);
    send(&officer, &case, "series", &[&asked]).await;
    let address = format!("{case}/visa");
    let older = read(&lawyer.get(&address).await);
    send(&officer, &case, "series", &[&asked]).await;
    let late = say_of(&lawyer, &address, &older, "approve", "Згодна з першою версією.").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let text = late.text();
    assert!(text.contains("Тим часом заяву змінено") && text.contains("Згодна з першою версією."));
    assert_eq!(read(&late), "2", "the page shows what is to be read now");
    let page = words(&officer.get(&case).await);
    assert!(
        page.contains("чекаємо з") && !page.contains("погоджено 23"),
        "{page}"
    );

    // Of two officers' windows the slower one is told, with the draft still in the form.
    let one = [asked.as_str()];
    let stale = draft("series", &one);
    let mut stale: Vec<(&str, &str)> = stale
        .into_iter()
        .filter(|(name, _)| *name != "decision_text")
        .collect();
    stale.extend([("_version", "2"), ("decision_text", "Інший текст.")]);
    let refused = officer.post(&format!("{case}/approval"), &stale).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    assert!(refused.text().contains("Інший текст."));
}

#[tokio::test]
async fn colleagues_asked_at_once_do_not_get_into_each_others_way_and_a_second_press_does_nothing() {
    let app = app().await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    let (lawyer, head) = (lawyer(&app).await, app.staff(Role::UnitHead).await);
    let (first, second) = (id_of(&app, LAWYER).await, id_of(&app, HEAD).await);
    send(&officer, &case, "parallel", &[&first, &second]).await;
    let address = format!("{case}/visa");
    let (of_lawyer, of_head) = (lawyer.get(&address).await, head.get(&address).await);
    went_to(
        &say_of(&lawyer, &address, &read(&of_lawyer), "approve", "").await,
        &case,
    );
    went_to(
        &say_of(&lawyer, &address, &read(&of_lawyer), "approve", "").await,
        &case,
    );
    went_to(
        &say_of(&head, &address, &read(&of_head), "approve", "").await,
        &case,
    );
    went_to(
        &say_of(&head, &address, &read(&of_head), "approve", "").await,
        &case,
    );
    let page = words(&officer.get(&case).await);
    assert!(page.contains("Усі візи є"), "{page}");
    let back = "Порадьтеся ще раз із бухгалтерією.";
    went_to(&say(&head, &case, "/signature", "return", back).await, &case);
    assert!(
        words(&officer.get(&case).await).contains(back),
        "whoever was to sign can send it back"
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_draft_is_told_at_each_field_and_nothing_typed_is_lost() {
    let app = app().await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    let asked = id_of(&app, LAWYER).await;
    let citizen = id_of(&app, super::OLENA).await;
    let wrong = [
        ("_action", "send"),
        ("outcome", "refuse"),
        ("decision_text", "Ні."),
        ("order", "sometimes"),
        ("visa_1", asked.as_str()),
        ("visa_2", asked.as_str()),
        ("visa_3", citizen.as_str()),
    ];
    let refused = act(&officer, &case, "/approval", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    for field in ["ground", "decision_text", "order", "visa_2", "visa_3"] {
        assert!(text.contains(&format!("href=\"#{field}\"")), "{field}: {text}");
    }
    assert!(
        text.contains(">\nНі.</textarea>") && text.contains(&format!("value=\"{asked}\" selected")),
        "{text}"
    );
    let nothing = act(&officer, &case, "/approval", &[("_action", "send")]).await;
    assert!(nothing.text().contains("href=\"#outcome\""));
    let nobody = act(&officer, &case, "/approval", &draft("series", &[])).await;
    assert!(nobody.text().contains("href=\"#visa_1\"") && nobody.text().contains(TEXT));
    // From the page of the decision, with what was typed there.
    let opened = [
        ("_action", "open_refuse"),
        ("motivation", "Такого документа немає."),
        ("ground", "not_held"),
    ];
    let opened = act(&officer, &case, "/approval", &opened).await.text();
    assert!(
        opened.contains("Такого документа немає.") && !opened.contains("error-summary__link"),
        "{opened}"
    );
    assert!(opened.contains("value=\"not_held\" checked"), "{opened}");
}

#[tokio::test]
async fn a_card_that_demands_approval_is_never_decided_by_one_person() {
    let app = app().await;
    let officer = app.staff(Role::CaseOfficer).await;
    let (id, _) = trees(&app, &officer).await;
    let case = format!("/cabinet/queue/{id}");
    let page = officer.get(&case).await.text();
    assert!(
        page.contains(&format!("href=\"{case}/approval\"")) && !page.contains("/decision\""),
        "{page}"
    );
    assert!(page.contains("рішення спершу погоджують колеги"), "{page}");
    let form = officer.get(&format!("{case}/decision")).await.text();
    assert!(!form.contains("value=\"grant\""), "{form}");
    let alone = act(&officer, &case, "/decision", &GRANT).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(alone.text().contains("рішення спершу погоджують колеги"));

    let (lawyer, head) = (lawyer(&app).await, app.staff(Role::UnitHead).await);
    send(&officer, &case, "series", &[&id_of(&app, LAWYER).await]).await;
    let early = say_of(&head, &format!("{case}/signature"), "1", "sign", "").await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    went_to(&say(&lawyer, &case, "/visa", "approve", "").await, &case);
    went_to(&say(&head, &case, "/signature", "sign", "").await, &case);
    // Neither who wrote it nor who signed it judges a complaint about it.
    let citizen = app.citizen().await;
    let complaint = [("complaint", "Прошу ще раз оглянути дерево.")];
    act(
        &citizen,
        &format!("/cabinet/applications/{id}"),
        "/appeal",
        &complaint,
    )
    .await;
    let page = head.get(&case).await.text();
    assert!(!page.contains(&format!("href=\"{case}/appeal\"")), "{page}");
    assert!(page.contains("має провести хтось інший"), "{page}");
    assert!(
        mails_to(&app, HEAD)
            .await
            .iter()
            .all(|mail| !mail.subject.contains("Скарга"))
    );
    assert!(
        !head
            .get("/cabinet/queue")
            .await
            .text()
            .contains("чекає на ваше рішення")
    );
}

#[tokio::test]
async fn a_head_who_would_have_to_sign_the_own_draft_is_told_before_it_is_sent() {
    let app = app().await;
    super::take_role(&app, "deputy@demo.hromada").await;
    let head = app.staff(Role::UnitHead).await;
    let (id, _) = trees(&app, &head).await;
    let case = format!("/cabinet/queue/{id}");
    let refused = act(
        &head,
        &case,
        "/approval",
        &draft("series", &[&id_of(&app, LAWYER).await]),
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(
        text.contains("Підписати це рішення зараз нікому, крім вас") && text.contains(TEXT),
        "{text}"
    );
}

#[tokio::test]
async fn a_draft_is_recalled_by_its_officer_and_dropped_when_the_applicant_withdraws() {
    let app = app().await;
    let Case {
        case, officer, id, ..
    } = Case::taken(&app).await;
    let (lawyer, asked) = (lawyer(&app).await, id_of(&app, LAWYER).await);
    send(&officer, &case, "series", &[&asked]).await;
    let seen = version(&officer.get(&case).await);
    let foreign = [("_version", seen.as_str()), ("_action", "recall")];
    let foreign = lawyer.post(&case, &foreign).await;
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY);
    went_to(&act(&officer, &case, "", &[("_action", "recall")]).await, &case);
    assert!(
        lawyer
            .get("/cabinet/queue?whose=approval")
            .await
            .text()
            .contains("Таких заяв немає")
    );
    assert!(words(&officer.get(&case).await).contains("Відкликано 23 листопада 2026 р."));
    send(&officer, &case, "series", &[&asked]).await;
    act(
        &app.citizen().await,
        &format!("/cabinet/applications/{id}"),
        "/withdrawal",
        &[],
    )
    .await;
    assert!(
        lawyer
            .get("/cabinet/queue?whose=approval")
            .await
            .text()
            .contains("Таких заяв немає")
    );
    assert!(words(&officer.get(&case).await).contains("Не знадобився"));
    let late = say_of(&lawyer, &format!("{case}/visa"), "2", "approve", "").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_receipt_of_the_applicant_tells_the_steps_and_neither_names_nor_remarks_of_colleagues() {
    let app = app().await;
    let Case {
        case, officer, id, ..
    } = Case::taken(&app).await;
    let (lawyer, asked) = (lawyer(&app).await, id_of(&app, LAWYER).await);
    send(&officer, &case, "series", &[&asked]).await;
    let remark = "Перевірте ще раз номер рішення.";
    went_to(&say(&lawyer, &case, "/visa", "return", remark).await, &case);
    app.hromada
        .services
        .cabinet
        .sign_log(&domain::Actor::System)
        .await
        .unwrap();
    let receipt = app
        .citizen()
        .await
        .get(&format!("/cabinet/applications/{id}/receipt/receipt.json"))
        .await
        .text();
    assert!(
        receipt.contains("cabinet.application.sent_for_approval"),
        "{receipt}"
    );
    assert!(receipt.contains("cabinet.application.draft_returned"));
    for hidden in [remark, "Юлія", TEXT] {
        assert!(!receipt.contains(hidden), "{hidden}: {receipt}");
    }
}
