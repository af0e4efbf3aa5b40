//! The manifest by which a phone puts the cabinet beside its other applications.

use super::HttpState;
use app::shared::href;
use axum::extract::State;
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Json, Router};
use domain::Language;
use locales::layout as t;
use serde::Serialize;

/// The dark blue of the header, and the paper of light pages.
const THEME: &str = "#0b4a63";
const PAPER: &str = "#fbf8f2";

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        .route("/manifest.webmanifest", get(manifest))
        .route("/en/manifest.webmanifest", get(manifest))
}

/// The members that browsers read: <https://www.w3.org/TR/appmanifest/>.
#[derive(Serialize)]
struct Manifest<'a> {
    /// The same in every language: it is one application.
    id: &'static str,
    name: &'a str,
    short_name: &'a str,
    description: &'a str,
    lang: &'static str,
    dir: &'static str,
    start_url: String,
    scope: &'static str,
    display: &'static str,
    theme_color: &'static str,
    background_color: &'static str,
    categories: [&'static str; 2],
    icons: Vec<Icon>,
    shortcuts: Vec<Shortcut>,
}

#[derive(Serialize)]
struct Icon {
    src: String,
    sizes: &'static str,
    #[serde(rename = "type")]
    media_type: &'static str,
    purpose: &'static str,
}

#[derive(Serialize)]
struct Shortcut {
    name: &'static str,
    url: String,
}

async fn manifest(State(state): State<HttpState>, uri: Uri) -> Response {
    let (language, _) = super::asked::split_language(uri.path());
    let community = &state.hromada.community;
    let manifest = Manifest {
        id: "/",
        name: language.pick(&community.cabinet_uk, &community.cabinet_en),
        short_name: t::short_name(language),
        description: t::purpose(language),
        lang: language.code(),
        dir: "ltr",
        start_url: href(language, "/"),
        scope: "/",
        display: "standalone",
        theme_color: THEME,
        background_color: PAPER,
        categories: ["government", "utilities"],
        icons: icons(&state),
        shortcuts: shortcuts(language),
    };
    let mut response = Json(manifest).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/manifest+json"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// The icons that the build has made; systems cut the maskable ones into their own shape.
fn icons(state: &HttpState) -> Vec<Icon> {
    let built = &state.site.addresses;
    [
        ("icons/app-icon.svg", "any", "image/svg+xml", "any"),
        ("icons/app-icon-192.png", "192x192", "image/png", "any"),
        ("icons/app-icon-512.png", "512x512", "image/png", "any"),
        (
            "icons/app-icon-maskable-192.png",
            "192x192",
            "image/png",
            "maskable",
        ),
        (
            "icons/app-icon-maskable-512.png",
            "512x512",
            "image/png",
            "maskable",
        ),
    ]
    .into_iter()
    .filter(|(name, ..)| built.has(name))
    .map(|(name, sizes, media_type, purpose)| Icon {
        src: built.url(name),
        sizes,
        media_type,
        purpose,
    })
    .collect()
}

fn shortcuts(language: Language) -> Vec<Shortcut> {
    [
        (t::cabinet(language), "/cabinet"),
        (t::infrastructure(language), "/infrastructure"),
        (t::learning(language), "/learning"),
    ]
    .into_iter()
    .map(|(name, path)| Shortcut {
        name,
        url: href(language, path),
    })
    .collect()
}
