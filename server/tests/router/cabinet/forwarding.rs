//! A request that another body is to answer: handed on with its name and a reason.

use super::factory::Case;
use super::{act, app, mails_to, words};
use axum::http::StatusCode;
use domain::actor::Role;

const BODY: &str = "Головне управління Держгеокадастру";
const REASON: &str = "Ці відомості веде Держгеокадастр, міська рада їх не має.";

pub const FORWARD: [(&str, &str); 3] = [
    ("_action", "forward"),
    ("forward_to", BODY),
    ("forward_reason", REASON),
];

#[tokio::test]
async fn a_request_is_handed_to_the_body_that_has_the_information() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    let form = words(&officer.get(&format!("{case}/decision")).await);
    assert!(
        form.contains("Закон № 2939-VI, стаття і строк передачі (уточнюється)"),
        "{form}"
    );
    let forwarded = act(&officer, &case, "/decision", &FORWARD).await;
    assert_eq!(forwarded.page(), case, "{}", forwarded.text());
    let done = words(&officer.get(forwarded.location()).await);
    assert!(done.contains("звідси він не йде"), "{done}");
    let again = [("_version", "2"), FORWARD[0], FORWARD[1], FORWARD[2]];
    let again = officer.post(&format!("{case}/decision"), &again).await;
    assert_eq!(again.page(), case, "pressed twice: {}", again.text());

    let page = words(&citizen.get(&application).await);
    for told in [
        "Передано іншому органу",
        "Кому передано",
        BODY,
        REASON,
        "Відповість орган, якому передали запит",
        "Розгляд завершено",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(
        !page.contains("Задоволено") && !page.contains("Відмовлено"),
        "{page}"
    );
    let mails = mails_to(&app, super::OLENA).await;
    let letter = mails.iter().find(|mail| mail.text.contains("передано органу"));
    assert!(letter.is_some_and(|mail| !mail.text.contains(BODY)), "{mails:?}");
    app.run_jobs().await;
    let paper = citizen.get(&format!("{application}/document")).await;
    assert_eq!(
        paper.status,
        StatusCode::NOT_FOUND,
        "there is no decision of the city"
    );
}

#[tokio::test]
async fn what_is_missing_is_told_at_its_field_and_nothing_typed_is_lost() {
    let app = app().await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    let wrong = [
        ("_action", "forward"),
        ("forward_to", " "),
        ("forward_reason", "Не наше."),
        ("motivation", "Це поки лишу."),
    ];
    let refused = act(&officer, &case, "/decision", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    for field in ["forward_to", "forward_reason"] {
        assert!(page.contains(&format!("href=\"#{field}\"")), "{field}: {page}");
    }
    assert!(
        page.contains("Не наше.") && page.contains("Це поки лишу."),
        "{page}"
    );
}

#[tokio::test]
async fn a_complaint_about_forwarding_brings_the_request_back() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    act(&officer, &case, "/decision", &FORWARD).await;
    let complaint = [("complaint", "Місто має ці відомості: воно замовляло проєкт.")];
    act(&citizen, &application, "/appeal", &complaint).await;
    let head = app.staff(Role::UnitHead).await;
    let annul = [
        ("_action", "annul"),
        ("reason", "Місто справді замовляло цей проєкт."),
    ];
    let annulled = act(&head, &case, "/appeal", &annul).await;
    assert_eq!(annulled.page(), case, "{}", annulled.text());
    act(&head, &case, "", &[("_action", "take")]).await;
    act(&head, &case, "/decision", &super::factory::GRANT).await;
    let page = words(&citizen.get(&application).await);
    assert!(
        page.contains("Задоволено") && !page.contains("Кому передано"),
        "{page}"
    );
}

#[tokio::test]
async fn a_card_that_knows_no_forwarding_offers_none() {
    let app = app().await;
    let Case { case, officer, .. } = Case::social_card(&app).await;
    let form = officer.get(&format!("{case}/decision")).await.text();
    assert!(!form.contains("forward_to"), "{form}");
    let forged = act(&officer, &case, "/decision", &FORWARD).await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND);
}
