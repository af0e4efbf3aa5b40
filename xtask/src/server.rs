//! Starts the hromada server as a child, waits until it answers, and stops it by its id.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::command::{Context, Failure, Outcome, capture, find_program};
use crate::postgres::free_port;
use crate::project::Project;

const START_LIMIT: Duration = Duration::from_secs(120);
const STOP_LIMIT: Duration = Duration::from_secs(15);
/// The limits of one client, by the middle of their settings' names.
const LIMITS: [&str; 5] = ["PAGES", "FORMS", "ANONYMOUS_FORMS", "SENSITIVE_FORMS", "EXPORTS"];

/// What a server is started with.
pub struct ServerPlan<'a> {
    /// The program; tests copy it, so that a build in the background cannot change it under a run.
    pub binary: &'a Path,
    /// Where the database, the files and the mail of this server go.
    pub data: &'a Path,
    /// Where it writes its log.
    pub log: &'a Path,
    /// Another database than an SQLite file in the data folder.
    pub database_url: Option<String>,
}

impl ServerPlan<'_> {
    /// The program with the settings of the plan and no others: a measurement and a test do not depend on what the
    /// person has set for the demo.
    pub fn command(&self, project: &Project, listen: &str) -> Command {
        let mut command = ended_with_us(self.binary);
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("HROMADA_"))
        {
            command.env_remove(name);
        }
        settings(
            &mut command,
            project,
            self.data,
            listen,
            self.database_url.as_deref(),
        );
        // One machine asks for what a city asks for; the limits have tests of their own.
        for limit in LIMITS {
            command.env(format!("HROMADA_LIMITS__{limit}_PER_MINUTE"), "1000000");
        }
        command
    }
}

/// A running server; dropping it ends the process.
pub struct Server {
    process: Child,
    address: SocketAddr,
    log: PathBuf,
}

impl Server {
    /// Starts a server in demo mode on a free port and waits for its first answer.
    ///
    /// # Errors
    /// With the last lines of the server's log, when it ends or stays silent.
    pub fn start(project: &Project, plan: &ServerPlan<'_>) -> Outcome<Self> {
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()?));
        fs::create_dir_all(plan.data).context(plan.data.display())?;
        let log = fs::File::create(plan.log).context(plan.log.display())?;
        let errors = log.try_clone().context(plan.log.display())?;
        let mut command = plan.command(project, &address.to_string());
        // Each browser spec is a client of its own, as behind the proxy of a city.
        let process = command
            .env("HROMADA_TRUSTED_PROXIES", "127.0.0.1")
            .args(["serve", "--demo"])
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            .spawn()
            .context("the server cannot be started")?;
        let mut server = Self {
            process,
            address,
            log: plan.log.to_path_buf(),
        };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// `http://127.0.0.1:PORT`.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The process id, for the measurements.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends the process at once, as a power cut of one process would: nothing is flushed, nobody is told.
    pub fn kill(mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    fn wait_until_ready(&mut self) -> Outcome {
        let deadline = Instant::now() + START_LIMIT;
        let mut last_answer = String::from("no answer");
        while Instant::now() < deadline {
            if let Some(status) = self.process.try_wait().context("the server")? {
                return Err(Failure::new(format!(
                    "the server ended at its start ({status}):\n{}",
                    self.log_end()
                )));
            }
            match get(self.address, "/readyz") {
                Ok(answer) if answer.status == 200 => return Ok(()),
                Ok(answer) => last_answer = format!("status {}", answer.status),
                Err(_) => thread::sleep(Duration::from_millis(5)),
            }
            thread::sleep(Duration::from_millis(5));
        }
        Err(Failure::new(format!(
            "the server is not ready after {START_LIMIT:?} ({last_answer}):\n{}",
            self.log_end()
        )))
    }

    /// The last lines that the server wrote.
    pub fn log_end(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines
            .get(lines.len().saturating_sub(15)..)
            .unwrap_or_default()
            .join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.process.try_wait(), Ok(Some(_))) {
            return;
        }
        // First the polite way, so that the graceful shutdown is used every day.
        let _ = capture(Command::new("kill").args(["-TERM", &self.process.id().to_string()]));
        let deadline = Instant::now() + STOP_LIMIT;
        while Instant::now() < deadline {
            if matches!(self.process.try_wait(), Ok(Some(_))) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        eprintln!("the server did not stop within {STOP_LIMIT:?} and was ended");
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Gives a server command its settings; what the person set in the environment stays.
pub fn settings(
    command: &mut Command,
    project: &Project,
    data: &Path,
    listen: &str,
    database_url: Option<&str>,
) {
    let file_url = format!("sqlite://{}", data.join("hromada.sqlite").display());
    command
        .current_dir(project.root())
        .env("HROMADA_LISTEN", listen)
        .env("HROMADA_DATA_DIR", data)
        .env("HROMADA_DATABASE_URL", database_url.unwrap_or(&file_url))
        .env("HROMADA_SITE_DIR", project.site())
        .env("HROMADA_CONTENT_DIR", project.path("content"));
}

/// A command that the kernel ends if this process dies without a word.
pub fn ended_with_us(program: &Path) -> Command {
    if find_program("setpriv").is_none() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "TERM", "--"]).arg(program);
    command
}

/// An answer of a server, read whole.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    /// Every value of a header.
    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }

    /// Where the answer sends the browser.
    pub fn location(&self) -> &str {
        self.headers("location").next().unwrap_or_default()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The paths of the links in the page, in order.
    pub fn links(&self) -> Vec<String> {
        self.text()
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split_once('"'))
            .map(|(path, _)| path.replace("&amp;", "&"))
            .collect()
    }
}

/// Asks for one page over a connection of its own.
pub fn get(address: SocketAddr, path: &str) -> Outcome<Answer> {
    get_with(address, path, "")
}

/// Asks for one page with further header lines, each ended by CR LF.
pub fn get_with(address: SocketAddr, path: &str, headers: &str) -> Outcome<Answer> {
    ask(address, "GET", path, headers, b"")
}

/// Sends a request with further header lines, each ended by CR LF, over a connection of its own.
///
/// # Errors
/// When the connection breaks before the whole answer has come.
pub fn ask(address: SocketAddr, method: &str, path: &str, headers: &str, body: &[u8]) -> Outcome<Answer> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(5)).context("no connection")?;
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .context("no time limit")?;
    let length = match method {
        "GET" => String::new(),
        _ => format!("Content-Length: {}\r\n", body.len()),
    };
    let head =
        format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{length}{headers}\r\n");
    // In one piece: a head that travels alone would wait for its acknowledgement.
    let request = [head.as_bytes(), body].concat();
    stream.write_all(&request).context("the request cannot be sent")?;
    let mut bytes = Vec::new();
    stream
        .read_to_end(&mut bytes)
        .context("the answer cannot be read")?;
    parse_answer(&bytes).ok_or_else(|| Failure::new("the answer is no HTTP"))
}

fn parse_answer(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(bytes.get(..end)?).into_owned();
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    let raw = bytes.get(end + 4..)?;
    let is_chunked = head
        .lines()
        .any(|line| line.to_ascii_lowercase().replace(' ', "") == "transfer-encoding:chunked");
    let answer = Answer {
        status,
        body: if is_chunked {
            join_chunks(raw)?
        } else {
            raw.to_vec()
        },
        head,
    };
    // A server that died in the middle has not answered.
    let length = answer.headers("content-length").next();
    let is_whole = length.is_none_or(|length| length.parse() == Ok(answer.body.len()));
    is_whole.then_some(answer)
}

fn join_chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line_end = rest.windows(2).position(|window| window == b"\r\n")?;
        let size = std::str::from_utf8(rest.get(..line_end)?)
            .ok()?
            .split(';')
            .next()?
            .trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        let start = line_end + 2;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(start..start + size)?);
        rest = rest.get(start + size + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        let answer = parse_answer(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
        )
        .unwrap();
        assert_eq!(
            (answer.status, answer.body.as_slice()),
            (200, b"abcde".as_slice())
        );
    }

    #[test]
    fn a_torn_answer_is_refused() {
        assert!(parse_answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc").is_none());
        assert!(parse_answer(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc").is_none());
        assert!(parse_answer(b"HTTP/1.1 200").is_none());
    }
}
