//! Mending the fields that the officer named, and only those.

use super::application::remarks;
use super::field::{Controls, field};
use super::words::summary;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::cabinet::application::rule;
use domain::cabinet::form::{Answers, Field, Kind};
use domain::cabinet::view::{ApplicationView, NewFile};
use domain::id::ApplicationId;
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, ButtonLink, ErrorSummary, IconName, Notice, PageHeader, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    let application = open(&request).await?;
    let errors = Errors::new(request.language, Vec::new());
    page(&request, application, errors).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let mut application = open(&request).await?;
    let mut answers = Answers::default();
    for field in named(&application)
        .iter()
        .filter(|field| field.kind != Kind::File)
    {
        answers.set(
            &field.code,
            request.form.fields.all(&field.code).map(str::to_owned).collect(),
        );
    }
    let files = request
        .form
        .files
        .iter()
        .map(|upload| NewFile {
            field: upload.field.clone(),
            name: upload.file_name.clone(),
            content: upload.content.clone(),
        })
        .collect();
    let version = request.form.text("_version").parse().unwrap_or(0);
    let corrected = request
        .services
        .cabinet
        .correct(&request.actor, application.id, version, &answers, files)
        .await;
    match corrected {
        Ok(()) => Answer::see(request.href(&format!("/cabinet/applications/{}", application.id))),
        Err(ServiceError::Invalid(errors)) => {
            for (code, values) in answers.0 {
                application.answers.set(&code, values);
            }
            page(&request, application, Errors::new(request.language, errors))
                .status(422)
                .ok()
        }
        Err(error) => Err(error),
    }
}

async fn open(request: &PageRequest) -> Result<ApplicationView, ServiceError> {
    let id: ApplicationId = request.param("id")?;
    let application = request.services.cabinet.application(&request.actor, id).await?;
    if application.correction.is_none() {
        return Err(ServiceError::Rule(rule::NO_CORRECTION_ASKED));
    }
    Ok(application)
}

/// The fields to mend, in the order of the form.
fn named(application: &ApplicationView) -> Vec<Field> {
    let remarks = application
        .correction
        .as_ref()
        .map(|correction| correction.fields.as_slice());
    application
        .card
        .form
        .fields()
        .filter(|field| {
            remarks
                .unwrap_or_default()
                .iter()
                .any(|remark| remark.field == field.code)
        })
        .cloned()
        .collect()
}

fn page(request: &PageRequest, application: ApplicationView, errors: Errors) -> Page {
    let language = request.language;
    let base = format!("/cabinet/applications/{}", application.id);
    let (action, back) = (request.href(&format!("{base}/correction")), request.href(&base));
    let file_base = request.href(&format!("{base}/files"));
    Page::new(t::correction_title(language), move || {
        let fields = named(&application);
        let remark_of = |code: &str| {
            let remark = application.correction.iter().flat_map(|one| &one.fields).find(|one| one.field == code)?;
            Some(t::correction_reason(language, &remark.reason))
        };
        let has_files = fields.iter().any(|field| field.kind == Kind::File);
        let controls: Vec<AnyView> = fields
            .iter()
            .map(|one| {
                let remark = remark_of(&one.code);
                let controls = Controls {
                    language,
                    answers: &application.answers,
                    errors: &errors,
                    files: &application.files,
                    file_base: &file_base,
                    today: application.today,
                    has_file_buttons: false,
                    remark: remark.as_deref(),
                };
                field(&controls, one, true)
            })
            .collect();
        let enctype = if has_files { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
        let asked = remarks(language, &application);
        let version = application.version.to_string();
        view! {
            <ErrorSummary title=t::errors_title(language) errors=summary(&errors) />
            <PageHeader title=t::correction_title(language) eyebrow=application.number.clone() lead=t::correction_lead(language) />
            <Notice tone=Tone::Info>{asked}</Notice>
            {has_files.then(|| view! { <p class="text-muted">{t::correction_files_replace(language)}</p> })}
            <form class="form container--narrow" method="post" action=action enctype=enctype novalidate>
                <input type="hidden" name="_version" value=version />
                {controls}
                <div class="form__actions">
                    <Button icon=IconName::Send>{t::correction_send(language)}</Button>
                    <ButtonLink href=back kind=ButtonKind::Secondary>{t::back(language)}</ButtonLink>
                </div>
            </form>
        }
    })
    .door(Door::Cabinet)
    .unlisted()
}
