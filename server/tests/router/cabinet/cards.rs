//! The sixteen services: cards, questions before the form, groups, the hand-off.

use super::{app, fill, start, version};
use axum::http::StatusCode;

#[tokio::test]
async fn every_service_has_a_card_in_both_languages_and_a_first_step() {
    let app = app().await;
    let citizen = app.citizen().await;
    for number in 1..=16 {
        let card = format!("/cabinet/services/S{number:02}");
        for address in [card.clone(), format!("/en{card}")] {
            assert_eq!(citizen.get(&address).await.status, StatusCode::OK, "{address}");
        }
        if number != 7 {
            let draft = start(&citizen, &format!("S{number:02}")).await;
            assert_eq!(
                citizen.get(&format!("{draft}/steps/1")).await.status,
                StatusCode::OK
            );
        }
    }
}

#[tokio::test]
async fn a_service_of_the_state_is_shown_the_way_and_not_a_form() {
    let app = app().await;
    let citizen = app.citizen().await;
    let card = citizen.get("/cabinet/services/S07").await.text();
    assert!(card.contains("href=\"https://diia.gov.ua/\"") && !card.contains("Заповнити заяву"));
    let refused = citizen.post("/cabinet/services/S07", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("замовляють у державній системі"));
}

#[tokio::test]
async fn whoever_cannot_get_a_service_learns_it_before_filling_in() {
    let app = app().await;
    let anybody = app.anonymous();
    let address = "/cabinet/services/S12/eligibility";
    assert!(
        anybody
            .get("/cabinet/services/S12")
            .await
            .text()
            .contains(&format!("href=\"{address}\""))
    );
    let missing = anybody.post(address, &[("tie", "yes")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.text().contains("href=\"#category\""));
    let told = anybody.post(address, &[("tie", "no"), ("category", "yes")]).await;
    assert_eq!(told.status, StatusCode::OK);
    assert!(
        told.text()
            .contains("Не підтверджено місце проживання або роботи у місті")
    );
    assert!(told.text().contains("маєте право подати заяву"));
    let eligible = [("tie", "yes"), ("category", "yes")];
    assert_eq!(
        anybody.post(address, &eligible).await.status,
        StatusCode::UNAUTHORIZED
    );
    let onward = app.citizen().await.post(address, &eligible).await;
    assert!(onward.location().ends_with("/steps/1"), "{}", onward.text());
    assert_eq!(
        anybody.get("/cabinet/services/S16/eligibility").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn children_are_added_taken_out_and_checked_one_by_one() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S04").await;
    let step = format!("{draft}/steps/3");
    let first = citizen.get(&step).await;
    assert!(first.text().contains("name=\"children.1.full_name\"") && !first.text().contains("children.2."));
    let seen = version(&first);
    let add = [
        ("_version", seen.as_str()),
        ("_action", "add:children"),
        ("children", "1"),
        ("children.1.full_name", "Коваль Марко"),
    ];
    assert_eq!(
        citizen.post(&step, &add).await.location(),
        format!("{step}#children")
    );
    let two = citizen.get(&step).await;
    assert!(
        two.text().contains("value=\"Коваль Марко\"") && two.text().contains("name=\"children.2.full_name\"")
    );
    let filled = [
        ("children", "2"),
        ("children.1.full_name", "Коваль Марко"),
        ("children.1.born_on", "2012-05-01"),
        ("children.1.certificate", "І-БТ 123456"),
        ("children.1.is_student", "no"),
        ("children.2.full_name", "Коваль Софія"),
        ("children.2.born_on", "2035-01-01"),
        ("children.2.is_student", "yes"),
    ];
    let refused = fill(&citizen, &draft, 3, &filled).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(
        text.contains("href=\"#children.2.born_on\"") && text.contains("href=\"#children.2.certificate\"")
    );
    assert!(
        !text.contains("href=\"#children.1."),
        "the first child is filled in"
    );
    assert!(text.contains("name=\"children.2.institution\""));
    let drop = [
        ("_action", "drop:children:1"),
        ("children", "2"),
        filled[1],
        filled[5],
    ];
    let seen = version(&citizen.get(&step).await);
    let mut fields = vec![("_version", seen.as_str())];
    fields.extend(drop);
    assert_eq!(
        citizen.post(&step, &fields).await.location(),
        format!("{step}#children")
    );
    let one = citizen.get(&step).await.text();
    assert!(one.contains("value=\"Коваль Софія\"") && !one.contains("Коваль Марко"));
}

#[tokio::test]
async fn codes_of_organisations_are_checked_at_their_field() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S09").await;
    let organisation = |code: &'static str| {
        [
            ("applicant_kind", "company"),
            ("company_name", "ТОВ «Каштан»"),
            ("company_code", code),
            ("contact_name", "Коваль Олена Іванівна"),
            ("phone", "0671234567"),
        ]
    };
    // The first answer makes the fields of a company appear.
    fill(&citizen, &draft, 1, &organisation("14360571")).await;
    let refused = fill(&citizen, &draft, 1, &organisation("14360571")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Перевірте код ЄДРПОУ"));
    let onward = fill(&citizen, &draft, 1, &organisation("14360570")).await;
    assert_eq!(onward.location(), format!("{draft}/steps/2"));
}

#[tokio::test]
async fn the_term_follows_the_procedure_that_was_chosen() {
    let app = app().await;
    let card = app.anonymous().get("/cabinet/services/S08").await.text();
    for told in ["25 робочих днів", "15 робочих днів", "1 місяць"] {
        assert!(card.contains(told), "{told}");
    }
    let food = app.anonymous().get("/cabinet/services/S14").await.text();
    assert!(
        !food.contains("30 календарних днів"),
        "a term that nobody has confirmed is no fact"
    );
}
