//! Requests per second and the slowest hundredth of the public pages, beside a bare axum handler that returns the same bytes.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::command::{Context, Failure, Outcome, capture};
use crate::install;
use crate::postgres::free_port;
use crate::server::{self, ended_with_us};

use super::Site;
use super::start::{megabytes, resident_bytes};
use super::table::{Row, median};

const ROUNDS: usize = 3;
const SECONDS: u32 = 4;
const CONNECTIONS: u32 = 50;
const ENCODING: &str = "Accept-Encoding: br";

/// Three rounds a page; in each the page and the bare handler take turns, so that a busy machine slows both.
pub fn measure(site: &Site<'_>) -> Outcome<Vec<Row>> {
    install::debian_packages(&[("wrk", "wrk")], "it makes the load of the measurement")?;
    let server = site.start("load")?;
    let mut rows = Vec::new();
    let pages = super::pages_of(&server)?;
    let cached = pages.iter().map(|(name, path)| Visit {
        name,
        path,
        header: None,
        goal: "0.50",
    });
    // A visitor with a device token gets no page from the cache: it is rendered from the database.
    let rendered = pages.iter().map(|(name, path)| Visit {
        name,
        path,
        header: Some("Cookie: __Host-device=bench"),
        goal: if name == "projects" { "0.20" } else { "–" },
    });
    for visit in cached.chain(rendered) {
        let more = visit
            .header
            .map_or_else(String::new, |line| format!("{line}\r\n"));
        let answer = server::get_with(server.address(), visit.path, &format!("{ENCODING}\r\n{more}"))?;
        if answer.status != 200 {
            rows.push(Row::plain(
                format!("{} under load", visit.name),
                format!("status {}", answer.status),
                "200",
            ));
            continue;
        }
        let body = site.file("floor.bytes");
        fs::write(&body, &answer.body).context(body.display())?;
        let floor = Floor::start(
            site,
            &body,
            answer.head.to_ascii_lowercase().contains("content-encoding: br"),
        )?;
        rows.push(compare(&visit, server.address(), floor.address)?);
    }
    rows.push(Row::plain(
        "resident memory under load",
        megabytes(resident_bytes(&server)?),
        "256 MB",
    ));
    Ok(rows)
}

/// One kind of visit.
struct Visit<'a> {
    name: &'a str,
    path: &'a str,
    /// A further header line.
    header: Option<&'a str>,
    goal: &'a str,
}

fn compare(visit: &Visit<'_>, page: SocketAddr, floor: SocketAddr) -> Outcome<Row> {
    let (mut pages, mut floors, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut slowest = 0.0_f64;
    for _ in 0..ROUNDS {
        let bare = wrk(floor, "/", None)?;
        let ours = wrk(page, visit.path, visit.header)?;
        ratios.push(ours.requests_per_second / bare.requests_per_second.max(f64::MIN_POSITIVE));
        slowest = slowest.max(ours.p99_ms);
        floors.push(bare.requests_per_second);
        pages.push(ours.requests_per_second);
    }
    let ours = median(pages).unwrap_or_default();
    let bare = median(floors).unwrap_or_default();
    Ok(Row {
        what: format!(
            "{} {}, {}",
            visit.name,
            visit.path,
            if visit.header.is_some() {
                "rendered"
            } else {
                "cached"
            }
        ),
        figure: format!("{ours:.0} req/s, p99 {slowest:.0} ms"),
        beside: format!("bare axum {bare:.0} req/s"),
        ratio: median(ratios),
        goal: visit.goal.to_owned(),
    })
}

struct Load {
    requests_per_second: f64,
    p99_ms: f64,
}

fn wrk(address: SocketAddr, path: &str, header: Option<&str>) -> Outcome<Load> {
    let output = capture(
        Command::new("wrk")
            .args([
                "--threads",
                "1",
                "--connections",
                &CONNECTIONS.to_string(),
                "--duration",
                &format!("{SECONDS}s"),
            ])
            .args(["--latency", "--header", ENCODING])
            .args(header.iter().flat_map(|line| ["--header", line]))
            .arg(format!("http://{address}{path}")),
    )?;
    if let Some(line) = output
        .lines()
        .find(|line| line.contains("Non-2xx") || line.contains("Socket errors"))
    {
        return Err(Failure::new(format!("{path} under load: {}", line.trim())));
    }
    read_wrk(&output).ok_or_else(|| Failure::new("wrk said nothing that could be read"))
}

fn read_wrk(output: &str) -> Option<Load> {
    let rate = output
        .lines()
        .find_map(|line| line.trim().strip_prefix("Requests/sec:"))?;
    let slowest = output.lines().find_map(|line| line.trim().strip_prefix("99%"))?;
    Some(Load {
        requests_per_second: rate.trim().parse().ok()?,
        p99_ms: milliseconds(slowest.trim())?,
    })
}

fn milliseconds(text: &str) -> Option<f64> {
    let unit = text.trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
    let number: f64 = text.strip_suffix(unit)?.parse().ok()?;
    match unit {
        "us" => Some(number / 1000.0),
        "ms" => Some(number),
        "s" => Some(number * 1000.0),
        "m" => Some(number * 60_000.0),
        _ => None,
    }
}

/// The bare handler as a child process.
struct Floor {
    process: Child,
    address: SocketAddr,
}

impl Floor {
    fn start(site: &Site<'_>, body: &Path, is_brotli: bool) -> Outcome<Self> {
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()?));
        let process = ended_with_us(&site.example("floor"))
            .arg(address.to_string())
            .arg(body)
            .args(is_brotli.then_some("br"))
            .stdin(Stdio::null())
            .spawn()
            .context("the bare handler cannot be started")?;
        let floor = Self { process, address };
        for _ in 0..200 {
            if server::get(address, "/").is_ok() {
                return Ok(floor);
            }
            thread::sleep(Duration::from_millis(20));
        }
        Err(Failure::new("the bare handler does not answer"))
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_of_wrk_is_read() {
        let output = "  Latency Distribution\n     50%    1.20ms\n     99%  980.00us\n  100 requests in 4.00s\nRequests/sec:   1234.50\nTransfer/sec: 1MB\n";
        let load = read_wrk(output).unwrap();
        assert!((load.requests_per_second - 1234.5).abs() < 1e-9);
        assert!((load.p99_ms - 0.98).abs() < 1e-9);
    }

    #[test]
    fn units_of_time_are_told_apart() {
        assert_eq!(
            [
                milliseconds("2.00s"),
                milliseconds("3.50ms"),
                milliseconds("oops")
            ],
            [Some(2000.0), Some(3.5), None]
        );
    }
}
