//! The applicant's word before a refusal.

use super::words::{self, statement, summary};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::cabinet::application::{State, rule};
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{
    Button, ButtonKind, ButtonLink, DescriptionList, Detail, ErrorSummary, IconName, PageHeader, TextArea,
};

pub async fn show(request: PageRequest) -> Outcome {
    let application = open(&request).await?;
    page(&request, application, Errors::new(request.language, Vec::new())).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let form = &request.form;
    let answer = (form.text("_action") != "waive").then(|| form.text("answer"));
    let version = form.text("_version").parse().unwrap_or(0);
    let cabinet = &request.services.cabinet;
    match cabinet.speak(&request.actor, id, version, answer).await {
        // Sent by the first of two presses, or ended meanwhile: the page of the application tells which.
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
    if application.state != State::Hearing {
        return Err(ServiceError::Rule(rule::NO_HEARING));
    }
    Ok(application)
}

fn page(request: &PageRequest, application: ApplicationView, errors: Errors) -> Page {
    let language = request.language;
    let base = format!("/cabinet/applications/{}", application.id);
    let (action, back) = (request.href(&format!("{base}/hearing")), request.href(&base));
    let typed = request.form.text("answer").to_owned();
    Page::new(t::speak_title(language), move || {
        let mut items = Vec::new();
        let mut lead = String::new();
        if let Some(hearing) = &application.hearing {
            lead = t::speak_lead(language, words::day(language, hearing.answer_until));
            if let Some(ground) = application.card.refusal_ground(&hearing.ground) {
                let citation = statement(language, &ground.citation);
                let text = format!("{} ({citation})", ground.text.get(language));
                items.push(Detail::new(t::decision_ground(language), view! { <p>{text}</p> }));
            }
            let lines: Vec<AnyView> =
                hearing.motivation.lines().map(|line| view! { <p>{line.to_owned()}</p> }.into_any()).collect();
            items.push(Detail::new(t::decision_motivation(language), lines));
        }
        view! {
            <ErrorSummary title=t::errors_title(language) errors=summary(&errors) />
            <PageHeader title=t::speak_title(language) eyebrow=application.number.clone() lead=lead />
            <DescriptionList items />
            <form class="form container--narrow" method="post" action=action novalidate>
                <input type="hidden" name="_version" value=application.version.to_string() />
                <TextArea name="answer" label=t::speak_label(language) hint=t::speak_hint(language) value=typed
                    error=errors.of("answer") max_length=5_000_u32 rows=6 />
                <div class="form__actions">
                    <Button name="_action" value="speak" icon=IconName::Send>{t::speak_send(language)}</Button>
                    <Button name="_action" value="waive" kind=ButtonKind::Quiet>{t::speak_waive(language)}</Button>
                    <ButtonLink href=back kind=ButtonKind::Secondary>{t::back(language)}</ButtonLink>
                </div>
            </form>
        }
    })
    .door(Door::Cabinet)
    .unlisted()
}
