//! Mending the fields that the officer named, and only those.

use super::application::remarks;
use crate::cabinet::pages::command_page::Side;
use crate::cabinet::pages::done::code;
use crate::cabinet::pages::form::field::{Controls, field};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::cabinet::application::Command;
use domain::cabinet::form::{Answers, Field, Kind};
use domain::cabinet::view::{ApplicationView, HappenedKind, Mended, NewFile};
use domain::id::ApplicationId;
use domain::language::Bilingual;
use domain::{Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, ButtonLink, Checkbox, ErrorSummary, IconName, Notice, PageHeader, Tone};

/// The box by which the person insists that nothing is to be changed.
const SURE: &str = "_sure";

pub async fn show(request: PageRequest) -> Outcome {
    let application = open(&request).await?;
    if is_over(&application) {
        return Side::Applicant.see(&request, application.id);
    }
    page(&request, application, Errors::default()).ok()
}

/// Whether it was sent already, the button was pressed twice, or the case has moved on since the letter was written.
const fn is_over(application: &ApplicationView) -> bool {
    application.correction.is_none()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let mut application = open(&request).await?;
    if is_over(&application) {
        return Side::Applicant.see(&request, application.id);
    }
    let mut answers = Answers::default();
    for field in open_fields(&application)
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
    let mended = Mended {
        answers: answers.clone(),
        files,
        is_sure: request.form.is_ticked(SURE),
    };
    let version = request.form.version();
    let corrected = request
        .services
        .cabinet
        .correct(&request.actor, application.id, version, mended)
        .await;
    match corrected {
        Ok(()) => Answer::done(
            request.href(&format!("/cabinet/applications/{}", application.id)),
            code(HappenedKind::Did(Command::Correct)),
        ),
        Err(ServiceError::Invalid(errors)) => {
            for field in open_fields(&application)
                .iter()
                .filter(|field| field.kind != Kind::File)
            {
                application
                    .answers
                    .set(&field.code, answers.of(&field.code).to_vec());
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
    request.services.cabinet.application(&request.actor, id).await
}

/// The fields that can be changed, in the order of the form.
fn open_fields(application: &ApplicationView) -> Vec<Field> {
    let open = application.correction.as_ref().map(|one| one.open.as_slice());
    application
        .card
        .form
        .questions(&application.answers)
        .filter(|field| open.unwrap_or_default().contains(&field.code))
        .map(|field| in_full(application, field.into_owned()))
        .collect()
}

/// A field of an item says which item it belongs to: its group is not on the page.
fn in_full(application: &ApplicationView, mut field: Field) -> Field {
    let form = &application.card.form;
    if let (Some(uk), Some(en)) = (
        form.label(&field.code, Language::Uk),
        form.label(&field.code, Language::En),
    ) {
        field.label = Bilingual { uk, en };
    }
    field
}

fn page(request: &PageRequest, application: ApplicationView, errors: Errors) -> Page {
    let language = request.language;
    let base = format!("/cabinet/applications/{}", application.id);
    let (action, back) = (request.href(&format!("{base}/correction")), request.href(&base));
    let file_base = request.href(&format!("{base}/files"));
    Page::new(t::correction_title(language), move || {
        let fields = open_fields(&application);
        let visible: Vec<String> =
            application.card.form.visible(&application.answers).iter().map(|field| field.code.clone()).collect();
        let remark_of = |code: &str| {
            let remark = application.correction.iter().flat_map(|one| &one.fields).find(|one| one.field == code)?;
            Some(t::correction_reason(language, &remark.reason))
        };
        let is_same = errors.has(&Problem::NotChanged);
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
                    prefilled: &[],
                    remark: remark.as_deref(),
                };
                field(&controls, one, visible.contains(&one.code))
            })
            .collect();
        let enctype = if has_files { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
        let asked = remarks(language, &application);
        let version = application.version.to_string();
        let lines = errors.summary(|error| application.card.form.label(&error.field, language));
        view! {
            <ErrorSummary title=t::errors_title(language) errors=lines />
            <PageHeader title=t::correction_title(language) eyebrow=application.number.clone() lead=t::correction_lead(language) />
            <Notice tone=Tone::Info>{asked}</Notice>
            {has_files.then(|| view! { <p class="text-muted">{t::correction_files_replace(language)}</p> })}
            <form class="form container--narrow" method="post" action=action enctype=enctype novalidate>
                <input type="hidden" name="_version" value=version />
                {controls}
                {is_same.then(|| view! { <Checkbox name=SURE label=t::correction_sure(language) /> })}
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
