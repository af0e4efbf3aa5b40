//! What was done with an application a moment ago, and what comes next for whoever did it.

use super::applicant::application::happened_title;
use super::command_page::Side;
use super::place::next;
use crate::shared::{PageRequest, done_notice};
use domain::Language;
use domain::cabinet::application::Command;
use domain::cabinet::view::{ApplicationView, HappenedKind};
use leptos::prelude::*;
use locales::{cabinet as t, decision as d, opinion as o};

/// A message was sent.
pub const MESSAGE: &str = "message";
/// The service was rated.
pub const RATED: &str = "rated";

/// How the address names what was done: the last part of the kind of its event.
pub fn code(kind: HappenedKind) -> &'static str {
    kind.event().rsplit('.').next().unwrap_or_default()
}

/// The notice, where the application bears out what the address claims.
pub fn done(request: &PageRequest, application: &ApplicationView, side: Side) -> Option<AnyView> {
    let language = request.language;
    match request.done()? {
        MESSAGE => {
            let last = application.messages.last()?;
            let (is_own, next) = match side {
                Side::Applicant => (!last.is_staff, t::done_message_next(language)),
                Side::Officer => (last.is_staff, t::done_message_next_staff(language)),
            };
            is_own.then(|| done_notice(t::done_message(language), next))
        }
        RATED => application
            .rating
            .as_ref()
            .map(|_| done_notice(t::done_rated(language), "")),
        claimed => {
            let last = application.history.last()?;
            (code(last.kind) == claimed).then(|| match (side, last.kind) {
                (Side::Applicant, HappenedKind::Submitted) => done_notice(
                    t::just_submitted(language, &application.number),
                    next(language, application.state),
                ),
                (Side::Applicant, kind) => {
                    done_notice(happened_title(language, kind), next(language, application.state))
                }
                (Side::Officer, kind) => done_notice(happened_title(language, kind), after(language, kind)),
            })
        }
    }
}

/// What comes next for the officer.
fn after(language: Language, kind: HappenedKind) -> &'static str {
    match kind {
        HappenedKind::Submitted => "",
        HappenedKind::Did(command) => match command {
            Command::Take => t::after_taken(language),
            Command::RequestCorrection => t::after_returned(language),
            Command::Suspend => t::after_suspended(language),
            Command::Resume => t::after_resumed(language),
            Command::Extend => t::after_extended(language),
            Command::IntendRefusal => t::after_refusal_intended(language),
            Command::EndHearing => t::after_heard(language),
            Command::SendForApproval => d::after_sent(language),
            Command::GiveVisa => d::after_visa(language),
            Command::ReturnDraft => d::after_returned(language),
            Command::RecallDraft => d::after_recalled(language),
            Command::AskOpinion => o::after_asked(language),
            Command::GiveOpinion => "",
            Command::Grant | Command::Refuse => t::after_decided(language),
            Command::Forward => d::after_forwarded(language),
            Command::Uphold => t::after_upheld(language),
            Command::Annul => t::after_annulled(language),
            Command::Correct | Command::Withdraw | Command::Appeal => "",
        },
    }
}
