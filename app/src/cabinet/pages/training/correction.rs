//! Mending what the made-up officer named, and only that: as in the real cabinet.

use super::application::asked;
use super::{address, data_here, device, open, page, see_standing};
use crate::cabinet::pages::form::field::{Controls, field};
use crate::shared::{Answer, Errors, Outcome, PageRequest};
use domain::cabinet::form::{Answers, Field};
use domain::learning::training::{TrainingAttempt, TrainingView};
use domain::{FieldError, ServiceError};
use leptos::prelude::*;
use locales::{cabinet as c, training as t};
use ui::{Button, ButtonKind, ButtonLink, ErrorSummary, IconName, PageHeader};

pub async fn show(request: PageRequest) -> Outcome {
    let view = open(&request).await?;
    let Some(attempt) = returned(&view) else {
        return see_standing(&request, &view);
    };
    let answers = attempt.answers.clone();
    correction_page(&request, view, answers, Vec::new(), 200)
}

pub async fn submit(request: PageRequest) -> Outcome {
    let view = open(&request).await?;
    let Some(attempt) = returned(&view) else {
        return see_standing(&request, &view);
    };
    let mut answers = attempt.answers.clone();
    let mut typed = Answers::default();
    for field in open_fields(&view, &answers) {
        let values: Vec<String> = request.form.fields.all(&field.code).map(str::to_owned).collect();
        typed.set(&field.code, values.clone());
        answers.set(&field.code, values);
    }
    let training = &request.services.training;
    let corrected = training
        .correct(&request.actor, device(&request), &view.task.id, &typed)
        .await;
    match corrected {
        Ok(()) => Answer::see(address(&request, &view.task.id, "/application")),
        Err(ServiceError::Invalid(errors)) => correction_page(&request, view, answers, errors, 422),
        Err(error) => Err(error),
    }
}

fn returned(view: &TrainingView) -> Option<&TrainingAttempt> {
    view.attempt
        .as_ref()
        .filter(|attempt| attempt.state.is_returned())
}

/// The fields that can be changed, in the order of the form.
fn open_fields(view: &TrainingView, answers: &Answers) -> Vec<Field> {
    let form = &view.card.form;
    let open = view.task.open_fields(form, answers);
    form.questions(answers)
        .filter(|field| open.contains(&field.code))
        .map(std::borrow::Cow::into_owned)
        .collect()
}

fn correction_page(
    request: &PageRequest,
    view: TrainingView,
    answers: Answers,
    errors: Vec<FieldError>,
    status: u16,
) -> Outcome {
    let language = request.language;
    let action = address(request, &view.task.id, "/correction");
    let back = address(request, &view.task.id, "/application");
    let errors = Errors::new(language, errors);
    let shown = view.clone();
    page(request, &view, c::correction_title(language), move || {
        let (task, form) = (&shown.task, &shown.card.form);
        let visible: Vec<String> = form
            .visible(&answers)
            .iter()
            .map(|field| field.code.clone())
            .collect();
        let remarks = task.correction.iter().flat_map(|one| &one.remarks);
        let fields: Vec<AnyView> = open_fields(&shown, &answers)
            .iter()
            .map(|one| {
                let remark = remarks.clone().find(|remark| remark.field == one.code);
                let remark = remark.map(|remark| c::correction_reason(language, remark.reason.get(language)));
                let controls = Controls {
                    language,
                    answers: &answers,
                    errors: &errors,
                    files: &[],
                    file_base: "",
                    today: shown.today,
                    has_file_buttons: false,
                    prefilled: &[],
                    remark: remark.as_deref(),
                };
                field(&controls, one, visible.contains(&one.code))
            })
            .collect();
        let lines = errors.summary(|error| form.label(&error.field, language));
        let data = task
            .correction
            .as_ref()
            .and_then(|one| data_here(language, form, &one.data, None));
        view! {
            <ErrorSummary title=c::errors_title(language) errors=lines />
            <PageHeader title=c::correction_title(language) lead=c::correction_lead(language) />
            {asked(language, task, form)}
            {data}
            <form class="form container--narrow" method="post" action=action novalidate>
                {fields}
                <div class="form__actions">
                    <Button icon=IconName::Send>{t::send_correction(language)}</Button>
                    <ButtonLink href=back kind=ButtonKind::Secondary>{c::back(language)}</ButtonLink>
                </div>
            </form>
        }
    })
    .status(status)
    .ok()
}
