//! What the pages of accounts have in common.

use crate::shared::{Door, Errors, Page, PageRequest, Width};
use domain::{Language, Problem};
use leptos::prelude::*;
use locales::people as t;
use ui::{
    Breadcrumbs, Button, ButtonKind, ButtonLink, Crumb, EmptyState, ErrorSummary, FieldError, HeadingLevel,
    IconName, Notice, PageHeader, Tone,
};

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

/// A text of the catalogue, in either language.
type Words = fn(Language) -> &'static str;

/// Tells after a redirect what has been done; `?done=CODE` says which of the words it is.
pub fn done(request: &PageRequest, words: &[(&str, Words)]) -> Option<impl IntoView + use<>> {
    let asked = request.done()?;
    let (_, text) = words.iter().find(|(code, _)| *code == asked)?;
    let text = text(request.language);
    Some(view! { <Notice tone=Tone::Success is_announced=true>{text}</Notice> })
}

/// The page of a link in a mail that leads nowhere any more: used, too old, or broken on its way. Offers ways on.
pub fn worn_out_page(request: &PageRequest, text: &'static str, ways: [(&str, &'static str); 2]) -> Page {
    let language = request.language;
    let [(first, first_label), (second, second_label)] =
        ways.map(|(path, label)| (request.href(path), label));
    let title = t::link_worn_out(language);
    Page::new(title, move || {
        view! {
            <EmptyState title level=HeadingLevel::One text icon=IconName::Clock>
                <ButtonLink href=first>{first_label}</ButtonLink>
                <ButtonLink href=second kind=ButtonKind::Secondary>{second_label}</ButtonLink>
            </EmptyState>
        }
    })
    .door(Door::Account)
    .width(Width::Narrow)
    .unlisted()
    .status(410)
}

/// What is asked once more before it is done.
pub struct Question {
    pub title: String,
    pub lead: String,
    /// What else is worth knowing before one says yes.
    pub notes: Vec<String>,
    /// What the button says.
    pub yes: &'static str,
    pub is_danger: bool,
    /// Where yes is posted, and with what.
    pub action: String,
    pub fields: Vec<(&'static str, String)>,
    pub back: String,
    pub door: Door,
}

/// Asks once more, on a page of its own: that works without scripts, and nothing is done by a slip of the finger.
pub fn question_page(language: Language, question: Question) -> Page {
    let Question {
        title,
        lead,
        notes,
        yes,
        is_danger,
        action,
        fields,
        back,
        door,
    } = question;
    let kind = if is_danger {
        ButtonKind::Danger
    } else {
        ButtonKind::Primary
    };
    Page::new(title.clone(), move || {
        let hidden = fields
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view();
        let notes = notes
            .into_iter()
            .map(|note| view! { <p class="measure">{note}</p> })
            .collect_view();
        view! {
            <PageHeader title=title lead=lead />
            {notes}
            <form class="form" method="post" action=action>
                {hidden}
                <div class="form__actions">
                    <Button kind=kind>{yes}</Button>
                    <ButtonLink href=back kind=ButtonKind::Secondary>{t::no_go_back(language)}</ButtonLink>
                </div>
            </form>
        }
    })
    .door(door)
    .width(Width::Narrow)
    .unlisted()
}

/// The errors of a form for its summary. An error that says the same at every field is told with the field's name.
pub fn summary(language: Language, errors: &Errors) -> Vec<FieldError> {
    errors.summary(|error| {
        let is_nameless = matches!(
            error.problem,
            Problem::Required
                | Problem::NotAChoice
                | Problem::TooShort { .. }
                | Problem::TooLong { .. }
                | Problem::ControlCharacters
        );
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
        "street" => t::street(language),
        _ => return None,
    })
}
