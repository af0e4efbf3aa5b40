//! Templates of decisions: taken into the text, filled in from the application, never sent with a blank.

use super::factory::Case;
use super::{LAWYER, act, app, words};
use axum::http::StatusCode;

/// What stands in a text area of a page.
fn area(page: &crate::support::Answer, name: &str) -> String {
    let text = page.text();
    let from = text
        .find(&format!("name=\"{name}\" rows"))
        .unwrap_or_else(|| panic!("no {name} in {text}"));
    super::between(&text[from..], ">\n", "</textarea>")
}

#[tokio::test]
async fn a_template_is_filled_in_from_the_application_and_everything_typed_stays() {
    let app = app().await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    let form = officer.get(&format!("{case}/decision")).await.text();
    assert!(
        form.contains("Інформацію надано") && form.contains("Міська рада не має цієї інформації"),
        "{form}"
    );
    let take = [
        ("_action", "take_grant"),
        ("template_grant", "given"),
        ("decision_text", "Добрий день!"),
        ("ground", "restricted"),
        ("motivation", "Ще думаю над цим."),
    ];
    let taken = act(&officer, &case, "/decision", &take).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
    let text = area(&taken, "decision_text").replace('\u{A0}', " ");
    assert!(
        text.starts_with("Добрий день!\n\nНа ваш запит S16-2026-000001 від 23 листопада 2026 р."),
        "{text}"
    );
    assert!(
        text.contains("«Рішення про ремонт вулиці Руської за 2025 рік»") && text.contains('⟦'),
        "{text}"
    );
    assert!(!text.contains("{{"), "{text}");
    assert_eq!(area(&taken, "motivation"), "Ще думаю над цим.");
    let page = taken.text();
    assert!(
        page.contains("value=\"restricted\" checked") && page.contains("Шаблон вставлено"),
        "{page}"
    );
    assert!(
        words(&officer.get(&case).await).contains("Ухвалити рішення"),
        "nothing was decided"
    );

    let in_haste = [("_action", "grant"), ("decision_text", text.as_str())];
    let refused = act(&officer, &case, "/decision", &in_haste).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("лишився пропуск шаблону") && refused.text().contains("Добрий день!"));
    let written = text.replace(['⟦', '⟧'], "");
    let decided = [("_action", "grant"), ("decision_text", written.as_str())];
    assert_eq!(
        act(&officer, &case, "/decision", &decided).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_refusal_tells_its_ground_with_the_citation_of_the_card() {
    let app = app().await;
    let Case { case, officer, .. } = Case::social_card(&app).await;
    let take = [("_action", "take_refuse"), ("template_refuse", "no_tie_to_city")];
    let taken = act(&officer, &case, "/decision", &take).await;
    let text = area(&taken, "motivation");
    assert!(taken.text().contains("value=\"no_tie_to_city\" checked"));
    assert!(
        text.contains("Не підтверджено місце проживання або роботи у місті (Рішення виконавчого комітету, номер (уточнюється))"),
        "{text}"
    );
    assert!(
        text.contains("Тернопіль, вул. Руська, 1") && text.contains("Заявник: Олена Коваль."),
        "{text}"
    );
    assert!(!text.contains("місце роботи"), "it was not asked: {text}");
    // A general text needs a ground to tell.
    let general = [
        ("_action", "take_refuse"),
        ("template_refuse", "refused"),
        ("motivation", "Ось."),
    ];
    let refused = act(&officer, &case, "/decision", &general).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("href=\"#ground\"") && refused.text().contains("Ось."));
    let nothing = act(&officer, &case, "/decision", &[("_action", "take_refuse")]).await;
    assert!(
        nothing.text().contains("href=\"#template_refuse\""),
        "{}",
        nothing.text()
    );
}

#[tokio::test]
async fn a_template_sets_the_outcome_of_a_draft_and_a_blank_is_not_sent_to_colleagues() {
    let app = app().await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    let lawyer = app.person(LAWYER).await.id.to_string();
    let take = [
        ("_action", "take"),
        ("template", "not_held"),
        ("visa_1", lawyer.as_str()),
        ("order", "parallel"),
    ];
    let taken = act(&officer, &case, "/approval", &take).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
    let page = taken.text();
    for kept in [
        "value=\"refuse\" checked",
        "value=\"not_held\" checked",
        "value=\"parallel\" checked",
        &format!("value=\"{lawyer}\" selected"),
    ] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
    let text = area(&taken, "decision_text");
    let send = [
        ("_action", "send"),
        ("outcome", "refuse"),
        ("ground", "not_held"),
        ("decision_text", text.as_str()),
        take[2],
        take[3],
    ];
    let refused = act(&officer, &case, "/approval", &send).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("href=\"#decision_text\"") && refused.text().contains("пропуск шаблону"));
}

#[tokio::test]
async fn an_act_stays_ukrainian_on_an_english_page() {
    let app = app().await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    let take = [("_action", "take_grant"), ("template_grant", "given")];
    let page = officer.get(&format!("/en{case}/decision")).await.text();
    assert!(page.contains("Information given"), "{page}");
    let taken = act(&officer, &format!("/en{case}"), "/decision", &take).await;
    let text = area(&taken, "decision_text").replace('\u{A0}', " ");
    assert!(
        text.contains("від 23 листопада 2026 р. надаємо"),
        "{}",
        taken.text()
    );
}
