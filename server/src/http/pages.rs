//! Pages: who asks, in which language, may they, and what the page answers.

use super::body;
use super::client::{ClientAddress, Peer};
use super::page_cache::{CachedPage, brotli};
use super::security::Nonce;
use super::session::{self, DEVICE, LANGUAGE, SESSION};
use super::{HttpState, assets};
use app::shared::{Access, Answer, Download, Form, Page, PageFrame, PageRequest, Pairs, Route, Verb};
use axum::Router;
use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, get, post};
use domain::{Actor, Language, ServiceError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Serves every route in both languages.
pub(super) fn router(routes: Vec<Route>) -> Router<HttpState> {
    let mut paths: BTreeMap<&'static str, MethodRouter<HttpState>> = BTreeMap::new();
    for route in routes {
        let (path, verb, route) = (route.path, route.verb, Arc::new(route));
        let handler = move |State(state): State<HttpState>, params: RawPathParams, request: Request| {
            let route = Arc::clone(&route);
            async move { serve(state, route, params, request).await }
        };
        let method = match verb {
            Verb::Get => get(handler),
            Verb::Post => post(handler),
        };
        let merged = paths.remove(path).unwrap_or_default().merge(method);
        paths.insert(path, merged);
    }
    paths.into_iter().fold(Router::new(), |router, (path, methods)| {
        let english = if path == "/" {
            "/en".to_owned()
        } else {
            format!("/en{path}")
        };
        router.route(path, methods.clone()).route(&english, methods)
    })
}

async fn serve(state: HttpState, route: Arc<Route>, params: RawPathParams, request: Request) -> Response {
    let headers = request.headers().clone();
    let peer = request.extensions().get::<Peer>().copied();
    let nonce = request
        .extensions()
        .get::<Nonce>()
        .map(|nonce| nonce.0.clone())
        .unwrap_or_default();
    let address = request
        .uri()
        .path_and_query()
        .map_or("/", |address| address.as_str())
        .to_owned();
    let is_get = *request.method() == Method::GET || *request.method() == Method::HEAD;
    if is_get && let Some(redirect) = to_preferred_language(&headers, &address) {
        return redirect;
    }
    let database = &state.hromada.desk.database;
    let is_anonymous =
        session::cookie(&headers, SESSION).is_none() && session::cookie(&headers, DEVICE).is_none();
    // The count is taken before rendering: a change meanwhile makes the page stale at once.
    let changes = database.changes();
    if is_get
        && is_anonymous
        && let Some(page) = state.page_cache.get(&address, changes, state.hromada.desk.now())
    {
        return page.respond(&headers);
    }
    let params = Pairs(
        params
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    );
    let mut page_request = match page_request(&state, &headers, request.uri(), peer, params).await {
        Ok(page_request) => page_request,
        Err(refused) => return (refused.0, refused.1).into_response(),
    };
    if !is_get {
        page_request.is_form = true;
        page_request.form = match body::read(request, route.body).await {
            Ok(form) => form,
            Err(refused) => return (refused.0, refused.1).into_response(),
        };
    }
    let outcome = match (route.access, &page_request.actor) {
        (Access::Public, _) | (Access::SignedIn, Actor::Person(_)) => {
            (route.handler)(page_request.clone()).await
        }
        (Access::Staff, Actor::Person(person)) if person.is_staff() => {
            (route.handler)(page_request.clone()).await
        }
        (Access::Staff, Actor::Person(_)) => Err(ServiceError::Forbidden),
        (Access::SignedIn | Access::Staff, _) => Err(ServiceError::SignInNeeded),
    };
    let page = match outcome {
        Ok(Answer::Page(page)) => page,
        Ok(Answer::SignedInPage { token, page }) => {
            let html = render(&state, &page_request, *page, &nonce);
            let response = html_response(StatusCode::OK, html, &headers);
            return with_cookie(response, session::set(SESSION, &token));
        }
        Ok(other) => return respond(other),
        Err(error) => match app::shared::on_error(&page_request, error).await {
            Answer::Page(page) => page,
            other => return respond(other),
        },
    };
    let cacheable = page.cacheable && page.status == 200 && is_get && is_anonymous;
    let status = StatusCode::from_u16(page.status).unwrap_or(StatusCode::OK);
    let html = render(&state, &page_request, page, &nonce);
    if cacheable {
        let page = Arc::new(CachedPage::new(html, nonce, changes, page_request.now));
        state.page_cache.put(address, Arc::clone(&page));
        return page.respond(&headers);
    }
    html_response(status, html, &headers)
}

fn render(state: &HttpState, request: &PageRequest, page: Page, nonce: &str) -> String {
    let assets = Arc::clone(&state.site.addresses);
    app::shared::render(&PageFrame::of(request, assets, nonce.to_owned()), page)
}

fn html_response(status: StatusCode, html: String, headers: &HeaderMap) -> Response {
    let mut response = if assets::accepts(headers, "br") && html.len() > 1_000 {
        let mut response = brotli(html.as_bytes()).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        response
    } else {
        html.into_response()
    };
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
    response
}

/// Sends a visitor of the home page to the language that they prefer. Every other address says its language.
fn to_preferred_language(headers: &HeaderMap, address: &str) -> Option<Response> {
    let is_english = session::preferred_language(headers) == Some(Language::En);
    (address == "/" && is_english).then(|| {
        let mut response = see_other("/en");
        response
            .headers_mut()
            .insert(header::VARY, HeaderValue::from_static("accept-language, cookie"));
        response
    })
}

async fn page_request(
    state: &HttpState,
    headers: &HeaderMap,
    uri: &Uri,
    peer: Option<Peer>,
    params: Pairs,
) -> Result<PageRequest, body::Refused> {
    let hromada = &state.hromada;
    let full = uri.path();
    let (language, path) = match full.strip_prefix("/en") {
        Some("") => (Language::En, "/"),
        Some(rest) if rest.starts_with('/') => (Language::En, rest),
        _ => (Language::Uk, full),
    };
    let session_token = session::cookie(headers, SESSION).map(str::to_owned);
    let actor = match &session_token {
        Some(token) => match hromada.services.people.actor_of_session(token).await {
            Ok(actor) => actor,
            Err(error) => {
                tracing::error!(%error, "the session could not be read");
                return Err((StatusCode::SERVICE_UNAVAILABLE, "the database cannot be read\n"));
            }
        },
        None => Actor::Anonymous,
    };
    Ok(PageRequest {
        actor,
        language,
        path: path.to_owned(),
        params,
        query: body::pairs(uri.query().unwrap_or_default().as_bytes())?,
        form: Form::default(),
        is_form: false,
        services: hromada.services.clone(),
        community: Arc::clone(&hromada.community),
        now: hromada.desk.now(),
        civil: hromada.desk.civil(),
        request_id: headers
            .get("x-request-id")
            .and_then(|id| id.to_str().ok())
            .unwrap_or_default()
            .to_owned(),
        client: ClientAddress::of(peer.as_ref(), headers, &hromada.desk.settings.trusted_proxies).limit_key(),
        user_agent: headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default()
            .to_owned(),
        session_token,
        device_token: session::cookie(headers, DEVICE).map(str::to_owned),
    })
}

fn respond(answer: Answer) -> Response {
    match answer {
        Answer::Page(_) | Answer::SignedInPage { .. } => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Answer::Redirect(to) => see_other(&to),
        Answer::SignedIn { token, to } => with_cookie(see_other(&to), session::set(SESSION, &token)),
        Answer::SignedOut { to } => with_cookie(see_other(&to), session::clear(SESSION)),
        Answer::DeviceKnown { token, to } => with_cookie(see_other(&to), session::set(DEVICE, &token)),
        Answer::LanguageChosen { language, to } => {
            with_cookie(see_other(&to), session::set(LANGUAGE, language.code()))
        }
        Answer::Download(download) => file(download),
    }
}

fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Redirects within the application only: an address of another host becomes the home page.
fn see_other(to: &str) -> Response {
    let is_ours = to.starts_with('/') && !to.starts_with("//") && !to.contains('\\');
    match HeaderValue::from_str(if is_ours { to } else { "/" }) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => (
            StatusCode::SEE_OTHER,
            [(header::LOCATION, HeaderValue::from_static("/"))],
        )
            .into_response(),
    }
}

fn file(download: Download) -> Response {
    let mut response = download.content.into_response();
    let headers = response.headers_mut();
    if let Ok(media_type) = HeaderValue::from_str(&download.media_type) {
        headers.insert(header::CONTENT_TYPE, media_type);
    }
    if let Some(name) = download.file_name {
        let encoded = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
        if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{encoded}")) {
            headers.insert(header::CONTENT_DISPOSITION, disposition);
        }
    }
    response
}

/// The page for addresses that do not exist.
pub(super) async fn not_found(State(state): State<HttpState>, request: Request) -> Response {
    let headers = request.headers().clone();
    let peer = request.extensions().get::<Peer>().copied();
    let nonce = request
        .extensions()
        .get::<Nonce>()
        .map(|nonce| nonce.0.clone())
        .unwrap_or_default();
    match page_request(&state, &headers, request.uri(), peer, Pairs::default()).await {
        Ok(page_request) => {
            let page = app::shared::error_page(&page_request, &ServiceError::NotFound);
            html_response(
                StatusCode::NOT_FOUND,
                render(&state, &page_request, page, &nonce),
                &headers,
            )
        }
        Err(refused) => (refused.0, refused.1).into_response(),
    }
}
