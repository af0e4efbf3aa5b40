//! Stopping the clock on a ground of the card.

use super::meanwhile::meanwhile;
use super::words::{statement, summary};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::cabinet::view::{ApplicationView, SuspendInput};
use domain::id::ApplicationId;
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, ButtonLink, Choice, ErrorSummary, IconName, PageHeader, RadioGroup, TextArea};

pub async fn show(request: PageRequest) -> Outcome {
    let case = open(&request).await?;
    page(&request, case, Errors::new(request.language, Vec::new()), false).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let input = SuspendInput {
        ground: request.form.text("ground").to_owned(),
        reason: request.form.text("reason").to_owned(),
    };
    let version = request.form.text("_version").parse().unwrap_or(0);
    let cabinet = &request.services.cabinet;
    let (errors, status) = match cabinet.suspend(&request.actor, id, version, &input).await {
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
    let case = request.services.cabinet.case(&request.actor, id).await?;
    if case.card.suspension_grounds.is_empty() {
        return Err(ServiceError::NotFound);
    }
    Ok(case)
}

fn page(request: &PageRequest, case: ApplicationView, errors: Errors, is_changed: bool) -> Page {
    let language = request.language;
    let here = format!("/cabinet/queue/{}", case.id);
    let (action, back) = (request.href(&format!("{here}/suspension")), request.href(&here));
    let title = t::suspend_title(language, &case.number);
    let (ground, reason) = (
        request.form.text("ground").to_owned(),
        request.form.text("reason").to_owned(),
    );
    Page::new(title.clone(), move || {
        let changed = is_changed.then(|| meanwhile(language, &case, true));
        let choices: Vec<Choice> = case
            .card
            .suspension_grounds
            .iter()
            .map(|one| {
                Choice::new(one.code.clone(), one.text.get(language)).hint(statement(language, &one.citation))
            })
            .collect();
        view! {
            <ErrorSummary title=t::errors_title(language) errors=summary(&errors) />
            {changed}
            <PageHeader title=title lead=t::suspend_lead(language) />
            <form class="form container--narrow" method="post" action=action novalidate>
                <input type="hidden" name="_version" value=case.version.to_string() />
                <RadioGroup name="ground" label=t::suspend_ground(language) choices value=ground error=errors.of("ground") />
                <TextArea name="reason" label=t::suspend_reason(language) hint=t::reason_hint(language) value=reason
                    error=errors.of("reason") max_length=2_000_u32 rows=4 />
                <div class="form__actions">
                    <Button icon=IconName::CirclePause>{t::suspend_send(language)}</Button>
                    <ButtonLink href=back kind=ButtonKind::Secondary>{t::back(language)}</ButtonLink>
                </div>
            </form>
        }
    })
    .door(Door::Work)
    .unlisted()
}
