//! Clients that are slow on purpose, over real connections.

use crate::support::TestApp;
use server::http::assets::SiteAssets;
use server::http::{self, server as listening};
use server::settings::Settings;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

const ONE: NonZeroU32 = NonZeroU32::MIN;
/// Far more than the limits of these tests, for a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server on loopback; it stops with the guard.
async fn serve(app: &TestApp) -> (SocketAddr, tokio_util::sync::DropGuard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = http::router(app.hromada.clone(), Arc::new(SiteAssets::default()));
    let (limits, stop) = (app.hromada.desk.settings.limits.clone(), CancellationToken::new());
    let told = stop.clone();
    tokio::spawn(async move { listening::serve(listener, router, &limits, told).await });
    (address, stop.drop_guard())
}

fn hurried(settings: &mut Settings) {
    settings.limits.header_seconds = ONE;
    settings.limits.request_seconds = ONE;
    settings.limits.upload_seconds = ONE;
}

/// Everything that the server sends until it closes the connection.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut bytes))
        .await
        .expect("the server keeps the connection");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn a_head_that_does_not_end_is_not_waited_for() {
    let app = TestApp::with(hurried).await;
    let (address, _stop) = serve(&app).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream
        .write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nx-")
        .await
        .unwrap();
    let answer = rest(&mut stream).await;
    assert!(!answer.contains("200 OK"), "{answer}");
}

#[tokio::test]
async fn a_body_that_does_not_come_is_refused_with_a_page() {
    let app = TestApp::with(hurried).await;
    let (address, _stop) = serve(&app).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = "POST /people/sign-in HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n\
                content-type: application/x-www-form-urlencoded\r\ncontent-length: 1000\r\nconnection: close\r\n\r\nemail=";
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("Дані надходили надто повільно"), "{answer}");
}

#[tokio::test]
async fn whoever_sends_too_much_still_reads_why_it_was_refused() {
    let app = TestApp::new().await;
    let (address, _stop) = serve(&app).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let body = vec![b'a'; 8_000_000];
    let head = format!(
        "POST /people/sign-in HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // Like a browser: reads nothing before everything is sent.
    stream.write_all(&body).await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("262\u{a0}КБ"), "{answer}");
}

#[tokio::test]
async fn health_is_told_while_every_place_is_taken() {
    let app = TestApp::with(|settings| settings.limits.requests_at_once = ONE).await;
    let (address, _stop) = serve(&app).await;
    let mut slow = TcpStream::connect(address).await.unwrap();
    let head = "POST /people/sign-in HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n\
                content-type: application/x-www-form-urlencoded\r\ncontent-length: 1000\r\n\r\nemail=";
    slow.write_all(head.as_bytes()).await.unwrap();
    // The slow one has its place when the next is refused.
    let ask = async |path: &str| {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        rest(&mut stream).await
    };
    let refused = tokio::time::timeout(PATIENCE, async {
        loop {
            let answer = ask("/people/sign-up").await;
            if answer.starts_with("HTTP/1.1 503") {
                return answer;
            }
        }
    })
    .await
    .unwrap();
    assert!(refused.contains("retry-after: 10"), "{refused}");
    assert!(refused.contains("Зараз дуже багато відвідувачів"), "{refused}");
    assert!(ask("/healthz").await.starts_with("HTTP/1.1 200"));
    assert!(ask("/readyz").await.starts_with("HTTP/1.1 200"));
    drop(slow);
}

#[tokio::test]
async fn a_client_that_takes_nothing_of_its_answers_is_left() {
    let app = TestApp::with(|settings| settings.limits.stalled_seconds = ONE).await;
    let (address, _stop) = serve(&app).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    // More than the buffers of both ends hold.
    let request = "GET /gallery HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(2_000);
    let sent = tokio::time::timeout(PATIENCE, async {
        // The server stops reading while nobody takes its answers, and in the end leaves.
        let _ = stream.write_all(request.as_bytes()).await;
        let mut probe = [0_u8; 1];
        while stream.write_all(b"G").await.is_ok() {
            tokio::task::yield_now().await;
        }
        let _ = stream.peek(&mut probe).await;
    });
    assert!(sent.await.is_ok(), "the server waits for ever");
}
