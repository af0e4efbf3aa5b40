//! Disclosing an intended refusal, so that the applicant can speak first.

use super::meanwhile::meanwhile;
use super::words::{statement, summary};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::cabinet::application::State;
use domain::cabinet::view::{ApplicationView, HearingInput};
use domain::id::ApplicationId;
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{
    Button, ButtonKind, ButtonLink, Choice, DateField, ErrorSummary, IconName, PageHeader, RadioGroup,
    TextArea,
};

pub async fn show(request: PageRequest) -> Outcome {
    let case = open(&request).await?;
    page(&request, case, Errors::new(request.language, Vec::new()), false).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let form = &request.form;
    let input = HearingInput {
        ground: form.text("ground").to_owned(),
        motivation: form.text("motivation").to_owned(),
        answer_until: form.text("answer_until").to_owned(),
    };
    let version = form.text("_version").parse().unwrap_or(0);
    let cabinet = &request.services.cabinet;
    let (errors, status) = match cabinet.intend_refusal(&request.actor, id, version, &input).await {
        Ok(()) => return Answer::see(request.href(&format!("/cabinet/queue/{id}"))),
        Err(ServiceError::Invalid(errors)) => (errors, 422),
        Err(ServiceError::Conflict) => (Vec::new(), 409),
        Err(error) => return Err(error),
    };
    let case = open(&request).await?;
    let errors = Errors::new(request.language, errors);
    page(&request, case, errors, status == 409).status(status).ok()
}

async fn open(request: &PageRequest) -> Result<ApplicationView, ServiceError> {
    let id: ApplicationId = request.param("id")?;
    request.services.cabinet.case(&request.actor, id).await
}

fn page(request: &PageRequest, case: ApplicationView, errors: Errors, is_changed: bool) -> Page {
    let language = request.language;
    let here = format!("/cabinet/queue/{}", case.id);
    let (action, back) = (request.href(&format!("{here}/hearing")), request.href(&here));
    let title = t::disclose_title(language, &case.number);
    let form = &request.form;
    let (ground, motivation, until) = (
        form.text("ground").to_owned(),
        form.text("motivation").to_owned(),
        form.text("answer_until").to_owned(),
    );
    Page::new(title.clone(), move || {
        let changed = is_changed.then(|| meanwhile(language, &case, true));
        let can_send = case.state == State::InReview && case.is_taken_by_reader;
        let choices: Vec<Choice> = case
            .card
            .refusal_grounds
            .iter()
            .map(|one| {
                Choice::new(one.code.clone(), one.text.get(language)).hint(statement(language, &one.citation))
            })
            .collect();
        let today = case.today.to_string();
        view! {
            <ErrorSummary title=t::errors_title(language) errors=summary(&errors) />
            {changed}
            <PageHeader title=title lead=t::disclose_lead(language) />
            <form class="form container--narrow" method="post" action=action novalidate>
                <input type="hidden" name="_version" value=case.version.to_string() />
                <RadioGroup name="ground" label=t::decide_ground(language) choices value=ground error=errors.of("ground") />
                <TextArea name="motivation" label=t::decide_motivation(language) hint=t::decide_motivation_hint(language)
                    value=motivation error=errors.of("motivation") max_length=10_000_u32 rows=6 />
                <DateField name="answer_until" label=t::disclose_until(language) value=until min=today
                    error=errors.of("answer_until") />
                <div class="form__actions">
                    {can_send.then(|| view! { <Button icon=IconName::Send>{t::disclose_send(language)}</Button> })}
                    <ButtonLink href=back kind=ButtonKind::Secondary>{t::back(language)}</ButtonLink>
                </div>
            </form>
        }
    })
    .door(Door::Work)
    .unlisted()
}
