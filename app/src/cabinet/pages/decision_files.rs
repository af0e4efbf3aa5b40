//! Files that go along with a decision: chosen in the form, kept by a tick until it is sent, and given out below the text.
//!
//! A browser sends a file once. What came with a form that was refused is kept at once, and stands in the form with a tick.

use super::answers::file_link;
use super::command_page::Shown;
use crate::shared::{Form, PageRequest, Pairs};
use domain::cabinet::application::Command;
use domain::cabinet::form::FileKind;
use domain::cabinet::view::{AttachedFile, NewFile};
use domain::id::{ApplicationId, FileId};
use domain::{FieldError, Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::{cabinet as t, decision as d, format};
use ui::{Button, ButtonKind, CheckboxGroup, Choice, Fieldset, FileDrop, IconName, Notice, Tone};

/// The button that only attaches what was chosen.
pub const ATTACH: &str = "attach";
/// The field of files that are sent now.
pub const NEW: &str = "files";
/// The field of files that were sent before.
const KEPT: &str = "kept_files";

/// Takes the files of the form in: from now on it holds them by their ids.
///
/// # Errors
/// What is wrong with a file, at its field.
pub async fn receive(request: &mut PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
    let mut errors: Vec<FieldError> = Vec::new();
    for upload in std::mem::take(&mut request.form.files) {
        let file = NewFile {
            field: upload.field,
            name: upload.file_name,
            content: upload.content,
        };
        let cabinet = &request.services.cabinet;
        match cabinet.attach_to_decision(&request.actor, id, file).await {
            Ok(file) => request.form.fields.0.push((KEPT.to_owned(), file.to_string())),
            Err(ServiceError::Invalid(others)) => {
                for error in others {
                    if !errors.contains(&error) {
                        errors.push(error);
                    }
                }
            }
            // Nothing can be decided now: what the form asks for is told so, with its reason.
            Err(ServiceError::Rule(_)) => break,
            Err(error) => return Err(error),
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(ServiceError::Invalid(errors))
    }
}

/// The files that are to go along.
pub fn kept(form: &Form) -> Vec<FileId> {
    form.fields.all(KEPT).filter_map(|id| id.parse().ok()).collect()
}

/// The form after the button that only attaches.
///
/// # Errors
/// When there is no file.
pub fn attached(form: &Form) -> Result<Pairs, FieldError> {
    if kept(form).is_empty() {
        Err(FieldError::new(NEW, Problem::FileMissing))
    } else {
        Ok(form.fields.clone())
    }
}

/// What a file field of the form is called.
pub fn label(language: Language, field: &str) -> Option<&'static str> {
    (field == NEW).then(|| d::files_add(language))
}

/// The files that stand in the form, and the place for more.
pub fn picker(shown: &Shown<'_>, before: &[AttachedFile]) -> AnyView {
    let (language, case) = (shown.language, shown.application);
    if !case.offers(Command::SendForApproval) {
        return ().into_any();
    }
    let known = case.papers.iter();
    let chosen: Vec<&AttachedFile> = if shown.is_posted() {
        let ids: Vec<&str> = shown.typed.all(KEPT).collect();
        known
            .filter(|file| ids.contains(&file.id.to_string().as_str()))
            .collect()
    } else {
        before.iter().collect()
    };
    let choices: Vec<Choice> = chosen
        .iter()
        .map(|file| {
            let size = format::bytes(language, file.size_bytes);
            Choice::new(file.id.to_string(), format!("{}, {size}", file.name))
        })
        .collect();
    let values: Vec<String> = chosen.iter().map(|file| file.id.to_string()).collect();
    let is_attached = shown.text("_action") == ATTACH && shown.errors.is_empty();
    let list = (!choices.is_empty()).then(|| {
        view! {
            <CheckboxGroup name=KEPT label=d::files_kept(language) hint=d::files_kept_hint(language) choices values />
        }
    });
    let kinds = [FileKind::Pdf, FileKind::Image, FileKind::Office];
    let names = [
        t::file_kind_pdf(language),
        t::file_kind_image(language),
        t::file_kind_office(language),
    ];
    let limits = t::file_hint(
        language,
        names.join(", "),
        format::bytes(language, super::form::field::MOST_FILE_BYTES),
    );
    let accept = kinds.map(FileKind::extensions).join(",");
    let error = shown.errors.of(NEW);
    view! {
        <Fieldset legend=d::files_title(language) hint=d::files_hint(language)>
            {is_attached.then(|| view! {
                <Notice tone=Tone::Success is_announced=true><p>{d::files_attached(language)}</p></Notice>
            })}
            {list}
            <FileDrop name=NEW label=d::files_add(language) hint=limits error accept is_multiple=true is_optional=true />
            <div>
                <Button name="_action" value=ATTACH kind=ButtonKind::Secondary icon=IconName::Upload>
                    {d::files_attach(language)}
                </Button>
            </div>
        </Fieldset>
    }
    .into_any()
}

/// The files of a decision or of a draft, each to be saved; nothing where there are none.
pub fn links(language: Language, id: ApplicationId, files: &[AttachedFile]) -> Option<AnyView> {
    let base = format!("{}/cabinet/applications/{id}/decision-files", language.prefix());
    let lines: Vec<AnyView> = files
        .iter()
        .map(|file| view! { <li>{file_link(language, file, &base)}</li> }.into_any())
        .collect();
    (!lines.is_empty()).then(|| view! { <ul class="list-plain">{lines}</ul> }.into_any())
}
