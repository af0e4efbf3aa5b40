//! Projects in sentences: what has changed, and what is new. The same words stand on pages, in feeds and in letters.

use crate::{format, hearing, infrastructure as t};
use domain::Language;
use domain::infrastructure::ProjectStatus;
use domain::infrastructure::change::Change;
use domain::infrastructure::hearing::Step;
use domain::infrastructure::news::Happened;
use domain::infrastructure::project::Day;

#[must_use]
pub fn status(language: Language, status: ProjectStatus) -> &'static str {
    match status {
        ProjectStatus::Identification => t::status_identification(language),
        ProjectStatus::Preparation => t::status_preparation(language),
        ProjectStatus::Implementation => t::status_implementation(language),
        ProjectStatus::Completion => t::status_completion(language),
        ProjectStatus::Maintenance => t::status_maintenance(language),
        ProjectStatus::Decommissioning => t::status_decommissioning(language),
        ProjectStatus::Decommissioned => t::status_decommissioned(language),
        ProjectStatus::Cancelled => t::status_cancelled(language),
    }
}

#[must_use]
pub fn day(language: Language, day: Day) -> String {
    format::date(language, day.year, day.month, day.day)
}

/// A change as a sentence, with its reason where the kind of change needs one.
#[must_use]
pub fn change(language: Language, change: &Change) -> String {
    let with_reason = |text: String, reason: &Option<String>| {
        let reason = match reason {
            Some(reason) => {
                let is_ended = reason.ends_with(['.', '!', '?', '…']);
                t::change_reason(language, format!("{reason}{}", if is_ended { "" } else { "." }))
            }
            None => t::change_no_reason(language).to_owned(),
        };
        // A date ends with its «р.».
        format!("{}. {reason}", text.trim_end_matches('.'))
    };
    let state = |code: Option<ProjectStatus>| {
        code.map_or_else(|| t::unknown(language), |code| status(language, code))
    };
    match change {
        Change::Cost {
            before,
            after,
            percent,
            reason,
        } => {
            let (before, after) = (format::money(language, before), format::money(language, after));
            let text = match percent {
                Some(percent) if *percent > 0 => t::change_cost_up(language, after, before, percent),
                Some(percent) if *percent < 0 => t::change_cost_down(language, after, before, percent.abs()),
                _ => t::change_cost(language, after, before),
            };
            with_reason(text, reason)
        }
        Change::End {
            before,
            after,
            days,
            reason,
        } => {
            let (before, after) = (day(language, *before), day(language, *after));
            let text = if *days < 0 {
                t::change_end_earlier(language, days.abs(), after, before)
            } else {
                t::change_end_later(language, *days, after, before)
            };
            with_reason(text, reason)
        }
        Change::Status { before, after } => t::change_status(language, state(*after), state(*before)),
        Change::Title { before, after } => t::change_name(language, after, before),
        Change::Suppliers { before, after } => {
            let names = |names: &[String]| {
                if names.is_empty() {
                    t::unknown(language).to_owned()
                } else {
                    names.join(", ")
                }
            };
            t::change_suppliers(language, names(after), names(before))
        }
        Change::Documents { titles } => t::change_documents(language, titles.join("; ")),
    }
}

/// What happened, in two or three words.
#[must_use]
pub fn news_kind(language: Language, happened: &Happened) -> &'static str {
    match happened {
        Happened::Added => t::news_added(language),
        Happened::Changed { .. } => t::news_changed(language),
        Happened::Answered { .. } => t::news_answered(language),
        Happened::Hearing { .. } => hearing::news(language),
    }
}

/// What happened, in sentences.
#[must_use]
pub fn news_text(language: Language, happened: &Happened) -> String {
    match happened {
        Happened::Added => t::news_added_text(language).to_owned(),
        Happened::Changed { changes, .. } if changes.told.is_empty() => {
            let count = i64::try_from(changes.fields.len()).unwrap_or(i64::MAX);
            t::changes_other(language, count)
        }
        Happened::Changed { changes, .. } => {
            let told = changes.told.iter().map(|told| change(language, told));
            told.map(|told| format!("{}.", told.trim_end_matches('.')))
                .collect::<Vec<_>>()
                .join(" ")
        }
        Happened::Answered { answer, .. } => answer.clone(),
        Happened::Hearing { title, step, on, .. } => {
            let on = day(language, *on);
            match step {
                Step::Announced => hearing::news_announced(language, on, title),
                Step::Cancelled => hearing::news_cancelled(language, on, title),
                Step::Recorded => hearing::news_recorded(language, on, title),
                Step::Reported => hearing::news_reported(language, on, title),
            }
        }
    }
}
