//! Choosing a language; the choice is kept in a cookie.

use super::is_own_path;
use crate::shared::{Answer, Outcome, PageRequest, href};
use domain::{Language, Problem, ServiceError};

pub async fn submit(request: PageRequest) -> Outcome {
    let language = Language::of_code(request.form.text("language"))
        .ok_or_else(|| ServiceError::field("language", Problem::NotAChoice))?;
    let next = request.form.text("next");
    let path = match next.strip_prefix("/en") {
        Some("") => "/",
        Some(rest) if rest.starts_with('/') => rest,
        _ => next,
    };
    let path = if is_own_path(path) { path } else { "/" };
    Ok(Answer::LanguageChosen {
        language,
        to: href(language, path),
    })
}
