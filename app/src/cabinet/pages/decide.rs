//! Deciding: granted with a text, or refused by a ground of the closed list with reasons.

use super::command_page::{CommandPage, Head, Shown, Side};
use super::words::grounds;
use crate::shared::{Form, PageRequest};
use domain::cabinet::application::{Command, rule};
use domain::cabinet::view::{ApplicationView, DecideInput};
use domain::id::ApplicationId;
use domain::{FieldError, Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, IconName, Notice, RadioGroup, TextArea, Tone};

pub struct Decide;

impl CommandPage for Decide {
    const SIDE: Side = Side::Officer;
    const PART: &'static str = "decision";

    fn command(request: &PageRequest) -> Command {
        match input(&request.form) {
            DecideInput::Grant { .. } => Command::Grant,
            DecideInput::Refuse { .. } => Command::Refuse,
        }
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let form = &request.form;
        let cabinet = &request.services.cabinet;
        let decided = cabinet
            .decide(&request.actor, id, form.version(), &input(form))
            .await;
        match decided {
            // Told at the field by which the law's exceptions are named.
            Err(ServiceError::Rule(rule::HEARING_NEEDED)) => {
                let error = FieldError::new("hearing_exception", Problem::HearingNeeded);
                Err(ServiceError::Invalid(vec![error]))
            }
            other => other,
        }
    }

    fn is_done(request: &PageRequest, case: &ApplicationView) -> bool {
        let is_same = case
            .decision
            .as_ref()
            .is_some_and(|decision| match input(&request.form) {
                DecideInput::Grant { text } => decision.ground.is_none() && decision.text == text.trim(),
                DecideInput::Refuse {
                    ground, motivation, ..
                } => decision.ground == Some(ground) && decision.text == motivation.trim(),
            });
        case.is_taken_by_reader && is_same
    }

    fn head(language: Language, case: &ApplicationView) -> Head {
        Head {
            title: t::decide_title(language, &case.number),
            ..Head::default()
        }
    }

    fn label(language: Language, field: &str) -> Option<&'static str> {
        match field {
            "decision_text" => Some(t::decide_grant_text(language)),
            "ground" => Some(t::decide_ground(language)),
            "motivation" => Some(t::decide_motivation(language)),
            "hearing_exception" => Some(t::hearing_exception(language)),
            _ => None,
        }
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        view! { <div class="grid grid--wide">{granting(shown)} {refusing(shown)}</div> }.into_any()
    }
}

fn input(form: &Form) -> DecideInput {
    if form.text("_action") == "grant" {
        DecideInput::Grant {
            text: form.text("decision_text").to_owned(),
        }
    } else {
        DecideInput::Refuse {
            ground: form.text("ground").to_owned(),
            motivation: form.text("motivation").to_owned(),
            hearing_exception: form.text("hearing_exception").to_owned(),
        }
    }
}

fn granting(shown: &Shown<'_>) -> AnyView {
    let (language, case) = (shown.language, shown.application);
    let fields = view! {
        <h2>{t::decide_grant(language)}</h2>
        <TextArea name="decision_text" label=t::decide_grant_text(language) value=shown.text("decision_text")
            error=shown.errors.of("decision_text") max_length=10_000_u32 rows=8 />
    };
    let buttons = case.offers(Command::Grant).then(|| {
        view! { <Button name="_action" value="grant" icon=IconName::Check>{t::decide_grant(language)}</Button> }
    });
    shown.form(fields, buttons)
}

fn refusing(shown: &Shown<'_>) -> AnyView {
    let (language, case, errors) = (shown.language, shown.application, shown.errors);
    let choices = grounds(language, &case.card.refusal_grounds);
    let disclose = format!("{}/hearing", shown.back);
    let exception = shown.text("hearing_exception");
    let can_disclose = case.offers(Command::IntendRefusal);
    let fields = view! {
        <h2>{t::decide_refuse(language)}</h2>
        <RadioGroup name="ground" label=t::decide_ground(language) choices value=shown.text("ground")
            error=errors.of("ground") />
        <TextArea name="motivation" label=t::decide_motivation(language) value=shown.text("motivation")
            hint=t::decide_motivation_hint(language) error=errors.of("motivation") max_length=10_000_u32 rows=6 />
        {case.card.hearing_required.then(|| view! {
            <Notice tone=Tone::Info>
                <p>{t::hearing_first(language)}</p>
                {can_disclose.then(|| view! { <p><a href=disclose>{t::case_disclose(language)}</a></p> })}
            </Notice>
            <TextArea name="hearing_exception" label=t::hearing_exception(language) value=exception
                hint=t::hearing_exception_hint(language) error=errors.of("hearing_exception")
                max_length=10_000_u32 rows=2 is_optional=true />
        })}
    };
    let buttons = view! {
        {case.offers(Command::Refuse).then(|| view! {
            <Button name="_action" value="refuse" kind=ButtonKind::Danger>{t::decide_refuse(language)}</Button>
        })}
        {shown.back(ButtonKind::Secondary, t::back(language))}
    };
    shown.form(fields, buttons)
}
