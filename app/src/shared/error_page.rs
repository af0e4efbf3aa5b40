//! Pages that tell what went wrong and what to do.

use super::answer::{Answer, Page};
use super::link::href;
use super::request::PageRequest;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::errors as t;
use ui::{ButtonLink, ErrorState, HeadingLevel};

/// The page of an error that a form could not show at its fields.
#[must_use]
pub fn error_page(request: &PageRequest, error: &ServiceError) -> Page {
    let language = request.language;
    let (title, text) = match error {
        ServiceError::NotFound => (t::not_found(language), t::not_found_text(language)),
        ServiceError::Forbidden | ServiceError::SignInNeeded | ServiceError::SecondFactorNeeded => {
            (t::forbidden(language), t::forbidden_text(language))
        }
        ServiceError::Conflict => (t::conflict(language), t::conflict_text(language)),
        ServiceError::Rule(code) => (t::rule(language), locales::rule_text(language, code)),
        ServiceError::Invalid(_) => (t::invalid(language), t::invalid_text(language)),
        ServiceError::TooManyAttempts { .. } => (t::too_many(language), t::too_many_text(language)),
        ServiceError::Unavailable(_) => (t::unavailable(language), t::unavailable_text(language)),
        ServiceError::Internal(_) => (t::internal(language), t::internal_text(language)),
    };
    let (text, status) = (text.to_owned(), error.status());
    ErrorText { title, text, status }.page(language, &request.request_id)
}

/// What an error page says, whoever found the error.
pub(super) struct ErrorText {
    pub title: &'static str,
    pub text: String,
    pub status: u16,
}

impl ErrorText {
    /// The page, with the number by which the log knows the request.
    pub(super) fn page(self, language: Language, request_id: &str) -> Page {
        let Self { title, text, status } = self;
        let request = (t::request_id(language).to_owned(), request_id.to_owned());
        let (code, home) = (status.to_string(), href(language, "/"));
        Page::new(title, move || {
            view! {
                <ErrorState level=HeadingLevel::One title text code request>
                    <ButtonLink href=home>{t::to_home(language)}</ButtonLink>
                </ErrorState>
            }
        })
        .status(status)
        .unlisted()
    }
}

/// Turns an error into an answer: the way to sign in where that helps, an error page otherwise.
pub async fn on_error(request: &PageRequest, error: ServiceError) -> Answer {
    match error {
        ServiceError::SignInNeeded => crate::people::pages::sign_in_to_continue(request).await,
        ServiceError::SecondFactorNeeded => crate::people::pages::second_factor_to_continue(request).await,
        other => Answer::Page(error_page(request, &other)),
    }
}
