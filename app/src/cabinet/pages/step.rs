//! One step of a form: a section of the card. Each step posts, is kept, is checked, and leads on.

use super::step_page::{Elsewhere, Shown, base, step_href, step_page};
use crate::shared::{Answer, Errors, Outcome, PageRequest};
use domain::cabinet::form::{Answers, Kind, Section, validate_section};
use domain::cabinet::view::{DraftView, NewFile, SaveDraft};
use domain::id::DraftId;
use domain::{FieldError, ServiceError};

/// What the person pressed.
enum Pressed {
    Next,
    Back,
    Leave,
    Upload,
    Remove { field: String, file: String },
}

impl Pressed {
    fn of(action: &str) -> Self {
        match action {
            "back" => Self::Back,
            "leave" => Self::Leave,
            "upload" => Self::Upload,
            other => match other
                .strip_prefix("remove:")
                .and_then(|rest| rest.split_once(':'))
            {
                Some((field, file)) => Self::Remove {
                    field: field.to_owned(),
                    file: file.to_owned(),
                },
                None => Self::Next,
            },
        }
    }
}

pub async fn show(request: PageRequest) -> Outcome {
    let draft = open(&request).await?;
    if let Some(application) = draft.application {
        return Answer::see(request.href(&format!("/cabinet/applications/{application}")));
    }
    let step = step_of(&request, &draft)?;
    let shown = Shown {
        step,
        errors: Errors::new(request.language, Vec::new()),
        has_more_questions: request.query.get("more").is_some(),
        elsewhere: None,
    };
    step_page(&request, draft, shown).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let before = open(&request).await?;
    let step = step_of(&request, &before)?;
    let section = before
        .card
        .form
        .sections
        .get(step)
        .ok_or(ServiceError::NotFound)?;
    let typed = typed(&request, section);
    let save = SaveDraft {
        version: request.form.text("_version").parse().unwrap_or(0),
        section: section.code.clone(),
        answers: typed.clone(),
    };
    let cabinet = &request.services.cabinet;
    match cabinet.save_draft(&request.actor, before.id, &save).await {
        Ok(_) => {}
        Err(ServiceError::Conflict) => {
            let now = cabinet.draft(&request.actor, before.id).await?;
            if is_saved_already(&now, step, &typed) {
                // What another window or a save without an answer kept is just what was posted now.
            } else {
                return conflict(&request, now, step, &typed);
            }
        }
        Err(ServiceError::Invalid(errors)) => return again(&request, before, step, &typed, errors),
        Err(error) => return Err(error),
    }
    let pressed = Pressed::of(request.form.text("_action"));
    let mut errors = attach(&request, before.id).await?;
    if let Pressed::Remove { field, file } = &pressed {
        let file = file.parse().map_err(|_| ServiceError::NotFound)?;
        cabinet.detach(&request.actor, before.id, field, file).await?;
    }
    let after = cabinet.draft(&request.actor, before.id).await?;
    let here = step_href(&request, after.id, step);
    match pressed {
        Pressed::Leave if errors.is_empty() => Answer::see(request.href("/cabinet?saved=1")),
        Pressed::Back if errors.is_empty() => Answer::see(previous(&request, &after, step)),
        Pressed::Upload | Pressed::Remove { .. } if errors.is_empty() => Answer::see(here),
        Pressed::Next => {
            let section = after.card.form.sections.get(step).ok_or(ServiceError::NotFound)?;
            for error in validate_section(&after.card.form, section, &after.answers, after.today) {
                if errors.iter().all(|other| other.field != error.field) {
                    errors.push(error);
                }
            }
            if errors.is_empty() {
                return Answer::see(next(&request, &after, step));
            }
            // A question that has only just appeared is no mistake of the person's.
            let was_visible = before.card.form.visible(&before.answers);
            let are_new = errors
                .iter()
                .all(|error| was_visible.iter().all(|field| field.code != error.field));
            if are_new && request.form.files.is_empty() {
                return Answer::see(format!("{here}?more=1"));
            }
            again(&request, after, step, &typed, errors)
        }
        Pressed::Leave | Pressed::Back | Pressed::Upload | Pressed::Remove { .. } => {
            again(&request, after, step, &typed, errors)
        }
    }
}

async fn open(request: &PageRequest) -> Result<DraftView, ServiceError> {
    let id: DraftId = request.param("id")?;
    request.services.cabinet.draft(&request.actor, id).await
}

/// The index of the section that the address names; steps are counted from 1.
fn step_of(request: &PageRequest, draft: &DraftView) -> Result<usize, ServiceError> {
    let number: usize = request.param("step")?;
    number
        .checked_sub(1)
        .filter(|index| *index < draft.card.form.sections.len())
        .ok_or(ServiceError::NotFound)
}

/// The posted values of the fields of a section.
pub fn typed(request: &PageRequest, section: &Section) -> Answers {
    let mut typed = Answers::default();
    for field in section.fields.iter().filter(|field| field.kind != Kind::File) {
        typed.set(
            &field.code,
            request.form.fields.all(&field.code).map(str::to_owned).collect(),
        );
    }
    typed
}

/// Attaches the posted files; says what is wrong with those that were not accepted.
async fn attach(request: &PageRequest, draft: DraftId) -> Result<Vec<FieldError>, ServiceError> {
    let mut errors = Vec::new();
    for upload in &request.form.files {
        let file = NewFile {
            field: upload.field.clone(),
            name: upload.file_name.clone(),
            content: upload.content.clone(),
        };
        match request.services.cabinet.attach(&request.actor, draft, file).await {
            Ok(_) => {}
            Err(ServiceError::Invalid(others)) => errors.extend(others),
            Err(error) => return Err(error),
        }
    }
    Ok(errors)
}

/// The same step with what was typed and what is wrong with it.
fn again(
    request: &PageRequest,
    mut draft: DraftView,
    step: usize,
    typed: &Answers,
    errors: Vec<FieldError>,
) -> Outcome {
    for (code, values) in &typed.0 {
        draft.answers.set(code, values.clone());
    }
    let shown = Shown {
        step,
        errors: Errors::new(request.language, errors),
        has_more_questions: false,
        elsewhere: None,
    };
    step_page(request, draft, shown).status(422).ok()
}

/// Another device was faster: both versions are shown, and the next save decides.
fn conflict(request: &PageRequest, mut draft: DraftView, step: usize, typed: &Answers) -> Outcome {
    let section = draft.card.form.sections.get(step).ok_or(ServiceError::NotFound)?;
    let elsewhere = section
        .fields
        .iter()
        .filter(|field| field.kind != Kind::File && draft.answers.of(&field.code) != typed.of(&field.code))
        .map(|field| Elsewhere {
            field: field.clone(),
            saved: draft.answers.of(&field.code).to_vec(),
        })
        .collect();
    let codes: Vec<String> = section
        .fields
        .iter()
        .filter(|field| field.kind != Kind::File)
        .map(|field| field.code.clone())
        .collect();
    for code in codes {
        draft.answers.set(&code, typed.of(&code).to_vec());
    }
    let shown = Shown {
        step,
        errors: Errors::new(request.language, Vec::new()),
        has_more_questions: false,
        elsewhere: Some(elsewhere),
    };
    step_page(request, draft, shown).status(409).ok()
}

/// Whether the section of a draft holds these answers already.
fn is_saved_already(draft: &DraftView, step: usize, typed: &Answers) -> bool {
    draft.application.is_none()
        && draft.card.form.sections.get(step).is_some_and(|section| {
            section
                .fields
                .iter()
                .filter(|field| field.kind != Kind::File)
                .all(|field| draft.answers.of(&field.code) == typed.of(&field.code))
        })
}

/// The next section that has something to ask, or the check of all answers.
fn next(request: &PageRequest, draft: &DraftView, step: usize) -> String {
    (step + 1..draft.card.form.sections.len())
        .find(|index| is_asked(draft, *index))
        .map_or_else(
            || request.href(&format!("{}/check", base(draft.id))),
            |index| step_href(request, draft.id, index),
        )
}

fn previous(request: &PageRequest, draft: &DraftView, step: usize) -> String {
    (0..step).rev().find(|index| is_asked(draft, *index)).map_or_else(
        || request.href(&format!("/cabinet/services/{}", draft.card.code)),
        |index| step_href(request, draft.id, index),
    )
}

/// Whether a section shows any field with these answers.
pub fn is_asked(draft: &DraftView, index: usize) -> bool {
    let visible = draft.card.form.visible(&draft.answers);
    draft.card.form.sections.get(index).is_some_and(|section| {
        section
            .fields
            .iter()
            .any(|field| visible.iter().any(|shown| shown.code == field.code))
    })
}
