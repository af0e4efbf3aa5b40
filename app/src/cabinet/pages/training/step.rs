//! One step of the form on the training copy: the same fields, rules and order as in the real cabinet.

use super::{address, data_here, device, filling, open, page, see_standing, step_address};
use crate::cabinet::pages::form::field::{Controls, question};
use crate::cabinet::pages::form::step::{Pressed, asks, typed};
use crate::cabinet::pages::form::step_page::{Filled, line_of_steps};
use crate::cabinet::pages::words::enter_goes_on;
use crate::shared::{Answer, Errors, Outcome, Page, PageRequest};
use domain::cabinet::form::{Answers, Section, validate_section};
use domain::learning::training::TrainingView;
use domain::{FieldError, ServiceError};
use leptos::prelude::*;
use locales::{cabinet as c, training as t};
use ui::{Button, ButtonKind, ErrorSummary, IconName, Notice, PageHeader, Stepper, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    let view = open(&request).await?;
    let Some(attempt) = filling(&view) else {
        return see_standing(&request, &view);
    };
    let answers = attempt.answers.clone();
    let step = step_of(&request, &view)?;
    step_page(&request, view, step, answers, Vec::new())?.ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let before = open(&request).await?;
    let Some(was) = filling(&before) else {
        return see_standing(&request, &before);
    };
    let step = step_of(&request, &before)?;
    let task = before.task.id.as_str();
    let section = section(&before, step)?;
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
    let training = &request.services.training;
    let saved = training
        .save(&request.actor, device(&request), task, &section.code, &typed)
        .await;
    let mut answers = was.answers.clone();
    section.replace(&mut answers, &typed);
    match saved {
        Ok(()) => {}
        Err(ServiceError::Invalid(errors)) => {
            return step_page(&request, before, step, answers, errors)?
                .status(422)
                .ok();
        }
        Err(error) => return Err(error),
    }
    let here = step_address(&request, task, step);
    let form = &before.card.form;
    match pressed {
        Pressed::Leave | Pressed::Teach => Answer::see(address(&request, task, "")),
        Pressed::Back => Answer::see(
            (0..step)
                .rev()
                .find(|index| asks(form, &answers, *index))
                .map_or_else(
                    || address(&request, task, ""),
                    |index| step_address(&request, task, index),
                ),
        ),
        Pressed::Upload | Pressed::Remove { .. } => Answer::see(here),
        Pressed::AddItem { group } | Pressed::DropItem { group, .. } => {
            Answer::see(format!("{here}#{group}"))
        }
        Pressed::Next => {
            let errors = validate_section(form, section, &answers, before.today);
            if errors.is_empty() {
                return Answer::see(
                    (step + 1..form.sections.len())
                        .find(|index| asks(form, &answers, *index))
                        .map_or_else(
                            || address(&request, task, "/check"),
                            |index| step_address(&request, task, index),
                        ),
                );
            }
            // A question that has only just appeared is no mistake: it is shown without a word of blame.
            let are_new = {
                let was_visible = form.visible(&was.answers);
                let is_new = |error: &FieldError| was_visible.iter().all(|field| field.code != error.field);
                errors.iter().all(is_new)
            };
            if are_new {
                return step_page(&request, before, step, answers, Vec::new())?.ok();
            }
            step_page(&request, before, step, answers, errors)?
                .status(422)
                .ok()
        }
    }
}

/// The index of the section that the address names; steps are counted from 1.
fn step_of(request: &PageRequest, view: &TrainingView) -> Result<usize, ServiceError> {
    let number: usize = request.param("step")?;
    number
        .checked_sub(1)
        .filter(|index| *index < view.card.form.sections.len())
        .ok_or(ServiceError::NotFound)
}

fn section(view: &TrainingView, step: usize) -> Result<&Section, ServiceError> {
    view.card.form.sections.get(step).ok_or(ServiceError::NotFound)
}

fn step_page(
    request: &PageRequest,
    view: TrainingView,
    step: usize,
    answers: Answers,
    errors: Vec<FieldError>,
) -> Result<Page, ServiceError> {
    let language = request.language;
    let section = section(&view, step)?.clone();
    let (task, card, today) = (view.task.clone(), view.card.clone(), view.today);
    let prefilled = view.prefilled.clone();
    let filled = Filled {
        form: &card.form,
        answers: &answers,
        today,
    };
    let (summary, steps) = line_of_steps(language, filled, Some(step), |index| {
        step_address(request, &task.id, index)
    });
    let action = step_address(request, &task.id, step);
    let title = section.title.get(language).to_owned();
    let service = card.name.get(language).to_owned();
    let errors = Errors::new(language, errors);
    // Fields that appear by what has just been answered say so, where they were not filled in.
    let has_more = request.is_form && errors.is_empty();
    let heading = title.clone();
    Ok(page(request, &view, &title, move || {
        let form = &card.form;
        let visible: Vec<String> = form
            .visible(&answers)
            .iter()
            .map(|field| field.code.clone())
            .collect();
        let controls = Controls {
            language,
            answers: &answers,
            errors: &errors,
            files: &[],
            file_base: "",
            today,
            has_file_buttons: false,
            prefilled: &prefilled,
            remark: None,
        };
        let fields: Vec<AnyView> = section
            .fields
            .iter()
            .map(|one| question(&controls, one, &visible))
            .collect();
        let lines = errors.summary(|error| form.label(&error.field, language));
        let hint = section.hint.as_ref().map(|hint| hint.get(language).to_owned());
        let data = data_here(language, form, &task.data, Some(&section));
        view! {
            <Stepper summary=summary label=c::steps_label(language) steps=steps />
            <ErrorSummary title=c::errors_title(language) errors=lines />
            {has_more.then(|| view! {
                <Notice tone=Tone::Info is_announced=true>{c::more_questions(language)}</Notice>
            })}
            <PageHeader title=heading eyebrow=service lead=hint />
            {data}
            <form class="form container--narrow" method="post" action=action novalidate>
                {enter_goes_on("next")}
                {fields}
                <div class="form__actions">
                    <Button name="_action" value="next" icon_after=IconName::ArrowRight>{c::next(language)}</Button>
                    <Button name="_action" value="back" kind=ButtonKind::Secondary>{c::back(language)}</Button>
                    <Button name="_action" value="leave" kind=ButtonKind::Quiet icon=IconName::Save>{t::pause(language)}</Button>
                </div>
            </form>
        }
    }))
}
