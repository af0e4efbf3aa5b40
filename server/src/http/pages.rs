//! Pages: who asks, in which language, may they, and what the page answers.

use super::asked::Asked;
use super::body::{self, Memory};
use super::device::after_sign_in;
use super::limits::Class;
use super::page_cache::{CachedPage, Effort, brotli};
use super::session::{self, DEVICE, LANGUAGE, SESSION};
use super::{HttpState, assets, refusal};
use app::shared::{
    Access, Answer, Download, Form, Page, PageFrame, PageRequest, Pairs, Refusal, Route, Verb,
};
use axum::Router;
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{MethodRouter, get, post};
use domain::{Actor, Language, ServiceError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What axum says of a path with bytes that are no UTF-8; it gives the type no public name.
type BadParams = <RawPathParams as FromRequestParts<HttpState>>::Rejection;

/// When the database may be there again.
const RETRY_UNAVAILABLE_S: u64 = 60;

/// Serves every route in both languages.
pub(super) fn router(routes: Vec<Route>) -> Router<HttpState> {
    let mut paths: BTreeMap<&'static str, MethodRouter<HttpState>> = BTreeMap::new();
    for route in routes {
        let (path, verb, route) = (route.path, route.verb, Arc::new(route));
        let handler = move |State(state): State<HttpState>,
                            params: Result<RawPathParams, BadParams>,
                            request: Request| {
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

async fn serve(
    state: HttpState,
    route: Arc<Route>,
    params: Result<RawPathParams, BadParams>,
    request: Request,
) -> Response {
    let asked = Asked::of(&state, &request);
    let headers = request.headers();
    let address = request
        .uri()
        .path_and_query()
        .map_or("/", |address| address.as_str());
    let is_get = *request.method() == Method::GET || *request.method() == Method::HEAD;
    if is_get && let Some(redirect) = to_preferred_language(headers, address) {
        return redirect;
    }
    let is_anonymous =
        session::cookie(headers, SESSION).is_none() && session::cookie(headers, DEVICE).is_none();
    // The count is taken before rendering: a change meanwhile makes the page stale at once.
    let changes = state.hromada.desk.database.changes();
    if is_get
        && is_anonymous
        && let Some(page) = state.page_cache.get(address, changes, state.hromada.desk.now())
    {
        return page.respond(headers);
    }
    // Most requests have ended before these copies are needed.
    let (headers, address) = (headers.clone(), address.to_owned());
    if route.is_sensitive
        && let Err(refusal) = state.limits.check(Class::Sensitive, &asked.client)
    {
        return refusal::bare(refusal);
    }
    let Ok(params) = params else {
        return refusal::bare(Refusal::BadAddress);
    };
    let params = params
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let params = Pairs(params.collect());
    let mut page_request = match page_request(&state, &asked, &headers, request.uri(), params).await {
        Ok(page_request) => page_request,
        Err(Unread::Address(refusal)) => return refusal::bare(refusal),
        Err(Unread::Session(page_request, error)) => {
            return fail(&state, &page_request, &asked, &headers, error).await;
        }
    };
    let refuse = |page_request: &PageRequest, refusal| {
        let assets = Arc::clone(&state.site.addresses);
        let frame = PageFrame::of(page_request, assets, asked.nonce.clone());
        refusal::page(&frame, refusal, &headers)
    };
    if let Err(refusal) = check_pace(&state, &asked, &page_request.actor, is_get) {
        return refuse(&page_request, refusal);
    }
    let way = way_in(route.access, &page_request.actor);
    // Held until the answer is made.
    let mut _memory = Memory::default();
    if !is_get {
        page_request.is_form = true;
        let reading = state.reading(route.body, way.is_err());
        (page_request.form, _memory) = match body::read(request, reading).await {
            Ok(read) => read,
            Err(refusal) => return refuse(&page_request, refusal),
        };
    }
    let outcome = match way {
        Ok(()) => (route.handler)(page_request.clone()).await,
        Err(error) => Err(error),
    };
    let page = match outcome {
        Ok(Answer::Page(page)) => page,
        Ok(Answer::SignedInPage { token, page }) => {
            let html = render(&state, &page_request, *page, &asked.nonce);
            let response = html_response(StatusCode::OK, html, &headers);
            let mut response = with_cookie(response, session::set(SESSION, &token));
            after_sign_in(&state, &headers, &token, &mut response).await;
            return response;
        }
        Ok(Answer::SignedIn { token, to }) => {
            let mut response = with_cookie(see_other(&to), session::set(SESSION, &token));
            after_sign_in(&state, &headers, &token, &mut response).await;
            return response;
        }
        Ok(other) => return respond(other),
        Err(error) => return fail(&state, &page_request, &asked, &headers, error).await,
    };
    let is_cacheable = page.cacheable && page.status == 200 && is_get && is_anonymous;
    let status = StatusCode::from_u16(page.status).unwrap_or(StatusCode::OK);
    let retry_after_s = page.retry_after_s;
    let html = render(&state, &page_request, page, &asked.nonce);
    if is_cacheable {
        let page = CachedPage::new(html, asked.nonce.clone(), changes, page_request.now);
        return state.page_cache.put(address, page).respond(&headers);
    }
    let mut response = html_response(status, html, &headers);
    refusal::tell_when(response.headers_mut(), retry_after_s);
    response
}

/// Who is let to the handler at all.
fn way_in(access: Access, actor: &Actor) -> Result<(), ServiceError> {
    match (access, actor) {
        (Access::Public, _) | (Access::SignedIn, Actor::Person(_)) => Ok(()),
        (Access::Staff, Actor::Person(person)) if person.is_staff() => Ok(()),
        (Access::Staff, Actor::Person(_)) => Err(ServiceError::Forbidden),
        (Access::SignedIn | Access::Staff, _) => Err(ServiceError::SignInNeeded),
    }
}

/// The pace of a person, or of everybody behind an address who is not signed in.
fn check_pace(state: &HttpState, asked: &Asked, actor: &Actor, is_get: bool) -> Result<(), Refusal> {
    let person = match actor {
        Actor::Person(person) => Some(person.person.to_string()),
        _ => None,
    };
    let (class, client) = match (&person, is_get) {
        (Some(person), true) => (Class::Reading, person.as_str()),
        (None, true) => (Class::Reading, asked.client.as_str()),
        (Some(person), false) => (Class::Changing, person.as_str()),
        (None, false) => (Class::ChangingUnknown, asked.client.as_str()),
    };
    state.limits.check(class, client).map(drop)
}

/// The page of an error, and a line in the log where the fault is ours.
async fn fail(
    state: &HttpState,
    page_request: &PageRequest,
    asked: &Asked,
    headers: &HeaderMap,
    error: ServiceError,
) -> Response {
    if error.status() >= 500 {
        tracing::error!(%error, "a page failed");
    }
    let retry_after_s = match &error {
        ServiceError::TooManyAttempts { retry_after_s } => Some(*retry_after_s),
        ServiceError::Unavailable(_) => Some(RETRY_UNAVAILABLE_S),
        _ => None,
    };
    let mut response = match app::shared::on_error(page_request, error).await {
        Answer::Page(page) => {
            let status = StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            html_response(status, render(state, page_request, page, &asked.nonce), headers)
        }
        other => respond(other),
    };
    refusal::tell_when(response.headers_mut(), retry_after_s);
    response
}

fn render(state: &HttpState, request: &PageRequest, page: Page, nonce: &str) -> String {
    let assets = Arc::clone(&state.site.addresses);
    app::shared::render(&PageFrame::of(request, assets, nonce.to_owned()), page)
}

pub(super) fn html_response(status: StatusCode, html: String, headers: &HeaderMap) -> Response {
    let mut response = if assets::accepts(headers, "br") && html.len() > 1_000 {
        let mut response = brotli(html.as_bytes(), Effort::Once).into_response();
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

/// Why a request for a page could not be read.
enum Unread {
    Address(Refusal),
    /// Who asks is not known: the database cannot say.
    Session(Box<PageRequest>, ServiceError),
}

async fn page_request(
    state: &HttpState,
    asked: &Asked,
    headers: &HeaderMap,
    uri: &Uri,
    params: Pairs,
) -> Result<PageRequest, Unread> {
    let hromada = &state.hromada;
    let query = body::pairs(uri.query().unwrap_or_default().as_bytes())
        .map_err(|_| Unread::Address(Refusal::BadAddress))?;
    let mut page_request = PageRequest {
        actor: Actor::Anonymous,
        language: asked.language,
        path: asked.path.clone(),
        params,
        query,
        form: Form::default(),
        is_form: false,
        came_from: asked.came_from.clone(),
        services: hromada.services.clone(),
        community: Arc::clone(&hromada.community),
        now: hromada.desk.now(),
        civil: hromada.desk.civil(),
        request_id: asked.request_id.clone(),
        client: asked.client.clone(),
        user_agent: headers
            .get(header::USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default()
            .to_owned(),
        session_token: session::cookie(headers, SESSION).map(str::to_owned),
        device_token: session::cookie(headers, DEVICE).map(str::to_owned),
    };
    if let Some(token) = &page_request.session_token {
        match hromada.services.people.actor_of_session(token).await {
            Ok(actor) => page_request.actor = actor,
            Err(error) => return Err(Unread::Session(Box::new(page_request), error)),
        }
    }
    Ok(page_request)
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

/// The same address without slashes at its end, as somebody may have typed them.
fn without_slash(request: &Request) -> Option<String> {
    let path = request.uri().path();
    let plain = path.trim_end_matches('/');
    let is_ours = !plain.is_empty() && plain.len() < path.len() && !plain.starts_with("//");
    (is_ours && request.method() == Method::GET).then(|| match request.uri().query() {
        Some(query) => format!("{plain}?{query}"),
        None => plain.to_owned(),
    })
}

/// The page for addresses that do not exist.
pub(super) async fn not_found(State(state): State<HttpState>, request: Request) -> Response {
    let asked = Asked::of(&state, &request);
    if asked.wants_json {
        return refusal::bare(Refusal::NotFound);
    }
    if let Some(address) = without_slash(&request) {
        return Redirect::permanent(&address).into_response();
    }
    let headers = request.headers();
    match page_request(&state, &asked, headers, request.uri(), Pairs::default()).await {
        Ok(page_request) => fail(&state, &page_request, &asked, headers, ServiceError::NotFound).await,
        Err(Unread::Address(refusal)) => refusal::bare(refusal),
        Err(Unread::Session(page_request, error)) => {
            fail(&state, &page_request, &asked, headers, error).await
        }
    }
}
