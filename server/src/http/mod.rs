//! HTTP: pages, assets, the public API, files, health, security headers.

pub mod api;
pub mod assets;
mod body;
mod client;
mod health;
pub mod metrics;
mod open_data;
mod page_cache;
mod pages;
mod security;
pub mod server;
mod session;

use crate::wiring::Hromada;
use assets::SiteAssets;
use axum::Router;
use axum::extract::DefaultBodyLimit;
pub use client::Peer;
use std::sync::Arc;

/// Everything that a request handler needs.
#[derive(Clone)]
pub struct HttpState {
    pub hromada: Hromada,
    pub site: Arc<SiteAssets>,
    page_cache: Arc<page_cache::PageCache>,
}

/// The largest body where a route does not say otherwise.
const SMALL_BODY: usize = 256 * 1024;

/// The whole application as a service of requests.
pub fn router(hromada: Hromada, site: Arc<SiteAssets>) -> Router {
    site.addresses.announce();
    let state = HttpState {
        hromada,
        site,
        page_cache: Arc::new(page_cache::PageCache::new()),
    };
    Router::new()
        .merge(pages::router(app::routes()))
        .merge(api::router())
        .merge(open_data::router())
        .merge(health::router())
        .merge(assets::router())
        .fallback(pages::not_found)
        .layer(DefaultBodyLimit::max(SMALL_BODY))
        .layer(axum::middleware::from_fn_with_state(
            state.clone(),
            security::guard,
        ))
        .with_state(state)
}
