//! Asking the applicant to mend fields, each with its reason.

use super::answers::answer;
use super::meanwhile::meanwhile;
use super::words::summary;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::cabinet::application::State;
use domain::cabinet::form::Kind;
use domain::cabinet::view::{ApplicationView, FieldRemark};
use domain::id::ApplicationId;
use domain::{Problem, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, ButtonLink, ErrorSummary, FieldError, IconName, PageHeader, TextArea};

const PREFIX: &str = "remark_";

pub async fn show(request: PageRequest) -> Outcome {
    let case = open(&request).await?;
    page(&request, case, Errors::new(request.language, Vec::new()), false).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let remarks: Vec<FieldRemark> = request
        .form
        .fields
        .0
        .iter()
        .filter(|(_, reason)| !reason.trim().is_empty())
        .filter_map(|(name, reason)| {
            Some(FieldRemark {
                field: name.strip_prefix(PREFIX)?.to_owned(),
                reason: reason.clone(),
            })
        })
        .collect();
    let version = request.form.text("_version").parse().unwrap_or(0);
    let asked = request
        .services
        .cabinet
        .request_correction(&request.actor, id, version, &remarks)
        .await;
    match asked {
        Ok(()) => Answer::see(request.href(&format!("/cabinet/queue/{id}"))),
        Err(ServiceError::Invalid(errors)) => {
            let case = open(&request).await?;
            page(&request, case, Errors::new(request.language, errors), false)
                .status(422)
                .ok()
        }
        Err(ServiceError::Conflict) => {
            let case = open(&request).await?;
            let is_asked_already =
                case.is_taken_by_reader
                    && case.correction.as_ref().is_some_and(|awaited| {
                        awaited.fields.len() == remarks.len()
                            && awaited.fields.iter().zip(&remarks).all(|(one, other)| {
                                one.field == other.field && one.reason == other.reason.trim()
                            })
                    });
            if is_asked_already {
                return Answer::see(request.href(&format!("/cabinet/queue/{id}")));
            }
            let no_errors = Errors::new(request.language, Vec::new());
            page(&request, case, no_errors, true).status(409).ok()
        }
        Err(error) => Err(error),
    }
}

async fn open(request: &PageRequest) -> Result<ApplicationView, ServiceError> {
    let id: ApplicationId = request.param("id")?;
    request.services.cabinet.case(&request.actor, id).await
}

fn page(request: &PageRequest, case: ApplicationView, errors: Errors, is_changed: bool) -> Page {
    let language = request.language;
    let here = format!("/cabinet/queue/{}", case.id);
    let (action, back) = (request.href(&format!("{here}/correction")), request.href(&here));
    let title = t::ask_title(language, &case.number);
    let typed = request.form.fields.clone();
    Page::new(title.clone(), move || {
        let visible = case.card.form.visible(&case.answers);
        let first = visible.first().map(|field| format!("{PREFIX}{}", field.code)).unwrap_or_default();
        // «Explain at least one» leads to the first field: there is none of its own.
        let has_nothing = errors.of("fields") == Some(locales::problem_text(language, &Problem::Required));
        let lines: Vec<FieldError> = if has_nothing {
            vec![FieldError::new(first, t::ask_nothing(language))]
        } else {
            summary(&errors)
        };
        let changed = is_changed.then(|| meanwhile(language, &case, true));
        let can_send = case.state == State::InReview && case.is_taken_by_reader;
        let fields: Vec<AnyView> = visible
            .iter()
            .filter(|field| field.can_be_mended())
            .map(|field| {
                let name = format!("{PREFIX}{}", field.code);
                let value = typed.get(&name).unwrap_or_default().to_owned();
                let given = answer(language, field, case.answers.of(&field.code));
                let given = if field.kind == Kind::File {
                    String::new()
                } else {
                    format!("«{}». ", given.join(" "))
                };
                let hint = format!("{given}{}", t::ask_hint(language));
                let label = t::ask_field(language, case.card.form.label(&field.code, language).unwrap_or_default());
                let error = errors.of(&name);
                view! { <TextArea name=name label=label hint=hint error=error value=value rows=2 max_length=1_000_u32 is_optional=true /> }
                    .into_any()
            })
            .collect();
        view! {
            <ErrorSummary title=t::errors_title(language) errors=lines />
            {changed}
            <PageHeader title=title lead=t::ask_lead(language) />
            <form class="form container--narrow" method="post" action=action novalidate>
                <input type="hidden" name="_version" value=case.version.to_string() />
                {fields}
                <div class="form__actions">
                    {can_send.then(|| view! { <Button icon=IconName::Send>{t::ask_send(language)}</Button> })}
                    <ButtonLink href=back kind=ButtonKind::Secondary>{t::back(language)}</ButtonLink>
                </div>
            </form>
        }
    })
    .door(Door::Work)
    .unlisted()
}
