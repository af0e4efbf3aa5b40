//! What people and programs send that they should not.

use super::factory::Case;
use super::{REQUEST, REQUESTER, act, andrii, app, fill, filled, post_file, start, summary_line, version};
use axum::http::StatusCode;
use domain::people::session::SecondFactor;

const NOBODYS: &str = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000";

#[tokio::test]
async fn an_invented_option_is_refused_at_its_field() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S16").await;
    let invented = [("requester_name", "Олена Коваль"), ("answer_channel", "pigeon")];
    let refused = fill(&citizen, &draft, 1, &invented).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(
        text.contains("href=\"#answer_channel\"")
            && text.contains("Виберіть один із запропонованих варіантів")
    );
    assert!(text.contains("value=\"Олена Коваль\""), "what was typed stays");
}

#[tokio::test]
async fn a_foreign_or_unknown_draft_does_not_exist() {
    let app = app().await;
    let draft = filled(&app.citizen().await).await;
    let andrii = andrii(&app).await;
    for base in [
        draft.as_str(),
        &format!("/cabinet/drafts/{NOBODYS}"),
        "/cabinet/drafts/1",
    ] {
        for page in ["/steps/1", "/check"] {
            let address = format!("{base}{page}");
            assert_eq!(
                andrii.get(&address).await.status,
                StatusCode::NOT_FOUND,
                "{address}"
            );
            assert_eq!(
                andrii.post(&address, &[]).await.status,
                StatusCode::NOT_FOUND,
                "{address}"
            );
        }
    }
    let own = start(&andrii, "S16").await;
    assert_eq!(
        andrii.get(&format!("{own}/steps/9")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        andrii.get(&format!("{own}/steps/0")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn an_application_of_another_does_not_exist() {
    let app = app().await;
    let Case { id, .. } = Case::registered(&app).await;
    let andrii = andrii(&app).await;
    for page in ["", "/correction", "/withdrawal"] {
        let address = format!("/cabinet/applications/{id}{page}");
        assert_eq!(
            andrii.get(&address).await.status,
            StatusCode::NOT_FOUND,
            "{address}"
        );
    }
    let withdrawal = format!("/cabinet/applications/{id}/withdrawal");
    let refused = andrii.post(&withdrawal, &[("_version", "1")]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let list = andrii.get("/cabinet/applications").await;
    assert!(!list.text().contains("S16-2026"));
}

#[tokio::test]
async fn a_text_that_is_too_long_is_kept_and_told_at_its_field() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S16").await;
    let long = "ї".repeat(5_001);
    let refused = fill(
        &citizen,
        &draft,
        2,
        &[("description", &long), ("format", "paper"), ("urgent", "no")],
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("не більше ніж 5000 символів"));
    assert!(refused.text().contains(&long), "nothing is cut off");
    let endless = "ї".repeat(20_001);
    let refused = fill(&citizen, &draft, 2, &[("description", &endless)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains(&endless));
}

#[tokio::test]
async fn markup_and_direction_marks_are_shown_as_text_or_refused() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = filled(&citizen).await;
    let payload = "</textarea><script>alert(1)</script>";
    let typed = [
        ("description", payload),
        ("format", "electronic"),
        ("urgent", "no"),
    ];
    assert_eq!(
        fill(&citizen, &draft, 2, &typed).await.status,
        StatusCode::SEE_OTHER
    );
    for page in ["/steps/2", "/check"] {
        let text = citizen.get(&format!("{draft}{page}")).await.text();
        assert!(!text.contains("<script>alert"), "{page}");
        assert!(text.contains("alert(1)"), "{page}");
    }
    let turned = [
        ("description", "рахунок \u{202E}001 gnp.exe"),
        ("format", "electronic"),
        ("urgent", "no"),
    ];
    let refused = fill(&citizen, &draft, 2, &turned).await;
    assert!(refused.text().contains("Приберіть невидимі символи"));
}

#[tokio::test]
async fn each_line_of_the_summary_names_its_field_in_both_languages() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S16").await;
    for (prefix, name, question) in [
        (
            "",
            "Ваше ім’я та прізвище або назва організації: Заповніть це поле",
            "Як надіслати відповідь? Виберіть варіант",
        ),
        (
            "/en",
            "Your name, or the name of the organisation: Fill in this field",
            "How should the answer reach you? Choose an option",
        ),
    ] {
        let refused = fill(&citizen, &format!("{prefix}{draft}"), 1, &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = refused.text();
        assert!(text.contains(&summary_line("requester_name", name)), "{text}");
        assert!(text.contains(&summary_line("answer_channel", question)), "{text}");
    }
}

#[tokio::test]
async fn a_tax_number_with_a_wrong_digit_is_told_at_its_field() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S12").await;
    let person = [
        ("surname", "Коваль"),
        ("given_name", "Олена"),
        ("birth_date", "1987-03-14"),
        ("tax_number", "3184910683"),
        ("phone", "067 123 45 67"),
    ];
    let refused = fill(&citizen, &draft, 1, &person).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("href=\"#tax_number\""));
    assert!(refused.text().contains("у номері помилка в одній із цифр"));
}

#[tokio::test]
async fn a_resident_without_a_verified_identity_learns_it_before_filling_in() {
    let app = app().await;
    let andrii = andrii(&app).await;
    let card = andrii.get("/cabinet/services/S12").await.text();
    assert!(card.contains("Спершу підтвердьте свою особу"));
    let refused = andrii.post("/cabinet/services/S12", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fits = [("tie", "yes"), ("category", "yes")];
    let answered = andrii
        .post("/cabinet/services/S12/eligibility", &fits)
        .await
        .text();
    assert!(answered.contains("ця послуга вам підходить") && answered.contains("/people/account/identity"));
}

#[tokio::test]
async fn hostile_files_are_refused_at_their_field_and_nothing_of_them_is_kept() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S16").await;
    let step = format!("{draft}/steps/2");
    let svg: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let polyglot: &[u8] = b"%PDF-1.4\n<script>alert(1)</script>\n%%EOF";
    for (name, content) in [
        ("малюнок.svg", svg),
        ("малюнок.png", svg),
        ("рішення.pdf", polyglot),
        ("лист.pdf", b"MZ\x90\x00 a program".as_slice()),
        ("../../etc/passwd.pdf", b"just text".as_slice()),
        ("порожній.pdf", b"".as_slice()),
    ] {
        let seen = version(&citizen.get(&step).await);
        let mut fields = vec![("_version", seen.as_str()), ("_action", "upload")];
        fields.extend(REQUEST);
        let refused = post_file(&citizen, &step, &fields, ("attachment", name, content)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.text().contains("href=\"#attachment\""), "{name}");
        assert!(
            refused.text().contains("Рішення про ремонт вулиці Руської"),
            "{name}: what was typed stays"
        );
        assert!(
            !citizen
                .get(&step)
                .await
                .text()
                .contains(&format!("{draft}/files/")),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_file_for_a_field_that_takes_none_is_refused() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S16").await;
    let step = format!("{draft}/steps/2");
    let seen = version(&citizen.get(&step).await);
    let fields = [("_version", seen.as_str()), ("_action", "upload")];
    let refused = post_file(
        &citizen,
        &step,
        &fields,
        ("description", "a.pdf", b"%PDF-1.4 %%EOF"),
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_correction_of_another_field_than_the_named_one_is_refused() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    let remark = [("remark_requester_name", "Напишіть ім’я повністю")];
    act(&officer, &case, "/correction", &remark).await;
    let smuggled = [
        ("requester_name", "Олена Іванівна Коваль"),
        ("description", "Зовсім інше питання, ніж було спершу"),
    ];
    let sent = act(&citizen, &application, "/correction", &smuggled).await;
    assert_eq!(sent.page(), application, "{}", sent.text());
    let page = citizen.get(&application).await.text();
    assert!(page.contains("Олена Іванівна Коваль") && page.contains("ремонт вулиці Руської"));
    assert!(
        !page.contains("Зовсім інше питання"),
        "only the named field was mended"
    );
}

#[tokio::test]
async fn a_mended_answer_that_opens_another_question_lets_it_be_answered() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    let remark = [(
        "remark_answer_channel",
        "У кабінет копії такого розміру не вміщаються",
    )];
    act(&officer, &case, "/correction", &remark).await;
    let by_post = act(
        &citizen,
        &application,
        "/correction",
        &[("answer_channel", "post")],
    )
    .await;
    assert_eq!(by_post.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(by_post.text().contains("href=\"#answer_address\""));
    let fields = [
        ("answer_channel", "post"),
        ("answer_address", "Тернопіль, вул. Руська, 1"),
    ];
    let sent = act(&citizen, &application, "/correction", &fields).await;
    assert_eq!(sent.page(), application, "{}", sent.text());
    assert!(citizen.get(&application).await.text().contains("вул. Руська, 1"));
}

#[tokio::test]
async fn a_closed_application_takes_no_correction_and_no_second_decision() {
    let app = app().await;
    let Case {
        application,
        case,
        officer,
        ..
    } = Case::granted(&app).await;
    let other = [
        ("_action", "grant"),
        ("decision_text", "Передумали."),
        ("_version", "3"),
    ];
    let refused = officer.post(&format!("{case}/decision"), &other).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    let asked = officer
        .post(
            &format!("{case}/correction"),
            &[("_version", "3"), ("remark_format", "Чому?")],
        )
        .await;
    assert!(asked.status.is_client_error(), "{}", asked.status);
    let page = app.citizen().await.get(&application).await.text();
    assert!(page.contains("Надсилаємо копію.") && !page.contains("Передумали"));
}

#[tokio::test]
async fn fields_of_steps_that_do_not_exist_change_nothing() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S16").await;
    let mut fields = REQUESTER.to_vec();
    fields.extend([
        ("description", "Чуже поле цього кроку"),
        ("person", "хтось інший"),
    ]);
    assert_eq!(
        fill(&citizen, &draft, 1, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(
        !citizen
            .get(&format!("{draft}/steps/2"))
            .await
            .text()
            .contains("Чуже поле")
    );
}

#[tokio::test]
async fn staff_without_the_second_factor_see_no_queue() {
    let app = app().await;
    let Case { case, .. } = Case::registered(&app).await;
    let officer = app
        .signed_in("officer@demo.hromada", SecondFactor::NotAsked)
        .await;
    for address in ["/cabinet/queue".to_owned(), case] {
        let stopped = officer.get(&address).await;
        assert_eq!(stopped.status, StatusCode::FORBIDDEN, "{address}");
        assert!(!stopped.text().contains("S16-2026-000001"));
    }
}
