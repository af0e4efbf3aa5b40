//! What several pages say of a class.

use crate::shared::{Download, PageRequest, href};
use domain::Language;
use domain::id::ClassId;
use domain::learning::class::calendar::weekday;
use domain::learning::class::enrolment::{EnrolmentState, Way};
use domain::learning::class::view::{ClassLine, ClassView};
use domain::learning::class::{HallKind, Known, Phase};
use leptos::prelude::*;
use locales::{classes as t, format};
use ui::{Badge, Crumb, Detail, Fact, IconName, ResultItem, Status, StatusBadge, Tone};

pub fn class_href(language: Language, id: ClassId) -> String {
    href(language, &format!("/learning/classes/{id}"))
}

pub fn hall_kind(language: Language, kind: HallKind) -> &'static str {
    match kind {
        HallKind::Library => t::hall_library(language),
        HallKind::School => t::hall_school(language),
        HallKind::ServiceCentre => t::hall_service_centre(language),
        HallKind::Other => t::hall_other(language),
    }
}

/// «Понеділок, 23 листопада 2026 р., 10:00–12:00»
pub fn when(request: &PageRequest, line: &ClassLine) -> String {
    let language = request.language;
    let at = (request.civil)(line.starts_at);
    let day = format::weekday(language, weekday(at.year, at.month, at.day));
    let mut letters = day.chars();
    let day: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    format!(
        "{day}, {}, {}",
        request.date(line.starts_at),
        hours(request, line)
    )
}

/// «10:00–12:00»
pub fn hours(request: &PageRequest, line: &ClassLine) -> String {
    let clock = |at| {
        let at = (request.civil)(at);
        format!("{}:{:02}", at.hour, at.minute)
    };
    t::hours(request.language, clock(line.ends_at), clock(line.starts_at))
}

pub fn phase_badge(language: Language, line: &ClassLine) -> AnyView {
    let (tone, icon, text) = match line.phase {
        Phase::Ahead if line.free() == 0 => (Tone::Warning, IconName::Users, t::phase_full(language)),
        Phase::Ahead => (Tone::Success, IconName::CircleCheck, t::phase_ahead(language)),
        Phase::Now => (Tone::Info, IconName::CircleDot, t::phase_now(language)),
        Phase::Over => (Tone::Neutral, IconName::History, t::phase_over(language)),
        Phase::Cancelled => (Tone::Danger, IconName::CircleX, t::phase_cancelled(language)),
    };
    view! { <Badge tone=tone icon=icon>{text}</Badge> }.into_any()
}

/// A class in a list.
pub fn class_item(request: &PageRequest, line: &ClassLine) -> AnyView {
    let language = request.language;
    let (title, eyebrow) = (line.title(language).to_owned(), when(request, line));
    let address = line.hall.address.clone();
    let address = address.unwrap_or_else(|| t::address_unknown(language).to_owned());
    let place = format!(
        "{}: {}, {address}",
        hall_kind(language, line.hall.kind),
        line.hall.name
    );
    let badge_line = line.clone();
    let free = seats(language, line);
    let ramp = (line.hall.ramp == Known::Yes).then(|| t::ramp_yes(language));
    let shelter = (line.hall.shelter == Known::Yes).then(|| t::shelter_yes(language));
    let devices = line
        .hall
        .devices
        .filter(|devices| *devices > 0)
        .map(|devices| t::devices_some(language, i64::from(devices)));
    view! {
        <ResultItem href=class_href(language, line.id) title=title eyebrow=eyebrow badge=move || phase_badge(language, &badge_line)>
            <Fact icon=IconName::MapPin>{place}</Fact>
            {free.map(|free| view! { <Fact icon=IconName::Users>{free}</Fact> })}
            {ramp.map(|ramp| view! { <Fact icon=IconName::CircleCheck>{ramp}</Fact> })}
            {shelter.map(|shelter| view! { <Fact icon=IconName::Shield>{shelter}</Fact> })}
            {devices.map(|devices| view! { <Fact icon=IconName::GraduationCap>{devices}</Fact> })}
        </ResultItem>
    }
    .into_any()
}

/// What is left of the seats, while they can be taken.
fn seats(language: Language, line: &ClassLine) -> Option<String> {
    (line.phase == Phase::Ahead).then(|| match (line.free(), line.waiting) {
        (0, 0) => t::no_seats(language).to_owned(),
        (0, waiting) => t::waits(language, i64::from(waiting)),
        (free, _) => t::free_seats(language, i64::from(free)),
    })
}

fn known(language: Language, known: Known) -> &'static str {
    match known {
        Known::Yes => t::yes(language),
        Known::No => t::no(language),
        Known::Unknown => t::unknown(language),
    }
}

/// Everything that the notice says.
pub fn facts(request: &PageRequest, class: &ClassView) -> Vec<Detail> {
    let language = request.language;
    let line = &class.line;
    let fact = |term: &'static str, value: String| Detail::new(term, view! { <p>{value}</p> });
    let unknown = || t::unknown(language).to_owned();
    let spoken = match line.language {
        Language::Uk => t::language_uk(language),
        Language::En => t::language_en(language),
    };
    let devices = match line.hall.devices {
        None => unknown(),
        Some(0) => t::devices_none(language).to_owned(),
        Some(devices) => t::devices_some(language, i64::from(devices)),
    };
    let phone = class.phone.clone().map_or_else(
        || Detail::new(t::phone(language), view! { <p>{unknown()}</p> }),
        |phone| {
            let href = format!("tel:{phone}");
            Detail::new(t::phone(language), view! { <p><a href=href>{phone}</a></p> })
        },
    );
    let bring = if class.bring.is_empty() {
        t::bring_nothing(language).to_owned()
    } else {
        class.bring.clone()
    };
    vec![
        fact(t::when(language), when(request, line)),
        fact(
            t::hall(language),
            format!("{}: {}", hall_kind(language, line.hall.kind), line.hall.name),
        ),
        fact(
            t::address(language),
            line.hall.address.clone().unwrap_or_else(unknown),
        ),
        fact(t::seats(language), t::seats_of(language, line.seats, line.taken)),
        fact(t::ramp(language), known(language, line.hall.ramp).to_owned()),
        fact(
            t::shelter(language),
            known(language, line.hall.shelter).to_owned(),
        ),
        fact(t::devices(language), devices),
        fact(t::bring(language), bring),
        fact(t::language(language), spoken.to_owned()),
        fact(t::teacher(language), class.teacher.clone()),
        phone,
    ]
}

pub fn state_badge(language: Language, state: EnrolmentState) -> AnyView {
    let (status, label) = match state {
        EnrolmentState::Enrolled => (Status::Done, t::state_enrolled(language)),
        EnrolmentState::Waiting => (Status::Waiting, t::state_waiting(language)),
        EnrolmentState::Left => (Status::Closed, t::state_left(language)),
    };
    view! { <StatusBadge status=status label=label /> }.into_any()
}

pub fn way(language: Language, way: Way) -> &'static str {
    match way {
        Way::Own => t::way_own(language),
        Way::Helper => t::way_helper(language),
        Way::Operator => t::way_operator(language),
    }
}

/// The way from learning to a page of a class.
pub fn crumbs(request: &PageRequest, line: &ClassLine, here: &str) -> Vec<Crumb> {
    let language = request.language;
    vec![
        Crumb::link(t::title(language), request.href("/learning/classes")),
        Crumb::link(line.title(language), class_href(language, line.id)),
        Crumb::here(here),
    ]
}

/// A file for calendars.
pub fn calendar_file(name: &str, content: String) -> Download {
    Download {
        media_type: "text/calendar; charset=utf-8".to_owned(),
        file_name: Some(name.to_owned()),
        content: content.into_bytes(),
    }
}
