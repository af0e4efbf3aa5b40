//! An official publishes a release of the open data.

use super::import::faults;
use super::release::{crumbs, page_address};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::infrastructure::ProjectId;
use domain::infrastructure::import::ImportReport;
use domain::infrastructure::release::{LONGEST_NOTE, Publication, Release};
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{Button, ErrorSummary, IconName, Notice, PageHeader, TextArea, Tone};

const ADDRESS: &str = "/opendata/releases/new";

pub async fn show(request: PageRequest) -> Outcome {
    // Asked before the form is shown: only to refuse those who may not publish before they write.
    request.services.infrastructure.may_publish(&request.actor)?;
    page(request, State::default()).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let note = request.form.text("note").to_owned();
    let published = request
        .services
        .infrastructure
        .publish_release(&request.actor, &note)
        .await;
    let language = request.language;
    let state = match published {
        Ok(Publication::Published(release)) => {
            let address = page_address(&release.name);
            return Answer::see(request.href(&format!("{address}?published=1")));
        }
        Ok(Publication::Unchanged(latest)) => State {
            unchanged: Some(latest),
            ..State::default()
        },
        Ok(Publication::Refused { report, projects }) => State {
            refused: Some((report, projects)),
            ..State::default()
        },
        Err(ServiceError::Invalid(errors)) => State {
            errors: Errors::new(language, errors),
            ..State::default()
        },
        // Somebody changes projects at this moment: what was typed must not be lost.
        Err(ServiceError::Conflict) => State {
            is_disturbed: true,
            ..State::default()
        },
        Err(error) => return Err(error),
    };
    let status = if state.is_disturbed { 409 } else { 422 };
    page(request, State { note, ..state }).status(status).ok()
}

/// What was typed, and why it was not published.
#[derive(Default)]
struct State {
    note: String,
    errors: Errors,
    unchanged: Option<Release>,
    refused: Option<(ImportReport, Vec<Option<ProjectId>>)>,
    is_disturbed: bool,
}

fn page(request: PageRequest, state: State) -> Page {
    let language = request.language;
    Page::new(t::publish_title(language), move || {
        let summary: Vec<ui::FieldError> = state
            .errors
            .summary(|_| Some(t::publish_note(language).to_owned()));
        let unchanged = state.unchanged.as_ref().map(|latest| {
            let href = request.href(&page_address(&latest.name));
            let text = t::publish_unchanged(language, &latest.name);
            let title = t::release_title(language, &latest.name);
            view! {
                <Notice tone=Tone::Warning is_announced=true>
                    <p>{text} " " <a href=href>{title}</a></p>
                </Notice>
            }
        });
        let disturbed = state.is_disturbed.then(|| {
            view! { <Notice tone=Tone::Warning is_announced=true>{t::publish_disturbed(language)}</Notice> }
        });
        let refused = state
            .refused
            .as_ref()
            .map(|(report, projects)| faults(language, report, projects, t::publish_nothing(language)));
        let action = request.href(ADDRESS);
        let error = state.errors.of("note");
        view! {
            {crumbs(&request, t::publish_title(language))}
            <PageHeader title=t::publish_title(language) lead=t::publish_lead(language) />
            <ErrorSummary title=t::errors_title(language) errors=summary />
            {unchanged}
            {disturbed}
            {refused}
            <form class="form" method="post" action=action novalidate>
                <TextArea name="note" label=t::publish_note(language) hint=t::publish_note_hint(language)
                    value=state.note.clone() error=error rows=3 max_length=LONGEST_NOTE is_required=true />
                <div class="form__actions"><Button icon=IconName::Check>{t::publish_send(language)}</Button></div>
                <p class="text-muted text-small">{t::publish_send_note(language)}</p>
            </form>
        }
    })
    .door(Door::Work)
    .unlisted()
}
