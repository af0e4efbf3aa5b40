//! The page of one project.

use super::comments::{self, Draft};
use super::frame::{authority_href, crumbs, project_href, source_of, supplier_href};
use super::{disclosed, follow, hearing, history, words};
use crate::shared::{Door, Outcome, Page, PageRequest, href};
use domain::Language;
use domain::ServiceError;
use domain::infrastructure::ProjectId;
use domain::infrastructure::comment::CommentView;
use domain::infrastructure::flag::Flag;
use domain::infrastructure::follow::Target;
use domain::infrastructure::hearing::HearingLine;
use domain::infrastructure::project::{Contract, Organisation, Period, PeriodKind, Place, ProjectDetail};
use domain::infrastructure::service::Revision;
use leptos::prelude::*;
use locales::{format, infrastructure as t};
use ui::{
    AsWritten, ButtonKind, ButtonLink, DescriptionList, Detail, IconName, Notice, PageHeader, Stat,
    StatusBadge, Timeline, TimelineEvent, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let id: ProjectId = request.param("id")?;
    page(&request, &id, Draft::default()).await?.ok()
}

/// The page, with what was typed into its comment form.
///
/// # Errors
/// When there is no such project, or the database cannot be read.
pub(super) async fn page(request: &PageRequest, id: &ProjectId, draft: Draft) -> Result<Page, ServiceError> {
    let service = &request.services.infrastructure;
    let project = service
        .project(&request.actor, id)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let comments = service.comments(&request.actor, id).await?;
    let revisions = service.history(&request.actor, id).await?;
    let hearings = &request.services.hearings;
    let hearings = hearings.hearings_of_project(&request.actor, id).await?;
    let target = Target::Project(id.clone());
    let is_followed = service.is_following(&request.actor, &target).await?;
    let title = project.item.title.clone();
    let description = project.description.clone().unwrap_or_else(|| title.clone());
    let is_fresh = draft.is_empty() && request.query.is_empty();
    let request = request.clone();
    let page = Page::new(title, move || {
        let talk = (comments, hearings);
        content(&request, project, talk, &revisions, &draft, is_followed)
    })
    .description(description)
    .door(Door::Infrastructure);
    // A page that thanks or shows errors is for its reader only.
    Ok(if is_fresh { page.cacheable() } else { page })
}

fn content(
    request: &PageRequest,
    project: ProjectDetail,
    (comments, hearings): (Vec<CommentView>, Vec<HearingLine>),
    revisions: &[Revision],
    draft: &Draft,
    is_followed: bool,
) -> impl IntoView + use<> {
    let language = request.language;
    let item = &project.item;
    let target = Target::Project(item.id.clone());
    let status = item.status.map(|status| {
        view! { <StatusBadge status=words::badge(status) label=words::status(language, status) /> }
    });
    let raw = format!(
        "/opendata/oc4ids/projects/{}.json",
        domain::link::encode(item.id.as_str())
    );
    let passport = format!("{}/passport", project_href(language, &item.id));
    view! {
        {crumbs(request, &item.title)}
        <PageHeader title=item.title.clone() lead=project.description.clone()>{status}</PageHeader>
        {comments::thanks(request)}
        {follow::thanks(request, is_followed)}
        <div class="sidebar sidebar--early">
            <aside class="stack stack--loose">
                {costs(language, &project)}
                {timeline(language, &project)}
                {source_of(request, &item.id).map(|source| view! { <p class="text-muted text-small">{source}</p> })}
                <ButtonLink href=passport kind=ButtonKind::Secondary icon=IconName::FileText>{t::passport_link(language)}</ButtonLink>
                <ButtonLink href=raw kind=ButtonKind::Secondary icon=IconName::Download>{t::raw_json(language)}</ButtonLink>
                <section class="section" aria-labelledby="follow">
                    <h2 id="follow" class="section__title">{t::follow_title(language)}</h2>
                    {follow::choice(request, &target, is_followed)}
                </section>
            </aside>
            <div class="stack stack--loose">
                <section class="section" aria-labelledby="facts">
                    <h2 id="facts" class="section__title">{t::project_facts(language)}</h2>
                    <DescriptionList items=facts(request, &project) />
                </section>
                {flags(language, &project.flags)}
                {contracts(language, &project.contracts)}
                {disclosed::section(language, &project, request.href("/infrastructure/disclosure"))}
                {hearing::section(request, &item.id, hearings)}
                {history::section(language, revisions)}
                {comments::section(request, &item.id, comments, draft)}
            </div>
        </div>
    }
}

fn facts(request: &PageRequest, project: &ProjectDetail) -> Vec<Detail> {
    let language = request.language;
    let item = &project.item;
    let mut facts = Vec::new();
    if let Some(code) = item.project_type {
        facts.push(Detail::new(
            t::field_type(language),
            words::project_type(language, code),
        ));
    }
    if !project.sectors.is_empty() {
        facts.push(Detail::new(
            t::field_sector(language),
            words::sectors(language, &project.sectors),
        ));
    }
    if let Some(authority) = &project.authority {
        let href = authority_href(language, authority);
        let name = authority.name.clone();
        facts.push(Detail::new(
            t::authority(language),
            view! { <a href=href><AsWritten text=name /></a> },
        ));
    }
    facts.push(suppliers(language, &project.suppliers));
    facts.push(place(language, &item.address, item.place));
    let is_registered = request.services.infrastructure.profile().is_prefix_registered;
    let note = (!is_registered).then(|| format!(" ({})", t::prefix_unregistered(language)));
    facts.push(Detail::new(
        t::project_id(language),
        view! { <code>{item.id.to_string()}</code> {note} },
    ));
    if let Some(updated) = &project.source_updated {
        let day = domain::infrastructure::project::Day::of_text(updated);
        let text = day.map_or_else(|| updated.clone(), |day| words::day(language, day));
        facts.push(Detail::new(t::source_updated(language), text));
    }
    facts
}

fn suppliers(language: Language, suppliers: &[Organisation]) -> Detail {
    let label = if suppliers.len() > 1 {
        t::suppliers(language)
    } else {
        t::supplier(language)
    };
    if suppliers.is_empty() {
        return Detail::new(label, t::unknown(language));
    }
    let links = suppliers
        .iter()
        .map(|supplier| view! { <li><a href=supplier_href(language, supplier)><AsWritten text=supplier.name.clone() /></a></li> })
        .collect_view();
    Detail::new(label, view! { <ul class="list-plain">{links}</ul> })
}

/// The address, with the map of its surroundings: half a kilometre to each side.
fn place(language: Language, address: &str, place: Option<Place>) -> Detail {
    let text = if address.is_empty() {
        t::unknown(language).to_owned()
    } else {
        address.to_owned()
    };
    let detail = Detail::new(t::project_place(language), view! { <AsWritten text=text /> });
    let Some(place) = place else { return detail };
    let around = format!(
        "{:.4},{:.4},{:.4},{:.4}",
        place.longitude - 0.007,
        place.latitude - 0.0045,
        place.longitude + 0.007,
        place.latitude + 0.0045
    );
    let href = href(language, &format!("/infrastructure/map?bbox={around}"));
    detail.action(view! { <a href=href>{t::show_on_map(language)}</a> })
}

fn costs(language: Language, project: &ProjectDetail) -> impl IntoView + use<> {
    let stats = project
        .costs
        .iter()
        .rev()
        .map(|cost| {
            let (value, label) = (
                format::money(language, &cost.value),
                words::cost_kind(language, cost.kind),
            );
            view! { <Stat value label note=cost.note.clone() /> }
        })
        .collect::<Vec<_>>();
    let is_unknown = stats.is_empty();
    view! {
        <section class="section" aria-labelledby="costs">
            <h2 id="costs" class="section__title">{t::project_costs(language)}</h2>
            {stats}
            {is_unknown.then(|| view! { <p>{t::cost_unknown(language)}</p> })}
        </section>
    }
}

fn timeline(language: Language, project: &ProjectDetail) -> Option<impl IntoView + use<>> {
    let events: Vec<TimelineEvent> = project
        .periods
        .iter()
        .map(|(kind, period)| {
            let time = period
                .start
                .or(period.end)
                .map(|day| day.to_string())
                .unwrap_or_default();
            let tone = if *kind == PeriodKind::Whole {
                Tone::Info
            } else {
                Tone::Neutral
            };
            TimelineEvent::new(
                words::period_kind(language, *kind),
                time,
                words::period(language, period),
            )
            .mark(IconName::Calendar, tone)
        })
        .collect();
    (!events.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="timeline">
                <h2 id="timeline" class="section__title">{t::project_timeline(language)}</h2>
                <Timeline events />
            </section>
        }
    })
}

/// What deserves a closer look; nothing where no rule is met.
fn flags(language: Language, flags: &[Flag]) -> Option<impl IntoView + use<>> {
    let items = flags
        .iter()
        .map(|flag| {
            let (found, rule) = words::flag(language, flag);
            view! { <li><strong>{found}</strong> " " <span class="text-muted text-small">{rule}</span></li> }
        })
        .collect::<Vec<_>>();
    (!items.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="flags">
                <h2 id="flags" class="section__title">{t::flags_title(language)}</h2>
                <Notice tone=Tone::Warning>
                    <p>{t::flags_lead(language)}</p>
                    <ul>{items}</ul>
                </Notice>
            </section>
        }
    })
}

fn contracts(language: Language, contracts: &[Contract]) -> Option<impl IntoView + use<>> {
    let items = contracts
        .iter()
        .map(|contract| {
            let title = contract.title.clone().unwrap_or_else(|| contract.id.clone());
            let names: Vec<String> = contract.suppliers.iter().map(|supplier| supplier.name.clone()).collect();
            let names = if names.is_empty() { t::supplier_unknown(language).to_owned() } else { names.join(", ") };
            let mut facts = vec![names];
            facts.extend(contract.value.as_ref().map(|value| format::money(language, value)));
            if contract.period != Period::default() {
                facts.push(words::period(language, &contract.period));
            }
            facts.extend(
                contract
                    .tenderers
                    .map(|count| t::tenderers(language, i64::try_from(count).unwrap_or(i64::MAX))),
            );
            view! { <li><strong><AsWritten text=title /></strong> <br /> {facts.join(" · ")} " · " <code>{contract.id.clone()}</code></li> }
        })
        .collect::<Vec<_>>();
    (!items.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="contracts">
                <h2 id="contracts" class="section__title">{t::project_contracts(language)}</h2>
                <ul class="list-plain stack">{items}</ul>
            </section>
        }
    })
}

/// Where the comments of a project are.
pub(super) fn comments_href(request: &PageRequest, id: &ProjectId, outcome: &str) -> String {
    format!(
        "{}?written={outcome}#comments",
        project_href(request.language, id)
    )
}
