//! An application of a test: an empty SQLite database, a clock that stands, repeatable randomness.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use domain::actor::Role;
use domain::people::account::AddPerson;
use domain::people::session::SecondFactor;
use domain::{Actor, Language, Timestamp};
use http_body_util::BodyExt as _;
use server::adapters::clock::FakeClock;
use server::adapters::random::SeededRandom;
use server::content::Content;
use server::http::assets::SiteAssets;
use server::service::people::secret::digest;
use server::settings::Settings;
use server::{Hromada, http};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use storage::IfMissing;
use storage::people::person::PersonRow;
use storage::people::session::SessionRow;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt as _;

/// 23 November 2026, 10:00 in Kyiv: a Monday.
pub const MONDAY_MORNING: Timestamp = Timestamp(1_795_420_800_000);

/// The application of one test.
pub struct TestApp {
    pub hromada: Hromada,
    pub clock: Arc<FakeClock>,
    router: Router,
    folder: TempDir,
}

impl TestApp {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// The same with other settings.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::begun(tempfile::tempdir().unwrap(), 7, change).await
    }

    /// The program on what a folder holds.
    async fn begun(folder: TempDir, seed: u64, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::for_tests(folder.path());
        settings.demo = true;
        change(&mut settings);
        let clock = Arc::new(FakeClock::at(MONDAY_MORNING));
        let content = content(&settings.content_dir);
        let hromada = Hromada::open_with(
            settings,
            content,
            IfMissing::Create,
            Arc::clone(&clock) as Arc<dyn server::adapters::clock::Clock>,
            Arc::new(SeededRandom::new(seed)),
        )
        .await
        .unwrap();
        hromada.desk.database.migrate().await.unwrap();
        let router = http::router(hromada.clone(), Arc::new(SiteAssets::default()));
        Self {
            hromada,
            clock,
            router,
            folder,
        }
    }

    /// The program started anew on the same database, with other settings.
    pub async fn reopened(&self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = self.hromada.desk.settings.as_ref().clone();
        change(&mut settings);
        let content = content(&settings.content_dir);
        let hromada = Hromada::open_with(
            settings,
            content,
            IfMissing::Refuse,
            Arc::clone(&self.clock) as Arc<dyn server::adapters::clock::Clock>,
            Arc::new(SeededRandom::new(8)),
        )
        .await
        .unwrap();
        Self {
            router: http::router(hromada.clone(), Arc::new(SiteAssets::default())),
            hromada,
            clock: Arc::clone(&self.clock),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Runs every job that is due, and what these make due; says how many attempts it took.
    pub async fn run_jobs(&self) -> usize {
        self.hromada.runner().run_due().await
    }

    /// The same with everything that a demonstration holds.
    pub async fn seeded() -> Self {
        static DEMONSTRATION: OnceCell<Vec<(PathBuf, Vec<u8>)>> = OnceCell::const_new();
        let folder = tempfile::tempdir().unwrap();
        for (file, bytes) in DEMONSTRATION.get_or_init(demonstration).await {
            let file = folder.path().join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
        // Other ids than those that the seeds have taken.
        Self::begun(folder, 8, |_| {}).await
    }

    /// The browser of Олена Коваль, a verified resident, signed in.
    pub async fn citizen(&self) -> Browser<'_> {
        self.signed_in("olena@demo.hromada", SecondFactor::NotAsked).await
    }

    /// The browser of the demo person with the role, signed in with the second factor.
    pub async fn staff(&self, role: Role) -> Browser<'_> {
        let email = match role {
            Role::CaseOfficer => "officer@demo.hromada",
            Role::UnitHead => "head@demo.hromada",
            Role::CentreOfficer => "centre@demo.hromada",
            Role::Moderator => "moderator@demo.hromada",
            Role::ProjectEditor => "editor@demo.hromada",
            Role::Teacher => "teacher@demo.hromada",
            Role::Administrator => "admin@demo.hromada",
        };
        self.signed_in(email, SecondFactor::Confirmed).await
    }

    /// A browser with a session that was opened behind the scenes: signing in itself has tests of its own.
    pub async fn signed_in(&self, email: &str, second_factor: SecondFactor) -> Browser<'_> {
        let desk = &self.hromada.desk;
        let person = self.person(email).await;
        let token = desk.random.token();
        let session = SessionRow {
            id: desk.id(),
            token_hash: digest(&token),
            person: person.id,
            second_factor,
            device: String::new(),
            created_at: desk.now(),
            last_seen_at: desk.now(),
        };
        let mut tx = desk.database.begin().await.unwrap();
        storage::people::session::insert(tx.connection().unwrap(), &session)
            .await
            .unwrap();
        tx.commit_without_event("a session of a test").await.unwrap();
        let browser = self.anonymous();
        browser
            .cookies
            .lock()
            .unwrap()
            .insert("__Host-session".to_owned(), token);
        browser
    }

    /// Adds somebody who is not of the demonstration, with the same password.
    pub async fn own_account(&self, email: &str) {
        let new = AddPerson {
            email: email.parse().unwrap(),
            name: "Марія Бойко".to_owned(),
            language: Language::Uk,
            password: Some(server::seed::DEMO_PASSWORD.to_owned()),
            tax_number: None,
            roles: Vec::new(),
            is_demo: false,
        };
        let people = &self.hromada.services.people;
        people.add_person(&Actor::System, &new).await.unwrap();
    }

    /// The account of an address.
    pub async fn person(&self, email: &str) -> PersonRow {
        let mut connection = self.hromada.desk.database.read().await.unwrap();
        storage::people::person::by_email(&mut connection, &email.parse().unwrap())
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("there is no {email}"))
    }

    /// The demo person of an address as services see them.
    pub async fn actor(&self, email: &str, second_factor: SecondFactor) -> Actor {
        let browser = self.signed_in(email, second_factor).await;
        let token = browser.cookies.lock().unwrap()["__Host-session"].clone();
        self.hromada
            .services
            .people
            .actor_of_session(&token)
            .await
            .unwrap()
    }

    /// Somebody with a browser of their own and no session.
    pub fn anonymous(&self) -> Browser<'_> {
        Browser {
            app: self,
            cookies: Mutex::new(BTreeMap::new()),
        }
    }
}

/// The content of a folder; ours is read once for all tests of the process.
fn content(folder: &Path) -> Content {
    static OURS: OnceLock<Content> = OnceLock::new();
    if folder == Settings::for_tests(folder).content_dir {
        OURS.get_or_init(|| Content::read(folder).unwrap()).clone()
    } else {
        Content::read(folder).unwrap()
    }
}

/// The files of a demonstration just seeded, by their paths; it is seeded once for all tests of the process.
async fn demonstration() -> Vec<(PathBuf, Vec<u8>)> {
    let app = TestApp::new().await;
    server::seed::seed(&app.hromada).await.unwrap();
    let folder = app.folder.path();
    let copy = folder.join("copy.sqlite");
    app.hromada.desk.database.copy_to(&copy).await.unwrap();
    let mut files = vec![(PathBuf::from("test.sqlite"), std::fs::read(copy).unwrap())];
    let mut folders = vec![folder.join("data")];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                files.push((name, std::fs::read(path).unwrap()));
            }
        }
    }
    files
}

/// A browser that keeps cookies, and does not follow redirects.
pub struct Browser<'a> {
    app: &'a TestApp,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// Where the browser is sent.
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The page that the browser is sent to, without what its query says.
    pub fn page(&self) -> &str {
        self.location().split('?').next().unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Browser<'_> {
    /// Puts a cookie into the browser, as an attacker or an earlier visit would.
    pub fn plant(&self, name: &str, value: &str) {
        self.cookies
            .lock()
            .unwrap()
            .insert(name.to_owned(), value.to_owned());
    }

    /// The value of a cookie that the browser holds.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Posts a form as a page of ours does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Sends any request with the cookies of this browser, and keeps those that come back.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<String> = self
            .cookies
            .lock()
            .unwrap()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request
                .headers_mut()
                .insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        let response = self.app.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (pair, attributes) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.lock().unwrap().remove(name);
            } else {
                self.cookies
                    .lock()
                    .unwrap()
                    .insert(name.to_owned(), value.to_owned());
            }
        }
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }
}
