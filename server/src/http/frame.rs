//! What happens around every request: its number, its place among those worked on, its time, its line in the log.

use super::HttpState;
use super::asked::Asked;
use super::limits::Class;
use super::{health, open_data, refusal, security};
use app::shared::Refusal;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use std::any::Any;
use std::time::{Duration, Instant};
use tracing::Instrument as _;

/// Where no route matches; an address itself may hold personal data.
const NO_ROUTE: &str = "none";

/// Accompanies a request through the whole application.
pub(super) async fn accompany(State(state): State<HttpState>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let asked = Asked::new(&state, &request);
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| NO_ROUTE.to_owned(), |route| route.as_str().to_owned());
    let headers = request.headers().clone();
    request.extensions_mut().insert(asked.clone());
    let span = tracing::error_span!("request", request_id = asked.request_id);
    let mut response = answer(&state, &asked, &route, request, next)
        .instrument(span.clone())
        .await;
    if !health::PATHS.contains(&route.as_str()) {
        response = refusal::dress(&state, &asked, &headers, response);
    }
    if let Ok(id) = HeaderValue::from_str(&asked.request_id) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-request-id"), id);
    }
    security::protect(&state, &asked, &mut response);
    let done = Done {
        method: &method,
        route: &route,
        status: response.status(),
        took: began.elapsed(),
    };
    span.in_scope(|| done.tell());
    response
}

/// The answer of the application, or the refusal of the frame.
async fn answer(state: &HttpState, asked: &Asked, route: &str, request: Request, next: Next) -> Response {
    if health::PATHS.contains(&route) {
        return next.run(request).await;
    }
    if security::is_from_elsewhere(&request, &state.hromada.community.origin) {
        return refusal::bare(Refusal::CrossSite);
    }
    let Ok(_place) = state.places.try_acquire() else {
        return refusal::bare(Refusal::Overloaded);
    };
    let allowance = match class_of_program(route, request.method()) {
        Some(class) => match state.limits.check(class, &asked.client) {
            Ok(allowance) => Some(allowance),
            Err(refused) => return refusal::bare(refused),
        },
        None => None,
    };
    let limit = time_limit(state, &request);
    let Ok(mut response) = tokio::time::timeout(limit, next.run(request)).await else {
        tracing::warn!(route, "the answer was not ready in time");
        return refusal::bare(Refusal::TimedOut);
    };
    if let Some(allowance) = allowance {
        allowance.tell(response.headers_mut());
    }
    response
}

/// The limits of addresses that programs read; pages know their own, because those from the cache are free.
fn class_of_program(route: &str, method: &Method) -> Option<Class> {
    let is_reading = matches!(*method, Method::GET | Method::HEAD);
    match route {
        _ if open_data::is_export(route) => Some(Class::Export),
        _ if !route.starts_with("/api/") => None,
        _ if is_reading => Some(Class::Reading),
        // Where somebody could try codes.
        _ if route.starts_with("/api/people/") || route == "/api/cabinet/status" => Some(Class::Sensitive),
        // Several people behind one address save what they type, each by a script.
        _ => Some(Class::ChangingUnknown),
    }
}

/// How long a request may take, the time of its body included: that has a limit of its own, which comes first.
fn time_limit(state: &HttpState, request: &Request) -> Duration {
    let limits = &state.hromada.desk.settings.limits;
    let seconds = |number: std::num::NonZeroU32| Duration::from_secs(u64::from(number.get()));
    let working = seconds(limits.request_seconds);
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return working;
    }
    let has_files = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"multipart/"));
    working
        + if has_files {
            seconds(limits.upload_seconds)
        } else {
            working
        }
}

/// What is left of a request when it is over: nothing personal.
struct Done<'a> {
    method: &'a Method,
    route: &'a str,
    status: StatusCode,
    took: Duration,
}

impl Done<'_> {
    fn tell(&self) {
        let Self {
            method,
            route,
            status,
            took,
        } = self;
        let (status, seconds) = (status.as_u16(), took.as_secs_f64());
        let duration_ms = (seconds * 10_000.0).round() / 10.0;
        if health::PATHS.contains(route) || route.starts_with("/assets/") {
            tracing::debug!(%method, route, status, duration_ms, "answered");
        } else {
            tracing::info!(%method, route, status, duration_ms, "answered");
        }
        // A method that we do not know must not become a label of its own.
        let method = match **method {
            Method::GET => "GET",
            Method::HEAD => "HEAD",
            Method::POST => "POST",
            _ => "other",
        };
        let route: String = (*route).to_owned();
        metrics::counter!("hromada_requests_total", "method" => method, "route" => route.clone(), "status" => status.to_string())
            .increment(1);
        metrics::histogram!("hromada_request_seconds", "method" => method, "route" => route).record(seconds);
    }
}

/// A request whose handler broke down gets an answer like any other, and its neighbours do not notice.
#[expect(clippy::needless_pass_by_value, reason = "the signature that the layer wants")]
pub(super) fn after_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    // What a panic says may hold what somebody typed; where it happened, the hook of the program has told.
    let kind = if panic.is::<String>() || panic.is::<&str>() {
        "with a message"
    } else {
        "without a message"
    };
    tracing::error!(kind, "a request broke down");
    refusal::bare(Refusal::Internal)
}

/// The page or the JSON for addresses that do not know the method.
pub(super) async fn method_not_allowed() -> Response {
    refusal::bare(Refusal::MethodNotAllowed)
}

#[cfg(test)]
mod tests {
    use super::Done;
    use crate::http::assets::SiteAssets;
    use crate::http::{framed, pages};
    use crate::settings::Settings;
    use crate::wiring::Hromada;
    use app::shared::{Page, PageRequest, Route};
    use axum::Router;
    use axum::body::Body;
    use axum::http::{Method, Request, Response, StatusCode};
    use http_body_util::BodyExt as _;
    use std::num::NonZeroU32;
    use std::sync::Arc;
    use std::time::Duration;
    use tower::ServiceExt as _;

    /// The frame around some routes of a test.
    async fn framed_routes(folder: &tempfile::TempDir, routes: Vec<Route>) -> Router {
        let mut settings = Settings::for_tests(folder.path());
        settings.demo = true;
        settings.limits.request_seconds = NonZeroU32::MIN;
        let hromada = Hromada::open(settings, storage::IfMissing::Create).await.unwrap();
        hromada.desk.database.migrate().await.unwrap();
        framed(hromada, Arc::new(SiteAssets::default()), pages::router(routes))
    }

    async fn ask(router: &Router, path: &str) -> (StatusCode, String, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let answer: Response<Body> = router.clone().oneshot(request).await.unwrap();
        let (status, retry) = (answer.status(), answer.headers().get("retry-after").cloned());
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        let retry = retry.map_or(String::new(), |value| value.to_str().unwrap().to_owned());
        (status, retry, String::from_utf8(body.to_vec()).unwrap())
    }

    #[test]
    fn requests_are_counted_by_route_and_never_by_address() {
        let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
        let figures = recorder.handle();
        metrics::with_local_recorder(&recorder, || {
            for method in [Method::GET, Method::from_bytes(b"SPY").unwrap()] {
                Done {
                    method: &method,
                    route: "/cabinet/drafts/{id}/check",
                    status: StatusCode::OK,
                    took: Duration::from_millis(5),
                }
                .tell();
            }
        });
        let text = figures.render();
        for label in [
            "method=\"GET\"",
            "method=\"other\"",
            "route=\"/cabinet/drafts/{id}/check\"",
            "status=\"200\"",
        ] {
            assert!(text.contains(label), "{label} is not in {text}");
        }
        assert!(
            text.contains("hromada_request_seconds") && !text.contains("SPY"),
            "{text}"
        );
    }

    #[tokio::test]
    async fn a_handler_that_breaks_down_is_answered_with_a_page_and_the_next_request_works() {
        let folder = tempfile::tempdir().unwrap();
        let broken = Route::get("/broken", |request: PageRequest| async move {
            assert!(request.params.get("x").is_some(), "secret of a handler");
            Page::new("", || "").ok()
        });
        let whole = Route::get("/whole", |_| async { Page::new("Whole", || "whole").ok() });
        let router = framed_routes(&folder, vec![broken, whole]).await;
        let (status, _, text) = ask(&router, "/broken").await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(text.contains("У нас сталася помилка") && text.contains("Номер запиту"));
        assert!(!text.contains("secret"));
        assert_eq!(ask(&router, "/whole").await.0, StatusCode::OK);
    }

    #[tokio::test]
    async fn a_handler_that_takes_too_long_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let endless = Route::get("/endless", |_| async {
            std::future::pending::<()>().await;
            Page::new("", || "").ok()
        });
        let router = framed_routes(&folder, vec![endless]).await;
        let (status, retry, text) = ask(&router, "/en/endless").await;
        assert_eq!((status, retry.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "60"));
        assert!(text.contains("The answer took too long"), "{text}");
    }
}
