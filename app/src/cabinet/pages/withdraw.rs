//! Taking an application back, after one question.

use super::meanwhile::meanwhile;
use crate::shared::{Answer, Door, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::cabinet::application::rule;
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, ButtonLink, PageHeader};

pub async fn show(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let application = request.services.cabinet.application(&request.actor, id).await?;
    if application.state.is_closed() {
        return Err(ServiceError::Rule(rule::APPLICATION_CLOSED));
    }
    page(&request, application, false).ok()
}

fn page(request: &PageRequest, application: ApplicationView, is_changed: bool) -> Page {
    let language = request.language;
    let base = format!("/cabinet/applications/{}", application.id);
    let (action, back) = (request.href(&format!("{base}/withdrawal")), request.href(&base));
    let title = t::withdraw_title(language, &application.number);
    Page::new(title.clone(), move || {
        let changed = is_changed.then(|| meanwhile(language, &application, false));
        view! {
            {changed}
            <PageHeader title=title lead=t::withdraw_text(language) />
            <form class="form" method="post" action=action>
                <input type="hidden" name="_version" value=application.version.to_string() />
                <div class="form__actions">
                    <Button kind=ButtonKind::Danger>{t::withdraw_confirm(language)}</Button>
                    <ButtonLink href=back kind=ButtonKind::Secondary>{t::withdraw_keep(language)}</ButtonLink>
                </div>
            </form>
        }
    })
    .door(Door::Cabinet)
    .unlisted()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let version = request.form.text("_version").parse().unwrap_or(0);
    let cabinet = &request.services.cabinet;
    match cabinet.withdraw(&request.actor, id, version).await {
        Ok(()) => {}
        Err(ServiceError::Conflict) => {
            let now = cabinet.application(&request.actor, id).await?;
            // Withdrawn by the first of two presses, or decided meanwhile: the page of the application tells which.
            if !now.state.is_closed() {
                return page(&request, now, true).status(409).ok();
            }
        }
        Err(error) => return Err(error),
    }
    Answer::see(request.href(&format!("/cabinet/applications/{id}")))
}
