//! Deciding: granted with a text, or refused by a ground of the closed list with reasons.

use super::meanwhile::meanwhile;
use super::words::{statement, summary};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::cabinet::application::{State, rule};
use domain::cabinet::view::{ApplicationView, DecideInput};
use domain::id::ApplicationId;
use domain::{FieldError, Problem, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{
    Button, ButtonKind, ButtonLink, Choice, ErrorSummary, IconName, Notice, PageHeader, RadioGroup, TextArea,
    Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let case = open(&request).await?;
    page(&request, case, Errors::new(request.language, Vec::new()), false).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let form = &request.form;
    let input = if form.text("_action") == "grant" {
        DecideInput::Grant {
            text: form.text("decision_text").to_owned(),
        }
    } else {
        DecideInput::Refuse {
            ground: form.text("ground").to_owned(),
            motivation: form.text("motivation").to_owned(),
            hearing_exception: form.text("hearing_exception").to_owned(),
        }
    };
    let version = form.text("_version").parse().unwrap_or(0);
    match request
        .services
        .cabinet
        .decide(&request.actor, id, version, &input)
        .await
    {
        Ok(()) => Answer::see(request.href(&format!("/cabinet/queue/{id}"))),
        Err(ServiceError::Invalid(errors)) => {
            let case = open(&request).await?;
            page(&request, case, Errors::new(request.language, errors), false)
                .status(422)
                .ok()
        }
        // Told at the field by which the law's exceptions are named.
        Err(ServiceError::Rule(rule::HEARING_NEEDED)) => {
            let case = open(&request).await?;
            let error = FieldError::new("hearing_exception", Problem::HearingNeeded);
            page(&request, case, Errors::new(request.language, vec![error]), false)
                .status(422)
                .ok()
        }
        Err(ServiceError::Conflict) => {
            let case = open(&request).await?;
            if case.is_taken_by_reader && is_decided_so(&case, &input) {
                // The button was pressed twice: it is done.
                return Answer::see(request.href(&format!("/cabinet/queue/{id}")));
            }
            let no_errors = Errors::new(request.language, Vec::new());
            page(&request, case, no_errors, true).status(409).ok()
        }
        Err(error) => Err(error),
    }
}

async fn open(request: &PageRequest) -> Result<ApplicationView, ServiceError> {
    let id: ApplicationId = request.param("id")?;
    request.services.cabinet.case(&request.actor, id).await
}

fn is_decided_so(case: &ApplicationView, input: &DecideInput) -> bool {
    case.decision.as_ref().is_some_and(|decision| match input {
        DecideInput::Grant { text } => decision.ground.is_none() && decision.text == text.trim(),
        DecideInput::Refuse {
            ground, motivation, ..
        } => decision.ground.as_ref() == Some(ground) && decision.text == motivation.trim(),
    })
}

fn page(request: &PageRequest, case: ApplicationView, errors: Errors, is_changed: bool) -> Page {
    let language = request.language;
    let here = format!("/cabinet/queue/{}", case.id);
    let (action, back) = (request.href(&format!("{here}/decision")), request.href(&here));
    let title = t::decide_title(language, &case.number);
    let form = &request.form;
    let exception = form.text("hearing_exception").to_owned();
    let disclose = request.href(&format!("{here}/hearing"));
    let (text, ground, motivation) = (
        form.text("decision_text").to_owned(),
        form.text("ground").to_owned(),
        form.text("motivation").to_owned(),
    );
    Page::new(title.clone(), move || {
        let version = case.version.to_string();
        let changed = is_changed.then(|| meanwhile(language, &case, true));
        let can_send = case.state == State::InReview && case.is_taken_by_reader;
        let grounds: Vec<Choice> = case
            .card
            .refusal_grounds
            .iter()
            .map(|one| {
                Choice::new(one.code.clone(), one.text.get(language)).hint(statement(language, &one.citation))
            })
            .collect();
        view! {
            <ErrorSummary title=t::errors_title(language) errors=summary(&errors) />
            {changed}
            <PageHeader title=title />
            <div class="grid grid--wide">
                <form class="form" method="post" action=action.clone() novalidate>
                    <h2>{t::decide_grant(language)}</h2>
                    <input type="hidden" name="_version" value=version.clone() />
                    <TextArea name="decision_text" label=t::decide_grant_text(language) value=text
                        error=errors.of("decision_text") max_length=10_000_u32 rows=8 />
                    <div class="form__actions">
                        {can_send.then(|| view! {
                            <Button name="_action" value="grant" icon=IconName::Check>{t::decide_grant(language)}</Button>
                        })}
                    </div>
                </form>
                <form class="form" method="post" action=action novalidate>
                    <h2>{t::decide_refuse(language)}</h2>
                    <input type="hidden" name="_version" value=version />
                    <RadioGroup name="ground" label=t::decide_ground(language) choices=grounds value=ground
                        error=errors.of("ground") />
                    <TextArea name="motivation" label=t::decide_motivation(language) value=motivation
                        hint=t::decide_motivation_hint(language) error=errors.of("motivation") max_length=10_000_u32 rows=6 />
                    {case.card.hearing_required.then(|| view! {
                        <Notice tone=Tone::Info>
                            <p>{t::hearing_first(language)}</p>
                            <p><a href=disclose>{t::case_disclose(language)}</a></p>
                        </Notice>
                        <TextArea name="hearing_exception" label=t::hearing_exception(language) value=exception
                            hint=t::hearing_exception_hint(language) error=errors.of("hearing_exception")
                            max_length=10_000_u32 rows=2 is_optional=true />
                    })}
                    <div class="form__actions">
                        {can_send.then(|| view! {
                            <Button name="_action" value="refuse" kind=ButtonKind::Danger>{t::decide_refuse(language)}</Button>
                        })}
                        <ButtonLink href=back kind=ButtonKind::Secondary>{t::back(language)}</ButtonLink>
                    </div>
                </form>
            </div>
        }
    })
    .door(Door::Work)
    .unlisted()
}
