//! Deciding: granted with a text, or refused by a ground of the closed list with reasons.

use super::template::{Place, chooser, is_filled, take, taken};
use crate::cabinet::pages::command_page::{CommandPage, Head, Shown, Side};
use crate::cabinet::pages::decision_files::{self, ATTACH, picker};
use crate::cabinet::pages::words::{enter_goes_on, grounds, statement};
use crate::shared::{Form, PageRequest, Pairs};
use domain::cabinet::application::{Command, rule};
use domain::cabinet::opinion::MOST_BODY;
use domain::cabinet::template::TemplateOutcome;
use domain::cabinet::view::{ApplicationView, DecideInput, ForwardInput};
use domain::id::ApplicationId;
use domain::{FieldError, Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::{cabinet as t, decision as d};
use ui::{Button, ButtonKind, IconName, Notice, RadioGroup, TextArea, TextField, Tone};

pub struct Decide;

/// The button that hands the application on.
const FORWARD: &str = "forward";

const GRANTED: Place = Place {
    chosen_by: "template_grant",
    text: "decision_text",
    outcome: None,
};
const REFUSED: Place = Place {
    chosen_by: "template_refuse",
    text: "motivation",
    outcome: None,
};

impl CommandPage for Decide {
    const SIDE: Side = Side::Officer;
    const PART: &'static str = "decision";

    const HAS_FILES: bool = true;

    async fn receive(request: &mut PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        decision_files::receive(request, id).await
    }

    fn is_over(case: &ApplicationView) -> bool {
        !case.state.has_term()
    }

    fn command(request: &PageRequest) -> Command {
        if request.form.text("_action") == FORWARD {
            return Command::Forward;
        }
        match input(&request.form) {
            DecideInput::Grant { .. } => Command::Grant,
            DecideInput::Refuse { .. } => Command::Refuse,
        }
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let form = &request.form;
        let cabinet = &request.services.cabinet;
        if form.text("_action") == FORWARD {
            return cabinet
                .forward(&request.actor, id, form.version(), &forward_input(form))
                .await;
        }
        if !matches!(form.text("_action"), "grant" | "refuse") {
            // Neither button was pressed: the form stays as it is.
            return Err(ServiceError::Invalid(Vec::new()));
        }
        let decided = cabinet
            .decide(
                &request.actor,
                id,
                form.version(),
                &input(form),
                &decision_files::kept(form),
            )
            .await;
        told_at_the_exception(decided)
    }

    fn fills(form: &Form) -> bool {
        matches!(form.text("_action"), "take_grant" | "take_refuse" | ATTACH)
    }

    fn fill(form: &Form, case: &ApplicationView) -> Result<Pairs, FieldError> {
        match form.text("_action") {
            ATTACH => decision_files::attached(form),
            "take_grant" => take(form, case, &GRANTED),
            _ => take(form, case, &REFUSED),
        }
    }

    fn is_done(request: &PageRequest, case: &ApplicationView) -> bool {
        if request.form.text("_action") == FORWARD {
            let body = request.form.text("forward_to").trim();
            let decision = case.decision.as_ref();
            let is_same = decision.is_some_and(|decision| decision.forwarded_to.as_deref() == Some(body));
            return case.is_taken_by_reader && is_same;
        }
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
            "forward_to" => Some(d::forward_to(language)),
            "forward_reason" => Some(d::forward_reason(language)),
            "template_grant" | "template_refuse" => Some(d::template(language)),
            _ => decision_files::label(language, field),
        }
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        let (action, version) = (shown.action.to_owned(), shown.application.version.to_string());
        let enctype = shown.enctype;
        // One form, so that taking a template for one side keeps what was typed on the other. The Enter key decides nothing.
        view! {
            {taken(shown)}
            <form class="stack stack--loose" method="post" action=action enctype=enctype novalidate>
                <input type="hidden" name="_version" value=version />
                {enter_goes_on("stay")}
                <div class="container--narrow">{picker(shown, &[])}</div>
                <div class="grid grid--wide">
                    <div class="form">{granting(shown)}</div>
                    <div class="form">{refusing(shown)}</div>
                </div>
                {forwarding(shown)}
            </form>
        }
        .into_any()
    }
}

fn forward_input(form: &Form) -> ForwardInput {
    ForwardInput {
        body: form.text("forward_to").to_owned(),
        reason: form.text("forward_reason").to_owned(),
        files: decision_files::kept(form),
    }
}

fn input(form: &Form) -> DecideInput {
    input_of(form, form.text("_action"), "motivation")
}

/// What was decided, with the name of the field that holds the reasons of a refusal.
pub fn input_of(form: &Form, outcome: &str, reasons: &str) -> DecideInput {
    if outcome == "grant" {
        DecideInput::Grant {
            text: form.text("decision_text").to_owned(),
        }
    } else {
        DecideInput::Refuse {
            ground: form.text("ground").to_owned(),
            motivation: form.text(reasons).to_owned(),
            hearing_exception: form.text("hearing_exception").to_owned(),
        }
    }
}

/// That a hearing is needed is told at the field by which the law's exceptions are named.
pub fn told_at_the_exception(done: Result<(), ServiceError>) -> Result<(), ServiceError> {
    match done {
        Err(ServiceError::Rule(rule::HEARING_NEEDED)) => {
            let error = FieldError::new("hearing_exception", Problem::HearingNeeded);
            Err(ServiceError::Invalid(vec![error]))
        }
        other => other,
    }
}

/// The button that takes what was typed to the page where colleagues are asked.
fn send_instead(shown: &Shown<'_>, outcome: &'static str) -> Option<AnyView> {
    let (language, case) = (shown.language, shown.application);
    let action = format!("{}/approval", shown.back);
    let is_only_way = !case.offers(Command::Grant);
    let kind = if is_only_way {
        ButtonKind::Primary
    } else {
        ButtonKind::Secondary
    };
    case.offers(Command::SendForApproval).then(|| {
        view! {
            <Button name="_action" value=outcome kind=kind icon=IconName::Users form_action=action>
                {d::case_send(language)}
            </Button>
        }
        .into_any()
    })
}

fn granting(shown: &Shown<'_>) -> AnyView {
    let (language, case) = (shown.language, shown.application);
    let can_grant = case.offers(Command::Grant);
    view! {
        <h2>{t::decide_grant(language)}</h2>
        {chooser(shown, &GRANTED, "take_grant", Some(TemplateOutcome::Grant))}
        <TextArea name="decision_text" label=t::decide_grant_text(language) value=shown.text("decision_text")
            error=shown.errors.of("decision_text") max_length=10_000_u32 rows=8 is_focused=is_filled(shown, "decision_text") />
        <div class="form__actions">
            {can_grant.then(|| view! {
                <Button name="_action" value="grant" icon=IconName::Check>{t::decide_grant(language)}</Button>
            })}
            {send_instead(shown, "open_grant")}
        </div>
    }
    .into_any()
}

/// Where the card knows it: neither granted nor refused, but handed on.
fn forwarding(shown: &Shown<'_>) -> Option<AnyView> {
    let (language, case, errors) = (shown.language, shown.application, shown.errors);
    let rule = case
        .card
        .forwarding
        .as_ref()
        .filter(|_| case.offers(Command::Forward))?;
    let lead = d::forward_lead(language, statement(language, rule));
    let view = view! {
        <div class="form container--narrow">
            <h2>{d::forward_title(language)}</h2>
            <p>{lead}</p>
            <TextField name="forward_to" label=d::forward_to(language) hint=d::forward_to_hint(language)
                value=shown.text("forward_to") error=errors.of("forward_to") max_length=MOST_BODY />
            <TextArea name="forward_reason" label=d::forward_reason(language) hint=d::forward_reason_hint(language)
                value=shown.text("forward_reason") error=errors.of("forward_reason") max_length=10_000_u32 rows=4 />
            <div class="form__actions">
                <Button name="_action" value=FORWARD kind=ButtonKind::Secondary icon=IconName::ArrowRight>
                    {d::forward_button(language)}
                </Button>
            </div>
        </div>
    };
    Some(view.into_any())
}

fn refusing(shown: &Shown<'_>) -> AnyView {
    let (language, case, errors) = (shown.language, shown.application, shown.errors);
    let choices = grounds(language, &case.card.refusal_grounds);
    let disclose = format!("{}/hearing", shown.back);
    let exception = shown.text("hearing_exception");
    let can_disclose = case.offers(Command::IntendRefusal);
    let can_refuse = case.offers(Command::Refuse);
    let exception_error = errors.of("hearing_exception");
    view! {
        <h2>{t::decide_refuse(language)}</h2>
        <RadioGroup name="ground" label=t::decide_ground(language) choices value=shown.text("ground")
            error=errors.of("ground") />
        {chooser(shown, &REFUSED, "take_refuse", Some(TemplateOutcome::Refuse))}
        <TextArea name="motivation" label=t::decide_motivation(language) value=shown.text("motivation")
            hint=t::decide_motivation_hint(language) error=errors.of("motivation") max_length=10_000_u32 rows=8
            is_focused=is_filled(shown, "motivation") />
        {case.card.hearing_required.then(|| view! {
            <Notice tone=Tone::Info>
                <p>{t::hearing_first(language)}</p>
                {can_disclose.then(|| view! { <p><a href=disclose>{t::case_disclose(language)}</a></p> })}
            </Notice>
            <TextArea name="hearing_exception" label=t::hearing_exception(language) value=exception
                hint=t::hearing_exception_hint(language) error=exception_error
                max_length=10_000_u32 rows=2 is_optional=true />
        })}
        <div class="form__actions">
            {can_refuse.then(|| view! {
                <Button name="_action" value="refuse" kind=ButtonKind::Danger>{t::decide_refuse(language)}</Button>
            })}
            {send_instead(shown, "open_refuse")}
            {shown.back(ButtonKind::Secondary, t::back(language))}
        </div>
    }
    .into_any()
}
