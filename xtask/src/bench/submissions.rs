//! Durable submissions a second, with event and mail, on both databases, beside what the disk itself can promise.

use serde_json::Value;

use crate::command::{Failure, Outcome, capture};
use crate::install;
use crate::postgres::Cluster;
use crate::server::ServerPlan;

use super::Site;
use super::table::Row;

const NUMBER: &str = "5000";
const AT_ONCE: &str = "64";

/// Registers applications through the services, on SQLite and on a PostgreSQL whose commits are on disk.
pub fn measure(site: &Site<'_>) -> Outcome<Vec<Row>> {
    let mut rows = of_database(site, "SQLite", None)?;
    let cluster = Cluster::start_durable(&install::postgres_programs()?)?;
    rows.extend(of_database(site, "PostgreSQL", Some(cluster.url()))?);
    Ok(rows)
}

fn of_database(site: &Site<'_>, name: &str, database_url: Option<String>) -> Outcome<Vec<Row>> {
    let data = site.file(&format!("submissions-{name}"));
    std::fs::create_dir_all(&data).map_err(|error| Failure::new(error.to_string()))?;
    let binary = site.example("submissions");
    let log = site.file("submissions.log");
    let plan = ServerPlan {
        binary: &binary,
        data: &data,
        log: &log,
        database_url,
    };
    let output = capture(plan.command(site.project, "127.0.0.1:0").args([NUMBER, AT_ONCE]))?;
    let line = output.lines().last().unwrap_or_default();
    let figures: Value = serde_json::from_str(line)
        .map_err(|error| Failure::new(format!("submissions said what cannot be read: {error}")))?;
    let figure = |name: &str| figures.get(name).and_then(Value::as_f64).unwrap_or_default();
    let flushes = figure("flushes_per_second");
    let row = |what: String, per_second: f64, more: String, goal: &str| Row {
        what,
        figure: format!("{per_second:.0}/s{more}"),
        beside: format!("the disk flushes {flushes:.0}/s"),
        ratio: Some(per_second / flushes.max(f64::MIN_POSITIVE)),
        goal: goal.to_owned(),
    };
    Ok(vec![
        row(
            format!("durable submissions on {name}, {AT_ONCE} at once"),
            figure("per_second"),
            format!(", p99 {:.0} ms", figure("p99_ms")),
            "1000/s, p99 30 ms",
        ),
        row(
            format!("durable submissions on {name}, one by one"),
            figure("one_by_one"),
            String::new(),
            "–",
        ),
    ])
}
