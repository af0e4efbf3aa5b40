//! Bodies: how large, of which kind, and what a reader is told when one is refused.

use crate::support::{Answer, Browser, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

const BOUNDARY: &str = "----hromada-test-boundary";

/// A picture as a PNG reader sees it: its header, and as many bytes as wanted.
fn picture(bytes: usize) -> Vec<u8> {
    let mut content =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89".to_vec();
    content.resize(bytes, b'.');
    content
}

fn multipart(fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let (field, name, content) = file;
    let head = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         content-type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(content);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}

async fn send(browser: &Browser<'_>, path: &str, media_type: &str, body: Vec<u8>) -> Answer {
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, media_type)
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

async fn upload(browser: &Browser<'_>, path: &str, body: Vec<u8>) -> Answer {
    send(
        browser,
        path,
        &format!("multipart/form-data; boundary={BOUNDARY}"),
        body,
    )
    .await
}

/// The step of a new request for information that takes an attachment.
async fn step_with_a_file(browser: &Browser<'_>) -> String {
    let started = browser.post("/cabinet/services/S16", &[]).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.text());
    started.location().replace("/steps/1", "/steps/2")
}

#[tokio::test]
async fn a_file_of_three_megabytes_passes_where_files_are_taken() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    let step = step_with_a_file(&browser).await;
    let body = multipart(
        &[("_version", "1"), ("_action", "upload")],
        ("attachment", "план.png", &picture(3_000_000)),
    );
    let answer = upload(&browser, &step, body).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert!(browser.get(&step).await.text().contains("план.png"));
}

#[tokio::test]
async fn a_body_above_the_limit_of_the_route_is_refused() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    let step = step_with_a_file(&browser).await;
    let body = multipart(&[], ("attachment", "план.png", &picture(45_000_001)));
    let answer = upload(&browser, &step, body).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn elsewhere_a_large_body_is_refused() {
    let app = TestApp::new().await;
    let fields = format!("email={}", "a".repeat(300_000)).into_bytes();
    let form = "application/x-www-form-urlencoded";
    let answer = send(&app.anonymous(), "/people/sign-in", form, fields).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let file = multipart(&[], ("email", "a.png", &picture(300_000)));
    let answer = upload(&app.anonymous(), "/people/sign-in", file).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_refused_body_is_a_page_in_the_language_of_its_reader() {
    let app = TestApp::new().await;
    let large = format!("email={}", "a".repeat(300_000)).into_bytes();
    for (body, media_type, status, ukrainian, english) in [
        (large, FORM, 413, "Надіслано забагато", "Too much was sent"),
        (
            b"{}".to_vec(),
            "application/json",
            415,
            "Дані надійшли в незнайомому вигляді",
            "The data came in a form we do not know",
        ),
        (
            b"email=%FF%FE".to_vec(),
            FORM,
            400,
            "У даних є пошкоджені літери",
            "Some letters in the data are damaged",
        ),
        (
            b"a&".repeat(1_001),
            FORM,
            400,
            "У формі забагато полів",
            "The form has too many fields",
        ),
    ] {
        for (path, title) in [("/people/sign-in", ukrainian), ("/en/people/sign-in", english)] {
            let answer = send(&app.anonymous(), path, media_type, body.clone()).await;
            assert_eq!(answer.status.as_u16(), status, "{title}");
            let text = answer.text();
            assert!(answer.header("content-type").starts_with("text/html"), "{title}");
            assert!(text.contains(title), "{title} is not in {text}");
            assert!(text.contains(answer.header("x-request-id")), "{title}");
            assert!(text.contains(&format!(">{status}<")), "{title}");
        }
    }
}

#[tokio::test]
async fn a_torn_form_with_files_is_refused() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    let step = step_with_a_file(&browser).await;
    let whole = multipart(&[("_version", "1")], ("attachment", "план.png", &picture(2_000)));
    let torn = whole[..whole.len() / 2].to_vec();
    assert_eq!(
        upload(&browser, &step, torn).await.status,
        StatusCode::BAD_REQUEST
    );
    let wrong = send(&browser, &step, "multipart/form-data", whole).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let bytes = [
        format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n").as_bytes(),
        b"\xff\xfe",
        format!("\r\n--{BOUNDARY}--\r\n").as_bytes(),
    ]
    .concat();
    let answer = upload(&browser, &step, bytes).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains("У даних є пошкоджені літери"));
}

#[tokio::test]
async fn an_address_with_broken_bytes_is_refused_with_a_page() {
    let app = TestApp::new().await;
    for path in ["/cabinet/services/%FF", "/people/sign-in?next=%FF"] {
        let answer = app.anonymous().get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.text().contains("В адресі є помилка"), "{path}");
    }
}

#[tokio::test]
async fn control_characters_and_over_long_text_are_refused_at_their_field() {
    let app = TestApp::new().await;
    let long = "ї".repeat(5_000);
    for name in ["Ганна\u{7}Ґудзь", long.as_str()] {
        let form = [
            ("name", name),
            ("email", "hanna@example.org"),
            ("password", "довге речення з трьох слів"),
        ];
        let answer = app.anonymous().post("/people/sign-up", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = answer.text();
        let field = text
            .split("name=\"name\"")
            .next()
            .unwrap()
            .rsplit('<')
            .next()
            .unwrap()
            .to_owned()
            + text
                .split("name=\"name\"")
                .nth(1)
                .unwrap()
                .split('>')
                .next()
                .unwrap();
        assert!(field.contains("aria-invalid=\"true\""), "{field}");
        assert!(text.contains("hanna@example.org"), "what was typed is lost");
    }
}

#[tokio::test]
async fn hostile_files_are_refused_at_their_field() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    let step = step_with_a_file(&browser).await;
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let polyglot = [picture(400).as_slice(), b"<script>alert(1)</script>"].concat();
    for (name, content) in [
        ("\u{441}\u{445}\u{435}\u{43c}\u{430}.svg", svg.to_vec()),
        ("схема.png", svg.to_vec()),
        ("схема.png", polyglot),
        ("program.exe", picture(400)),
        ("заява.docx", bomb()),
        ("порожній.pdf", Vec::new()),
    ] {
        let body = multipart(
            &[
                ("_version", "1"),
                ("_action", "upload"),
                ("subject", "Запит про ремонт"),
            ],
            ("attachment", name, &content),
        );
        let answer = upload(&browser, &step, body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let text = answer.text();
        assert!(
            text.contains("aria-invalid=\"true\"") || text.contains("error-summary"),
            "{name}"
        );
        assert!(!text.contains("alert(1)"), "{name}");
    }
    // A name that would leave its folder, or turn a header, is only a label and is cleaned.
    let body = multipart(
        &[("_version", "1"), ("_action", "upload")],
        ("attachment", "../../etc/план.png", &picture(400)),
    );
    assert_eq!(upload(&browser, &step, body).await.status, StatusCode::SEE_OTHER);
    let text = browser.get(&step).await.text();
    assert!(text.contains("план.png") && !text.contains("../"), "{text}");
}

/// An office file whose one part unpacks to a thousand times its size.
fn bomb() -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("word/document.xml", options).unwrap();
    archive.write_all(&vec![b' '; 8_000_000]).unwrap();
    archive.start_file("[Content_Types].xml", options).unwrap();
    archive.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_session_that_ends_in_the_middle_of_a_form_loses_nothing_typed() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    let step = step_with_a_file(&browser).await;
    let stranger = app.anonymous();
    let typed = "Скільки коштував ремонт вулиці <Руської>?";
    let body = multipart(
        &[("_version", "1"), ("subject", typed)],
        ("attachment", "план.png", &picture(3_000_000)),
    );
    let answer = upload(&stranger, &step, body).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let text = answer.text();
    assert!(text.contains("name=\"kept:subject\""), "{text}");
    assert!(text.contains("Скільки коштував ремонт вулиці &lt;Руської&gt;?"));
    assert!(text.contains("план.png"), "the lost file is not named");
    assert!(
        text.len() < 200_000,
        "the content of the file travels with the page"
    );
}

#[tokio::test]
async fn the_api_tells_the_place_of_a_fault_and_never_a_bare_line() {
    let app = TestApp::seeded().await;
    let browser = app.citizen().await;
    let draft = step_with_a_file(&browser)
        .await
        .split('/')
        .nth(3)
        .unwrap()
        .to_owned();
    let path = format!("/api/cabinet/drafts/{draft}");
    let json = "application/json";
    for (body, media_type, status, code, at) in [
        (
            "{\n \"version\": 1,\n \"section\" 5}",
            json,
            400,
            "malformed",
            Some((3, ".")),
        ),
        (
            r#"{"version":1,"section":"request","answers":{},"owner":"me"}"#,
            json,
            422,
            "unexpected_json",
            Some((1, "owner")),
        ),
        (
            r#"{"version":"1","section":"request","answers":{}}"#,
            json,
            422,
            "unexpected_json",
            Some((1, "version")),
        ),
        ("version=1", FORM, 415, "wrong_content_type", None),
    ] {
        let answer = send(&browser, &path, media_type, body.as_bytes().to_vec()).await;
        assert_eq!(answer.status.as_u16(), status, "{body}");
        let told: serde_json::Value = serde_json::from_str(&answer.text()).unwrap();
        assert_eq!(told["code"], code, "{body}");
        if let Some((line, place)) = at {
            assert_eq!(
                (&told["fault"]["line"], &told["fault"]["path"]),
                (&line.into(), &place.into()),
                "{body}"
            );
        }
    }
    let large = format!("{{\"version\":1,\"section\":\"{}\"", "a".repeat(300_000)).into_bytes();
    let answer = send(&browser, &path, json, large).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text().contains("\"body_too_large\""));
    let bytes = [b"{\"version\":1,\"section\":\"".as_slice(), b"\xff\xfe\"}"].concat();
    assert_eq!(
        send(&browser, &path, json, bytes).await.status,
        StatusCode::BAD_REQUEST
    );
    let unknown = app.anonymous().get("/api/no/such/thing").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.text().contains("\"not_found\""), "{}", unknown.text());
}
