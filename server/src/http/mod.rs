//! HTTP: pages, assets, the public API, files, health, security headers.

pub mod api;
mod asked;
pub mod assets;
mod basemap;
mod body;
mod client;
mod device;
mod frame;
mod health;
mod limits;
mod manifest;
pub mod metrics;
mod open_data;
mod page_cache;
mod pages;
mod passport;
mod patience;
mod refusal;
mod security;
pub mod server;
mod session;

use crate::wiring::Hromada;
use app::shared::Body;
use assets::SiteAssets;
use axum::Router;
use axum::extract::DefaultBodyLimit;
pub use client::Peer;
use std::num::NonZeroU32;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;

/// Everything that a request handler needs. The layers of a request each take it along, so a copy must cost nothing.
#[derive(Clone)]
pub struct HttpState(Arc<Parts>);

/// What there is one of.
pub struct Parts {
    pub hromada: Hromada,
    pub site: Arc<SiteAssets>,
    page_cache: page_cache::PageCache,
    limits: limits::Limits,
    /// A permit for each request that may be worked on at once.
    places: Arc<Semaphore>,
    /// The memory of files on their way, see [`body::memory_units`].
    file_memory: Arc<Semaphore>,
}

/// The largest body where a route does not say otherwise.
const SMALL_BODY: usize = 256 * 1024;

/// The whole application as a service of requests.
pub fn router(hromada: Hromada, site: Arc<SiteAssets>) -> Router {
    let routes = pages::router(app::routes());
    framed(hromada, site, routes)
}

/// Pages, and everything that is no page, in the frame that goes around every request.
fn framed(hromada: Hromada, site: Arc<SiteAssets>, pages: Router<HttpState>) -> Router {
    site.addresses.announce();
    let settings = &hromada.desk.settings;
    let places = usize::try_from(settings.limits.requests_at_once.get()).unwrap_or(Semaphore::MAX_PERMITS);
    let state = HttpState(Arc::new(Parts {
        page_cache: page_cache::PageCache::new(),
        limits: limits::Limits::new(&settings.limits),
        places: Arc::new(Semaphore::new(places.min(Semaphore::MAX_PERMITS))),
        file_memory: Arc::new(Semaphore::new(body::memory_units(settings.files.memory_bytes))),
        hromada,
        site,
    }));
    Router::new()
        .merge(pages)
        .merge(api::router())
        .merge(open_data::router())
        .merge(basemap::router())
        .merge(passport::router())
        .merge(health::router())
        .merge(assets::router())
        .merge(manifest::router())
        .fallback(pages::not_found)
        .method_not_allowed_fallback(frame::method_not_allowed)
        .layer(DefaultBodyLimit::max(SMALL_BODY))
        .layer(CatchPanicLayer::custom(frame::after_panic))
        .layer(axum::middleware::from_fn_with_state(
            state.clone(),
            frame::accompany,
        ))
        .with_state(state)
}

impl Deref for HttpState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl HttpState {
    /// How the body of a form is read.
    fn reading(&self, body: Body, drops_files: bool) -> body::Reading {
        let settings = &self.hromada.desk.settings;
        let seconds = |number: NonZeroU32| Duration::from_secs(u64::from(number.get()));
        body::Reading {
            body,
            drops_files,
            fields_time: seconds(settings.limits.request_seconds),
            files_time: seconds(settings.limits.upload_seconds),
            most_bytes: settings.files.most_bytes,
            memory: Arc::clone(&self.file_memory),
        }
    }
}
