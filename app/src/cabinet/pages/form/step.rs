//! One step of a form: a section of the card. Each step posts, is kept, is checked, and leads on.

use super::step_page::{Elsewhere, Shown, base, step_href, step_page};
use crate::shared::{Answer, Errors, Outcome, PageRequest};
use domain::cabinet::form::{Answers, Form, Kind, Section, validate_section};
use domain::cabinet::view::{DraftView, NewFile, SaveDraft};
use domain::id::DraftId;
use domain::learning::training::BACK;
use domain::link::query;
use domain::{FieldError, ServiceError};

/// What the person pressed.
pub enum Pressed {
    Next,
    Back,
    Leave,
    /// To the lesson about such forms; what is typed is kept.
    Teach,
    Upload,
    Remove {
        field: String,
        file: String,
    },
    AddItem {
        group: String,
    },
    DropItem {
        group: String,
        item: usize,
    },
}

impl Pressed {
    pub fn of(action: &str) -> Self {
        match action {
            "back" => Self::Back,
            "leave" => Self::Leave,
            "teach" => Self::Teach,
            "upload" => Self::Upload,
            other => Self::on_field(other).unwrap_or(Self::Next),
        }
    }

    /// The buttons that say which field they are about: `remove:photo:<file>`, `add:children`, `drop:children:2`.
    fn on_field(action: &str) -> Option<Self> {
        let (verb, rest) = action.split_once(':')?;
        let (field, what) = rest.split_once(':').unwrap_or((rest, ""));
        let field = field.to_owned();
        match verb {
            "remove" => Some(Self::Remove {
                field,
                file: what.to_owned(),
            }),
            "add" => Some(Self::AddItem { group: field }),
            "drop" => Some(Self::DropItem {
                group: field,
                item: what.parse().ok()?,
            }),
            _ => None,
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
        errors: Errors::default(),
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
    let mut typed = typed(&request, section);
    let pressed = Pressed::of(request.form.text("_action"));
    match &pressed {
        Pressed::AddItem { group } => section.add_item(&mut typed, group),
        Pressed::DropItem { group, item } => section.drop_item(&mut typed, group, *item),
        Pressed::Next
        | Pressed::Back
        | Pressed::Leave
        | Pressed::Teach
        | Pressed::Upload
        | Pressed::Remove { .. } => {}
    }
    let save = SaveDraft {
        version: request.form.version(),
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
    let mut errors = attach(&request, before.id).await?;
    if let Pressed::Remove { field, file } = &pressed {
        let file = file.parse().map_err(|_| ServiceError::NotFound)?;
        cabinet.detach(&request.actor, before.id, field, file).await?;
    }
    let after = cabinet.draft(&request.actor, before.id).await?;
    let here = step_href(&request, after.id, step);
    match pressed {
        Pressed::Leave if errors.is_empty() => Answer::see(request.href("/cabinet?saved=1")),
        Pressed::Teach if errors.is_empty() => Answer::see(lesson(&request, &after, step)?),
        Pressed::Back if errors.is_empty() => Answer::see(previous(&request, &after, step)),
        Pressed::Upload | Pressed::Remove { .. } if errors.is_empty() => Answer::see(here),
        Pressed::AddItem { group } | Pressed::DropItem { group, .. } if errors.is_empty() => {
            Answer::see(format!("{here}#{group}"))
        }
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
        Pressed::Leave
        | Pressed::Teach
        | Pressed::Back
        | Pressed::Upload
        | Pressed::Remove { .. }
        | Pressed::AddItem { .. }
        | Pressed::DropItem { .. } => again(&request, after, step, &typed, errors),
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
    let posted = |name: &str| request.form.fields.all(name).map(str::to_owned).collect();
    let mut typed = Answers::default();
    // The numbers of items first: they tell which other names there are.
    for field in section.fields.iter().filter(|field| field.kind == Kind::Group) {
        typed.set(&field.code, posted(&field.code));
    }
    for name in section.names(&typed) {
        typed.set(&name, posted(&name));
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
    put_typed(&mut draft, step, typed);
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
    let form = &draft.card.form;
    let section = form.sections.get(step).ok_or(ServiceError::NotFound)?;
    let elsewhere = names(section, &draft.answers, typed)
        .into_iter()
        .filter(|code| draft.answers.of(code) != typed.of(code))
        .filter_map(|code| {
            Some(Elsewhere {
                field: form.field(&code)?.into_owned(),
                label: form.label(&code, request.language)?,
                saved: draft.answers.of(&code).to_vec(),
            })
        })
        .collect();
    put_typed(&mut draft, step, typed);
    let shown = Shown {
        step,
        errors: Errors::default(),
        has_more_questions: false,
        elsewhere: Some(elsewhere),
    };
    step_page(request, draft, shown).status(409).ok()
}

/// Whether the section of a draft holds these answers already.
fn is_saved_already(draft: &DraftView, step: usize, typed: &Answers) -> bool {
    draft.application.is_none()
        && draft.card.form.sections.get(step).is_some_and(|section| {
            names(section, &draft.answers, typed)
                .iter()
                .all(|code| draft.answers.of(code) == typed.of(code))
        })
}

/// Everything that the section holds with the one or the other answers.
fn names(section: &Section, stored: &Answers, typed: &Answers) -> Vec<String> {
    let mut names = section.names(stored);
    for name in section.names(typed) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Shows what was typed in the place of what is stored.
fn put_typed(draft: &mut DraftView, step: usize, typed: &Answers) {
    if let Some(section) = draft.card.form.sections.get(step) {
        section.replace(&mut draft.answers, typed);
    }
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

/// The lesson that teaches such a form, with the way back to this step.
fn lesson(request: &PageRequest, draft: &DraftView, step: usize) -> Result<String, ServiceError> {
    let place = request.services.training.place_for(&draft.card.code);
    let place = place.ok_or(ServiceError::NotFound)?;
    let here = format!("{}/steps/{}", base(draft.id), step + 1);
    let back = query(&[(BACK, here)]);
    Ok(request.href(&format!(
        "/learning/courses/{}/{}?{back}",
        place.lesson, place.screen
    )))
}

/// Whether a section shows any field with these answers.
fn is_asked(draft: &DraftView, index: usize) -> bool {
    asks(&draft.card.form, &draft.answers, index)
}

/// The same of any form.
pub fn asks(form: &Form, answers: &Answers, index: usize) -> bool {
    let visible = form.visible(answers);
    form.sections
        .get(index)
        .is_some_and(|section| visible.iter().any(|shown| section.holds(&shown.code)))
}
