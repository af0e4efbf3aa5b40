//! Where an application is now, and whose its days were.

use super::drafts::{role, signer};
use super::public::service_card::phone_view;
use super::words;
use domain::Language;
use domain::cabinet::application::State;
use domain::cabinet::figures::UsualTime;
use domain::cabinet::ledger::{Days, Side};
use domain::cabinet::status::Deadline;
use domain::cabinet::term::Due;
use domain::cabinet::view::{ApplicationView, ApprovalView, DateTime};
use domain::people::unit::Unit;
use leptos::prelude::*;
use locales::{cabinet as t, decision as d, opinion as o, status as s};
use ui::{Bar, BarChart, Column, DescriptionList, Detail, Disclosure, Table};

/// Who has it, since when, until when, what comes next, whom to call, and how long it usually takes.
pub fn place(language: Language, application: &ApplicationView) -> AnyView {
    let deadline = Deadline {
        due: application.derivation.due,
        due_at: application.due,
        answer_until: application.hearing.as_ref().map(|hearing| hearing.answer_until),
    };
    let mut items = items(
        language,
        application.state,
        holder(language, application),
        application.held_since,
        deadline,
        application.unit.as_ref(),
        application.usual,
    );
    if let Some(code) = &application.status_code {
        let (number, code) = (application.number.as_str(), code.to_string());
        let status = format!("{}{}", language.prefix(), super::public::status::ADDRESS);
        items.push(Detail::new(
            s::own(language),
            view! { <p>{s::own_text(language, code, number)} " " <a href=status>{s::title(language)}</a></p> },
        ));
    }
    view! {
        <section class="section section--tinted" data-place="">
            <h2 class="section__title">{t::now_title(language)}</h2>
            <DescriptionList items />
        </section>
    }
    .into_any()
}

/// The lines about the place of an application, for whoever may read them.
pub fn items(
    language: Language,
    state: State,
    holder: String,
    since: DateTime,
    deadline: Deadline,
    unit: Option<&Unit>,
    usual: Option<UsualTime>,
) -> Vec<Detail> {
    let paragraph = |text: String| view! { <p>{text}</p> }.into_any();
    let phone = unit.and_then(|unit| unit.phone.clone());
    vec![
        Detail::new(t::place_who(language), paragraph(holder)),
        Detail::new(
            t::place_since(language),
            paragraph(words::moment(language, since)),
        ),
        Detail::new(
            t::place_until(language),
            paragraph(until(language, state, deadline)),
        ),
        Detail::new(
            t::place_next(language),
            paragraph(next(language, state).to_owned()),
        ),
        Detail::new(t::call_whom(language), phone_view(language, phone)),
        Detail::new(t::usual_label(language), paragraph(words::usual(language, usual))),
    ]
}

fn holder(language: Language, application: &ApplicationView) -> String {
    let unit = application
        .unit
        .as_ref()
        .map_or(t::unconfirmed(language), |unit| unit.name(language))
        .to_owned();
    let officer = application.officer_name.clone().unwrap_or_default();
    match application.state {
        State::Registered => t::with_unit(language, unit),
        State::InReview => with_opinion(language, application, t::with_officer(language, officer, unit)),
        State::Approval => match &application.approval {
            Some(ApprovalView {
                signature_of: Some(who),
                ..
            }) => d::with_signer(language, signer(language, *who), unit),
            Some(ApprovalView { visas_of, .. }) => {
                let roles: Vec<&str> = visas_of.iter().map(|of| role(language, *of)).collect();
                d::with_visas(language, roles.join(", "), unit)
            }
            None => t::with_officer(language, officer, unit),
        },
        State::Suspended => match application.ledger.last().map(|stretch| stretch.side) {
            Some(Side::External) => t::with_external(language, officer, unit),
            Some(Side::Applicant | Side::Unit | Side::Law) | None => {
                t::with_officer_suspended(language, officer, unit)
            }
        },
        State::Returned => t::with_you(language).to_owned(),
        State::Hearing => t::with_you_hearing(language).to_owned(),
        State::Appealed => t::with_reviewer(language, unit),
        State::Granted | State::Refused | State::Withdrawn | State::Upheld | State::Forwarded => {
            t::is_closed(language).to_owned()
        }
    }
}

/// Whose answer is awaited besides, and until when; of several, the one that was asked first.
fn with_opinion(language: Language, application: &ApplicationView, whose: String) -> String {
    let Some(opinion) = application.awaited_opinions().next() else {
        return whose;
    };
    let whom = opinion.asked.name(language);
    o::with_opinion(language, words::day(language, opinion.answer_until), whom, whose)
}

fn until(language: Language, state: State, deadline: Deadline) -> String {
    match state {
        State::Registered | State::InReview | State::Approval => match (deadline.due, deadline.due_at) {
            (Some(Due::Day(day)), _) => t::until_day(language, words::day(language, day)),
            (Some(Due::Moment(_)), Some(at)) => t::until_moment(language, words::moment(language, at)),
            (Some(Due::Moment(_)) | None, _) => t::unconfirmed(language).to_owned(),
        },
        State::Returned => t::until_corrected(language).to_owned(),
        State::Suspended => t::until_resumed(language).to_owned(),
        State::Hearing => deadline.answer_until.map_or_else(
            || t::unconfirmed(language).to_owned(),
            |day| t::until_day(language, words::day(language, day)),
        ),
        // The term of a complaint is not confirmed.
        State::Appealed => t::unconfirmed(language).to_owned(),
        State::Granted | State::Refused | State::Withdrawn | State::Upheld | State::Forwarded => {
            t::until_over(language).to_owned()
        }
    }
}

/// What comes next for the applicant.
pub fn next(language: Language, state: State) -> &'static str {
    match state {
        State::Registered => t::next_registered(language),
        State::InReview => t::next_in_review(language),
        State::Approval => d::next_approval(language),
        State::Returned => t::next_returned(language),
        State::Suspended => t::next_suspended(language),
        State::Hearing => t::next_hearing(language),
        State::Appealed => t::next_appealed(language),
        State::Granted => t::next_granted(language),
        State::Refused => t::next_refused(language),
        State::Withdrawn => t::next_withdrawn(language),
        State::Upheld => t::next_upheld(language),
        State::Forwarded => d::next_forwarded(language),
    }
}

/// Whose the days were: the sums as bars, and each stretch behind them.
pub fn ledger(language: Language, application: &ApplicationView) -> AnyView {
    let days = Days::sum(&application.ledger);
    let lead = t::ledger_sum(language, t::days(language, i64::from(days.total())));
    let rows: Vec<Vec<AnyView>> = application
        .ledger
        .iter()
        .map(|stretch| {
            let period = t::ledger_from_to(
                language,
                words::day(language, stretch.from.tomorrow().unwrap_or(stretch.from)),
                words::day(language, stretch.to),
            );
            let asked = stretch.asked.and_then(|id| application.opinion(id));
            let asked = asked.map(|opinion| opinion.asked.name(language).to_owned());
            vec![
                period.into_any(),
                words::state(language, stretch.state).into_any(),
                asked
                    .unwrap_or_else(|| words::side(language, stretch.side).to_owned())
                    .into_any(),
                i64::from(stretch.days()).to_string().into_any(),
            ]
        })
        .collect();
    let columns = vec![
        Column::text(t::ledger_period(language)),
        Column::text(t::queue_state(language)),
        Column::text(t::ledger_whose(language)),
        Column::numeric(t::ledger_days(language)),
    ];
    let stretches = (!rows.is_empty()).then(|| {
        view! {
            <Disclosure summary=t::ledger_each(language)>
                <Table caption=t::ledger_each(language) columns rows is_caption_hidden=true />
            </Disclosure>
        }
    });
    view! {
        <section class="section" data-ledger="">
            <h2 class="section__title">{t::ledger_title(language)}</h2>
            <p>{lead}</p>
            {(days.total() > 0).then(|| days_chart(language, t::ledger_chart(language), days))}
            {stretches}
            <p class="text-muted text-small">{t::ledger_rule(language)}</p>
        </section>
    }
    .into_any()
}

/// The days of each side as bars.
pub fn days_chart(language: Language, caption: &'static str, days: Days) -> AnyView {
    let bars: Vec<Bar> = Side::ALL
        .into_iter()
        .map(|side| {
            let number = days.of(side);
            Bar::new(
                words::side(language, side),
                f64::from(number),
                t::days(language, i64::from(number)),
            )
        })
        .collect();
    let headings = (
        t::ledger_whose(language).to_owned(),
        t::ledger_days(language).to_owned(),
    );
    view! { <BarChart caption=caption headings bars /> }.into_any()
}
