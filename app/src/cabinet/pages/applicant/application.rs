//! An application for its applicant: who has it, until when and why, what comes next.

use super::rating::{posted, rating};
use crate::cabinet::pages::answers::{Empty, section_answers};
use crate::cabinet::pages::command_page::Side;
use crate::cabinet::pages::decision_files::links;
use crate::cabinet::pages::done::{self, done};
use crate::cabinet::pages::place::{ledger, place};
use crate::cabinet::pages::thread::thread;
use crate::cabinet::pages::why::due_and_why;
use crate::cabinet::pages::words::{self, ground_cited, paragraphs};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::cabinet::application::Command;
use domain::cabinet::view::{ApplicationView, Happened, HappenedKind};
use domain::id::ApplicationId;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{cabinet as t, decision as d, format, layout, opinion as o};
use ui::{
    Breadcrumbs, Button, ButtonKind, ButtonLink, Crumb, DescriptionList, Detail, Disclosure, ErrorSummary,
    IconName, Notice, PageHeader, StatusBadge, Timeline, TimelineEvent, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let application = request.services.cabinet.application(&request.actor, id).await?;
    page(&request, application, Errors::default()).ok()
}

/// A message, or the rating after the end.
pub async fn submit(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let cabinet = &request.services.cabinet;
    if request.form.text("_action") == "again" {
        let again = cabinet.start_again(&request.actor, id).await?;
        let how = if again.is_filled { "filled" } else { "kept" };
        return Answer::see(request.href(&format!("/cabinet/drafts/{}/steps/1?again={how}", again.id)));
    }
    let (done, what) = match request.form.text("_action") {
        "rate" => (
            cabinet.rate(&request.actor, id, &posted(&request)).await,
            done::RATED,
        ),
        _ => {
            let text = request.form.text("message");
            (
                cabinet.write_message(&request.actor, id, text).await,
                done::MESSAGE,
            )
        }
    };
    match done {
        Ok(()) => Answer::done(request.href(&format!("/cabinet/applications/{id}")), what),
        Err(ServiceError::Invalid(errors)) => {
            let application = cabinet.application(&request.actor, id).await?;
            page(&request, application, Errors::new(request.language, errors))
                .status(422)
                .ok()
        }
        Err(error) => Err(error),
    }
}

fn page(request: &PageRequest, application: ApplicationView, errors: Errors) -> Page {
    let language = request.language;
    let id = application.id;
    let here = format!("/cabinet/applications/{id}");
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/cabinet")),
        Crumb::link(
            t::applications_title(language),
            request.href("/cabinet/applications"),
        ),
        Crumb::here(application.number.clone()),
    ];
    let was_done = done(request, &application, Side::Applicant);
    let file_base = request.href(&format!("{here}/files"));
    let (correction, withdrawal) = (
        request.href(&format!("{here}/correction")),
        request.href(&format!("{here}/withdrawal")),
    );
    let receipt = request.href(&format!("{here}/receipt"));
    let (speak, appeal) = (
        request.href(&format!("{here}/hearing")),
        request.href(&format!("{here}/appeal")),
    );
    let action = request.href(&here);
    let request = request.clone();
    Page::new(t::application_title(language, &application.number), move || {
        let can = |command| application.offers(command);
        let (can_speak, can_appeal) = (can(Command::EndHearing), can(Command::Appeal));
        let can_repeat = application.state.is_closed() && application.card.handoff.is_none();
        let again = action.clone();
        let messages = thread(language, &application, &action, request.form.text("message"), &errors);
        let rated = rating(language, &application, &action, &request, &errors);
        let complained = complaint(language, &application);
        let until = application.hearing.as_ref().map(|hearing| words::day(language, hearing.answer_until));
        let (can_correct, can_withdraw) = (can(Command::Correct), can(Command::Withdraw));
        let label = words::state(language, application.state);
        let asked = can_correct.then(|| remarks(language, &application));
        let (decided, where_now, due) = (
            decision(language, &application),
            place(language, &application),
            due_and_why(language, &application),
        );
        let events = history(language, &application.history);
        let whose = ledger(language, &application);
        let sent = answers(language, &application, (&file_base, Empty::Told));
        let lines = errors.summary(|error| {
            let name = match error.field.as_str() {
                "message" => t::message_label(language),
                "score" => t::rating_question(language),
                "comment" => t::rating_comment(language),
                _ => return None,
            };
            Some(name.to_owned())
        });
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <ErrorSummary title=t::errors_title(language) errors=lines />
            {was_done}
            <PageHeader title=application.card.name.get(language).to_owned() eyebrow=application.number.clone()>
                <StatusBadge status=words::status(application.state) label=label />
            </PageHeader>
            {asked.map(|asked| view! {
                <Notice tone=Tone::Warning title=t::correction_title(language)>
                    {asked}
                    <p><ButtonLink href=correction icon=IconName::Pencil>{t::correction_open(language)}</ButtonLink></p>
                </Notice>
            })}
            {can_speak.then(|| view! {
                <Notice tone=Tone::Warning title=t::speak_title(language)>
                    <p>{t::speak_lead(language, until.unwrap_or_default())}</p>
                    <p><ButtonLink href=speak icon=IconName::Pencil>{t::speak_open(language)}</ButtonLink></p>
                </Notice>
            })}
            {decided}
            {complained}
            {where_now}
            {due}
            {whose}
            {messages}
            <section class="section">
                <h2 class="section__title">{t::history_title(language)}</h2>
                <Timeline events=events />
                <p><ButtonLink href=receipt kind=ButtonKind::Secondary icon=IconName::Shield>{t::receipt_open(language)}</ButtonLink></p>
            </section>
            <Disclosure summary=t::answers_title(language)>
                {sent}
            </Disclosure>
            {rated}
            {can_appeal.then(|| view! {
                <p><ButtonLink href=appeal kind=ButtonKind::Secondary icon=IconName::Scale>{t::appeal_open(language)}</ButtonLink></p>
            })}
            {can_repeat.then(|| view! {
                <form method="post" action=again>
                    <Button name="_action" value="again" kind=ButtonKind::Secondary icon=IconName::Copy>{t::apply_again(language)}</Button>
                </form>
            })}
            {can_withdraw.then(|| view! {
                <p><ButtonLink href=withdrawal kind=ButtonKind::Quiet>{t::withdraw(language)}</ButtonLink></p>
            })}
        }
    })
    .door(Door::Cabinet)
    .unlisted()
}

/// What the officer asked for, field by field, by the label that the person knows.
pub fn remarks(language: Language, application: &ApplicationView) -> AnyView {
    let lines: Vec<AnyView> = application
        .correction
        .iter()
        .flat_map(|correction| &correction.fields)
        .map(|remark| {
            let label = application.card.form.label(&remark.field, language);
            let label = label.unwrap_or_else(|| remark.field.clone());
            let parted = ui::after_name(&label);
            view! { <li><strong>{label}</strong> {parted} {remark.reason.clone()}</li> }.into_any()
        })
        .collect();
    view! { <ul>{lines}</ul> }.into_any()
}

/// The decision with its ground, reasons and the way to appeal.
pub fn decision(language: Language, application: &ApplicationView) -> AnyView {
    let Some(decision) = &application.decision else {
        return ().into_any();
    };
    let ground = decision
        .ground
        .as_ref()
        .and_then(|code| application.card.refusal_ground(code))
        .map(|ground| ground_cited(language, ground));
    let is_refused = decision.ground.is_some();
    let appeal = is_refused.then(|| words::statement(language, &application.card.appeal));
    let mut items = Vec::new();
    if let Some(body) = decision.forwarded_to.clone() {
        items.push(Detail::new(d::forwarded_to(language), view! { <p>{body}</p> }));
    }
    if let Some(ground) = ground {
        items.push(Detail::new(
            t::decision_ground(language),
            view! { <p>{ground}</p> },
        ));
    }
    items.push(Detail::new(
        t::decision_motivation(language),
        paragraphs(&decision.text),
    ));
    if let Some(files) = links(language, application.id, &decision.files) {
        items.push(Detail::new(d::files_of(language), files));
    }
    if let Some(document) = &application.document {
        let href = format!(
            "{}/cabinet/applications/{}/document",
            language.prefix(),
            application.id
        );
        let size = format::bytes(language, document.size_bytes);
        let code = document.code.to_string();
        let check = format!(
            "{}/cabinet/documents/{}",
            language.prefix(),
            document.code.as_str()
        );
        items.push(Detail::new(
            t::document(language),
            view! {
                <p><a href=href download>{t::document_download(language, size)}</a></p>
                <p><a href=check>{t::document_check_own(language, &code)}</a></p>
            },
        ));
    }
    if let Some(appeal) = appeal {
        items.push(Detail::new(t::appeal(language), view! { <p>{appeal}</p> }));
    }
    view! {
        <section class="section">
            <h2 class="section__title">{t::decision_title(language)}</h2>
            <DescriptionList items />
        </section>
    }
    .into_any()
}

/// The complaint, and what came of it.
pub fn complaint(language: Language, application: &ApplicationView) -> AnyView {
    let Some(appeal) = &application.appeal else {
        return ().into_any();
    };
    let mut items = vec![
        Detail::new(t::appeal_text(language), paragraphs(&appeal.text)),
        Detail::new(
            t::appeal_filed(language),
            view! { <p>{words::moment(language, appeal.filed_at)}</p> },
        ),
    ];
    if let Some((annuls, reason)) = &appeal.outcome {
        let outcome = if *annuls {
            t::happened_annulled(language)
        } else {
            t::happened_upheld(language)
        };
        items.push(Detail::new(outcome, paragraphs(reason)));
    }
    view! {
        <section class="section">
            <h2 class="section__title">{t::complaint_title(language)}</h2>
            <DescriptionList items />
        </section>
    }
    .into_any()
}

/// Every section with its answers.
pub fn answers(
    language: Language,
    application: &ApplicationView,
    (file_base, empty): (&str, Empty),
) -> Vec<AnyView> {
    let form = &application.card.form;
    let mut visible = form.visible(&application.answers);
    visible.retain(|field| empty.shows(application.answers.of(&field.code)));
    form.sections
        .iter()
        .filter(|section| visible.iter().any(|shown| section.holds(&shown.code)))
        .map(|section| {
            let list = section_answers(
                language,
                form,
                section,
                &application.answers,
                &application.files,
                (file_base, empty),
            );
            view! { <h3>{section.title.get(language).to_owned()}</h3> {list} }.into_any()
        })
        .collect()
}

/// What an event is called.
pub fn happened_title(language: Language, kind: HappenedKind) -> &'static str {
    match kind {
        HappenedKind::Submitted => t::happened_submitted(language),
        HappenedKind::Did(command) => match command {
            Command::Take => t::happened_taken(language),
            Command::RequestCorrection => t::happened_returned(language),
            Command::Correct => t::happened_corrected(language),
            Command::Suspend => t::happened_suspended(language),
            Command::Resume => t::happened_resumed(language),
            Command::Extend => t::happened_extended(language),
            Command::IntendRefusal => t::happened_refusal_intended(language),
            Command::EndHearing => t::happened_heard(language),
            Command::SendForApproval => d::happened_sent(language),
            Command::GiveVisa => d::happened_visa(language),
            Command::ReturnDraft => d::happened_returned(language),
            Command::RecallDraft => d::happened_recalled(language),
            Command::AskOpinion => o::happened_asked(language),
            Command::GiveOpinion => o::happened_given(language),
            Command::Grant => t::happened_granted(language),
            Command::Refuse => t::happened_refused(language),
            Command::Forward => d::happened_forwarded(language),
            Command::Withdraw => t::happened_withdrawn(language),
            Command::Appeal => t::happened_appealed(language),
            Command::Uphold => t::happened_upheld(language),
            Command::Annul => t::happened_annulled(language),
        },
    }
}

/// The events in words, oldest first.
pub fn history(language: Language, events: &[Happened]) -> Vec<TimelineEvent> {
    events
        .iter()
        .map(|event| {
            let (icon, tone) = match event.kind {
                HappenedKind::Submitted => (IconName::Send, Tone::Info),
                HappenedKind::Did(Command::Take) => (IconName::User, Tone::Info),
                HappenedKind::Did(Command::RequestCorrection) => (IconName::Returned, Tone::Warning),
                HappenedKind::Did(Command::Correct) => (IconName::Pencil, Tone::Info),
                HappenedKind::Did(Command::Suspend) => (IconName::CirclePause, Tone::Warning),
                HappenedKind::Did(Command::Resume | Command::Extend) => (IconName::Clock, Tone::Info),
                HappenedKind::Did(Command::IntendRefusal) => (IconName::AlertTriangle, Tone::Warning),
                HappenedKind::Did(Command::EndHearing) => (IconName::User, Tone::Info),
                HappenedKind::Did(Command::SendForApproval) => (IconName::Users, Tone::Info),
                HappenedKind::Did(Command::GiveVisa) => (IconName::Check, Tone::Info),
                HappenedKind::Did(Command::ReturnDraft | Command::RecallDraft) => {
                    (IconName::Returned, Tone::Neutral)
                }
                HappenedKind::Did(Command::AskOpinion | Command::GiveOpinion) => {
                    (IconName::Building, Tone::Info)
                }
                HappenedKind::Did(Command::Grant) => (IconName::CircleCheck, Tone::Success),
                HappenedKind::Did(Command::Refuse) => (IconName::CircleX, Tone::Danger),
                HappenedKind::Did(Command::Forward) => (IconName::ArrowRight, Tone::Info),
                HappenedKind::Did(Command::Withdraw | Command::Uphold) => (IconName::Lock, Tone::Neutral),
                HappenedKind::Did(Command::Appeal) => (IconName::Scale, Tone::Warning),
                HappenedKind::Did(Command::Annul) => (IconName::Scale, Tone::Success),
            };
            let mut line = TimelineEvent::new(
                happened_title(language, event.kind),
                words::machine_day(event.at),
                words::moment(language, event.at),
            )
            .mark(icon, tone);
            if let Some(who) = &event.who {
                line = line.actor(who.clone());
            }
            let ground = event.ground.as_ref().map(|ground| ground_cited(language, ground));
            let text: Vec<String> = ground.into_iter().chain(event.reason.clone()).collect();
            if !text.is_empty() {
                line = line.text(text.join("\n"));
            }
            line
        })
        .collect()
}
