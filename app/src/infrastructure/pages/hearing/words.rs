//! What several pages say of a hearing.

use crate::infrastructure::pages::frame::holds;
use crate::infrastructure::pages::words::reason as hiding_reason;
use crate::shared::{PageRequest, href};
use domain::actor::Role;
use domain::civil::weekday;
use domain::id::PublicHearingId;
use domain::infrastructure::ProjectId;
use domain::infrastructure::comment::CommentState;
use domain::infrastructure::hearing::proposal::{Outcome, Proposal};
use domain::infrastructure::hearing::{Hearing, HearingLine, Phase, Way};
use domain::link::query;
use domain::{Language, Timestamp};
use leptos::prelude::*;
use locales::{format, hearing as t};
use ui::{
    AsWritten, Badge, Breadcrumbs, ButtonKind, ButtonLink, Crumb, Fact, HeadingLevel, IconName, ResultItem,
    ResultList, Tone,
};

pub(super) fn hearing_href(language: Language, id: PublicHearingId) -> String {
    href(language, &format!("/infrastructure/hearings/{id}"))
}

/// The way from the list of projects over that of hearings to a page below it.
pub(super) fn crumbs(request: &PageRequest, below: Vec<Crumb>) -> impl IntoView + use<> {
    let language = request.language;
    let mut items = vec![
        Crumb::link(
            locales::infrastructure::title(language),
            request.href("/infrastructure"),
        ),
        Crumb::link(t::title(language), request.href("/infrastructure/hearings")),
    ];
    items.extend(below);
    view! { <Breadcrumbs label=locales::layout::breadcrumbs(language) items /> }
}

/// «Четвер, 10 грудня 2026 р., 17:00–19:00»
pub(super) fn when(request: &PageRequest, hearing: &Hearing) -> String {
    let language = request.language;
    let at = (request.civil)(hearing.starts_at);
    let day = format::weekday(language, weekday(at.year, at.month, at.day));
    let mut letters = day.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let day: String = first.chain(letters).collect();
    let clock = |at: Timestamp| {
        let at = (request.civil)(at);
        format!("{}:{:02}", at.hour, at.minute)
    };
    let hours = t::hours(language, clock(hearing.ends_at), clock(hearing.starts_at));
    format!("{day}, {}, {hours}", request.date(hearing.starts_at))
}

pub(super) fn phase_badge(language: Language, phase: Phase) -> AnyView {
    let (tone, icon, text) = match phase {
        Phase::Ahead => (Tone::Success, IconName::Calendar, t::phase_ahead(language)),
        Phase::Now => (Tone::Info, IconName::CircleDot, t::phase_now(language)),
        Phase::Over => (Tone::Neutral, IconName::History, t::phase_over(language)),
        Phase::Cancelled => (Tone::Danger, IconName::CircleX, t::phase_cancelled(language)),
    };
    view! { <Badge tone=tone icon=icon>{text}</Badge> }.into_any()
}

pub(super) fn way(language: Language, way: Way) -> &'static str {
    match way {
        Way::Room => t::way_room(language),
        Way::Video => t::way_video(language),
    }
}

pub(super) fn outcome(language: Language, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => t::outcome_accepted(language),
        Outcome::Partly => t::outcome_partly(language),
        Outcome::Rejected => t::outcome_rejected(language),
    }
}

/// Where a proposal stands.
pub(super) fn state_badge(language: Language, proposal: &Proposal) -> AnyView {
    let decided = proposal.decision.as_ref().map(|decision| decision.outcome);
    let (tone, text) = match (proposal.state, decided) {
        (CommentState::Pending, _) => (Tone::Warning, t::proposal_pending(language).to_owned()),
        (CommentState::Hidden, _) => {
            let reason = proposal.reason.map(|reason| hiding_reason(language, reason));
            let text = t::proposal_hidden(language, reason.unwrap_or_default());
            (Tone::Warning, text)
        }
        (CommentState::Published, None) => (Tone::Neutral, t::outcome_waits(language).to_owned()),
        (CommentState::Published, Some(decided)) => {
            let tone = match decided {
                Outcome::Accepted => Tone::Success,
                Outcome::Partly => Tone::Info,
                Outcome::Rejected => Tone::Danger,
            };
            (tone, outcome(language, decided).to_owned())
        }
    };
    view! { <Badge tone=tone>{text}</Badge> }.into_any()
}

/// Hearings as a list of results.
pub(super) fn results(
    request: &PageRequest,
    lines: Vec<HearingLine>,
    level: HeadingLevel,
) -> impl IntoView + use<> {
    let items = lines
        .into_iter()
        .map(|line| result(request, line, level))
        .collect_view();
    view! { <ResultList>{items}</ResultList> }
}

fn result(request: &PageRequest, line: HearingLine, level: HeadingLevel) -> impl IntoView + use<> {
    let language = request.language;
    let HearingLine { hearing, phase } = line;
    let eyebrow = when(request, &hearing);
    let place = if hearing.place.is_empty() {
        t::place_none(language).into_any()
    } else {
        view! { <AsWritten text=hearing.place.clone() /> }.into_any()
    };
    let results = [
        hearing.minutes.as_ref().map(|_| t::minutes_published(language)),
        hearing.report.as_ref().map(|_| t::report_published(language)),
    ];
    let results = results
        .into_iter()
        .flatten()
        .map(|text| view! { <Fact icon=IconName::FileText>{text}</Fact> })
        .collect_view();
    let href = hearing_href(language, hearing.id);
    view! {
        <ResultItem href=href title=hearing.title level=level eyebrow=eyebrow badge=move || phase_badge(language, phase)>
            <Fact icon=IconName::MapPin>{place}</Fact>
            {results}
        </ResultItem>
    }
}

/// The hearings about a project, on its page; nothing where there are none and the reader announces none.
pub(in crate::infrastructure::pages) fn section(
    request: &PageRequest,
    project: &ProjectId,
    lines: Vec<HearingLine>,
) -> Option<impl IntoView + use<>> {
    let language = request.language;
    let may_announce = holds(request, Role::ProjectEditor);
    if lines.is_empty() && !may_announce {
        return None;
    }
    let is_none = lines.is_empty();
    let announce = may_announce.then(|| {
        let query = query(&[("project", project.as_str())]);
        let href = request.href(&format!("/infrastructure/hearings/new?{query}"));
        view! { <ButtonLink href kind=ButtonKind::Secondary icon=IconName::Plus>{t::announce_open(language)}</ButtonLink> }
    });
    let all = request.href("/infrastructure/hearings");
    Some(view! {
        <section class="section" aria-labelledby="hearings">
            <h2 id="hearings" class="section__title">{t::of_project(language)}</h2>
            {is_none.then(|| view! { <p>{t::of_project_none(language)}</p> })}
            {results(request, lines, HeadingLevel::Three)}
            <p class="cluster">{announce} <a href=all>{t::all(language)}</a></p>
        </section>
    })
}
