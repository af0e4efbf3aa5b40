//! Built assets from memory, compressed at build time, cached by browsers for ever.

use super::HttpState;
use app::shared::Assets;
use axum::Router;
use axum::extract::{Path as UrlPath, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bytes::Bytes;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

/// Every asset of the site, and the addresses that pages use.
#[derive(Debug, Default)]
pub struct SiteAssets {
    pub addresses: Arc<Assets>,
    /// By address without the leading `/assets/`.
    files: HashMap<String, AssetFile>,
    /// Kept under its own name, because its address is its scope.
    service_worker: Option<AssetFile>,
}

#[derive(Debug)]
struct AssetFile {
    media_type: &'static str,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

/// What the build tells of an asset.
#[derive(serde::Deserialize)]
struct Entry {
    url: String,
}

impl SiteAssets {
    /// Loads `manifest.json` of the built site and every file that it names. A site that was not built has no
    /// assets: its pages still work, without style.
    ///
    /// # Errors
    /// When the manifest names a file that is not there, or is not JSON.
    pub fn load(site: &Path) -> std::io::Result<Self> {
        let manifest = site.join("manifest.json");
        if !manifest.is_file() {
            tracing::warn!(folder = %site.display(), "the site was not built: pages will have no style");
            return Ok(Self::default());
        }
        let entries: BTreeMap<String, Entry> = serde_json::from_slice(&std::fs::read(&manifest)?)?;
        let mut files = HashMap::new();
        let mut service_worker = None;
        for (name, entry) in &entries {
            let file = AssetFile::read(&site.join(entry.url.trim_start_matches('/')))?;
            match entry.url.strip_prefix("/assets/") {
                Some(address) => drop(files.insert(address.to_owned(), file)),
                None if name == "service-worker.js" => service_worker = Some(file),
                None => {}
            }
        }
        let addresses = entries
            .into_iter()
            .map(|(name, entry)| (name, entry.url))
            .collect();
        Ok(Self {
            addresses: Arc::new(Assets(addresses)),
            files,
            service_worker,
        })
    }
}

impl AssetFile {
    fn read(path: &Path) -> std::io::Result<Self> {
        let beside = |ending: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            std::fs::read(name).ok().map(Bytes::from)
        };
        Ok(Self {
            media_type: media_type(path),
            plain: std::fs::read(path)?.into(),
            brotli: beside(".br"),
            gzip: beside(".gz"),
        })
    }

    /// The smallest form that the client accepts.
    fn respond(&self, request: &HeaderMap, cache: &'static str) -> Response {
        let (content, encoding) = match (&self.brotli, &self.gzip) {
            (Some(brotli), _) if accepts(request, "br") => (brotli, Some("br")),
            (_, Some(gzip)) if accepts(request, "gzip") => (gzip, Some("gzip")),
            _ => (&self.plain, None),
        };
        let mut response = content.clone().into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

/// Whether the client takes a content coding; `q=0` means that it does not.
pub(super) fn accepts(request: &HeaderMap, coding: &str) -> bool {
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| {
            value.split(',').any(|part| {
                let (name, weight) = part.split_once(';').unwrap_or((part, ""));
                name.trim() == coding && !matches!(weight.trim(), "q=0" | "q=0.0")
            })
        })
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        .route("/assets/{*address}", get(asset))
        .route("/service-worker.js", get(service_worker))
}

async fn asset(
    State(state): State<HttpState>,
    UrlPath(address): UrlPath<String>,
    request: HeaderMap,
) -> Response {
    match state.site.files.get(&address) {
        Some(file) => file.respond(&request, "public, max-age=31536000, immutable"),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn service_worker(State(state): State<HttpState>, request: HeaderMap) -> Response {
    match &state.site.service_worker {
        Some(file) => file.respond(&request, "no-cache"),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
