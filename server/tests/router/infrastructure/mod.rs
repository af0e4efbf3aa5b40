//! Projects, their map, discussion and open data, through the browser's eyes.

mod agreement;
mod answer_debt;
mod disclosure;
mod discussion;
mod exports;
mod following;
mod hearing;
mod hostile_titles;
mod import;
mod open_data;
mod releases;
mod undo;

use crate::support::{Answer, Browser, TestApp};
use domain::Actor;
use domain::infrastructure::import::ImportReport;
use serde_json::Value;

/// How many projects the demonstration holds: real works, and examples that are made up.
const SEEDED: usize = 706 + 3;

/// An answer of the API.
fn json(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

/// The ids of the dearest works.
async fn dearest(browser: &Browser<'_>) -> Vec<String> {
    let found = json(&browser.get("/api/infrastructure/projects").await);
    let projects = found["projects"].as_array().unwrap();
    projects
        .iter()
        .map(|project| project["id"].as_str().unwrap().to_owned())
        .collect()
}

/// A package around some projects.
fn package(projects: &str) -> String {
    format!(
        "{{\"uri\": \"http://a.example/p.json\", \"publishedDate\": \"2026-01-01T00:00:00Z\", \"version\": \"0.9\",\n\
         \"publisher\": {{\"name\": \"x\"}}, \"projects\": [\n{projects}\n]}}"
    )
}

/// What becomes of a package that the program itself imports.
async fn import(app: &TestApp, package: impl Into<Vec<u8>>) -> ImportReport {
    let package = Box::new(std::io::Cursor::new(package.into()));
    let service = &app.hromada.services.infrastructure;
    service.import_package(&Actor::System, package).await.unwrap()
}

/// How many projects there are.
async fn count(app: &TestApp) -> usize {
    let found = json(&app.anonymous().get("/api/infrastructure/projects").await);
    usize::try_from(found["summary"]["count"].as_u64().unwrap()).unwrap()
}
