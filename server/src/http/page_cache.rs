//! Rendered pages for anonymous visitors, compressed once, thrown away with the next change of the database.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use domain::Timestamp;
use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use super::assets::accepts;
use super::security::Nonce;

/// Another process may change the same PostgreSQL database; its changes show after this long.
const LONGEST_LIFE_MS: i64 = 15_000;
const MOST_PAGES: usize = 1_000;
/// Fast enough to compress at once, and close to the best for text.
const BROTLI_QUALITY: u32 = 5;

/// Cached pages by address.
pub(super) struct PageCache(Mutex<HashMap<String, Arc<CachedPage>>>);

/// A rendered page with the nonce that its script carries.
pub(super) struct CachedPage {
    plain: Bytes,
    brotli: Bytes,
    gzip: Bytes,
    nonce: String,
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

    /// Keeps a page; an overfull cache starts anew.
    pub(super) fn put(&self, address: String, page: Arc<CachedPage>) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= MOST_PAGES {
            pages.clear();
        }
        pages.insert(address, page);
    }
}

impl CachedPage {
    /// Compresses a rendered page.
    pub(super) fn new(html: String, nonce: String, changes: u64, rendered_at: Timestamp) -> Self {
        let plain = Bytes::from(html);
        Self {
            brotli: brotli(&plain).into(),
            gzip: gzip(&plain).into(),
            plain,
            nonce,
            changes,
            rendered_at,
        }
    }

    /// The page in the smallest form that the client accepts.
    pub(super) fn respond(&self, request: &HeaderMap) -> Response {
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
            .headers_mut()
            .insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
        response.extensions_mut().insert(Nonce(self.nonce.clone()));
        response
    }
}

/// Compresses a page with brotli; an error cannot happen in memory and would yield a truncated page.
pub(super) fn brotli(content: &[u8]) -> Vec<u8> {
    let mut writer =
        brotli::CompressorWriter::new(Vec::with_capacity(content.len() / 4), 4_096, BROTLI_QUALITY, 20);
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
