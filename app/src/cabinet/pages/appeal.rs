//! Complaining about a decision.

use super::words::summary;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::cabinet::application::rule;
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, ButtonLink, ErrorSummary, IconName, PageHeader, TextArea};

pub async fn show(request: PageRequest) -> Outcome {
    let application = open(&request).await?;
    page(&request, application, Errors::new(request.language, Vec::new())).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let version = request.form.text("_version").parse().unwrap_or(0);
    let text = request.form.text("complaint");
    let cabinet = &request.services.cabinet;
    match cabinet.appeal(&request.actor, id, version, text).await {
        Ok(()) | Err(ServiceError::Conflict) => {
            Answer::see(request.href(&format!("/cabinet/applications/{id}")))
        }
        Err(ServiceError::Invalid(errors)) => {
            let application = open(&request).await?;
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
    if !application.state.is_decided() {
        return Err(ServiceError::Rule(rule::NO_DECISION));
    }
    Ok(application)
}

fn page(request: &PageRequest, application: ApplicationView, errors: Errors) -> Page {
    let language = request.language;
    let base = format!("/cabinet/applications/{}", application.id);
    let (action, back) = (request.href(&format!("{base}/appeal")), request.href(&base));
    let typed = request.form.text("complaint").to_owned();
    Page::new(t::appeal_title(language), move || {
        view! {
            <ErrorSummary title=t::errors_title(language) errors=summary(&errors) />
            <PageHeader title=t::appeal_title(language) eyebrow=application.number.clone() lead=t::appeal_lead(language) />
            <form class="form container--narrow" method="post" action=action novalidate>
                <input type="hidden" name="_version" value=application.version.to_string() />
                <TextArea name="complaint" label=t::appeal_label(language) hint=t::appeal_hint(language) value=typed
                    error=errors.of("complaint") max_length=5_000_u32 rows=6 />
                <div class="form__actions">
                    <Button icon=IconName::Send>{t::appeal_send(language)}</Button>
                    <ButtonLink href=back kind=ButtonKind::Secondary>{t::back(language)}</ButtonLink>
                </div>
            </form>
        }
    })
    .door(Door::Cabinet)
    .unlisted()
}
