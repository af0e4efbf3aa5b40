//! Rendered pages for anonymous visitors, compressed once, thrown away with the next change of the database.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use domain::Timestamp;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use super::assets::accepts;
use super::security::ContentPolicy;

/// Another process may change the same PostgreSQL database; its changes show after this long.
const LONGEST_LIFE_MS: i64 = 15_000;
const MOST_PAGES: usize = 1_000;
/// How hard a page is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// For a page that many will fetch: close to the best for text.
    Often,
    /// For a page of one reader: half of the time that it took was compression.
    Once,
}

/// Cached pages by address.
pub(super) struct PageCache(Mutex<HashMap<String, Arc<CachedPage>>>);

/// A rendered page with the nonce that its script carries.
pub(super) struct CachedPage {
    plain: Bytes,
    brotli: Bytes,
    gzip: Bytes,
    nonce: String,
    policy: ContentPolicy,
    /// Names these very bytes, the nonce with them: a browser must not join the policy of one rendering to another.
    tag: HeaderValue,
    changes: u64,
    rendered_at: Timestamp,
}

impl PageCache {
    pub(super) fn new() -> Self {
        Self(Mutex::new(HashMap::new()))
    }

    /// A page that is still what a new rendering would be.
    pub(super) fn get(&self, address: &str, changes: u64, now: Timestamp) -> Option<Arc<CachedPage>> {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let page = pages.get(address)?;
        let is_fresh = page.changes == changes && now.since_ms(page.rendered_at) < LONGEST_LIFE_MS;
        is_fresh.then(|| Arc::clone(page))
    }

    /// Keeps a page; an overfull cache starts anew. A page that says the same as the one before stays that one, so
    /// that browsers which have it need not fetch it again.
    pub(super) fn put(&self, address: String, page: CachedPage) -> Arc<CachedPage> {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= MOST_PAGES {
            pages.clear();
        }
        let page = Arc::new(match pages.get(&address) {
            Some(before) if before.says_the_same(&page) => before.still_true(&page),
            _ => page,
        });
        pages.insert(address, Arc::clone(&page));
        page
    }
}

impl CachedPage {
    /// Whether nothing but the nonce differs. The nonce of a page that is kept can be known; what the page shows then
    /// was known before.
    fn says_the_same(&self, other: &Self) -> bool {
        let without_nonce = |page: &Self| {
            let text = String::from_utf8_lossy(&page.plain).into_owned();
            text.replace(&page.nonce, "")
        };
        self.plain.len() == other.plain.len() && without_nonce(self) == without_nonce(other)
    }

    /// The same page as of a later rendering.
    fn still_true(&self, later: &Self) -> Self {
        Self {
            plain: self.plain.clone(),
            brotli: self.brotli.clone(),
            gzip: self.gzip.clone(),
            nonce: self.nonce.clone(),
            policy: self.policy.clone(),
            tag: self.tag.clone(),
            changes: later.changes,
            rendered_at: later.rendered_at,
        }
    }

    /// Compresses a rendered page.
    pub(super) fn new(html: String, nonce: String, changes: u64, rendered_at: Timestamp) -> Self {
        let plain = Bytes::from(html);
        Self {
            brotli: brotli(&plain, Effort::Often).into(),
            gzip: gzip(&plain).into(),
            tag: tag(&plain),
            plain,
            policy: ContentPolicy::of(&nonce),
            nonce,
            changes,
            rendered_at,
        }
    }

    /// The page in the smallest form that the client accepts, or that the client has it already.
    pub(super) fn respond(&self, request: &HeaderMap) -> Response {
        let mut response = if self.is_held_by(request) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            self.whole(request)
        };
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.tag.clone());
        // The browser may keep it, and asks each time whether it still holds; proxies keep nothing.
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        );
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
        response.extensions_mut().insert(self.policy.clone());
        response
    }

    fn is_held_by(&self, request: &HeaderMap) -> bool {
        let known = request
            .get(header::IF_NONE_MATCH)
            .and_then(|tags| tags.to_str().ok());
        let tag = self.tag.to_str().unwrap_or_default();
        known.is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag))
    }

    fn whole(&self, request: &HeaderMap) -> Response {
        let (content, encoding) = if accepts(request, "br") {
            (&self.brotli, Some("br"))
        } else if accepts(request, "gzip") {
            (&self.gzip, Some("gzip"))
        } else {
            (&self.plain, None)
        };
        let mut response = content.clone().into_response();
        if let Some(encoding) = encoding {
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, html);
        response
    }
}

/// A weak tag: the same page in another encoding is the same page.
fn tag(content: &[u8]) -> HeaderValue {
    let digest = Sha256::digest(content);
    let name = URL_SAFE_NO_PAD.encode(digest.get(..12).unwrap_or_default());
    HeaderValue::from_str(&format!("W/\"{name}\"")).unwrap_or(HeaderValue::from_static("W/\"\""))
}

/// Compresses a page with brotli; an error cannot happen in memory and would yield a truncated page.
pub(super) fn brotli(content: &[u8], effort: Effort) -> Vec<u8> {
    // A window no larger than a page: its memory is fetched and cleared each time.
    let (quality, window) = match effort {
        Effort::Often => (5, 20),
        Effort::Once => (3, 16),
    };
    let mut writer =
        brotli::CompressorWriter::new(Vec::with_capacity(content.len() / 4), 4_096, quality, window);
    let _ = writer.write_all(content);
    writer.into_inner()
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(
        Vec::with_capacity(content.len() / 4),
        flate2::Compression::default(),
    );
    let _ = writer.write_all(content);
    writer.finish().unwrap_or_default()
}
