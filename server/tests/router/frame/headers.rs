//! What every answer carries: policy, cookies, caching, compression.

use crate::support::{Answer, TestApp};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use server::http::assets::SiteAssets;
use std::io::Read as _;
use std::sync::Arc;
use tower::ServiceExt as _;

/// Pages that anybody may read, of every slice.
const PUBLIC: [&str; 8] = [
    "/",
    "/accessibility",
    "/cabinet",
    "/cabinet/services/S16",
    "/gallery",
    "/infrastructure",
    "/opendata",
    "/people/sign-in",
];

async fn ask(app: &TestApp, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.anonymous().send(request.body(Body::empty()).unwrap()).await
}

/// The value of a directive of the policy.
fn directive<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer
        .header("content-security-policy")
        .split("; ")
        .find_map(|part| part.strip_prefix(name))
        .map_or("", str::trim)
}

#[tokio::test]
async fn nothing_in_a_page_is_inline_and_the_policy_forbids_it() {
    let app = TestApp::seeded().await;
    for path in PUBLIC {
        let page = app.anonymous().get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let text = page.text();
        for inline in [
            " style=\"",
            "<style",
            " onclick=",
            " onload=",
            " onsubmit=",
            "javascript:",
        ] {
            assert!(!text.contains(inline), "{path} has {inline}");
        }
        let scripts = directive(&page, "script-src");
        for script in text.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            let nonce = tag
                .split("nonce=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            assert!(tag.contains(" src=\""), "{path} has an inline script");
            assert!(scripts.contains(&format!("'nonce-{}'", nonce.unwrap())), "{path}");
        }
        assert!(!scripts.contains("unsafe-inline") && !scripts.contains("'unsafe-eval'"));
        assert_eq!(directive(&page, "style-src"), "'self'");
        assert_eq!(directive(&page, "base-uri"), "'none'");
        assert_eq!(directive(&page, "frame-ancestors"), "'none'");
        assert_eq!(directive(&page, "form-action"), "'self'");
    }
}

#[tokio::test]
async fn transport_security_is_demanded_behind_tls_only() {
    let app = TestApp::with(|settings| settings.origin = "https://cabinet.example".to_owned()).await;
    let header = app
        .anonymous()
        .get("/")
        .await
        .header("strict-transport-security")
        .to_owned();
    assert!(header.contains("max-age=63072000"), "{header}");
    let plain = TestApp::new().await;
    assert_eq!(
        plain
            .anonymous()
            .get("/")
            .await
            .header("strict-transport-security"),
        ""
    );
}

#[tokio::test]
async fn pages_of_a_person_are_stored_nowhere() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    for path in ["/", "/cabinet", "/people/account"] {
        let page = browser.get(path).await;
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        assert_eq!(page.header("etag"), "", "{path}");
    }
}

#[tokio::test]
async fn a_page_that_the_browser_has_is_not_sent_again() {
    let app = TestApp::seeded().await;
    let first = ask(&app, "/", &[]).await;
    assert_eq!(first.header("cache-control"), "private, no-cache");
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = ask(&app, "/", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    // The policy of the answer belongs to the rendering that the browser keeps.
    assert_eq!(directive(&first, "script-src"), directive(&again, "script-src"));
    assert_eq!(
        ask(&app, "/", &[("if-none-match", "W/\"other\"")]).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_change_elsewhere_leaves_the_tag_and_a_change_of_the_page_does_not() {
    let app = TestApp::seeded().await;
    let tag = ask(&app, "/accessibility", &[]).await.header("etag").to_owned();
    app.own_account("maria@example.org").await;
    let again = ask(&app, "/accessibility", &[("if-none-match", &tag)]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_ne!(ask(&app, "/en/accessibility", &[]).await.header("etag"), tag);
}

#[tokio::test]
async fn text_is_compressed_as_the_client_likes() {
    let app = TestApp::seeded().await;
    let plain = ask(&app, "/", &[]).await;
    for (accepted, used) in [
        ("br, gzip", "br"),
        ("gzip", "gzip"),
        ("br;q=0", ""),
        ("identity", ""),
    ] {
        let answer = ask(&app, "/", &[("accept-encoding", accepted)]).await;
        assert_eq!(answer.header("content-encoding"), used, "{accepted}");
        assert!(answer.header("vary").contains("accept-encoding"));
        if !used.is_empty() {
            assert!(answer.body.len() < plain.body.len() / 2, "{accepted}");
        }
    }
}

#[tokio::test]
async fn open_data_travels_packed_and_is_the_same_file() {
    let app = TestApp::seeded().await;
    for path in ["/opendata/projects.csv", "/opendata/projects.geojson"] {
        let plain = ask(&app, path, &[]).await;
        let packed = ask(&app, path, &[("accept-encoding", "gzip, deflate, br")]).await;
        assert_eq!(packed.header("content-encoding"), "gzip", "{path}");
        assert_eq!(packed.header("vary"), "accept-encoding");
        assert!(
            packed.body.len() * 3 < plain.body.len(),
            "{path}: {} of {}",
            packed.body.len(),
            plain.body.len()
        );
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(packed.body.as_slice())
            .read_to_end(&mut unpacked)
            .unwrap();
        assert!(unpacked == plain.body, "{path} differs when it is packed");
        let tag = packed.header("etag").to_owned();
        assert_eq!(tag, plain.header("etag"));
        let again = ask(&app, path, &[("if-none-match", &tag)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
    }
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_compressed_beforehand() {
    let app = TestApp::new().await;
    let site = tempfile::tempdir().unwrap();
    std::fs::create_dir(site.path().join("assets")).unwrap();
    for (name, content) in [
        ("main.0a.css", "a{}"),
        ("main.0a.css.br", "BR"),
        ("main.0a.css.gz", "GZ"),
    ] {
        std::fs::write(site.path().join("assets").join(name), content).unwrap();
    }
    let manifest = r#"{ "main.css": { "url": "/assets/main.0a.css", "bytes": 3, "brotli": 2, "gzip": 2 } }"#;
    std::fs::write(site.path().join("manifest.json"), manifest).unwrap();
    let assets = SiteAssets::load(site.path()).unwrap();
    let router = server::http::router(app.hromada.clone(), Arc::new(assets));
    for (accepted, content) in [("br", "BR"), ("gzip", "GZ"), ("identity", "a{}")] {
        let request = Request::get("/assets/main.0a.css")
            .header("accept-encoding", accepted)
            .body(Body::empty())
            .unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let cache = response.headers()["cache-control"].to_str().unwrap().to_owned();
        assert_eq!(cache, "public, max-age=31536000, immutable");
        assert_eq!(response.headers()["content-type"], "text/css; charset=utf-8");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(body, content.as_bytes());
    }
    let gone = Request::get("/assets/main.0b.css").body(Body::empty()).unwrap();
    let gone = router.oneshot(gone).await.unwrap();
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    assert_eq!(gone.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn cookies_belong_to_this_host_alone() {
    let app = TestApp::seeded().await;
    let browser = app.anonymous();
    let form = [
        ("email", "olena@demo.hromada"),
        ("password", server::seed::DEMO_PASSWORD),
    ];
    let answer = browser.post("/people/sign-in", &form).await;
    let cookies: Vec<&str> = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|cookie| cookie.to_str().unwrap())
        .collect();
    assert!(!cookies.is_empty());
    for cookie in cookies {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain="), "{cookie}");
    }
}

#[tokio::test]
async fn head_is_answered_as_get_without_the_body() {
    let app = TestApp::seeded().await;
    for path in ["/", "/people/sign-in", "/opendata/projects.csv", "/no-such-page"] {
        let get = app.anonymous().get(path).await;
        let request = Request::builder()
            .method(Method::HEAD)
            .uri(path)
            .body(Body::empty())
            .unwrap();
        let head = app.anonymous().send(request).await;
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.body.len(), 0, "{path}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
    }
}

#[tokio::test]
async fn a_method_that_a_page_does_not_know_is_refused_with_those_that_it_knows() {
    let app = TestApp::new().await;
    let request = Request::delete("/people/sign-in").body(Body::empty()).unwrap();
    let answer = app.anonymous().send(request).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(
        answer.header("allow").contains("POST"),
        "{}",
        answer.header("allow")
    );
    assert!(answer.text().contains("Так цю сторінку відкрити не можна"));
}

#[tokio::test]
async fn a_form_of_another_site_changes_nothing_and_is_told_so() {
    let app = TestApp::seeded().await;
    let citizen = app.citizen().await;
    let before = app.hromada.desk.database.changes();
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let request = Request::post("/people/sign-out")
            .header(name, value)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::empty())
            .unwrap();
        let answer = citizen.send(request).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
        assert!(answer.text().contains("Запит надійшов з іншого сайту"));
    }
    assert_eq!(app.hromada.desk.database.changes(), before);
    let request = Request::post("/api/cabinet/drafts/1")
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty())
        .unwrap();
    assert!(citizen.send(request).await.text().contains("\"cross_site\""));
}
