//! Conducting a hearing: cancelling it, decisions about proposals, minutes, the report.

use super::words::{crumbs, hearing_href, outcome, phase_badge, state_badge, when};
use crate::infrastructure::pages::words::day;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, RefusedForm, done_notice};
use domain::id::{ProposalId, PublicHearingId};
use domain::infrastructure::comment::CommentState;
use domain::infrastructure::hearing::proposal::{self, DecisionInput, Proposal};
use domain::infrastructure::hearing::{HearingView, LONGEST_MINUTES, LONGEST_REPORT, MinutesInput, Phase};
use domain::infrastructure::project::Day;
use domain::{FieldError, Language, ServiceError};
use leptos::prelude::*;
use locales::hearing as t;
use ui::{
    AsWritten, Button, ButtonKind, Card, Choice, Crumb, ErrorSummary, FieldWidth, HeadingLevel, IconName,
    InputType, PageHeader, RadioGroup, TextArea, TextField,
};

pub async fn show(request: PageRequest) -> Outcome {
    page(&request, Errors::default()).await?.ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: PublicHearingId = request.param("id")?;
    let here = hearing_href(request.language, id);
    let (hearings, actor, form) = (&request.services.hearings, &request.actor, &request.form);
    let (field, address, outcome) = match form.text("_action") {
        "cancel" => {
            let cancelled = hearings.cancel(actor, id, form.text("reason")).await;
            ("reason", here, cancelled.map(|()| "cancelled"))
        }
        "decide" => return decide(&request, format!("{here}/desk")).await,
        "record" => {
            let input = minutes(&request);
            let recorded = hearings.publish_minutes(actor, id, &input).await;
            ("minutes", here, recorded.map(|()| "recorded"))
        }
        "report" => {
            let reported = hearings.publish_report(actor, id, form.text("changed")).await;
            ("changed", here, reported.map(|()| "reported"))
        }
        _ => return Err(ServiceError::NotFound),
    };
    match outcome {
        Ok(what) => Answer::done(address, what),
        Err(error) => refused(&request, field, error).await,
    }
}

async fn decide(request: &PageRequest, here: String) -> Outcome {
    let form = &request.form;
    let id: ProposalId = form
        .text("proposal")
        .parse()
        .map_err(|_| ServiceError::NotFound)?;
    let input = DecisionInput {
        outcome: form.text("outcome").to_owned(),
        reason: form.text("reason").to_owned(),
    };
    let hearings = &request.services.hearings;
    match hearings.decide_proposal(&request.actor, id, &input).await {
        Ok(_) => Answer::done(here, "decided"),
        Err(ServiceError::Invalid(errors)) => {
            // Each proposal has its own form, so its fields bear its id.
            let place = |error: FieldError| FieldError::new(field(&error.field, id), error.problem);
            let errors = errors.into_iter().map(place).collect();
            refused(request, "reason", ServiceError::Invalid(errors)).await
        }
        Err(error) => refused(request, &field("outcome", id), error).await,
    }
}

fn field(name: &str, proposal: ProposalId) -> String {
    format!("{name}-{proposal}")
}

fn minutes(request: &PageRequest) -> MinutesInput {
    MinutesInput {
        text: request.form.text("minutes").to_owned(),
        in_room: request.form.text("in_room").to_owned(),
        by_video: request.form.text("by_video").to_owned(),
    }
}

async fn refused(request: &PageRequest, field: &str, error: ServiceError) -> Outcome {
    let refused = RefusedForm::of(request.language, field, error)?;
    let page = page(request, refused.errors.clone()).await?;
    refused.answer(page)
}

async fn page(request: &PageRequest, errors: Errors) -> Result<Page, ServiceError> {
    let id: PublicHearingId = request.param("id")?;
    let hearings = &request.services.hearings;
    hearings.may_conduct(&request.actor)?;
    let view = hearings.hearing(&request.actor, id).await?;
    let language = request.language;
    let request = request.clone();
    let page = Page::new(t::conduct(language), move || {
        let summary = errors.summary(|error| Some(label(language, &error.field).to_owned()));
        let here = vec![
            Crumb::link(view.hearing.title.clone(), hearing_href(language, id)),
            Crumb::here(t::conduct(language)),
        ];
        let is_decided = request.done() == Some("decided");
        let title = view.hearing.title.clone();
        let (badge, when) = (phase_badge(language, view.phase), when(&request, &view.hearing));
        view! {
            {crumbs(&request, here)}
            {is_decided.then(|| done_notice(t::done_decided(language), ""))}
            <ErrorSummary title=t::errors(language) errors=summary />
            <PageHeader title=t::conduct(language) eyebrow=title lead=t::conduct_lead(language)>
                {badge} " " {when}
            </PageHeader>
            {forms(&request, &view, &errors)}
        }
    });
    Ok(page.door(Door::Work).unlisted())
}

fn label(language: Language, field: &str) -> &'static str {
    match field {
        "minutes" => t::record_text(language),
        "in_room" => t::record_room(language),
        "by_video" => t::record_video(language),
        "changed" => t::report_text(language),
        "reason" => t::cancel_reason(language),
        outcome if outcome.starts_with("outcome-") => t::decide_outcome(language),
        _ => t::decide_reason(language),
    }
}

fn forms(request: &PageRequest, view: &HearingView, errors: &Errors) -> AnyView {
    let language = request.language;
    let action = format!("{}/desk", hearing_href(language, view.hearing.id));
    match view.phase {
        Phase::Cancelled => view! { <p>{t::conduct_cancelled(language)}</p> }.into_any(),
        Phase::Now => view! { <p>{t::conduct_now(language)}</p> }.into_any(),
        Phase::Ahead => {
            let typed = request.form.text("reason").to_owned();
            view! {
                <p>{t::conduct_ahead(language)}</p>
                <section class="section" aria-labelledby="cancel">
                    <h2 id="cancel" class="section__title">{t::cancel(language)}</h2>
                    <form class="form" method="post" action=action novalidate>
                        <TextArea name="reason" label=t::cancel_reason(language) value=typed error=errors.of("reason")
                            rows=3 max_length=LONGEST_REPORT is_required=true />
                        <div class="form__actions">
                            <Button kind=ButtonKind::Danger icon=IconName::CircleX name="_action" value="cancel">{t::cancel_send(language)}</Button>
                        </div>
                    </form>
                </section>
            }
            .into_any()
        }
        Phase::Over => view! {
            {decisions(request, view, &action, errors)}
            {record(request, view, action.clone(), errors)}
            {report(request, view, action.clone(), errors)}
        }
        .into_any(),
    }
}

fn decisions(
    request: &PageRequest,
    view: &HearingView,
    action: &str,
    errors: &Errors,
) -> impl IntoView + use<> {
    let language = request.language;
    let open = view
        .proposals
        .iter()
        .filter(|(proposal, _)| proposal.state == CommentState::Published && proposal.decision.is_none());
    let cards = open
        .map(|(proposal, on)| decision_form(request, proposal, *on, action.to_owned(), errors))
        .collect::<Vec<_>>();
    let is_none = cards.is_empty();
    let waiting = (view.tally.waiting > 0).then(|| {
        view! { <p>{t::conduct_waiting(language, view.tally.waiting)}</p> }
    });
    view! {
        <section class="section" aria-labelledby="decide">
            <h2 id="decide" class="section__title">{t::decide(language)}</h2>
            {waiting}
            {is_none.then(|| view! { <p>{t::decide_none(language)}</p> })}
            <div class="stack">{cards}</div>
        </section>
    }
}

fn decision_form(
    request: &PageRequest,
    proposal: &Proposal,
    on: Day,
    action: String,
    errors: &Errors,
) -> impl IntoView + use<> {
    let language = request.language;
    let id = proposal.id;
    let is_sent = request.form.text("proposal") == id.to_string();
    let typed = |name: &str| {
        let text = if is_sent { request.form.text(name) } else { "" };
        text.to_owned()
    };
    let choices = proposal::Outcome::ALL
        .map(|one| Choice::new(one.code(), outcome(language, one)))
        .to_vec();
    let [outcome_id, reason_id] = ["outcome", "reason"].map(|name| field(name, id));
    let (wrong_outcome, wrong_reason) = (errors.of(&outcome_id), errors.of(&reason_id));
    let [typed_outcome, typed_reason] = ["outcome", "reason"].map(typed);
    let title = t::decide_sent(language, &proposal.author_name);
    let (badge, text) = (state_badge(language, proposal), proposal.text.clone());
    view! {
        <Card title=title level=HeadingLevel::Three>
            <p class="comment__head">
                <time datetime=on.to_string()>{day(language, on)}</time> " · " {badge}
            </p>
            <p class="comment__text"><AsWritten text /></p>
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="proposal" value=id.to_string() />
                <RadioGroup name="outcome" id=outcome_id label=t::decide_outcome(language) choices value=typed_outcome
                    error=wrong_outcome />
                <TextArea name="reason" id=reason_id label=t::decide_reason(language) value=typed_reason
                    error=wrong_reason rows=3 max_length=LONGEST_REPORT is_required=true />
                <div class="form__actions">
                    <Button kind=ButtonKind::Secondary icon=IconName::Check name="_action" value="decide">{t::decide_send(language)}</Button>
                </div>
            </form>
        </Card>
    }
}

fn record(
    request: &PageRequest,
    view: &HearingView,
    action: String,
    errors: &Errors,
) -> Option<impl IntoView + use<>> {
    let language = request.language;
    if view.hearing.minutes.is_some() {
        return None;
    }
    let typed = minutes(request);
    Some(view! {
        <section class="section" aria-labelledby="record">
            <h2 id="record" class="section__title">{t::minutes(language)}</h2>
            <form class="form" method="post" action=action novalidate>
                <TextArea name="minutes" label=t::record_text(language) hint=t::record_hint(language) value=typed.text
                    error=errors.of("minutes") rows=8 max_length=LONGEST_MINUTES is_required=true />
                <TextField name="in_room" label=t::record_room(language) value=typed.in_room error=errors.of("in_room")
                    input_type=InputType::Digits width=FieldWidth::Short is_required=true />
                <TextField name="by_video" label=t::record_video(language) value=typed.by_video error=errors.of("by_video")
                    input_type=InputType::Digits width=FieldWidth::Short is_required=true />
                <div class="form__actions">
                    <Button icon=IconName::FileText name="_action" value="record">{t::record_send(language)}</Button>
                </div>
            </form>
        </section>
    })
}

fn report(request: &PageRequest, view: &HearingView, action: String, errors: &Errors) -> Option<AnyView> {
    let language = request.language;
    if view.hearing.report.is_some() {
        return None;
    }
    let is_ready = view.hearing.minutes.is_some() && view.tally.waiting + view.tally.undecided == 0;
    let content = if is_ready {
        let typed = request.form.text("changed").to_owned();
        view! {
            <form class="form" method="post" action=action novalidate>
                <TextArea name="changed" label=t::report_text(language) hint=t::report_hint(language) value=typed
                    error=errors.of("changed") rows=5 max_length=LONGEST_REPORT is_required=true />
                <div class="form__actions">
                    <Button icon=IconName::FileText name="_action" value="report">{t::report_send(language)}</Button>
                </div>
            </form>
        }
        .into_any()
    } else {
        view! { <p>{t::report_early(language)}</p> }.into_any()
    };
    let section = view! {
        <section class="section" aria-labelledby="report">
            <h2 id="report" class="section__title">{t::report(language)}</h2>
            {content}
        </section>
    };
    Some(section.into_any())
}
