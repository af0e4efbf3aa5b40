//! What the pages of accounts have in common.

use crate::shared::{Door, Errors, Page, PageRequest, Width};
use domain::{Language, Problem};
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
    let errors = summary(language, errors);
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
    let errors = summary(language, errors);
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

/// The errors of a form for its summary. An error that says the same at every field is told with the field's name.
pub fn summary(language: Language, errors: &Errors) -> Vec<FieldError> {
    errors.summary(|error| {
        let is_nameless = matches!(error.problem, Problem::Required | Problem::NotAChoice);
        let label = is_nameless.then(|| label(language, &error.field)).flatten();
        label.map(str::to_owned)
    })
}

/// What the forms of accounts call a field.
fn label(language: Language, field: &str) -> Option<&'static str> {
    Some(match field {
        "name" => t::name(language),
        "email" => t::email(language),
        "password" => t::password(language),
        "old" => t::old_password(language),
        "new" => t::new_password(language),
        "code" => t::code(language),
        "family_name" => t::family_name(language),
        "given_name" => t::given_name(language),
        "tax_number" => t::tax_number(language),
        "document" => t::document(language),
        "role" => t::role(language),
        "unit" => t::unit(language),
        _ => return None,
    })
}
