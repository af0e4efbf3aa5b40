//! What a visit costs: bytes at a first and a repeated visit, bytes before the page can be used, requests to other hosts.

use std::fs;

use serde_json::Value;

use crate::command::{Context, Failure, Outcome, run};
use crate::install;

use super::Site;
use super::table::Row;

/// Lets Chromium visit each page twice and counts what travelled.
pub fn measure(site: &Site<'_>) -> Outcome<Vec<Row>> {
    let chromium = install::chromium()?;
    let server = site.start("bytes")?;
    let report = site.file("pages.json");
    let pages = serde_json::json!(super::pages_of(&server)?).to_string();
    run(site
        .project
        .in_end2end("node")
        .args(["support/measure_pages.mjs", &server.base_url(), &pages])
        .arg(&report)
        .env("HROMADA_TEST_CHROMIUM", chromium))?;
    let text = fs::read_to_string(&report).context(report.display())?;
    let visits: Value = serde_json::from_str(&text).context(report.display())?;
    let visits = visits
        .as_array()
        .ok_or_else(|| Failure::new("the measurement of the pages is empty"))?;
    Ok(visits.iter().flat_map(rows).collect())
}

fn rows(visit: &Value) -> Vec<Row> {
    let name = visit.get("name").and_then(Value::as_str).unwrap_or("?");
    let status = figure(visit, "status");
    if status != 200 {
        return vec![Row::plain(
            format!("{name}: bytes"),
            format!("status {status}"),
            "200",
        )];
    }
    let (first, again) = (figure(visit, "firstBytes"), figure(visit, "repeatBytes"));
    vec![
        Row {
            what: format!("{name}: bytes of a first visit"),
            figure: kilobytes(first),
            beside: format!("again {}", kilobytes(again)),
            ratio: Some(again as f64 / first.max(1) as f64),
            goal: "150 KB".to_owned(),
        },
        Row::plain(
            format!("{name}: bytes before it can be used"),
            kilobytes(figure(visit, "usableBytes")),
            "50 KB",
        ),
        Row::plain(
            format!("{name}: wasm and JavaScript"),
            kilobytes(figure(visit, "scriptBytes")),
            "100 KB",
        ),
        Row::plain(
            format!("{name}: fonts / styles"),
            format!(
                "{} / {}",
                kilobytes(figure(visit, "fontBytes")),
                kilobytes(figure(visit, "styleBytes"))
            ),
            "–",
        ),
        Row::plain(
            format!("{name}: requests to other hosts"),
            figure(visit, "foreignRequests").to_string(),
            "0",
        ),
    ]
}

fn figure(visit: &Value, name: &str) -> u64 {
    visit
        .get(name)
        .and_then(Value::as_f64)
        .map_or(0, |number| number as u64)
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1} KB", bytes as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_not_there_is_no_small_page() {
        let rows = rows(&serde_json::json!({ "name": "home", "status": 404, "firstBytes": 10 }));
        assert_eq!(rows, [Row::plain("home: bytes", "status 404", "200")]);
    }
}
