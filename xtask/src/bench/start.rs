//! Cold start and memory of the server.

use std::fs;
use std::time::{Duration, Instant};

use crate::command::{Context, Failure, Outcome};
use crate::server::{self, Server};

use super::Site;
use super::table::{Row, median};

const LOOPS: usize = 20;
const WARM_REQUESTS: usize = 400;

/// Starts the server twenty times on seeded data, then looks at its memory before and after some visits.
pub fn measure(site: &Site<'_>) -> Outcome<Vec<Row>> {
    // Migrating and seeding is a matter of the first start and is not measured here.
    drop(site.start("start")?);
    let mut times = Vec::with_capacity(LOOPS);
    for _ in 0..LOOPS {
        let begin = Instant::now();
        let server = site.start("start")?;
        times.push(begin.elapsed().as_secs_f64() * 1000.0);
        drop(server);
    }
    let slowest = times.iter().copied().fold(0.0, f64::max);
    let middle = median(times).unwrap_or_default();

    let server = site.start("start")?;
    std::thread::sleep(Duration::from_secs(2));
    let idle = resident_bytes(&server)?;
    let pages = super::pages_of(&server)?;
    for (_, path) in pages.iter().cycle().take(WARM_REQUESTS) {
        server::get(server.address(), path)?;
    }
    let warm = resident_bytes(&server)?;
    Ok(vec![
        Row::plain(
            format!("cold start to ready, median of {LOOPS}"),
            format!("{middle:.0} ms (slowest {slowest:.0})"),
            "200 ms",
        ),
        Row::plain("resident memory, idle", megabytes(idle), "64 MB"),
        Row {
            what: format!("resident memory after {WARM_REQUESTS} pages"),
            figure: megabytes(warm),
            beside: format!("idle {}", megabytes(idle)),
            ratio: Some(warm as f64 / idle.max(1) as f64),
            goal: "256 MB".to_owned(),
        },
        Row::plain(
            "size of the program",
            megabytes(fs::metadata(site.server_binary()).context("the server")?.len()),
            "60 MB",
        ),
    ])
}

/// The resident memory of the server process, read from the kernel.
pub fn resident_bytes(server: &Server) -> Outcome<u64> {
    memory_of(server.id(), "VmRSS:")
}

/// The most resident memory that a process has had.
pub fn peak_bytes(process: u32) -> Outcome<u64> {
    memory_of(process, "VmHWM:")
}

fn memory_of(process: u32, name: &str) -> Outcome<u64> {
    let file = format!("/proc/{process}/status");
    let text = fs::read_to_string(&file).context(&file)?;
    figure_of(&text, name).ok_or_else(|| Failure::new(format!("{file} names no {name}")))
}

fn figure_of(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// Bytes as megabytes of a million bytes.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_counts_in_kibibytes() {
        assert_eq!(
            figure_of("Name:\thromada\nVmRSS:\t   2048 kB\n", "VmRSS:"),
            Some(2_097_152)
        );
        assert_eq!(figure_of("Name:\tx\n", "VmRSS:"), None);
    }
}
