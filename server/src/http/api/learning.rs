//! Courses, lessons and answers for scripts. Keys and feedback come with the answer to an answer, never before.

use super::answer::{ApiResult, Json, actor};
use crate::http::HttpState;
use crate::http::session::{self, DEVICE};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use domain::learning::course::LessonPath;
use domain::learning::view::{AnswerInput, CourseView, Kept, LearningHome, LessonView, ModuleView};
use domain::{Language, Problem, ServiceError};
use serde::{Deserialize, Serialize};

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        .route("/api/learning/courses", get(home))
        .route("/api/learning/courses/{course}", get(course))
        .route("/api/learning/courses/{course}/{module}", get(module))
        .route("/api/learning/courses/{course}/{module}/{lesson}", get(lesson))
        .route(
            "/api/learning/courses/{course}/{module}/{lesson}/{screen}/read",
            post(read),
        )
        .route(
            "/api/learning/courses/{course}/{module}/{lesson}/{screen}/answer",
            post(answer),
        )
}

/// In which language texts are wanted; Ukrainian where nothing is said.
#[derive(Deserialize)]
struct Wanted {
    language: Option<String>,
}

impl Wanted {
    fn language(&self) -> Result<Language, ServiceError> {
        let code = self.language.as_deref().unwrap_or(Language::Uk.code());
        Language::of_code(code).ok_or_else(|| ServiceError::field("language", Problem::NotAChoice))
    }
}

async fn home(State(state): State<HttpState>, headers: HeaderMap) -> ApiResult<Json<LearningHome>> {
    let actor = actor(&state, &headers).await?;
    let learning = &state.hromada.services.learning;
    Ok(Json(learning.home(&actor, device(&headers)).await?))
}

async fn course(
    State(state): State<HttpState>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> ApiResult<Json<CourseView>> {
    let actor = actor(&state, &headers).await?;
    let learning = &state.hromada.services.learning;
    Ok(Json(learning.course(&actor, device(&headers), &code).await?))
}

async fn module(
    State(state): State<HttpState>,
    Path((course, module)): Path<(String, String)>,
    headers: HeaderMap,
) -> ApiResult<Json<ModuleView>> {
    let actor = actor(&state, &headers).await?;
    let learning = &state.hromada.services.learning;
    let view = learning
        .module(&actor, device(&headers), &course, &module)
        .await?;
    Ok(Json(view))
}

async fn lesson(
    State(state): State<HttpState>,
    Path((course, module, lesson)): Path<(String, String, String)>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> ApiResult<Json<LessonView>> {
    let language = wanted.language()?;
    let path = LessonPath::new(&course, &module, &lesson);
    let actor = actor(&state, &headers).await?;
    let learning = &state.hromada.services.learning;
    let view = learning.lesson(&actor, device(&headers), &path, language).await?;
    Ok(Json(view))
}

async fn read(
    State(state): State<HttpState>,
    Path((course, module, lesson, screen)): Path<(String, String, String, String)>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let path = LessonPath::new(&course, &module, &lesson);
    let actor = actor(&state, &headers).await?;
    let learning = &state.hromada.services.learning;
    let kept = learning
        .read_screen(&actor, device(&headers), &path, &screen)
        .await?;
    Ok(answer_of(kept))
}

async fn answer(
    State(state): State<HttpState>,
    Path((course, module, lesson, screen)): Path<(String, String, String, String)>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
    Json(input): Json<AnswerInput>,
) -> ApiResult<Response> {
    let language = wanted.language()?;
    let path = LessonPath::new(&course, &module, &lesson);
    let actor = actor(&state, &headers).await?;
    let learning = &state.hromada.services.learning;
    let kept = learning
        .answer(&actor, device(&headers), &path, &screen, &input, language)
        .await?;
    Ok(answer_of(kept))
}

fn device(headers: &HeaderMap) -> Option<&str> {
    session::cookie(headers, DEVICE)
}

/// The result, and the cookie of a device that became known by it.
fn answer_of<T: Serialize>(kept: Kept<T>) -> Response {
    let cookie = kept.new_device.and_then(|token| session::set(DEVICE, &token));
    let mut response = Json(kept.value).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
