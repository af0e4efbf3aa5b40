//! Runs the program in a folder of its own, with no settings but those of the test.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const START_LIMIT: Duration = Duration::from_secs(90);

/// Where a program of a test keeps its things.
pub struct Place {
    folder: PathBuf,
    url: String,
    /// Removed with the place.
    temporary: Option<tempfile::TempDir>,
}

impl Place {
    /// An empty folder, and SQLite in it.
    pub fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let mut place = Self::in_folder(temporary.path());
        place.temporary = Some(temporary);
        place
    }

    /// The same in a folder that is there already.
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            url: format!("sqlite:{}", folder.join("db/hromada.sqlite").display()),
            temporary: None,
        }
    }

    /// The same on another database.
    pub fn on(self, url: &str) -> Self {
        Self {
            url: url.to_owned(),
            ..self
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub fn database(&self) -> PathBuf {
        self.path("db/hromada.sqlite")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hromada"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("HROMADA_")) {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("HROMADA_DATABASE_URL", &self.url)
            .env("HROMADA_DATA_DIR", self.path("data"))
            .env("HROMADA_SITE_DIR", self.path("site"))
            .env(
                "HROMADA_CONTENT_DIR",
                concat!(env!("CARGO_MANIFEST_DIR"), "/../content"),
            )
            .env("HROMADA_MAIL__SMTP_URL", "smtp://127.0.0.1:1")
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that must do its work; gives what it says.
    pub fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", words(&output));
        words(&output)
    }

    /// Runs a command that must refuse with exit code 1; gives what it says.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let words = words(&output);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {words}");
        assert!(!words.contains("panicked"), "{words}");
        words
    }

    /// A connection of the test's own.
    pub async fn connect(&self) -> sqlx::AnyConnection {
        use sqlx::Connection as _;
        sqlx::any::install_default_drivers();
        let url = match self.url.strip_prefix("sqlite:") {
            Some(path) => format!("sqlite:{path}?mode=rw"),
            None => self.url.clone(),
        };
        sqlx::AnyConnection::connect(&url).await.unwrap()
    }

    /// Starts the server and waits for its first answer.
    pub fn serve(&self) -> Served {
        self.serve_with(self.command(&["serve"]))
    }

    /// The same with a command that was made for it.
    pub fn serve_with(&self, mut command: Command) -> Served {
        let address = free_address();
        let log = self.path("log");
        let child = command
            .env("HROMADA_LISTEN", address.to_string())
            .env("HROMADA_LIMITS__ANONYMOUS_FORMS_PER_MINUTE", "100000")
            .env("HROMADA_LIMITS__SENSITIVE_FORMS_PER_MINUTE", "100000")
            .env("HROMADA_LIMITS__FORMS_PER_MINUTE", "100000")
            .env("HROMADA_LIMITS__PAGES_PER_MINUTE", "100000")
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut served = Served { child, address };
        let deadline = Instant::now() + START_LIMIT;
        while served.try_get("/healthz").is_none_or(|(status, _)| status != 200) {
            let ended = served.child.try_wait().unwrap();
            let words = std::fs::read_to_string(&log).unwrap_or_default();
            assert!(ended.is_none(), "the server ended: {words}");
            assert!(Instant::now() < deadline, "the server is silent: {words}");
            std::thread::sleep(Duration::from_millis(20));
        }
        served
    }
}

/// What a command said, on both streams.
pub fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A running server; it ends with the test.
pub struct Served {
    child: Child,
    address: SocketAddr,
}

impl Served {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks the server to stop, as a service manager does, and waits for its end.
    pub fn stop(&mut self) -> std::process::ExitStatus {
        let asked = Command::new("kill")
            .args(["-TERM", &self.id().to_string()])
            .status();
        assert!(asked.unwrap().success());
        self.child.wait().unwrap()
    }

    pub fn get(&self, path: &str) -> (u16, String) {
        self.try_get(path).unwrap()
    }

    /// Posts a form as a page of ours does.
    pub fn post(&self, path: &str, form: &str) -> (u16, String) {
        let head = format!(
            "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\nContent-Length: {}\r\n",
            form.len()
        );
        ask(self.address, &format!("POST {path}"), &head, form).unwrap()
    }

    fn try_get(&self, path: &str) -> Option<(u16, String)> {
        get(self.address, path).ok()
    }
}

/// Asks any address for a page.
pub fn get(address: SocketAddr, path: &str) -> std::io::Result<(u16, String)> {
    ask(address, &format!("GET {path}"), "", "")
}

fn ask(address: SocketAddr, what: &str, head: &str, body: &str) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(40)))?;
    stream.write_all(
        format!("{what} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{head}\r\n{body}").as_bytes(),
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    status
        .map(|status| (status, answer))
        .ok_or_else(|| std::io::Error::other("no answer"))
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn free_address() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap()
}

/// A PostgreSQL database of this test's own, when a server is there; `cargo xtask test` starts one.
pub async fn postgres(name: &str) -> Option<String> {
    let Ok(server) = std::env::var("HROMADA_TEST_POSTGRES_URL") else {
        eprintln!("HROMADA_TEST_POSTGRES_URL is not set: run `cargo xtask test`, which starts a server");
        return None;
    };
    let name = format!("hromada_{name}_{}", std::process::id());
    use sqlx::Connection as _;
    let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut connection)
        .await
        .unwrap();
    Some(format!("{}/{name}", server.rsplit_once('/').unwrap().0))
}
