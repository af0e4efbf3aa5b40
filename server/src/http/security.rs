//! Headers of every answer, and the refusal of requests that another site made a browser send.

use super::HttpState;
use super::asked::Asked;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::response::Response;

/// The nonce that a page from the cache was rendered with; it takes the place of a fresh one.
#[derive(Debug, Clone)]
pub(super) struct CachedNonce(pub String);

/// Whether another site made a browser ask for a change.
pub(super) fn is_from_elsewhere(request: &Request, origin: &str) -> bool {
    is_unsafe(request.method()) && !is_same_origin(request.headers(), origin)
}

/// Adds the headers that every answer has.
pub(super) fn protect(state: &HttpState, asked: &Asked, response: &mut Response) {
    let cached = response.extensions_mut().remove::<CachedNonce>();
    let nonce = cached.as_ref().map_or(asked.nonce.as_str(), |nonce| &nonce.0);
    add_headers(
        response.headers_mut(),
        nonce,
        state.hromada.desk.settings.is_behind_tls(),
    );
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

fn add_headers(headers: &mut HeaderMap, nonce: &str, is_behind_tls: bool) {
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    let mut insert = |name: &'static str, value: &str| {
        if let (false, Ok(value)) = (headers.contains_key(name), HeaderValue::from_str(value)) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    insert("content-security-policy", &policy);
    insert("x-content-type-options", "nosniff");
    insert("referrer-policy", "same-origin");
    insert("x-frame-options", "DENY");
    insert("cross-origin-opener-policy", "same-origin");
    insert("cross-origin-resource-policy", "same-origin");
    insert(
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(self), publickey-credentials-get=(self)",
    );
    insert("cache-control", "no-store");
    if is_behind_tls {
        insert("strict-transport-security", "max-age=63072000; includeSubDomains");
    }
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
