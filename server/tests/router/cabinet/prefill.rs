//! What the city knows already is filled in, says from where, and is compared with what was sent.

use super::factory::Case;
use super::{andrii, app, between, fill, start};
use axum::http::StatusCode;

#[tokio::test]
async fn a_verified_resident_finds_name_and_number_filled_in_with_where_they_come_from() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S12").await;
    let page = citizen.get(&format!("{draft}/steps/1")).await.text();
    for (field, value) in [
        ("surname", "Коваль"),
        ("given_name", "Олена"),
        ("tax_number", "3184910682"),
    ] {
        let control = between(&page, &format!("name=\"{field}\""), ">");
        assert!(
            control.contains(&format!("value=\"{value}\"")),
            "{field}: {control}"
        );
    }
    assert_eq!(page.matches("З перевірених даних.").count(), 3, "{page}");
    assert_eq!(
        page.matches("З вашого облікового запису.").count(),
        1,
        "the address of the account"
    );
    let english = citizen.get(&format!("/en{draft}/steps/1")).await.text();
    assert_eq!(english.matches("From your verified data.").count(), 3);
}

#[tokio::test]
async fn whoever_is_not_verified_finds_only_what_the_account_says() {
    let app = app().await;
    let other = andrii(&app).await;
    let draft = start(&other, "S16").await;
    let page = other.get(&format!("{draft}/steps/1")).await.text();
    assert!(between(&page, "name=\"requester_name\"", ">").contains("value=\"Андрій Мельник\""));
    assert!(page.contains("З вашого облікового запису.") && !page.contains("перевірених даних"));
}

#[tokio::test]
async fn the_officer_reads_what_differs_from_the_verified_data_and_nobody_else_does() {
    let app = app().await;
    let citizen = app.citizen().await;
    let draft = start(&citizen, "S12").await;
    let other = [
        ("surname", "Шевченко"),
        ("given_name", "Олена"),
        ("birth_date", "1987-03-14"),
        ("tax_number", "2222222222"),
        ("phone", "0671234567"),
    ];
    let typed = fill(&citizen, &draft, 1, &other).await;
    assert!(
        typed.status == StatusCode::SEE_OTHER || typed.text().contains("РНОКПП"),
        "{}",
        typed.text()
    );
    let page = citizen.get(&format!("{draft}/steps/1")).await.text();
    assert!(
        page.contains("У перевірених даних: Коваль."),
        "the person is told, too: {page}"
    );

    let case = Case::social_card_of(&app, "Шевченко").await;
    let page = case.officer.get(&case.case).await.text();
    let notice = between(&page, "Відповіді відрізняються від перевірених даних", "</ul>");
    assert!(
        notice.contains("у заяві «Шевченко», перевірено «Коваль»"),
        "{notice}"
    );
    assert!(
        !notice.contains("Олена"),
        "what is the same is not told: {notice}"
    );
    assert!(
        !case
            .citizen
            .get(&case.application)
            .await
            .text()
            .contains("відрізняються")
    );
    let looks = case.citizen.get("/people/account/access-log").await.text();
    assert!(looks.contains("Ірина Савчук"), "the look is written down");
}

#[tokio::test]
async fn an_application_with_the_verified_data_warns_of_nothing() {
    let app = app().await;
    let case = Case::social_card(&app).await;
    assert!(
        !case
            .officer
            .get(&case.case)
            .await
            .text()
            .contains("відрізняються")
    );
}
