//! What the frame knows of a request before anybody looks at its content.

use super::HttpState;
use super::client::{ClientAddress, Peer};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Language;
use std::sync::Arc;

const NONCE_BYTES: usize = 16;
/// Letters and digits that are not mistaken for each other when they are read out on the telephone.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const REQUEST_ID: &str = "x-request-id";

/// Facts of a request, put beside it for its handlers.
#[derive(Debug, Clone)]
pub(super) struct Asked(Arc<Facts>);

#[derive(Debug)]
pub(super) struct Facts {
    /// Shown on error pages, sent as a header, written into every line of the log.
    pub request_id: String,
    /// For the scripts of the page, fresh for every rendering.
    pub nonce: String,
    /// The key of limits: the network address of the client, after trusted proxies.
    pub client: String,
    pub language: Language,
    /// Without the language prefix.
    pub path: String,
    /// As it was sent, without the question mark; empty for a form.
    pub query: String,
    pub is_form: bool,
    /// The page of ours that the reader came from, with its language and query.
    pub came_from: Option<String>,
    /// Whether an error is told as JSON.
    pub wants_json: bool,
}

impl std::ops::Deref for Asked {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        &self.0
    }
}

impl Asked {
    pub(super) fn new(state: &HttpState, request: &Request) -> Self {
        let desk = &state.hromada.desk;
        let (headers, trusted) = (request.headers(), &desk.settings.trusted_proxies);
        let peer = request.extensions().get::<Peer>();
        let is_from_proxy = peer.is_some_and(|Peer(peer)| trusted.contains(&peer.ip().to_canonical()));
        let mut random = [0_u8; NONCE_BYTES + 12];
        desk.random.fill(&mut random);
        let (nonce, id) = random.split_at(NONCE_BYTES);
        let (language, path) = split_language(request.uri().path());
        let is_form = !matches!(*request.method(), Method::GET | Method::HEAD);
        Self(Arc::new(Facts {
            request_id: given_id(headers)
                .filter(|_| is_from_proxy)
                .unwrap_or_else(|| new_id(id)),
            nonce: URL_SAFE_NO_PAD.encode(nonce),
            client: ClientAddress::of(peer, headers, trusted).limit_key(),
            language,
            path: path.to_owned(),
            query: request
                .uri()
                .query()
                .filter(|_| !is_form)
                .unwrap_or_default()
                .to_owned(),
            is_form,
            came_from: came_from(headers, &state.hromada.community.origin),
            wants_json: path.starts_with("/api/") || path.starts_with("/opendata/") || asks_for_json(headers),
        }))
    }

    /// The facts that the frame has put beside a request.
    pub(super) fn of(state: &HttpState, request: &Request) -> Self {
        match request.extensions().get::<Self>() {
            Some(asked) => asked.clone(),
            None => Self::new(state, request),
        }
    }
}

/// `/en/cabinet` is `/cabinet` in English.
pub(super) fn split_language(path: &str) -> (Language, &str) {
    match path.strip_prefix("/en") {
        Some("") => (Language::En, "/"),
        Some(rest) if rest.starts_with('/') => (Language::En, rest),
        _ => (Language::Uk, path),
    }
}

/// The address within this application that the reader came from. Other sites are none of our business.
fn came_from(headers: &HeaderMap, origin: &str) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let address = text(header::REFERER)?;
    if let Some(path) = address.strip_prefix(origin).filter(|path| path.starts_with('/')) {
        return Some(path.to_owned());
    }
    // By its own name, as within a network where the public one is not used.
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))?;
    let path = rest.strip_prefix(text(header::HOST)?)?;
    path.starts_with('/').then(|| path.to_owned())
}

/// The id that a proxy has given, when it can stand in a log and on a page.
fn given_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let is_plain = id
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (is_plain && (8..=64).contains(&id.len())).then(|| id.to_owned())
}

/// `7K2M-Q9XD-40TB`: short enough to be read out, long enough never to come twice.
fn new_id(random: &[u8]) -> String {
    let mut id = String::with_capacity(14);
    for (index, byte) in random.iter().enumerate() {
        if index > 0 && index % 4 == 0 {
            id.push('-');
        }
        let letter = LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'0');
        id.push(char::from(letter));
    }
    id
}

fn asks_for_json(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("application/json") && !accepted.contains("text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn given(text: &'static str) -> Option<String> {
        given_id(&HeaderMap::from_iter([(
            header::HeaderName::from_static(REQUEST_ID),
            HeaderValue::from_static(text),
        )]))
    }

    #[test]
    fn an_id_can_be_read_out() {
        assert_eq!(
            new_id(&[0, 1, 2, 3, 31, 32, 255, 10, 11, 12, 13, 14]),
            "0123-Z0ZA-BCDE"
        );
    }

    #[test]
    fn an_id_that_could_forge_a_line_of_the_log_is_not_taken_over() {
        assert_eq!(given("5f2e4dd-654d302").as_deref(), Some("5f2e4dd-654d302"));
        assert_eq!(given("short"), None);
        assert_eq!(given("12345678 level=error"), None);
        assert_eq!(given("<script>alert(1)</script>"), None);
        assert_eq!(
            given("1234567890123456789012345678901234567890123456789012345678901234567890"),
            None
        );
    }

    #[test]
    fn only_a_page_of_ours_is_told_as_the_one_that_somebody_came_from() {
        let origin = "https://kabinet.example";
        let from = |address: &'static str| {
            let headers = HeaderMap::from_iter([
                (header::REFERER, HeaderValue::from_static(address)),
                (header::HOST, HeaderValue::from_static("localhost:3000")),
            ]);
            came_from(&headers, origin)
        };
        assert_eq!(
            from("https://kabinet.example/en/cabinet?q=1").as_deref(),
            Some("/en/cabinet?q=1")
        );
        assert_eq!(from("http://localhost:3000/").as_deref(), Some("/"));
        assert_eq!(from("https://kabinet.example.evil.example/cabinet"), None);
        assert_eq!(from("http://localhost:30001/"), None);
        assert_eq!(from("https://evil.example/https://kabinet.example/"), None);
        assert_eq!(from("https://kabinet.example"), None);
    }

    #[test]
    fn english_is_a_prefix_of_its_own() {
        assert_eq!(split_language("/en"), (Language::En, "/"));
        assert_eq!(split_language("/en/cabinet"), (Language::En, "/cabinet"));
        assert_eq!(split_language("/entrance"), (Language::Uk, "/entrance"));
    }
}
