//! Sending a draft of the decision to colleagues. What was decided about an earlier version stands in the form already.

use super::decide::{input_of, told_at_the_exception};
use super::template::{Place, chooser, take, taken};
use crate::cabinet::pages::command_page::{CommandPage, Head, Shown, Side};
use crate::cabinet::pages::decision_files::{self, ATTACH, picker};
use crate::cabinet::pages::drafts::{self, signer};
use crate::cabinet::pages::words::{enter_goes_on, grounds};
use crate::shared::{Form, PageRequest, Pairs};
use domain::cabinet::application::{Command, rule};
use domain::cabinet::approval::{DraftOutcome, MOST_VISAS, Order, visa_field};
use domain::cabinet::view::{ApplicationView, ApprovalInput, DecisionDraftView};
use domain::id::ApplicationId;
use domain::{FieldError, Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::{cabinet as t, decision as d};
use ui::{Button, ButtonKind, Choice, Fieldset, IconName, Notice, RadioGroup, Select, TextArea, Tone};

pub struct SendDraft;

const PLACE: Place = Place {
    chosen_by: "template",
    text: "decision_text",
    outcome: Some("outcome"),
};

impl CommandPage for SendDraft {
    const SIDE: Side = Side::Officer;
    const PART: &'static str = "approval";

    const HAS_FILES: bool = true;

    async fn receive(request: &mut PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        decision_files::receive(request, id).await
    }

    fn permit(case: &ApplicationView) -> Result<(), ServiceError> {
        if case.offers(Command::SendForApproval) {
            Ok(())
        } else {
            Err(ServiceError::Forbidden)
        }
    }

    fn command(_: &PageRequest) -> Command {
        Command::SendForApproval
    }

    fn fills(form: &Form) -> bool {
        matches!(form.text("_action"), "take" | ATTACH)
    }

    fn fill(form: &Form, case: &ApplicationView) -> Result<Pairs, FieldError> {
        if form.text("_action") == ATTACH {
            decision_files::attached(form)
        } else {
            take(form, case, &PLACE)
        }
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let form = &request.form;
        if form.text("_action") != "send" {
            // Brought here from the page of the decision: the form stays as it is.
            return Err(ServiceError::Invalid(Vec::new()));
        }
        let outcome = form.text("outcome");
        if !matches!(outcome, "grant" | "refuse") {
            return Err(ServiceError::field("outcome", Problem::Required));
        }
        let input = ApprovalInput {
            decision: input_of(form, outcome, "decision_text"),
            order: form.text("order").to_owned(),
            visas: chosen(form),
            files: decision_files::kept(form),
        };
        let cabinet = &request.services.cabinet;
        let sent = cabinet
            .send_for_approval(&request.actor, id, form.version(), &input)
            .await;
        match told_at_the_exception(sent) {
            // The reasons of a refusal are the text of the draft.
            Err(ServiceError::Invalid(errors)) => Err(ServiceError::Invalid(
                errors.into_iter().map(told_at_the_text).collect(),
            )),
            other => other,
        }
    }

    fn is_done(request: &PageRequest, case: &ApplicationView) -> bool {
        let form = &request.form;
        case.is_taken_by_reader
            && case.open_draft().is_some_and(|draft| {
                draft.is_granted == (form.text("outcome") == "grant")
                    && draft.text == form.text("decision_text").trim().replace("\r\n", "\n")
            })
    }

    fn place_of_rule(code: &str) -> Option<&'static str> {
        (code == rule::NO_SIGNER).then_some("visa_1")
    }

    fn head(language: Language, case: &ApplicationView) -> Head {
        let who = case.card.approval.map(|rule| rule.signer).unwrap_or_default();
        Head {
            title: d::send_title(language, &case.number),
            lead: Some(d::send_lead(language, signer(language, who))),
            ..Head::default()
        }
    }

    fn label(language: Language, field: &str) -> Option<&'static str> {
        match field {
            "outcome" => Some(d::send_outcome(language)),
            "decision_text" => Some(t::decide_grant_text(language)),
            "ground" => Some(t::decide_ground(language)),
            "hearing_exception" => Some(t::hearing_exception(language)),
            "template" => Some(d::template(language)),
            "order" => Some(d::send_order(language)),
            _ if field.starts_with("visa_") => Some(d::send_visas(language)),
            _ => decision_files::label(language, field),
        }
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        let (language, case) = (shown.language, shown.application);
        let is_anew = case.open_draft().is_some();
        let can_send = case.offers(Command::SendForApproval);
        let fields = view! {
            {is_anew.then(|| view! { <Notice tone=Tone::Warning><p>{d::send_new_version(language)}</p></Notice> })}
            // The Enter key sends nothing.
            {enter_goes_on("stay")}
            {decision(shown)}
            {picker(shown, last(shown).map_or(&[][..], |draft| draft.files.as_slice()))}
            {colleagues(shown)}
        };
        let buttons = view! {
            {can_send.then(|| view! {
                <Button name="_action" value="send" icon=IconName::Send>{d::send_button(language)}</Button>
            })}
            {shown.back(ButtonKind::Secondary, t::back(language))}
        };
        let versions = drafts::drafts(language, case);
        view! { {taken(shown)} {shown.form(fields, buttons)} {versions} }.into_any()
    }
}

/// What stands in the form at first: what was typed, otherwise what the last version says.
struct Filled {
    outcome: String,
    text: String,
    ground: String,
    hearing_exception: String,
}

fn filled(shown: &Shown<'_>) -> Filled {
    if shown.is_posted() {
        let outcome = match shown.text("_action").as_str() {
            "open_grant" => "grant".to_owned(),
            "open_refuse" => "refuse".to_owned(),
            _ => shown.text("outcome"),
        };
        // The page of the decision has a text of its own for reasons.
        let text = [shown.text("decision_text"), shown.text("motivation")];
        return Filled {
            outcome,
            text: text.into_iter().find(|text| !text.is_empty()).unwrap_or_default(),
            ground: shown.text("ground"),
            hearing_exception: shown.text("hearing_exception"),
        };
    }
    last(shown).map_or_else(
        || Filled {
            outcome: String::new(),
            text: String::new(),
            ground: String::new(),
            hearing_exception: String::new(),
        },
        |draft| Filled {
            outcome: if draft.is_granted { "grant" } else { "refuse" }.to_owned(),
            text: draft.text.clone(),
            ground: draft.ground.clone().unwrap_or_default(),
            hearing_exception: draft.hearing_exception.clone().unwrap_or_default(),
        },
    )
}

/// The last version, unless it was signed: then the application has begun anew.
fn last<'a>(shown: &Shown<'a>) -> Option<&'a DecisionDraftView> {
    let last = shown.application.drafts.first();
    last.filter(|draft| draft.outcome != Some(DraftOutcome::Signed))
}

/// Who was asked about the last version, by place.
fn asked_before(shown: &Shown<'_>, position: usize) -> String {
    let visa = last(shown).and_then(|draft| draft.visas.get(position));
    visa.map(|visa| visa.person.to_string()).unwrap_or_default()
}

fn decision(shown: &Shown<'_>) -> AnyView {
    let (language, case, errors) = (shown.language, shown.application, shown.errors);
    let filled = filled(shown);
    let outcomes = vec![
        Choice::new("grant", d::draft_grants(language)),
        Choice::new("refuse", d::draft_refuses(language)),
    ];
    let choices = grounds(language, &case.card.refusal_grounds);
    let needs_hearing = case.card.hearing_required;
    let (ground_error, exception_error) = (errors.of("ground"), errors.of("hearing_exception"));
    let (ground, exception) = (filled.ground, filled.hearing_exception);
    view! {
        <RadioGroup name="outcome" label=d::send_outcome(language) choices=outcomes value=filled.outcome
            error=errors.of("outcome") />
        {chooser(shown, &PLACE, "take", None)}
        <TextArea name="decision_text" label=t::decide_grant_text(language) hint=t::decide_motivation_hint(language)
            value=filled.text error=errors.of("decision_text") max_length=10_000_u32 rows=8 />
        <Fieldset legend=d::send_if_refuses(language)>
            <RadioGroup name="ground" label=t::decide_ground(language) choices value=ground error=ground_error />
            {needs_hearing.then(|| view! {
                <TextArea name="hearing_exception" label=t::hearing_exception(language) value=exception
                    hint=t::hearing_exception_hint(language) error=exception_error
                    max_length=10_000_u32 rows=2 is_optional=true />
            })}
        </Fieldset>
    }
    .into_any()
}

fn colleagues(shown: &Shown<'_>) -> AnyView {
    let (language, case, errors) = (shown.language, shown.application, shown.errors);
    if case.colleagues.is_empty() {
        return view! { <Notice tone=Tone::Warning><p>{d::send_no_colleagues(language)}</p></Notice> }
            .into_any();
    }
    let options: Vec<Choice> = case
        .colleagues
        .iter()
        .map(|colleague| {
            let label = format!("{}, {}", colleague.name, drafts::role(language, colleague.role));
            Choice::new(colleague.person.to_string(), label)
        })
        .collect();
    let least = i64::from(case.card.approval.map_or(1, |rule| rule.visas));
    let places: Vec<AnyView> = (0..places(case))
        .map(|position| {
            let name = visa_field(position);
            let label = d::send_visa(language, position + 1);
            let (error, options) = (errors.of(&name), options.clone());
            let value = if shown.is_posted() {
                shown.text(&name)
            } else {
                asked_before(shown, position)
            };
            let is_optional = i64::try_from(position).is_ok_and(|position| position >= least);
            view! {
                <Select name label options value error empty_label=d::send_nobody(language) is_optional=is_optional />
            }
            .into_any()
        })
        .collect();
    let orders = vec![
        Choice::new("series", d::send_order_series(language)).hint(d::send_order_series_hint(language)),
        Choice::new("parallel", d::send_order_parallel(language)),
    ];
    let typed = shown.text("order");
    let before = last(shown).map_or(Order::Series, |draft| draft.order);
    let order = if typed.is_empty() {
        before.code().to_owned()
    } else {
        typed
    };
    view! {
        <Fieldset legend=d::send_visas(language) hint=d::send_visas_hint(language, least)>{places}</Fieldset>
        <RadioGroup name="order" label=d::send_order(language) choices=orders value=order error=errors.of("order") />
    }
    .into_any()
}

/// As many places as there are colleagues, and no more than can be asked.
fn places(case: &ApplicationView) -> usize {
    case.colleagues.len().min(MOST_VISAS)
}

fn chosen(form: &Form) -> Vec<String> {
    (0..MOST_VISAS)
        .map(|position| form.text(&visa_field(position)).to_owned())
        .collect()
}

fn told_at_the_text(error: FieldError) -> FieldError {
    if error.field == "motivation" {
        FieldError::new("decision_text", error.problem)
    } else {
        error
    }
}
