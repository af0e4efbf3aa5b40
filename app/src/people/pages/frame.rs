//! What the pages of accounts have in common.

use crate::shared::{Door, Errors, Page, PageRequest, Width};
use leptos::prelude::*;
use locales::people as t;
use ui::{Breadcrumbs, Crumb, ErrorSummary, FieldError, PageHeader};

/// A narrow page with a heading, the errors of its form, and its content.
pub fn form_page<View: IntoView + 'static>(
    request: &PageRequest,
    title: &'static str,
    lead: &'static str,
    errors: &Errors,
    content: impl FnOnce() -> View + Send + 'static,
) -> Page {
    let language = request.language;
    let errors = summary(errors);
    Page::new(title, move || {
        view! {
            <PageHeader title=title lead=lead />
            <ErrorSummary title=t::errors_title(language) errors=errors />
            {content()}
        }
    })
    .door(Door::Account)
    .width(Width::Narrow)
    .unlisted()
}

/// A page below the account page, with the way back.
pub fn account_page<View: IntoView + 'static>(
    request: &PageRequest,
    title: &'static str,
    lead: &'static str,
    errors: &Errors,
    content: impl FnOnce() -> View + Send + 'static,
) -> Page {
    let language = request.language;
    let errors = summary(errors);
    let account = request.href("/people/account");
    Page::new(title, move || {
        let crumbs = vec![
            Crumb::link(t::account_title(language), account),
            Crumb::here(title),
        ];
        view! {
            <Breadcrumbs label=t::breadcrumbs(language) items=crumbs />
            <PageHeader title=title lead=lead />
            <ErrorSummary title=t::errors_title(language) errors=errors />
            {content()}
        }
    })
    .door(Door::Account)
    .width(Width::Narrow)
    .unlisted()
}

/// The errors of a form for its summary.
fn summary(errors: &Errors) -> Vec<FieldError> {
    errors
        .all()
        .into_iter()
        .map(|(field, message)| FieldError::new(field, message))
        .collect()
}
