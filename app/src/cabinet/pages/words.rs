//! Words that several pages of the cabinet share.

use domain::Language;
use domain::cabinet::application::State;
use domain::cabinet::card::{Category, RefusalGround, StageAction, Statement, TermRule, TermUnit};
use domain::cabinet::figures::{Month, UsualTime};
use domain::cabinet::ledger::Side;
use domain::cabinet::overview::Age;
use domain::cabinet::view::{Date, DateTime};
use leptos::prelude::*;
use locales::format::{self, CivilMoment};
use locales::{cabinet as t, decision as d};
use ui::{Choice, Status};

fn part(value: i8) -> u8 {
    u8::try_from(value).unwrap_or(0)
}

/// «23 листопада 2026 р.»
pub fn day(language: Language, day: Date) -> String {
    format::date(language, day.year(), part(day.month()), part(day.day()))
}

/// «23 листопада 2026 р., 14:05»
pub fn moment(language: Language, at: DateTime) -> String {
    let at = CivilMoment {
        year: at.year(),
        month: part(at.month()),
        day: part(at.day()),
        hour: part(at.hour()),
        minute: part(at.minute()),
    };
    format::moment(language, at)
}

/// Which days are possible: «від 24 листопада 2026 р. до 17 грудня 2026 р.»
pub fn days_between(language: Language, first: Date, last: Option<Date>) -> String {
    locales::days_between(
        language,
        &first.to_string(),
        last.map(|day| day.to_string()).as_deref(),
    )
}

/// A day as machines read it.
pub fn machine_day(at: DateTime) -> String {
    format!("{:04}-{:02}-{:02}", at.year(), at.month(), at.day())
}

pub fn state(language: Language, state: State) -> &'static str {
    match state {
        State::Registered => t::state_registered(language),
        State::InReview => t::state_in_review(language),
        State::Returned => t::state_returned(language),
        State::Granted => t::state_granted(language),
        State::Refused => t::state_refused(language),
        State::Withdrawn => t::state_withdrawn(language),
        State::Suspended => t::state_suspended(language),
        State::Hearing => t::state_hearing(language),
        State::Appealed => t::state_appealed(language),
        State::Upheld => t::state_upheld(language),
        State::Approval => d::state_approval(language),
        State::Forwarded => d::state_forwarded(language),
    }
}

/// The same for staff: what waits for «you» there waits for the applicant here.
pub fn state_for_staff(language: Language, of: State) -> &'static str {
    match of {
        State::Returned => t::state_returned_staff(language),
        State::Hearing => t::state_hearing_staff(language),
        other => state(language, other),
    }
}

pub const fn status(state: State) -> Status {
    match state {
        State::Registered => Status::Waiting,
        State::InReview => Status::InProgress,
        State::Returned => Status::NeedsAction,
        State::Granted => Status::Done,
        State::Refused => Status::Refused,
        State::Withdrawn | State::Upheld | State::Forwarded => Status::Closed,
        State::Suspended => Status::Paused,
        State::Hearing => Status::NeedsAction,
        State::Appealed | State::Approval => Status::InProgress,
    }
}

pub fn category(language: Language, category: Category) -> &'static str {
    match category {
        Category::Information => t::category_information(language),
        Category::Social => t::category_social(language),
        Category::Family => t::category_family(language),
        Category::Housing => t::category_housing(language),
        Category::Land => t::category_land(language),
        Category::City => t::category_city(language),
    }
}

/// What is special about a stage; that it is carried out goes without saying.
pub fn stage(language: Language, action: StageAction) -> Option<&'static str> {
    match action {
        StageAction::Performs => None,
        StageAction::TakesPart => Some(t::stage_takes_part(language)),
        StageAction::Agrees => Some(t::stage_agrees(language)),
        StageAction::Approves => Some(t::stage_approves(language)),
    }
}

/// «5 робочих днів»
pub fn term(language: Language, rule: &TermRule) -> String {
    counted(language, rule.number, rule.unit)
}

pub fn counted(language: Language, number: u32, unit: TermUnit) -> String {
    let number = i64::from(number);
    match unit {
        TermUnit::WorkingDay => t::term_working_days(language, number),
        TermUnit::CalendarDay => t::term_calendar_days(language, number),
        TermUnit::Month => t::term_months(language, number),
        TermUnit::Hour => t::term_hours(language, number),
    }
}

/// «від половини заяв — до 5 днів»: the usual time in one sentence.
pub fn usual(language: Language, usual: Option<UsualTime>) -> String {
    match usual {
        None => t::usual_unknown(language).to_owned(),
        Some(usual) => t::usual_time(
            language,
            i64::try_from(usual.count).unwrap_or(i64::MAX),
            t::days(language, i64::from(usual.median_days)),
            t::days(language, i64::from(usual.ninetieth_days)),
        ),
    }
}

/// Whose days they were.
pub fn side(language: Language, side: Side) -> &'static str {
    match side {
        Side::Applicant => t::side_applicant(language),
        Side::Unit => t::side_unit(language),
        Side::External => t::side_external(language),
        Side::Law => t::side_law(language),
    }
}

/// How long an application has been open.
pub fn age(language: Language, age: Age) -> &'static str {
    match age {
        Age::Week => t::age_week(language),
        Age::TwoWeeks => t::age_two_weeks(language),
        Age::Month => t::age_month(language),
        Age::Older => t::age_older(language),
    }
}

/// «жовтень 2026»
pub fn month(language: Language, month: Month) -> String {
    format::month(language, month.year, part(month.month))
}

/// A statement; one that nobody has confirmed says so and is no fact.
pub fn statement(language: Language, statement: &Statement) -> String {
    let text = statement.get(language);
    if statement.confirmed {
        text.to_owned()
    } else {
        format!("{text} ({})", t::unconfirmed(language))
    }
}

/// The grounds of a card to choose from, each with where the law says so.
pub fn grounds(language: Language, grounds: &[RefusalGround]) -> Vec<Choice> {
    grounds
        .iter()
        .map(|ground| {
            let citation = statement(language, &ground.citation);
            Choice::new(ground.code.clone(), ground.text.get(language)).hint(citation)
        })
        .collect()
}

/// A ground in one line, with where the law says so.
pub fn ground_cited(language: Language, ground: &RefusalGround) -> String {
    let citation = statement(language, &ground.citation);
    format!("{} ({citation})", ground.text.get(language))
}

/// A text that somebody typed, line by line.
pub fn paragraphs(text: &str) -> Vec<AnyView> {
    text.lines()
        .map(|line| view! { <p>{line.to_owned()}</p> }.into_any())
        .collect()
}

/// A button for the Enter key, which presses the first button of a form: it must go on, not remove a file.
pub fn enter_goes_on(value: &'static str) -> impl IntoView {
    view! {
        <button class="visually-hidden" type="submit" name="_action" value=value tabindex="-1" aria-hidden="true"></button>
    }
}
