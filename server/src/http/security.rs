//! Headers of every answer, and the refusal of requests that another site made a browser send.

use super::HttpState;
use super::asked::Asked;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::response::Response;

/// What a page from the cache may do: it names the nonce that the page was rendered with, not a fresh one.
#[derive(Debug, Clone)]
pub(super) struct ContentPolicy(pub HeaderValue);

/// Whether another site made a browser ask for a change.
pub(super) fn is_from_elsewhere(request: &Request, origin: &str) -> bool {
    is_unsafe(request.method()) && !is_same_origin(request.headers(), origin)
}

/// Adds the headers that every answer has.
pub(super) fn protect(state: &HttpState, asked: &Asked, response: &mut Response) {
    let ContentPolicy(policy) = response
        .extensions_mut()
        .remove()
        .unwrap_or_else(|| ContentPolicy::of(&asked.nonce));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in of_every_answer() {
        headers.entry(name).or_insert(value);
    }
    if state.hromada.desk.settings.is_behind_tls() {
        let for_two_years = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, for_two_years);
    }
}

/// The headers of every answer, unless it says something else itself.
fn of_every_answer() -> [(HeaderName, HeaderValue); 7] {
    [
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("same-origin"),
        ),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static(
                "camera=(), microphone=(), geolocation=(self), publickey-credentials-get=(self)",
            ),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ]
}

impl ContentPolicy {
    /// The policy of a page whose scripts carry `nonce`.
    pub(super) fn of(nonce: &str) -> Self {
        let policy = format!(
            "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        // A nonce has no character that a header refuses; without one, no script may run.
        Self(HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'")))
    }
}

const fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether a browser sent the request from a page of ours. `Sec-Fetch-Site: none` is a person's own act; a client
/// without either header is no browser and carries no cookies that it does not own.
fn is_same_origin(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (
        text(HeaderName::from_static("sec-fetch-site")),
        text(header::ORIGIN),
    ) {
        (Some("same-origin" | "none"), _) => true,
        (Some(_), _) => false,
        (None, Some(from)) => from == origin || is_own_host(headers, from),
        (None, None) => headers.get(header::COOKIE).is_none(),
    }
}

/// Whether an origin is the host that the request was sent to.
fn is_own_host(headers: &HeaderMap, origin: &str) -> bool {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
    matches!((origin.split_once("://"), host), (Some((_, from)), Some(host)) if from == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(k, v)| (HeaderName::from_static(k), HeaderValue::from_static(v)))
            .collect()
    }

    #[test]
    fn changes_sent_by_other_sites_are_refused() {
        let ours = "https://cabinet.example";
        assert!(!is_same_origin(
            &headers(&[("sec-fetch-site", "cross-site")]),
            ours
        ));
        assert!(!is_same_origin(
            &headers(&[("sec-fetch-site", "same-site"), ("origin", ours)]),
            ours
        ));
        assert!(!is_same_origin(
            &headers(&[("origin", "https://evil.example"), ("host", "cabinet.example")]),
            ours
        ));
        assert!(!is_same_origin(&headers(&[("cookie", "__Host-session=x")]), ours));
        assert!(!is_same_origin(&headers(&[("origin", "null")]), ours));
    }

    #[test]
    fn changes_from_our_own_pages_are_let_through() {
        let ours = "https://cabinet.example";
        assert!(is_same_origin(
            &headers(&[("sec-fetch-site", "same-origin")]),
            ours
        ));
        assert!(is_same_origin(&headers(&[("origin", ours)]), ours));
        assert!(is_same_origin(&headers(&[]), ours));
    }
}
