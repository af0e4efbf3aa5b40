//! Until when, and why that date: the derivation of the term engine in words.

use super::words;
use domain::Language;
use domain::cabinet::card::TermUnit;
use domain::cabinet::term::{Cause, Due, Step};
use domain::cabinet::view::ApplicationView;
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Notice, Tone};

/// The due date and each step towards it.
pub fn due_and_why(language: Language, application: &ApplicationView) -> AnyView {
    if !application.state.has_term() {
        return ().into_any();
    }
    let due = match (application.derivation.due, application.due) {
        (Some(Due::Day(day)), _) => t::due_day(language, words::day(language, day)),
        (Some(Due::Moment(_)), Some(at)) => t::due_moment(language, words::moment(language, at)),
        (Some(Due::Moment(_)) | None, _) => t::due_stopped(language).to_owned(),
    };
    let rule = application
        .term
        .as_ref()
        .map(|rule| t::why_rule(language, rule.name.get(language)));
    let steps: Vec<AnyView> = rule
        .into_iter()
        .chain(
            application
                .derivation
                .steps
                .iter()
                .map(|step| sentence(language, application, step)),
        )
        .map(|sentence| view! { <li>{sentence}</li> }.into_any())
        .collect();
    let late = application.is_overdue;
    let is_guess = application.term.as_ref().is_some_and(|rule| !rule.confirmed);
    view! {
        <section class="section">
            <h2 class="section__title">{t::due_title(language)}</h2>
            <p class="lead">{due}</p>
            {is_guess.then(|| view! { <p>{t::due_unconfirmed(language)}</p> })}
            {late.then(|| view! { <Notice tone=Tone::Warning>{t::due_late(language)}</Notice> })}
            <ol data-derivation="">{steps}</ol>
        </section>
    }
    .into_any()
}

fn sentence(language: Language, application: &ApplicationView, step: &Step) -> String {
    match *step {
        Step::Started { day } => t::why_started(language, words::day(language, day)),
        Step::CountedFrom { day, number, unit } => t::why_from(
            language,
            words::day(language, day),
            words::counted(language, number, unit),
        ),
        Step::CountedFromMoment { number, .. } => t::why_from_hours(
            language,
            words::moment(language, application.submitted_at),
            words::counted(language, number, TermUnit::Hour),
        ),
        Step::WeekendsSkipped { days } => t::why_weekends(language, i64::from(days)),
        Step::HolidaysSkipped { days } => t::why_holidays(language, i64::from(days)),
        Step::PauseAdded {
            cause,
            from,
            to,
            days,
        } => {
            let (days, from, to) = (
                i64::from(days),
                words::day(language, from),
                words::day(language, to),
            );
            match cause {
                Cause::Correction => t::why_pause(language, days, from, to),
                Cause::Suspension => t::why_suspension(language, days, from, to),
            }
        }
        Step::Extended { day } => t::why_extended(language, words::day(language, day)),
        Step::Stopped { cause, since } => match cause {
            Cause::Correction => t::why_stopped(language, words::day(language, since)),
            Cause::Suspension => t::why_suspended(language, words::day(language, since)),
        },
    }
}
