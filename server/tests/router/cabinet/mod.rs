//! Services, drafts, applications and the queue, through the browser's eyes.

mod approval;
mod bad_input;
mod cards;
mod decision_files;
mod dialogue;
mod document;
mod drafts;
pub mod factory;
mod forwarding;
mod offered;
mod officers;
mod opinion;
mod overview;
mod place;
mod prefill;
mod receipt;
mod status;
mod templates;
mod way;

use crate::support::{Answer, Browser, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::job::{JobState, MailJob};
use domain::people::session::SecondFactor;

pub const OLENA: &str = "olena@demo.hromada";
pub const ANDRII: &str = "andrii@demo.hromada";
/// A second officer of every unit.
pub const LAWYER: &str = "lawyer@demo.hromada";

/// What S16 asks in its first and second step.
pub const REQUESTER: [(&str, &str); 2] = [("requester_name", "Олена Коваль"), ("answer_channel", "cabinet")];
pub const REQUEST: [(&str, &str); 3] = [
    ("description", "Рішення про ремонт вулиці Руської за 2025 рік"),
    ("format", "electronic"),
    ("urgent", "no"),
];
pub const CONSENT: [(&str, &str); 1] = [("consent_personal_data", "true")];

/// An application with units and demo people, and nothing else.
pub async fn app() -> TestApp {
    let app = TestApp::new().await;
    server::seed::seed_people(&app.hromada).await.unwrap();
    app
}

/// Another resident than Олена.
pub async fn andrii(app: &TestApp) -> Browser<'_> {
    app.signed_in(ANDRII, SecondFactor::NotAsked).await
}

/// Starts a draft and says where it is.
pub async fn start(browser: &Browser<'_>, service: &str) -> String {
    let answer = browser.post(&format!("/cabinet/services/{service}"), &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.location().strip_suffix("/steps/1").unwrap().to_owned()
}

/// The version that a page holds.
pub fn version(page: &Answer) -> String {
    between(&page.text(), "name=\"_version\" value=\"", "\"")
}

/// Fills in a step as a browser does: reads the page, then sends what it holds.
pub async fn fill(browser: &Browser<'_>, draft: &str, step: usize, fields: &[(&str, &str)]) -> Answer {
    let address = format!("{draft}/steps/{step}");
    let version = version(&browser.get(&address).await);
    let mut all = vec![("_version", version.as_str()), ("_action", "next")];
    all.extend_from_slice(fields);
    browser.post(&address, &all).await
}

/// A request for public information that waits to be sent.
pub async fn filled(browser: &Browser<'_>) -> String {
    let draft = start(browser, "S16").await;
    for (step, fields) in [(1, &REQUESTER[..]), (2, &REQUEST[..]), (3, &CONSENT[..])] {
        let answer = fill(browser, &draft, step, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }
    draft
}

/// The id of a registered request for public information.
pub async fn registered(browser: &Browser<'_>) -> String {
    let draft = filled(browser).await;
    let sent = browser.post(&format!("{draft}/check"), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    between(sent.location(), "/cabinet/applications/", "?")
}

/// Reads a page and posts to one below it, with the version that the page holds.
pub async fn act(browser: &Browser<'_>, page: &str, below: &str, fields: &[(&str, &str)]) -> Answer {
    let address = format!("{page}{below}");
    let version = version(&browser.get(&address).await);
    let mut all = vec![("_version", version.as_str())];
    all.extend_from_slice(fields);
    browser.post(&address, &all).await
}

/// Posts fields and one file as a page of ours does.
pub async fn post_file(
    browser: &Browser<'_>,
    address: &str,
    fields: &[(&str, &str)],
    (field, name, content): (&str, &str, &[u8]),
) -> Answer {
    const LINE: &str = "----border";
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--{LINE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    body.extend(
        format!("--{LINE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n")
            .bytes(),
    );
    body.extend_from_slice(content);
    body.extend(format!("\r\n--{LINE}--\r\n").bytes());
    let request = Request::post(address)
        .header("sec-fetch-site", "same-origin")
        .header(
            header::CONTENT_TYPE,
            format!("multipart/form-data; boundary={LINE}"),
        )
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

/// Mails that wait to be sent to an address.
pub async fn mails_to(app: &TestApp, email: &str) -> Vec<MailJob> {
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let (jobs, _) = storage::job::list(&mut connection, JobState::Queued, None, 100, 0)
        .await
        .unwrap();
    jobs.into_iter()
        .filter(|job| job.kind == MailJob::KIND)
        .map(|job| serde_json::from_value::<MailJob>(job.payload).unwrap())
        .filter(|mail| mail.to == email)
        .collect()
}

/// The text between two marks.
pub fn between(text: &str, before: &str, after: &str) -> String {
    let rest = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before} in {text}"))
        .1;
    rest.split_once(after).unwrap().0.to_owned()
}

/// A line of the summary of errors: it links to its field.
pub fn summary_line(field: &str, text: &str) -> String {
    format!("<a href=\"#{field}\" class=\"error-summary__link\">{text}</a>")
}

/// What a page says, with plain spaces.
pub fn words(page: &Answer) -> String {
    page.text().replace('\u{A0}', " ")
}

/// Ends every role of somebody.
pub async fn take_role(app: &TestApp, email: &str) {
    let person = app.person(email).await;
    let mut tx = app.hromada.desk.database.begin().await.unwrap();
    let grants = storage::people::role_grant::all(tx.connection().unwrap())
        .await
        .unwrap();
    for (holder, grant) in grants {
        if holder == person.id {
            storage::people::role_grant::remove(tx.connection().unwrap(), holder, &grant)
                .await
                .unwrap();
        }
    }
    tx.commit_without_event("test").await.unwrap();
}
