//! Deciding a complaint, by somebody who did not make the decision.

use super::application::{complaint, decision};
use super::meanwhile::meanwhile;
use super::words::summary;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, ButtonLink, ErrorSummary, PageHeader, TextArea};

pub async fn show(request: PageRequest) -> Outcome {
    let case = open(&request).await?;
    if !case.may_decide_appeal {
        return Err(ServiceError::Forbidden);
    }
    page(&request, case, Errors::new(request.language, Vec::new()), false).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let form = &request.form;
    let version = form.text("_version").parse().unwrap_or(0);
    let annuls = match form.text("_action") {
        "annul" => true,
        "uphold" => false,
        _ => return show(request).await,
    };
    let cabinet = &request.services.cabinet;
    let decided = cabinet
        .decide_appeal(&request.actor, id, version, annuls, form.text("reason"))
        .await;
    let (errors, status) = match decided {
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
    let (action, back) = (request.href(&format!("{here}/appeal")), request.href(&here));
    let title = t::review_appeal_title(language, &case.number);
    let reason = request.form.text("reason").to_owned();
    Page::new(title.clone(), move || {
        let changed = is_changed.then(|| meanwhile(language, &case, true));
        let can_send = case.may_decide_appeal;
        let (complaint, decision) = (complaint(language, &case), decision(language, &case));
        view! {
            <ErrorSummary title=t::errors_title(language) errors=summary(&errors) />
            {changed}
            <PageHeader title=title lead=t::review_appeal_lead(language) />
            {complaint}
            {decision}
            <form class="form container--narrow" method="post" action=action novalidate>
                <input type="hidden" name="_version" value=case.version.to_string() />
                <TextArea name="reason" label=t::decide_motivation(language) hint=t::decide_motivation_hint(language)
                    value=reason error=errors.of("reason") max_length=10_000_u32 rows=6 />
                <div class="form__actions">
                    {can_send.then(|| view! {
                        <Button name="_action" value="annul">{t::review_appeal_annul(language)}</Button>
                        <Button name="_action" value="uphold" kind=ButtonKind::Secondary>{t::review_appeal_uphold(language)}</Button>
                    })}
                    <ButtonLink href=back kind=ButtonKind::Quiet>{t::back(language)}</ButtonLink>
                </div>
            </form>
        }
    })
    .door(Door::Work)
    .unlisted()
}
