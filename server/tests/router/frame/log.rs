//! The request's number and its line in the log.

use crate::support::TestApp;
use axum::body::Body;
use axum::http::Request;
use server::http::Peer;
use server::log;
use server::settings::LogFormat;
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::EnvFilter;

/// What was written.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Paper {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// Writes the log of this thread here, everything that can be told included.
    fn begin(&self, format: LogFormat) -> tracing::dispatcher::DefaultGuard {
        let paper = self.clone();
        let lines = log::lines(format, EnvFilter::new("trace"), move || paper.clone());
        tracing::dispatcher::set_default(&lines)
    }
}

#[tokio::test]
async fn a_request_is_one_line_with_its_route_status_time_and_number() {
    let app = TestApp::new().await;
    let paper = Paper::default();
    let guard = paper.begin(LogFormat::Json);
    let answer = app.anonymous().get("/en/cabinet/services/S16?from=mail").await;
    drop(guard);
    let lines: Vec<serde_json::Value> = paper
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|line: &serde_json::Value| line["message"] == "answered")
        .collect();
    let [line] = lines.as_slice() else {
        panic!("{lines:?}")
    };
    assert_eq!(line["method"], "GET");
    assert_eq!(line["route"], "/en/cabinet/services/{code}");
    assert_eq!(line["status"], answer.status.as_u16());
    assert!(line["duration_ms"].as_f64().unwrap() >= 0.0);
    assert_eq!(line["span"]["request_id"], answer.header("x-request-id"));
}

#[tokio::test]
async fn nothing_personal_enters_the_log() {
    let app = TestApp::seeded().await;
    let citizen = app.citizen().await;
    let token = citizen.cookie("__Host-session").unwrap();
    for format in [LogFormat::Text, LogFormat::Json] {
        let paper = Paper::default();
        let guard = paper.begin(format);
        let form = [
            ("email", "olena@demo.hromada"),
            ("password", "мій-таємний-пароль"),
        ];
        app.anonymous()
            .post("/people/sign-in?next=/olena-was-here", &form)
            .await;
        app.anonymous()
            .get("/olena@demo.hromada/lost?phone=0671234567")
            .await;
        app.anonymous()
            .get("/people/confirm?token=secret-of-a-mail")
            .await;
        citizen.get("/people/account").await;
        drop(guard);
        let text = paper.text();
        assert!(
            text.contains("/people/sign-in") && text.contains("answered"),
            "{text}"
        );
        for personal in [
            "olena",
            "0671234567",
            "secret-of-a-mail",
            "таємний",
            token.as_str(),
            "Коваль",
        ] {
            assert!(!text.contains(personal), "{personal} in {text}");
        }
    }
}

#[tokio::test]
async fn an_error_page_shows_the_number_of_its_request() {
    let app = TestApp::new().await;
    let answer = app.anonymous().get("/немає").await;
    let id = answer.header("x-request-id");
    assert_eq!(id.len(), 14, "{id}");
    assert!(answer.text().contains(id));
    assert_ne!(app.anonymous().get("/немає").await.header("x-request-id"), id);
}

#[tokio::test]
async fn the_number_of_a_trusted_proxy_is_taken_over_and_that_of_a_stranger_is_not() {
    let app = TestApp::with(|settings| settings.trusted_proxies = vec!["10.0.0.1".parse().unwrap()]).await;
    let ask = async |peer: &str, id: &'static str| {
        let request = Request::get("/healthz")
            .header("x-request-id", id)
            .extension(Peer(format!("{peer}:4000").parse().unwrap()))
            .body(Body::empty())
            .unwrap();
        app.anonymous()
            .send(request)
            .await
            .header("x-request-id")
            .to_owned()
    };
    assert_eq!(ask("10.0.0.1", "proxy-0001-abcd").await, "proxy-0001-abcd");
    assert_ne!(ask("10.0.0.1", "forged level=error").await, "forged level=error");
    assert_ne!(ask("203.0.113.7", "proxy-0001-abcd").await, "proxy-0001-abcd");
}
