//! Accounts, sessions, identity and roles, through the browser's eyes.

mod account;
mod identity;
mod own_data;
mod passkeys;
mod provider;
mod second_factor;
mod sign_in;
mod sign_up;
mod staff;

use crate::support::{Answer, TestApp};
use domain::job::{JobState, MailJob};

/// Mails that wait to be sent, oldest first.
async fn mails(app: &TestApp) -> Vec<MailJob> {
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let (mut jobs, _) = storage::job::list(&mut connection, JobState::Queued, None, 100, 0)
        .await
        .unwrap();
    jobs.reverse();
    jobs.into_iter()
        .filter(|job| job.kind == MailJob::KIND)
        .map(|job| serde_json::from_value(job.payload).unwrap())
        .collect()
}

/// The path of the address that stands in the newest mail to somebody.
async fn link_to(app: &TestApp, email: &str) -> String {
    let mails = mails(app).await;
    let mail = mails.iter().rev().find(|mail| mail.to == email).unwrap();
    let line = mail.text.lines().find(|line| line.starts_with("http")).unwrap();
    line.strip_prefix("http://localhost").unwrap().to_owned()
}

fn token_of(link: &str) -> String {
    link.split_once("token=").unwrap().1.to_owned()
}

/// The text between two marks of a page.
fn between(answer: &Answer, before: &str, after: &str) -> String {
    let text = answer.text();
    let rest = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before} in {text}"))
        .1;
    rest.split_once(after).unwrap().0.to_owned()
}
