//! The draft of a decision: its versions, the visas of colleagues, and what the reader can do with it.

use super::decision_files::links;
use super::words::{ground_cited, moment, paragraphs};
use domain::Language;
use domain::actor::Role;
use domain::cabinet::application::{Command, State};
use domain::cabinet::approval::{DraftOutcome, Order, Signer, VisaOutcome};
use domain::cabinet::view::{ApplicationView, DecisionDraftView, VisaView};
use leptos::prelude::*;
use locales::{cabinet as t, decision as d};
use ui::{Button, ButtonKind, ButtonLink, DescriptionList, Detail, Disclosure, IconName};

/// A role in a sentence.
pub fn role(language: Language, role: Role) -> &'static str {
    match role {
        Role::UnitHead => d::role_unit_head(language),
        Role::CaseOfficer
        | Role::CentreOfficer
        | Role::Moderator
        | Role::ProjectEditor
        | Role::Teacher
        | Role::Administrator => d::role_case_officer(language),
    }
}

/// Who signs, in a sentence.
pub fn signer(language: Language, signer: Signer) -> &'static str {
    match signer {
        Signer::UnitHead => d::role_unit_head(language),
        Signer::CaseOfficer => d::role_case_officer(language),
    }
}

/// Every version, the newest open, the earlier ones behind a line.
pub fn drafts(language: Language, case: &ApplicationView) -> AnyView {
    let Some((newest, earlier)) = case.drafts.split_first() else {
        return ().into_any();
    };
    let earlier: Vec<AnyView> = earlier
        .iter()
        .map(|draft| version(language, case, draft))
        .collect();
    let newest = version(language, case, newest);
    view! {
        <section class="section" data-drafts="">
            <h2 class="section__title">{d::drafts_title(language)}</h2>
            {newest}
            {(!earlier.is_empty()).then(|| view! {
                <Disclosure summary=d::draft_earlier(language)>{earlier}</Disclosure>
            })}
        </section>
    }
    .into_any()
}

/// One version with everything that was said about it.
pub fn version(language: Language, case: &ApplicationView, draft: &DecisionDraftView) -> AnyView {
    let text = |text: String| view! { <p>{text}</p> }.into_any();
    let proposed = if draft.is_granted {
        d::draft_grants(language)
    } else {
        d::draft_refuses(language)
    };
    let mut items = vec![
        Detail::new(t::queue_state(language), text(fate(language, draft))),
        Detail::new(d::draft_outcome(language), text(proposed.to_owned())),
    ];
    let ground = draft.ground.as_ref();
    if let Some(ground) = ground.and_then(|code| case.card.refusal_ground(code)) {
        let cited = ground_cited(language, ground);
        items.push(Detail::new(t::decision_ground(language), text(cited)));
    }
    items.push(Detail::new(d::draft_text(language), paragraphs(&draft.text)));
    if let Some(files) = links(language, case.id, &draft.files) {
        items.push(Detail::new(d::files_of(language), files));
    }
    if let Some(exception) = &draft.hearing_exception {
        items.push(Detail::new(d::draft_exception(language), paragraphs(exception)));
    }
    let written = format!("{}, {}", draft.author_name, moment(language, draft.sent_at));
    items.push(Detail::new(d::draft_author(language), text(written)));
    let order = match draft.order {
        Order::Series => d::order_series(language),
        Order::Parallel => d::order_parallel(language),
    };
    let label = if draft.visas.len() > 1 {
        format!("{} ({order})", d::draft_visas(language))
    } else {
        d::draft_visas(language).to_owned()
    };
    let visas: Vec<AnyView> = draft
        .visas
        .iter()
        .map(|visa| visa_line(language, draft, visa))
        .collect();
    items.push(Detail::new(label, view! { <ol>{visas}</ol> }));
    if let Some(remark) = &draft.remark {
        items.push(Detail::new(d::signer_remark(language), paragraphs(remark)));
    }
    view! {
        <h3>{d::draft_version(language, draft.number)}</h3>
        <DescriptionList items />
    }
    .into_any()
}

fn fate(language: Language, draft: &DecisionDraftView) -> String {
    let at = draft.ended_at.map(|at| moment(language, at)).unwrap_or_default();
    match draft.outcome {
        None if draft.is_complete => d::draft_ready(language).to_owned(),
        None => d::draft_under_approval(language).to_owned(),
        Some(DraftOutcome::Signed) => d::draft_signed(language, at),
        Some(DraftOutcome::Returned) => d::draft_was_returned(language, at),
        Some(DraftOutcome::Recalled) => d::draft_was_recalled(language, at),
        Some(DraftOutcome::Replaced) => d::draft_was_replaced(language, at),
        Some(DraftOutcome::Dropped) => d::draft_was_dropped(language, at),
    }
}

fn visa_line(language: Language, draft: &DecisionDraftView, visa: &VisaView) -> AnyView {
    let at = |at: Option<_>| at.map(|at| moment(language, at)).unwrap_or_default();
    let said = match visa.outcome {
        Some(VisaOutcome::Approved) => d::visa_approved(language, at(visa.decided_at)),
        Some(VisaOutcome::Returned) => d::visa_returned(language, at(visa.decided_at)),
        None if visa.waits_since.is_some() => d::visa_waits(language, at(visa.waits_since)),
        None if draft.outcome.is_some() => d::visa_not_needed(language).to_owned(),
        None => d::visa_later(language).to_owned(),
    };
    let remark = visa.remark.as_deref().map(paragraphs);
    view! {
        <li>
            <p><strong>{visa.person_name.clone()}</strong> ", " {role(language, visa.role)} ": " {said}</p>
            {remark}
        </li>
    }
    .into_any()
}

/// What the reader can do with the draft on the page of the case.
pub fn buttons(language: Language, case: &ApplicationView, here: &str) -> AnyView {
    let is_open = case.state == State::Approval;
    let can_send = case.offers(Command::SendForApproval);
    let can_sign = is_open && (case.offers(Command::Grant) || case.offers(Command::Refuse));
    let can_recall = case.offers(Command::RecallDraft);
    let visa = case
        .offers(Command::GiveVisa)
        .then(|| view! { <ButtonLink href=format!("{here}/visa") icon=IconName::Eye>{d::case_visa(language)}</ButtonLink> });
    let sign = can_sign.then(|| {
        view! { <ButtonLink href=format!("{here}/signature") icon=IconName::Pencil>{d::case_sign(language)}</ButtonLink> }
    });
    // Beside «decide» it steps back; where the card demands it, it is the way.
    let kind = if is_open || case.offers(Command::Grant) {
        ButtonKind::Secondary
    } else {
        ButtonKind::Primary
    };
    let label = if is_open {
        d::case_send_anew(language)
    } else {
        d::case_send(language)
    };
    let send = can_send.then(|| {
        view! { <ButtonLink href=format!("{here}/approval") kind=kind icon=IconName::Users>{label}</ButtonLink> }
    });
    let version = case.version.to_string();
    let action = here.to_owned();
    let recall = can_recall.then(|| {
        view! {
            <form class="form" method="post" action=action>
                <input type="hidden" name="_version" value=version />
                <div class="form__actions">
                    <Button name="_action" value="recall" kind=ButtonKind::Secondary icon=IconName::Returned>
                        {d::case_recall(language)}
                    </Button>
                </div>
            </form>
        }
    });
    let has_links = can_send || can_sign || visa.is_some();
    view! {
        {has_links.then(|| view! { <div class="form__actions">{visa} {sign} {send}</div> })}
        {recall}
    }
    .into_any()
}
