//! The size budget: bytes do not jitter, so they are a test and not a measurement.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::command::{Context, Failure, Outcome, run};
use crate::project::Project;

use super::counts::Counts;

/// A budget of `end2end/budgets.json` and the assets that it covers.
struct Budget {
    name: String,
    assets: Vec<String>,
    most_bytes: u64,
}

/// Compares the built assets with `end2end/budgets.json`, as brotli bytes.
pub fn check(project: &Project) -> Outcome<Counts> {
    let manifest = read_json(&project.site().join("manifest.json"))?;
    let budgets = budgets(&read_json(&project.path("end2end/budgets.json"))?)?;
    let mut counts = Counts::default();
    for budget in &budgets {
        let (line, is_kept) = judge(budget, &manifest);
        println!("{line}");
        counts += if is_kept {
            Counts::ONE_PASSED
        } else {
            Counts::plain(0, 1)
        };
    }
    Ok(counts)
}

/// Lets Chromium visit the public pages and compares what travelled with the budget of a page.
pub fn check_pages(project: &Project, base_url: &str, chromium: &Path) -> Outcome<Counts> {
    let budgets = read_json(&project.path("end2end/budgets.json"))?;
    let wrong =
        || Failure::new("end2end/budgets.json: `pages` holds `visited`, pairs of a name and an address");
    let budget = budgets.get("pages").ok_or_else(wrong)?;
    let visited = budget
        .get("visited")
        .filter(|pages| pages.is_array())
        .ok_or_else(wrong)?;
    let report = project.output("test").join("pages.json");
    run(project
        .in_end2end("node")
        .args(["support/measure_pages.mjs", base_url, &visited.to_string()])
        .arg(&report)
        .env("HROMADA_TEST_CHROMIUM", chromium))?;
    let visits = read_json(&report)?;
    let mut counts = Counts::default();
    for visit in visits.as_array().ok_or_else(wrong)? {
        let (line, is_kept) = judge_visit(visit, budget);
        println!("{line}");
        counts += if is_kept {
            Counts::ONE_PASSED
        } else {
            Counts::plain(0, 1)
        };
    }
    Ok(counts)
}

/// What a visit may cost, by its name in the measurement and in the budget.
const COSTS: [(&str, &str); 4] = [
    ("firstBytes", "wholeBytes"),
    ("usableBytes", "usableBytes"),
    ("scriptBytes", "scriptBytes"),
    ("foreignRequests", "foreignRequests"),
];

fn judge_visit(visit: &Value, budget: &Value) -> (String, bool) {
    let name = visit.get("name").and_then(Value::as_str).unwrap_or("?");
    let status = visit.get("status").and_then(Value::as_u64).unwrap_or_default();
    if status != 200 {
        return (format!("{name}: status {status}"), false);
    }
    let mut is_kept = true;
    let mut parts = Vec::new();
    for (measured, limit) in COSTS {
        let cost = visit.get(measured).and_then(Value::as_f64);
        let most = budget.get(limit).and_then(Value::as_f64);
        // What is not measured, or has no limit, could never fail.
        let is_within = matches!((cost, most), (Some(cost), Some(most)) if cost <= most);
        is_kept &= is_within;
        let figure = |value: Option<f64>| value.map_or_else(|| "?".to_owned(), |value| value.to_string());
        let verdict = if is_within { "of" } else { "OVER" };
        parts.push(format!("{limit} {} {verdict} {}", figure(cost), figure(most)));
    }
    (format!("{name}: {}", parts.join(", ")), is_kept)
}

fn judge(budget: &Budget, manifest: &Value) -> (String, bool) {
    let mut bytes = 0;
    for asset in &budget.assets {
        match manifest
            .get(asset)
            .and_then(|entry| entry.get("brotli"))
            .and_then(Value::as_u64)
        {
            Some(size) => bytes += size,
            // A budget that silently measures nothing could never fail.
            None => return (format!("{}: {asset} was not built", budget.name), false),
        }
    }
    let is_kept = bytes <= budget.most_bytes;
    let verdict = if is_kept { "within" } else { "OVER" };
    (
        format!(
            "{}: {bytes} bytes of brotli, {verdict} {}",
            budget.name, budget.most_bytes
        ),
        is_kept,
    )
}

fn budgets(file: &Value) -> Outcome<Vec<Budget>> {
    let wrong = || Failure::new("end2end/budgets.json: `assets` holds objects of name, files and mostBytes");
    let entries = file.get("assets").and_then(Value::as_array).ok_or_else(wrong)?;
    entries
        .iter()
        .map(|entry| {
            let files = entry.get("files").and_then(Value::as_array).ok_or_else(wrong)?;
            Ok(Budget {
                name: entry
                    .get("name")
                    .and_then(Value::as_str)
                    .ok_or_else(wrong)?
                    .to_owned(),
                assets: files
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
                most_bytes: entry.get("mostBytes").and_then(Value::as_u64).ok_or_else(wrong)?,
            })
        })
        .collect()
}

fn read_json(file: &std::path::Path) -> Outcome<Value> {
    let text = fs::read_to_string(file).context(file.display())?;
    serde_json::from_str(&text).context(file.display())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn client(most_bytes: u64) -> Budget {
        Budget {
            name: "client".to_owned(),
            assets: vec!["frontend.js".to_owned(), "frontend.wasm".to_owned()],
            most_bytes,
        }
    }

    #[test]
    fn the_sum_of_the_files_is_judged() {
        let manifest = json!({ "frontend.js": { "brotli": 40 }, "frontend.wasm": { "brotli": 60 } });
        assert!(judge(&client(100), &manifest).1);
        assert!(!judge(&client(99), &manifest).1);
    }

    #[test]
    fn a_missing_file_breaks_its_budget() {
        assert!(!judge(&client(100), &json!({ "frontend.js": { "brotli": 40 } })).1);
    }

    #[test]
    fn a_visit_is_judged_by_each_of_its_costs() {
        let budget =
            json!({ "wholeBytes": 150, "usableBytes": 50, "scriptBytes": 100, "foreignRequests": 0 });
        let visit = json!({
            "name": "home", "status": 200, "firstBytes": 150, "usableBytes": 50, "scriptBytes": 9, "foreignRequests": 0
        });
        assert!(judge_visit(&visit, &budget).1);
        for (cost, figure) in [
            ("firstBytes", 151),
            ("usableBytes", 51),
            ("foreignRequests", 1),
            ("status", 404),
        ] {
            let mut worse = visit.clone();
            worse[cost] = json!(figure);
            assert!(!judge_visit(&worse, &budget).1, "{cost}");
        }
        assert!(!judge_visit(&json!({ "name": "home", "status": 200 }), &budget).1);
    }

    #[test]
    fn a_budget_without_a_limit_is_refused() {
        assert!(budgets(&json!({ "assets": [{ "name": "client", "files": [] }] })).is_err());
    }
}
