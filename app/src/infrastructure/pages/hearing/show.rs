//! The page of a hearing: what, when and where, the way to take part, proposals, and what came of it.

use super::proposals::{self, part};
use super::words::{crumbs, hearing_href, phase_badge, when};
use crate::infrastructure::pages::frame::{holds, project_href};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, RefusedForm, done_notice};
use domain::actor::Role;
use domain::id::PublicHearingId;
use domain::infrastructure::comment::CommentState;
use domain::infrastructure::hearing::proposal::ProposalInput;
use domain::infrastructure::hearing::{Hearing, HearingView, Minutes, Phase, Report};
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{format, hearing as t};
use ui::{
    AsWritten, ButtonKind, ButtonLink, Crumb, DescriptionList, Detail, ErrorSummary, IconName, Notice,
    PageHeader, Stat, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let is_fresh = request.query.is_empty();
    let page = page(&request, ProposalInput::default(), Errors::default()).await?;
    // A page that says what was done is for its reader only.
    if is_fresh {
        page.cacheable().ok()
    } else {
        page.ok()
    }
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: PublicHearingId = request.param("id")?;
    let (hearings, actor) = (&request.services.hearings, &request.actor);
    let mut input = ProposalInput::default();
    let (field, outcome) = match request.form.text("_action") {
        "register" => {
            let way = request.form.text("way");
            let joined = hearings.register(actor, id, way).await;
            ("way", joined.map(|()| "joined"))
        }
        "leave" => {
            let left = hearings.unregister(actor, id).await;
            ("way", left.map(|()| "left"))
        }
        "propose" => {
            input = ProposalInput {
                text: request.form.text("text").to_owned(),
                name: request.form.text("name").to_owned(),
            };
            let sent = hearings.propose(actor, id, &input).await;
            ("text", sent.map(CommentState::code))
        }
        _ => return Err(ServiceError::NotFound),
    };
    match outcome {
        Ok(what) => Answer::done(hearing_href(request.language, id), what),
        Err(error) => {
            let refused = RefusedForm::of(request.language, field, error)?;
            let page = page(&request, input, refused.errors.clone()).await?;
            refused.answer(page)
        }
    }
}

async fn page(request: &PageRequest, input: ProposalInput, errors: Errors) -> Result<Page, ServiceError> {
    let id: PublicHearingId = request.param("id")?;
    let view = request.services.hearings.hearing(&request.actor, id).await?;
    let (title, description) = (view.hearing.title.clone(), when(request, &view.hearing));
    let request = request.clone();
    let page = Page::new(title, move || content(&request, view, &input, &errors));
    Ok(page.description(description).door(Door::Infrastructure))
}

fn content(
    request: &PageRequest,
    view: HearingView,
    input: &ProposalInput,
    errors: &Errors,
) -> impl IntoView + use<> {
    let language = request.language;
    let summary = errors.summary(|error| {
        let name = match error.field.as_str() {
            "text" => t::proposal_text(language),
            "name" => t::proposal_name(language),
            _ => t::part_way(language),
        };
        Some(name.to_owned())
    });
    let hearing = &view.hearing;
    let here = hearing_href(language, hearing.id);
    let conduct = holds(request, Role::ProjectEditor).then(|| {
        let href = format!("{here}/desk");
        view! { <ButtonLink href kind=ButtonKind::Secondary icon=IconName::Pencil>{t::conduct_open(language)}</ButtonLink> }
    });
    let calendar = (!matches!(view.phase, Phase::Over)).then(|| {
        let href = format!("{here}/hearing.ics");
        view! { <ButtonLink href kind=ButtonKind::Secondary icon=IconName::Calendar>{t::calendar(language)}</ButtonLink> }
    });
    let cancelled = hearing.cancellation.as_ref().map(|cancellation| {
        let reason = t::reason_is(language, &cancellation.reason);
        view! { <Notice tone=Tone::Danger title=t::cancelled_title(language)><p><AsWritten text=reason /></p></Notice> }
    });
    let results = (view.phase == Phase::Over).then(|| results(request, &view));
    view! {
        {crumbs(request, vec![Crumb::here(hearing.title.clone())])}
        {done(request, &view)}
        <ErrorSummary title=t::errors(language) errors=summary />
        <PageHeader title=hearing.title.clone() lead=when(request, hearing)>{phase_badge(language, view.phase)}</PageHeader>
        {cancelled}
        <p class="cluster no-print">{calendar} {conduct}</p>
        <div class="sidebar sidebar--early">
            <aside class="stack stack--loose">
                <section class="section" aria-labelledby="facts">
                    <h2 id="facts" class="section__title">{t::facts(language)}</h2>
                    <DescriptionList items=facts(request, &view) />
                </section>
                {part(request, &view, errors)}
            </aside>
            <div class="stack stack--loose">
                <section class="section" aria-labelledby="about">
                    <h2 id="about" class="section__title">{t::about(language)}</h2>
                    <p class="comment__text"><AsWritten text=hearing.about.clone() /></p>
                </section>
                {agenda(language, hearing)}
                {materials(language, hearing)}
                {results}
                {proposals::section(request, &view, input, errors)}
                <section class="section" aria-labelledby="rules">
                    <h2 id="rules" class="section__title">{t::rules_title(language)}</h2>
                    <DescriptionList items=rules(language, hearing) />
                </section>
            </div>
        </div>
    }
}

/// What the form before this page has done, where the hearing bears it out.
fn done(request: &PageRequest, view: &HearingView) -> Option<AnyView> {
    let language = request.language;
    let is_signed_in = request.actor.signed_in().is_some();
    let is_conducted = holds(request, Role::ProjectEditor);
    let (what, next) = match request.done()? {
        "joined" if view.own.is_some() => (t::done_joined(language), t::done_joined_next(language)),
        "left" if is_signed_in && view.own.is_none() => (t::done_left(language), ""),
        "pending" if is_signed_in => (t::done_pending(language), t::done_pending_next(language)),
        "published" if is_signed_in => (t::done_published(language), ""),
        "announced" if is_conducted => (t::done_announced(language), t::done_announced_next(language)),
        "cancelled" if is_conducted && view.phase == Phase::Cancelled => (t::done_cancelled(language), ""),
        "recorded" if is_conducted && view.hearing.minutes.is_some() => (t::done_recorded(language), ""),
        "reported" if is_conducted && view.hearing.report.is_some() => (t::done_reported(language), ""),
        _ => return None,
    };
    Some(done_notice(what, next))
}

fn facts(request: &PageRequest, view: &HearingView) -> Vec<Detail> {
    let language = request.language;
    let hearing = &view.hearing;
    let place = match hearing.place.as_str() {
        "" => Detail::new(t::place(language), t::place_none(language)),
        place => Detail::new(t::place(language), view! { <AsWritten text=place.to_owned() /> }),
    };
    let video = match hearing.video.as_str() {
        "" => Detail::new(t::video(language), t::video_none(language)),
        link => {
            let link = link.to_owned();
            Detail::new(
                t::video(language),
                view! { <a href=link rel="nofollow">{t::video_open(language)}</a> },
            )
        }
    };
    let people = t::registered_count(language, view.registered.all());
    let registered = if hearing.ways().len() > 1 {
        let (room, video) = (view.registered.room, view.registered.video);
        t::registered_of(language, people, room, video)
    } else {
        people
    };
    let links = view
        .projects
        .iter()
        .map(|(id, title)| view! { <li><a href=project_href(language, id)><AsWritten text=title.clone() /></a></li> })
        .collect::<Vec<_>>();
    let projects = if links.is_empty() {
        Detail::new(t::projects(language), t::projects_none(language))
    } else {
        Detail::new(
            t::projects(language),
            view! { <ul class="list-plain">{links}</ul> },
        )
    };
    let announced = t::announced_by(
        language,
        request.date(hearing.announced_at),
        &hearing.announced_by,
    );
    vec![
        Detail::new(t::when(language), when(request, hearing)),
        place,
        video,
        Detail::new(t::until(language), request.moment(hearing.proposals_until)),
        Detail::new(t::registered(language), registered),
        projects,
        Detail::new(t::announced(language), announced),
    ]
}

/// By what rules it is held; what is not set is said to be so.
fn rules(language: Language, hearing: &Hearing) -> Vec<Detail> {
    [
        (t::basis(language), &hearing.basis),
        (t::rules(language), &hearing.rules),
        (t::initiators(language), &hearing.initiators),
        (t::quorum(language), &hearing.quorum),
    ]
    .into_iter()
    .map(|(term, text)| match text.as_str() {
        "" => Detail::new(term, t::not_set(language)),
        text => {
            let text = text.to_owned();
            Detail::new(term, view! { <p class="comment__text"><AsWritten text /></p> })
        }
    })
    .collect()
}

fn agenda(language: Language, hearing: &Hearing) -> impl IntoView + use<> {
    let points = hearing
        .agenda
        .iter()
        .map(|point| view! { <li><AsWritten text=point.clone() /></li> })
        .collect::<Vec<_>>();
    let is_none = points.is_empty();
    view! {
        <section class="section" aria-labelledby="agenda">
            <h2 id="agenda" class="section__title">{t::agenda(language)}</h2>
            {is_none.then(|| view! { <p>{t::agenda_none(language)}</p> })}
            {(!is_none).then(|| view! { <ol>{points}</ol> })}
        </section>
    }
}

fn materials(language: Language, hearing: &Hearing) -> impl IntoView + use<> {
    let links = hearing
        .materials
        .iter()
        .map(|material| {
            let (link, title) = (material.link.clone(), material.title.clone());
            view! { <li><a href=link rel="nofollow"><AsWritten text=title /></a></li> }
        })
        .collect::<Vec<_>>();
    let is_none = links.is_empty();
    view! {
        <section class="section" aria-labelledby="materials">
            <h2 id="materials" class="section__title">{t::materials(language)}</h2>
            {is_none.then(|| view! { <p>{t::materials_none(language)}</p> })}
            {(!is_none).then(|| view! { <ul>{links}</ul> })}
        </section>
    }
}

/// Minutes and report; what is not there yet is said to come.
fn results(request: &PageRequest, view: &HearingView) -> impl IntoView + use<> {
    let language = request.language;
    let hearing = &view.hearing;
    let minutes = match &hearing.minutes {
        Some(minutes) => minutes_text(request, minutes).into_any(),
        None => view! { <p>{t::minutes_none(language)}</p> }.into_any(),
    };
    let report = hearing.report.as_ref().zip(hearing.minutes.as_ref());
    let report = report.map(|(report, minutes)| report_section(request, view, report, minutes));
    view! {
        {report}
        <section class="section" aria-labelledby="minutes">
            <h2 id="minutes" class="section__title">{t::minutes(language)}</h2>
            {minutes}
        </section>
    }
}

fn minutes_text(request: &PageRequest, minutes: &Minutes) -> impl IntoView + use<> {
    let published = t::minutes_on(request.language, request.date(minutes.at));
    view! {
        <p class="comment__text"><AsWritten text=minutes.text.clone() /></p>
        <p class="text-muted text-small">{published}</p>
    }
}

fn report_section(
    request: &PageRequest,
    view: &HearingView,
    report: &Report,
    minutes: &Minutes,
) -> impl IntoView + use<> {
    let language = request.language;
    let number = |number: i64| format::number(language, number);
    let tally = view.tally;
    view! {
        <section class="section" aria-labelledby="report">
            <h2 id="report" class="section__title">{t::report(language)}</h2>
            <div class="grid grid--narrow">
                <Stat value=number(minutes.people()) label=t::report_people(language) />
                <Stat value=number(tally.published()) label=t::report_proposals(language) />
                <Stat value=number(tally.accepted) label=t::report_accepted(language) />
                <Stat value=number(tally.partly) label=t::report_partly(language) />
                <Stat value=number(tally.rejected) label=t::report_rejected(language) />
            </div>
            <h3>{t::report_changed(language)}</h3>
            <p class="comment__text"><AsWritten text=report.changed.clone() /></p>
            <p class="text-muted text-small">{t::report_on(language, request.date(report.at))}</p>
        </section>
    }
}
