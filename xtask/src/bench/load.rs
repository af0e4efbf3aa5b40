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
    let visits = |kind: Kind, goal: &'static str| {
        pages.iter().map(move |(name, path)| Visit {
            name,
            path,
            kind,
            goal,
        })
    };
    // Only the list has a page written by hand to stand beside.
    let lists = visits(Kind::BesideQuery, "0.20").filter(|visit| visit.name == "projects");
    let all = visits(Kind::Cached, "0.50").chain(visits(Kind::Rendered, "–"));
    for visit in all.chain(lists) {
        let encoding = match visit.kind {
            // Packed by the floor itself.
            Kind::BesideQuery => String::new(),
            Kind::Cached | Kind::Rendered => format!("{ENCODING}\r\n"),
        };
        let more = visit
            .kind
            .header()
            .map_or_else(String::new, |line| format!("{line}\r\n"));
        let answer = server::get_with(server.address(), visit.path, &format!("{encoding}{more}"))?;
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
        let is_brotli = answer.head.to_ascii_lowercase().contains("content-encoding: br");
        let database = format!("sqlite://{}", site.file("load").join("hromada.sqlite").display());
        let work: &[&str] = match visit.kind {
            Kind::BesideQuery => &["list", &database],
            Kind::Cached | Kind::Rendered if is_brotli => &["br"],
            Kind::Cached | Kind::Rendered => &[],
        };
        let floor = Floor::start(site, &body, work)?;
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
    kind: Kind,
    goal: &'a str,
}

/// How a page comes about, and what it is held against.
#[derive(Clone, Copy)]
enum Kind {
    /// From the cache, beside the same bytes from memory.
    Cached,
    /// From the database, beside the same bytes from memory.
    Rendered,
    /// From the database, beside a handler that asks it the same and compresses the same bytes.
    BesideQuery,
}

impl Kind {
    /// A visitor with a device token gets no page from the cache: it is rendered from the database.
    const fn header(self) -> Option<&'static str> {
        match self {
            Self::Cached => None,
            Self::Rendered | Self::BesideQuery => Some("Cookie: __Host-device=bench"),
        }
    }

    const fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Cached => ("cached", "bare axum"),
            Self::Rendered => ("rendered", "bare axum"),
            Self::BesideQuery => ("rendered", "same query and bytes by hand"),
        }
    }
}

fn compare(visit: &Visit<'_>, page: SocketAddr, floor: SocketAddr) -> Outcome<Row> {
    let (mut pages, mut floors, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut slowest = 0.0_f64;
    for _ in 0..ROUNDS {
        let bare = wrk(floor, "/", None)?;
        let ours = wrk(page, visit.path, visit.kind.header())?;
        ratios.push(ours.requests_per_second / bare.requests_per_second.max(f64::MIN_POSITIVE));
        slowest = slowest.max(ours.p99_ms);
        floors.push(bare.requests_per_second);
        pages.push(ours.requests_per_second);
    }
    let ours = median(pages).unwrap_or_default();
    let bare = median(floors).unwrap_or_default();
    let (how, beside) = visit.kind.told();
    Ok(Row {
        what: format!("{} {}, {how}", visit.name, visit.path),
        figure: format!("{ours:.0} req/s, p99 {slowest:.0} ms"),
        beside: format!("{beside} {bare:.0} req/s"),
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
    fn start(site: &Site<'_>, body: &Path, work: &[&str]) -> Outcome<Self> {
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()?));
        let process = ended_with_us(&site.example("floor"))
            .arg(address.to_string())
            .arg(body)
            .args(work)
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
