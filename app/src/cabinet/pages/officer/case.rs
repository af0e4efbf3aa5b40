//! An application for the officer: the answers, the clock, and what can be done now.

use super::opinion::opinions;
use crate::cabinet::pages::answers::Empty;
use crate::cabinet::pages::applicant::application::{answers, complaint, decision, history, remarks};
use crate::cabinet::pages::command_page::Side;
use crate::cabinet::pages::done::{self, code, done};
use crate::cabinet::pages::drafts::{buttons, drafts};
use crate::cabinet::pages::meanwhile::meanwhile;
use crate::cabinet::pages::place::ledger;
use crate::cabinet::pages::thread::thread;
use crate::cabinet::pages::why::due_and_why;
use crate::cabinet::pages::words::{self, paragraphs};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::cabinet::application::{Command, rule};
use domain::cabinet::view::{ApplicationView, HappenedKind, HearingOutcome};
use domain::id::ApplicationId;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{cabinet as t, layout, opinion as o};
use ui::{
    Breadcrumbs, Button, ButtonKind, ButtonLink, Crumb, DescriptionList, Detail, ErrorSummary, HeadingLevel,
    IconName, Notice, PageHeader, StatusBadge, Timeline, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let case = request.services.cabinet.case(&request.actor, id).await?;
    page(&request, case, Errors::default(), false).ok()
}

fn page(request: &PageRequest, case: ApplicationView, errors: Errors, is_changed: bool) -> Page {
    let language = request.language;
    let id = case.id;
    let here = format!("/cabinet/queue/{id}");
    let crumbs = vec![
        Crumb::link(t::queue_title(language), request.href("/cabinet/queue")),
        Crumb::here(case.number.clone()),
    ];
    let file_base = request.href(&format!("/cabinet/applications/{id}/files"));
    let (take, ask, decide) = (
        request.href(&here),
        request.href(&format!("{here}/correction")),
        request.href(&format!("{here}/decision")),
    );
    let (suspend, extend, disclose, review) = (
        request.href(&format!("{here}/suspension")),
        request.href(&format!("{here}/extension")),
        request.href(&format!("{here}/hearing")),
        request.href(&format!("{here}/appeal")),
    );
    let ask_unit = request.href(&format!("{here}/opinion"));
    let here = request.href(&here);
    let typed = request.form.text("message").to_owned();
    let was_done = done(request, &case, Side::Officer);
    Page::new(t::application_title(language, &case.number), move || {
        let can = |command| case.offers(command);
        let (can_take, can_work) = (can(Command::Take), can(Command::RequestCorrection));
        let (can_resume, can_end_hearing) = (can(Command::Resume), can(Command::EndHearing));
        let (can_suspend, can_disclose) = (can(Command::Suspend), can(Command::IntendRefusal));
        let (may_extend, may_review) = (can(Command::Extend), can(Command::Uphold));
        let hindrance = hindrance(language, &case);
        let differing = differing(language, &case);
        let version = case.version.to_string();
        let messages = thread(language, &case, &here, &typed, &errors);
        let complained = complaint(language, &case);
        let heard = hearing(language, &case);
        let label = words::state_for_staff(language, case.state);
        let asked_units = opinions(language, &case);
        let can_ask_unit = can(Command::AskOpinion);
        let can_decide = can(Command::Grant) && can_work;
        let (of_draft, versions) = (buttons(language, &case, &here), drafts(language, &case));
        let officer = case.officer_name.clone().unwrap_or_else(|| t::queue_nobody(language).to_owned());
        let facts = vec![
            Detail::new(t::case_applicant(language), view! { <span>{case.applicant_name.clone()}</span> }),
            Detail::new(t::queue_officer(language), view! { <span>{officer}</span> }),
            Detail::new(
                t::queue_submitted(language),
                view! { <span>{words::moment(language, case.submitted_at)}</span> },
            ),
        ];
        let asked = case.correction.is_some().then(|| remarks(language, &case));
        let (decided, due) = (decision(language, &case), due_and_why(language, &case));
        let events = history(language, &case.history);
        let whose = ledger(language, &case);
        let sent = answers(language, &case, (&file_base, Empty::LeftOut));
        let changed = is_changed.then(|| meanwhile(language, &case, false));
        let lines = errors.summary(|_| Some(t::message_label(language).to_owned()));
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <ErrorSummary title=t::errors_title(language) errors=lines />
            {changed}
            {was_done}
            <PageHeader title=case.card.name.get(language).to_owned() eyebrow=case.number.clone()>
                <StatusBadge status=words::status(case.state) label=label />
            </PageHeader>
            <DescriptionList items=facts />
            {differing}
            {hindrance.map(|text| view! { <Notice tone=Tone::Info>{text}</Notice> })}
            {can_take.then(|| view! {
                <form class="form" method="post" action=take>
                    <input type="hidden" name="_version" value=case.version.to_string() />
                    <div class="form__actions">
                        <Button name="_action" value="take" icon=IconName::User>{t::case_take(language)}</Button>
                    </div>
                </form>
            })}
            {can_work.then(|| view! {
                <div class="form__actions">
                    {can_decide.then(|| view! {
                        <ButtonLink href=decide icon=IconName::Scale>{t::case_decide(language)}</ButtonLink>
                    })}
                    <ButtonLink href=ask kind=ButtonKind::Secondary icon=IconName::Returned>{t::case_ask(language)}</ButtonLink>
                    {can_disclose.then(|| view! {
                        <ButtonLink href=disclose kind=ButtonKind::Secondary icon=IconName::AlertTriangle>{t::case_disclose(language)}</ButtonLink>
                    })}
                    {can_ask_unit.then(|| view! {
                        <ButtonLink href=ask_unit kind=ButtonKind::Secondary icon=IconName::Building>{o::case_ask(language)}</ButtonLink>
                    })}
                    {can_suspend.then(|| view! {
                        <ButtonLink href=suspend kind=ButtonKind::Secondary icon=IconName::CirclePause>{t::case_suspend(language)}</ButtonLink>
                    })}
                </div>
            })}
            {of_draft}
            {may_extend.then(|| view! {
                <p><ButtonLink href=extend kind=ButtonKind::Secondary icon=IconName::Clock>{t::case_extend(language)}</ButtonLink></p>
            })}
            {may_review.then(|| view! {
                <p><ButtonLink href=review icon=IconName::Scale>{t::case_review(language)}</ButtonLink></p>
            })}
            {(can_resume || can_end_hearing).then(|| {
                let (value, label) = if can_resume {
                    ("resume", t::case_resume(language))
                } else {
                    ("end_hearing", t::case_end_hearing(language))
                };
                view! {
                    <form class="form" method="post" action=here>
                        <input type="hidden" name="_version" value=version />
                        <div class="form__actions"><Button name="_action" value=value icon=IconName::Clock>{label}</Button></div>
                    </form>
                }
            })}
            {heard}
            {asked.map(|asked| view! {
                <Notice tone=Tone::Info title=t::happened_returned(language)>{asked}</Notice>
            })}
            {asked_units}
            {versions}
            {decided}
            {complained}
            <section class="section">
                <h2 class="section__title">{t::case_answers(language)}</h2>
                {sent}
            </section>
            {due}
            {whose}
            {messages}
            <section class="section">
                <h2 class="section__title">{t::history_title(language)}</h2>
                <Timeline events=events />
            </section>
            <p class="text-muted text-small">{t::case_look_noted(language)}</p>
        }
    })
    .door(Door::Work)
    .unlisted()
}

/// What can be done on the page itself: take, resume, end a hearing, write. Of two officers the slower one is told.
pub async fn submit(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let version = request.form.version();
    let cabinet = &request.services.cabinet;
    let actor = &request.actor;
    let action = request.form.text("_action");
    let command = |command| code(HappenedKind::Did(command));
    let (done, what) = match action {
        "resume" => (cabinet.resume(actor, id, version).await, command(Command::Resume)),
        "end_hearing" => (
            cabinet.end_hearing(actor, id, version).await,
            command(Command::EndHearing),
        ),
        "recall" => (
            cabinet.recall_draft(actor, id, version).await,
            command(Command::RecallDraft),
        ),
        "message" => {
            let text = request.form.text("message");
            (cabinet.write_message(actor, id, text).await, done::MESSAGE)
        }
        _ => (cabinet.take(actor, id, version).await, command(Command::Take)),
    };
    let here = request.href(&format!("/cabinet/queue/{id}"));
    let (errors, status) = match done {
        Ok(()) => return Answer::done(here, what),
        Err(ServiceError::Conflict) => (Vec::new(), 409),
        Err(ServiceError::Invalid(errors)) => (errors, 422),
        Err(error) => return Err(error),
    };
    let case = cabinet.case(actor, id).await?;
    if status == 409 && case.is_worked_on_by_reader() {
        // The button was pressed twice: it is done.
        return Answer::done(here, what);
    }
    let errors = Errors::new(request.language, errors);
    page(&request, case, errors, status == 409).status(status).ok()
}

/// What the applicant sent otherwise than it was verified: perhaps for a child or after a marriage, perhaps by mistake.
fn differing(language: Language, case: &ApplicationView) -> Option<AnyView> {
    let lines: Vec<AnyView> = case
        .differing
        .iter()
        .map(|one| {
            let label = case.card.form.label(&one.field, language).unwrap_or_default();
            let text = t::differing_line(language, &one.sent, &one.verified);
            let parted = ui::after_name(&label);
            view! { <li><strong>{label}</strong> {parted} {text}</li> }.into_any()
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Warning title=t::differing_title(language) level=HeadingLevel::Two>
                <ul>{lines}</ul>
                <p>{t::differing_text(language)}</p>
            </Notice>
        }
        .into_any()
    })
}

/// Why a button is not there that the reader may look for, and from when it is.
fn hindrance(language: Language, case: &ApplicationView) -> Option<String> {
    let code = case.hindered?;
    let awaited = case.hearing.as_ref().filter(|_| code == rule::HEARING_LASTS);
    Some(match awaited {
        Some(hearing) => {
            let until = hearing.answer_until;
            let from = until.tomorrow().unwrap_or(until);
            t::end_hearing_from(language, words::day(language, from), words::day(language, until))
        }
        None => locales::rule_text(language, code).to_owned(),
    })
}

/// What was disclosed before a refusal, and what the applicant said.
fn hearing(language: Language, case: &ApplicationView) -> AnyView {
    let Some(hearing) = &case.hearing else {
        return ().into_any();
    };
    let outcome = match hearing.outcome {
        None => t::hearing_awaited(language, words::day(language, hearing.answer_until)),
        Some(HearingOutcome::Heard) => t::hearing_heard(language).to_owned(),
        Some(HearingOutcome::Waived) => t::hearing_waived(language).to_owned(),
        Some(HearingOutcome::Lapsed) => t::hearing_lapsed(language).to_owned(),
    };
    let answer = paragraphs(hearing.answer.as_deref().unwrap_or_default());
    let reasons = paragraphs(&hearing.motivation);
    let mut items = vec![
        Detail::new(t::decision_motivation(language), reasons),
        Detail::new(t::hearing_outcome(language), view! { <p>{outcome}</p> }),
    ];
    if !answer.is_empty() {
        items.push(Detail::new(t::hearing_answer(language), answer));
    }
    view! {
        <section class="section">
            <h2 class="section__title">{t::hearing_title(language)}</h2>
            <DescriptionList items />
        </section>
    }
    .into_any()
}
