//! Applications on their way, brought there through the pages that people use.

use super::{act, between, fill, post_file, registered, start, version};
use crate::support::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::people::session::SecondFactor;

/// The officer's words when an application is granted.
pub const GRANT: [(&str, &str); 2] = [("_action", "grant"), ("decision_text", "Надсилаємо копію.")];

/// An application with its applicant, Олена Коваль, and its officer, Ірина Савчук.
pub struct Case<'a> {
    pub id: String,
    /// Its page for the applicant.
    pub application: String,
    /// Its page for the officer.
    pub case: String,
    pub citizen: Browser<'a>,
    pub officer: Browser<'a>,
}

impl<'a> Case<'a> {
    /// A request for public information that nobody has taken.
    pub async fn registered(app: &'a TestApp) -> Self {
        let citizen = app.citizen().await;
        let id = registered(&citizen).await;
        Self::of(app, citizen, id).await
    }

    /// The same, taken.
    pub async fn taken(app: &'a TestApp) -> Self {
        let case = Self::registered(app).await;
        case.take().await;
        case
    }

    /// The same of another applicant, who may work for the city.
    pub async fn of_applicant(app: &'a TestApp, email: &str) -> Self {
        let citizen = app.signed_in(email, SecondFactor::Confirmed).await;
        let id = registered(&citizen).await;
        let case = Self::of(app, citizen, id).await;
        case.take().await;
        case
    }

    /// The same, decided.
    pub async fn granted(app: &'a TestApp) -> Self {
        let case = Self::taken(app).await;
        done(&act(&case.officer, &case.case, "/decision", &GRANT).await);
        case
    }

    /// An application for the social card, whose refusal needs a hearing, taken.
    pub async fn social_card(app: &'a TestApp) -> Self {
        let case = Self::registered_social_card(app).await;
        case.take().await;
        case
    }

    /// The same that nobody has taken.
    pub async fn registered_social_card(app: &'a TestApp) -> Self {
        Self::registered_social_card_of(app, "Коваль").await
    }

    /// The same under another surname than the verified one, taken.
    pub async fn social_card_of(app: &'a TestApp, surname: &str) -> Self {
        let case = Self::registered_social_card_of(app, surname).await;
        case.take().await;
        case
    }

    async fn registered_social_card_of(app: &'a TestApp, surname: &str) -> Self {
        let citizen = app.citizen().await;
        let id = social_card(&citizen, surname).await;
        Self::of(app, citizen, id).await
    }

    async fn of(app: &'a TestApp, citizen: Browser<'a>, id: String) -> Self {
        Self {
            application: format!("/cabinet/applications/{id}"),
            case: format!("/cabinet/queue/{id}"),
            officer: app.staff(Role::CaseOfficer).await,
            citizen,
            id,
        }
    }

    async fn take(&self) {
        done(&act(&self.officer, &self.case, "", &[("_action", "take")]).await);
    }
}

/// A step on the way to a state must succeed.
fn done(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

async fn social_card(citizen: &Browser<'_>, surname: &str) -> String {
    let draft = start(citizen, "S12").await;
    let person = [
        ("surname", surname),
        ("given_name", "Олена"),
        ("birth_date", "1987-03-14"),
        ("tax_number", "3184910682"),
        ("phone", "0671234567"),
    ];
    let ground = [
        ("category", "Учасниця бойових дій"),
        ("tie_to_city", "residence"),
        ("address_registered", "Тернопіль, вул. Руська, 1"),
    ];
    done(&fill(citizen, &draft, 1, &person).await);
    done(&fill(citizen, &draft, 2, &ground).await);
    let pdf: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n";
    let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
    let step = format!("{draft}/steps/3");
    for (field, name, content) in [
        ("photo", "я.png", png),
        ("identity_document", "а.pdf", pdf),
        ("tie_document", "б.pdf", pdf),
    ] {
        let version = version(&citizen.get(&step).await);
        let fields = [("_version", version.as_str()), ("_action", "upload")];
        done(&post_file(citizen, &step, &fields, (field, name, content)).await);
    }
    done(&fill(citizen, &draft, 4, &super::CONSENT).await);
    let sent = citizen.post(&format!("{draft}/check"), &[]).await;
    done(&sent);
    between(sent.location(), "/cabinet/applications/", "?")
}
