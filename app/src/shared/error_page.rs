//! Pages that tell what went wrong, what to do, and where one can go from there.

use super::answer::{Answer, Page};
use super::document::PageFrame;
use super::link::href;
use super::request::PageRequest;
use crate::people::pages::is_own_path;
use domain::{Actor, FieldError, Language, ServiceError};
use leptos::prelude::*;
use locales::errors as t;
use locales::format;
use ui::{ButtonKind, ButtonLink, ErrorState, HeadingLevel};

/// The page of an error that a form could not show at its fields.
#[must_use]
pub fn error_page(request: &PageRequest, error: &ServiceError) -> Page {
    let language = request.language;
    let (title, text) = match error {
        ServiceError::NotFound => (t::not_found(language), t::not_found_text(language).to_owned()),
        ServiceError::Forbidden | ServiceError::SignInNeeded | ServiceError::SecondFactorNeeded => {
            (t::forbidden(language), t::forbidden_text(language).to_owned())
        }
        ServiceError::Conflict => (t::conflict(language), t::conflict_text(language).to_owned()),
        ServiceError::Rule(code) => (t::rule(language), locales::rule_text(language, code).to_owned()),
        ServiceError::Invalid(errors) => (t::invalid(language), invalid_text(language, errors)),
        ServiceError::TooManyAttempts { retry_after_s } => {
            let wait = format::wait(language, *retry_after_s);
            (t::too_many(language), t::too_many_text(language, wait))
        }
        ServiceError::Unavailable(_) => (t::unavailable(language), t::unavailable_text(language).to_owned()),
        ServiceError::Internal(_) => (t::internal(language), t::internal_text(language).to_owned()),
    };
    let next = match error {
        ServiceError::NotFound => Next::Search,
        ServiceError::Conflict => Next::OpenAgain,
        ServiceError::TooManyAttempts { .. } | ServiceError::Unavailable(_) | ServiceError::Internal(_) => {
            Next::TryAgain
        }
        _ => Next::Back,
    };
    let status = error.status();
    ErrorText {
        title,
        text,
        status,
        next,
    }
    .page(&Place::of_request(request))
}

/// What is wrong, then what to do about it.
fn invalid_text(language: Language, errors: &[FieldError]) -> String {
    let mut told: Vec<String> = Vec::new();
    for error in errors {
        let text = format!("{}.", locales::problem_text(language, &error.problem));
        if !told.contains(&text) {
            told.push(text);
        }
    }
    told.push(t::invalid_text(language).to_owned());
    told.join(" ")
}

/// A text of the catalogue, in either language.
type Words = fn(Language) -> &'static str;

/// What helps the reader most, apart from the ways that every error page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Back,
    Search,
    /// The same page anew, to see what has changed.
    OpenAgain,
    /// The same page once more, where nothing was sent.
    TryAgain,
}

/// Where a reader stands who is told of an error.
pub(super) struct Place<'a> {
    actor: &'a Actor,
    language: Language,
    path: &'a str,
    query: String,
    is_form: bool,
    came_from: Option<&'a str>,
    request_id: &'a str,
}

impl<'a> Place<'a> {
    fn of_request(request: &'a PageRequest) -> Self {
        Self {
            actor: &request.actor,
            language: request.language,
            path: &request.path,
            query: request.query.encoded(),
            is_form: request.is_form,
            came_from: request.came_from.as_deref(),
            request_id: &request.request_id,
        }
    }

    pub(super) fn of_frame(frame: &'a PageFrame) -> Self {
        Self {
            actor: &frame.actor,
            language: frame.language,
            path: &frame.path,
            query: frame.query.clone(),
            is_form: frame.is_form,
            came_from: frame.came_from.as_deref(),
            request_id: &frame.request_id,
        }
    }

    /// The ways on, the most useful first; no address twice.
    fn ways(&self, next: Next) -> Vec<(String, &'static str)> {
        let language = self.language;
        let here = self.here();
        // Whoever came from this very page, as by a form, is led to it again; whoever only read it is not led in a circle.
        let back = self
            .came_from
            .filter(|came_from| is_own_path(came_from) && (self.is_form || *came_from != here))
            .map(str::to_owned);
        let mut ways = Vec::new();
        match next {
            Next::OpenAgain => {
                let address = back.clone().or_else(|| (!self.is_form).then(|| here.clone()));
                ways.extend(address.map(|address| (address, t::open_again(language))));
            }
            Next::TryAgain if !self.is_form && is_own_path(&here) => {
                ways.push((here, t::try_again(language)));
            }
            Next::TryAgain | Next::Back | Next::Search => {}
        }
        ways.extend(back.map(|address| (address, t::to_back(language))));
        if next == Next::Search {
            ways.push((href(language, "/search"), t::to_search(language)));
        }
        ways.extend(
            self.start()
                .map(|(path, label)| (href(language, path), label(language))),
        );
        ways.push((href(language, "/"), t::to_home(language)));
        let mut seen = Vec::new();
        ways.retain(|(address, _)| {
            let is_new = !seen.contains(address);
            seen.push(address.clone());
            is_new
        });
        ways
    }

    /// The address of this page, as it can be asked for again.
    fn here(&self) -> String {
        let path = href(self.language, self.path);
        if self.query.is_empty() {
            path
        } else {
            format!("{path}?{}", self.query)
        }
    }

    /// Where the part of the application begins that the reader is in, and what it is called.
    fn start(&self) -> Option<(&'static str, Words)> {
        let person = self.actor.signed_in();
        let is_staff = person.is_some_and(domain::actor::SignedIn::is_staff);
        let is_work = [
            "/operations",
            "/cabinet/queue",
            "/people/manage",
            "/people/verify",
        ]
        .iter()
        .any(|work| self.path.starts_with(work));
        if is_work {
            return is_staff.then_some(("/operations", t::to_work));
        }
        match self.path.split('/').nth(1)? {
            "cabinet" => Some(("/cabinet", t::to_cabinet)),
            "infrastructure" => Some(("/infrastructure", t::to_infrastructure)),
            "learning" => Some(("/learning", t::to_learning)),
            "opendata" => Some(("/opendata", t::to_open_data)),
            "people" if person.is_some() => Some(("/people/account", t::to_account)),
            "people" => Some(("/people/sign-in", t::to_sign_in)),
            _ => None,
        }
    }
}

/// What an error page says, whoever found the error.
pub(super) struct ErrorText {
    pub title: &'static str,
    pub text: String,
    pub status: u16,
    pub next: Next,
}

impl ErrorText {
    /// The page, with the ways on and the number by which the log knows the request.
    pub(super) fn page(self, place: &Place<'_>) -> Page {
        let Self {
            title,
            text,
            status,
            next,
        } = self;
        let request = (
            t::request_id(place.language).to_owned(),
            place.request_id.to_owned(),
        );
        let (code, ways) = (status.to_string(), place.ways(next));
        Page::new(title, move || {
            let buttons = ways
                .into_iter()
                .enumerate()
                .map(|(index, (address, label))| {
                    let kind = if index == 0 {
                        ButtonKind::Primary
                    } else {
                        ButtonKind::Secondary
                    };
                    view! { <ButtonLink href=address kind=kind>{label}</ButtonLink> }
                })
                .collect_view();
            view! {
                <ErrorState level=HeadingLevel::One title text code request>
                    {buttons}
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
