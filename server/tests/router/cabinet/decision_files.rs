//! Files that go along with a decision: attached, kept through an error and through versions of a draft, given to the applicant.

use super::factory::Case;
use super::{LAWYER, act, andrii, app, between, post_file, version, words};
use crate::support::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::people::session::SecondFactor;

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n";
const OTHER: &[u8] = b"%PDF-1.4\n2 0 obj\n<<>>\nendobj\n%%EOF\n";
const NAME: &str = "копія рішення.pdf";
const TEXT: &str = "Надсилаємо копію рішення на двох сторінках.";

/// Reads a page and posts fields and a file to it, with the version that the page holds.
async fn post(
    officer: &Browser<'_>,
    address: &str,
    fields: &[(&str, &str)],
    (name, content): (&str, &[u8]),
) -> Answer {
    let version = version(&officer.get(address).await);
    let mut all = vec![("_version", version.as_str())];
    all.extend_from_slice(fields);
    post_file(officer, address, &all, ("files", name, content)).await
}

/// The id of the file that a form holds by a tick.
fn kept(form: &str) -> String {
    let input = between(form, "name=\"kept_files\"", ">");
    let value = input
        .split_once("value=\"")
        .map_or_else(|| panic!("no value in {input}"), |(_, rest)| rest);
    value.split('"').next().unwrap().to_owned()
}

/// Where a page links to a file of the decision.
fn link(page: &str) -> String {
    let rest = between(page, "/decision-files/", "\"");
    let id = between(page, "/cabinet/applications/", "/decision-files/");
    let id = id.rsplit("/cabinet/applications/").next().unwrap().to_owned();
    format!("/cabinet/applications/{id}/decision-files/{rest}")
}

async fn lawyer(app: &TestApp) -> Browser<'_> {
    app.signed_in(LAWYER, SecondFactor::Confirmed).await
}

#[tokio::test]
async fn an_applicant_downloads_what_the_officer_attached_once_it_is_decided() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    let page = format!("{case}/decision");
    // The text is missing: the file is kept all the same.
    let refused = post(&officer, &page, &[("_action", "grant")], (NAME, PDF)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = words(&refused);
    assert!(
        form.contains("href=\"#decision_text\"") && form.contains(NAME),
        "{form}"
    );
    let file = kept(&form);
    let address = format!("{application}/decision-files/{file}");
    assert_eq!(
        citizen.get(&address).await.status,
        StatusCode::NOT_FOUND,
        "not before the decision"
    );

    let decided = [
        ("_action", "grant"),
        ("decision_text", TEXT),
        ("kept_files", file.as_str()),
    ];
    let decided = act(&officer, &case, "/decision", &decided).await;
    assert_eq!(decided.page(), case, "{}", decided.text());
    let own = words(&citizen.get(&application).await);
    assert!(own.contains(NAME) && own.contains("Файли до рішення"), "{own}");
    assert_eq!(link(&own), address);
    let saved = citizen.get(&address).await;
    assert_eq!(saved.status, StatusCode::OK);
    assert_eq!(saved.body, PDF, "the original bytes");
    let disposition = saved.header("content-disposition");
    assert!(disposition.starts_with("attachment"), "{disposition}");

    // A stranger learns nothing, with an account or without.
    assert_eq!(
        andrii(&app).await.get(&address).await.status,
        StatusCode::NOT_FOUND
    );
    assert_ne!(app.anonymous().get(&address).await.status, StatusCode::OK);
    // The look of the staff is written down, that of the applicant is none.
    assert_eq!(lawyer(&app).await.get(&address).await.status, StatusCode::OK);
    let log = words(&citizen.get("/people/account/access-log").await);
    assert!(log.contains("Юлія Дорош"), "{log}");

    // It is named in the paper and proved by the receipt.
    app.run_jobs().await;
    let cabinet = &app.hromada.services.cabinet;
    cabinet.sign_log(&domain::Actor::System).await.unwrap();
    let receipt = citizen
        .get(&format!("{application}/receipt/receipt.json"))
        .await
        .text();
    assert!(receipt.contains(NAME), "{receipt}");
    let paper = citizen.get(&format!("{application}/document")).await;
    assert_eq!(paper.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_told_at_its_field_and_nothing_typed_is_lost() {
    let app = app().await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    for page in [format!("{case}/decision"), format!("{case}/approval")] {
        let fields = [("_action", "attach"), ("decision_text", TEXT)];
        for (name, content, told) in [
            ("копія.exe", &b"MZ\x90\0\x03\0\0\0"[..], "небезпечний"),
            (
                "копія.pdf",
                &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"[..],
                "не відповідає його назві",
            ),
            ("порожній.pdf", &b""[..], "Файл порожній"),
        ] {
            let refused = post(&officer, &page, &fields, (name, content)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            let form = words(&refused);
            assert!(
                form.contains("href=\"#files\"") && form.contains(told) && form.contains(TEXT),
                "{name}: {form}"
            );
            assert!(!form.contains("kept_files"), "{form}");
        }
        let nothing = act(&officer, &page, "", &fields).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(&nothing).contains("Додайте файл"));
        let attached = post(&officer, &page, &fields, (NAME, PDF)).await;
        assert_eq!(attached.status, StatusCode::OK, "{}", attached.text());
        let form = words(&attached);
        assert!(
            form.contains(NAME) && form.contains(TEXT) && form.contains("Файли додано"),
            "{form}"
        );
    }
}

#[tokio::test]
async fn a_new_version_of_a_draft_keeps_or_drops_files_and_the_signed_one_gives_its_own() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    let (lawyer, head) = (lawyer(&app).await, app.staff(Role::UnitHead).await);
    let asked = app.person(LAWYER).await.id.to_string();
    let page = format!("{case}/approval");
    let draft = [
        ("_action", "send"),
        ("outcome", "grant"),
        ("decision_text", TEXT),
        ("order", "series"),
        ("visa_1", asked.as_str()),
    ];
    let sent = post(&officer, &page, &draft, (NAME, PDF)).await;
    assert_eq!(sent.page(), case, "{}", sent.text());

    // Whoever approves reads it; the applicant does not see it yet.
    let visa = words(&lawyer.get(&format!("{case}/visa")).await);
    assert!(visa.contains(NAME), "{visa}");
    let address = link(&visa);
    assert_eq!(lawyer.get(&address).await.body, PDF);
    assert_eq!(citizen.get(&address).await.status, StatusCode::NOT_FOUND);
    assert!(!words(&citizen.get(&application).await).contains(NAME));

    // The next version holds what stands in its form.
    let form = words(&officer.get(&page).await);
    let file = kept(&form);
    assert!(form.contains(NAME) && address.ends_with(&file), "{form}");
    let mut both = draft.to_vec();
    both.push(("kept_files", &file));
    let sent = post(&officer, &page, &both, ("додаток.pdf", OTHER)).await;
    assert_eq!(sent.page(), case, "{}", sent.text());
    let visa = words(&lawyer.get(&format!("{case}/visa")).await);
    assert!(visa.contains(NAME) && visa.contains("додаток.pdf"), "{visa}");

    let sent = post(&officer, &page, &draft, ("останній.pdf", OTHER)).await;
    assert_eq!(sent.page(), case, "{}", sent.text());
    let approve = [("_draft", "3"), ("_action", "approve"), ("remark", "")];
    let approved = act(&lawyer, &case, "/visa", &approve).await;
    assert_eq!(approved.page(), case, "{}", approved.text());
    let sign = [("_draft", "3"), ("_outcome", "grant"), ("_action", "sign")];
    let signed = act(&head, &case, "/signature", &sign).await;
    assert_eq!(signed.page(), case, "{}", signed.text());

    let own = words(&citizen.get(&application).await);
    assert!(
        own.contains("останній.pdf") && !own.contains(NAME) && !own.contains("додаток.pdf"),
        "{own}"
    );
    assert_eq!(citizen.get(&link(&own)).await.body, OTHER);
    assert_eq!(
        citizen.get(&address).await.status,
        StatusCode::NOT_FOUND,
        "what was taken out stays out"
    );
    assert_eq!(officer.get(&address).await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_whoever_writes_the_decision_attaches_files_and_only_of_this_application() {
    let app = app().await;
    let Case { case, officer, .. } = Case::taken(&app).await;
    let page = format!("{case}/decision");
    let seen = version(&officer.get(&page).await);
    let fields = [("_version", seen.as_str()), ("_action", "attach")];
    let file = ("files", NAME, PDF);
    let stranger = post_file(&andrii(&app).await, &page, &fields, file).await;
    assert!(
        [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&stranger.status),
        "{}",
        stranger.status
    );
    let colleague = post_file(&lawyer(&app).await, &page, &fields, file).await;
    assert!(!colleague.text().contains("kept_files"), "{}", colleague.text());

    // A file of another case, and one that is none.
    let attached = post(&officer, &page, &[("_action", "attach")], (NAME, PDF)).await;
    let own = kept(&attached.text());
    let other = super::registered(&andrii(&app).await).await;
    let other = format!("/cabinet/queue/{other}");
    act(&officer, &other, "", &[("_action", "take")]).await;
    for foreign in [own.as_str(), "01890000-0000-7000-8000-000000000000"] {
        let forged = [
            ("_action", "grant"),
            ("decision_text", TEXT),
            ("kept_files", foreign),
        ];
        let forged = act(&officer, &other, "/decision", &forged).await;
        assert_eq!(forged.status, StatusCode::NOT_FOUND, "{}", forged.text());
    }
    let withdrawn = format!("{other}/decision");
    let granted = act(&officer, &other, "/decision", &super::factory::GRANT).await;
    assert_eq!(granted.page(), other);
    let late = post_file(&officer, &withdrawn, &fields, file).await;
    assert_ne!(late.status, StatusCode::OK, "a decided application takes no file");
}

#[tokio::test]
async fn a_decision_that_fell_gives_its_files_no_more() {
    let app = app().await;
    let Case {
        application,
        case,
        citizen,
        officer,
        ..
    } = Case::taken(&app).await;
    let page = format!("{case}/decision");
    let fields = [("_action", "grant"), ("decision_text", TEXT)];
    let decided = post(&officer, &page, &fields, (NAME, PDF)).await;
    assert_eq!(decided.page(), case, "{}", decided.text());
    let address = link(&citizen.get(&application).await.text());
    assert_eq!(citizen.get(&address).await.status, StatusCode::OK);
    let complaint = [("complaint", "Копія неповна, бракує другої сторінки.")];
    act(&citizen, &application, "/appeal", &complaint).await;
    assert_eq!(citizen.get(&address).await.status, StatusCode::OK);
    let head = app.staff(Role::UnitHead).await;
    let annul = [
        ("_action", "annul"),
        ("reason", "Справді бракує другої сторінки."),
    ];
    let annulled = act(&head, &case, "/appeal", &annul).await;
    assert_eq!(annulled.page(), case, "{}", annulled.text());
    assert_eq!(citizen.get(&address).await.status, StatusCode::NOT_FOUND);
}
