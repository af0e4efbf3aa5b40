//! Lighthouse's judgement of the public pages on a slow phone. It is installed for this measurement alone.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::command::{Context, Failure, Outcome, capture};
use crate::install;
use crate::server::Server;

use super::Site;
use super::table::Row;

const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];

/// One visit of Lighthouse to each page.
pub fn measure(site: &Site<'_>) -> Outcome<Vec<Row>> {
    let chromium = install::chromium()?;
    let lighthouse = install::lighthouse(site.project)?;
    let server = site.start("lighthouse")?;
    let mut rows = Vec::new();
    for (name, path) in super::pages_of(&server)? {
        rows.push(judge(site, &lighthouse, &chromium, &server, &name, &path)?);
    }
    Ok(rows)
}

fn judge(
    site: &Site<'_>,
    lighthouse: &install::Lighthouse,
    chromium: &Path,
    server: &Server,
    name: &str,
    path: &str,
) -> Outcome<Row> {
    let report = site.file(&format!("lighthouse-{name}.json"));
    let mut command = Command::new(&lighthouse.node);
    command
        .arg(&lighthouse.program)
        .arg(format!("{}{path}", server.base_url()))
        .args(["--quiet", "--output=json"])
        .arg(format!("--output-path={}", report.display()))
        .arg(format!("--only-categories={}", CATEGORIES.join(",")))
        .arg("--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage")
        .env("CHROME_PATH", chromium)
        .stdin(Stdio::null());
    // Now and then Chromium gives Lighthouse a trace without a beginning: the page is asked once more.
    if capture(&mut command).is_err() {
        capture(&mut command)?;
    }
    let text = fs::read_to_string(&report).context(report.display())?;
    let report: Value = serde_json::from_str(&text).context(report.display())?;
    row(name, &report).ok_or_else(|| Failure::new(format!("Lighthouse has not judged {path}")))
}

fn row(name: &str, report: &Value) -> Option<Row> {
    let scores = CATEGORIES
        .iter()
        .map(|category| {
            let score = report.get("categories")?.get(category)?.get("score")?.as_f64()?;
            Some(format!("{:.0}", score * 100.0))
        })
        .collect::<Option<Vec<_>>>()?;
    let milliseconds =
        |audit: &str| -> Option<f64> { report.get("audits")?.get(audit)?.get("numericValue")?.as_f64() };
    Some(Row {
        what: format!("Lighthouse, {name}: performance, accessibility, practices, search"),
        figure: scores.join(" / "),
        beside: format!(
            "largest paint {:.1} s, blocked {:.0} ms",
            milliseconds("largest-contentful-paint")? / 1_000.0,
            milliseconds("total-blocking-time")?
        ),
        ratio: None,
        goal: "98".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_without_a_score_is_no_judgement() {
        let report = serde_json::json!({
            "categories": { "performance": { "score": 0.99 }, "accessibility": { "score": 1 },
                "best-practices": { "score": 1 }, "seo": { "score": 0.9 } },
            "audits": { "largest-contentful-paint": { "numericValue": 812.4 }, "total-blocking-time": { "numericValue": 0 } }
        });
        assert_eq!(row("home", &report).unwrap().figure, "99 / 100 / 100 / 90");
        assert_eq!(row("home", &serde_json::json!({ "categories": {} })), None);
    }
}
