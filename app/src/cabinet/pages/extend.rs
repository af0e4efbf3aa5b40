//! The longer term of the card, set by the head of the unit.

use super::meanwhile::meanwhile;
use super::words::{self, summary};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, ButtonLink, ErrorSummary, IconName, PageHeader, TextArea};

pub async fn show(request: PageRequest) -> Outcome {
    let case = open(&request).await?;
    if !case.may_extend {
        return Err(ServiceError::Forbidden);
    }
    page(&request, case, Errors::new(request.language, Vec::new()), false).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let version = request.form.text("_version").parse().unwrap_or(0);
    let reason = request.form.text("reason");
    let cabinet = &request.services.cabinet;
    let (errors, status) = match cabinet.extend(&request.actor, id, version, reason).await {
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
    let (action, back) = (request.href(&format!("{here}/extension")), request.href(&here));
    let title = t::extend_title(language, &case.number);
    let reason = request.form.text("reason").to_owned();
    Page::new(title.clone(), move || {
        let changed = is_changed.then(|| meanwhile(language, &case, true));
        let may_send = case.may_extend;
        let rule = case.card.extended_term().map(|rule| {
            t::extend_lead(language, rule.name.get(language), words::term(language, rule))
        });
        view! {
            <ErrorSummary title=t::errors_title(language) errors=summary(&errors) />
            {changed}
            <PageHeader title=title lead=rule />
            <form class="form container--narrow" method="post" action=action novalidate>
                <input type="hidden" name="_version" value=case.version.to_string() />
                <TextArea name="reason" label=t::extend_reason(language) hint=t::reason_hint(language) value=reason
                    error=errors.of("reason") max_length=2_000_u32 rows=4 />
                <div class="form__actions">
                    {may_send.then(|| view! { <Button icon=IconName::Clock>{t::extend_send(language)}</Button> })}
                    <ButtonLink href=back kind=ButtonKind::Secondary>{t::back(language)}</ButtonLink>
                </div>
            </form>
        }
    })
    .door(Door::Work)
    .unlisted()
}
