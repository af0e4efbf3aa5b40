//! The size budget: bytes do not jitter, so they are a test and not a measurement.

use std::fs;

use serde_json::Value;

use crate::command::{Context, Failure, Outcome};
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
            Counts { passed: 0, failed: 1 }
        };
    }
    Ok(counts)
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
    fn a_budget_without_a_limit_is_refused() {
        assert!(budgets(&json!({ "assets": [{ "name": "client", "files": [] }] })).is_err());
    }
}
