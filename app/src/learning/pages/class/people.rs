//! The people of a class, masked, for its teacher and for operators.

use super::words::{class_href, crumbs, state_badge, way, when};
use crate::shared::{Door, Outcome, Page, PageRequest, done_notice};
use domain::Language;
use domain::id::ClassId;
use domain::learning::class::Phase;
use domain::learning::class::view::{People, PersonLine};
use leptos::prelude::*;
use locales::{classes as t, layout};
use ui::{
    Badge, Breadcrumbs, ButtonKind, ButtonLink, Column, EmptyState, Fact, IconName, PageHeader, Table, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let id: ClassId = request.param("class")?;
    let people = request.services.classes.people(&request.actor, id).await?;
    let crumbs = crumbs(&request, &people.line, t::people_title(language));
    Page::new(t::people_title(language), move || {
        let is_done = request.done() == Some("visitor") && !people.people.is_empty();
        let done = is_done.then(|| done_notice(t::done_visitor(language), t::done_visitor_next(language)));
        let (when, about) = (
            when(&request, &people.line),
            people.line.title(language).to_owned(),
        );
        let seats = t::seats_of(language, people.line.seats, people.line.taken);
        let waiting = people.line.waiting;
        let waiting = (waiting > 0).then(|| t::waits(language, i64::from(waiting)));
        let is_ahead = people.line.phase == Phase::Ahead;
        let visitor = (people.rights.enrol_visitor && is_ahead)
            .then(|| format!("{}/visitor", class_href(language, id)));
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            {done}
            <PageHeader title=t::people_title(language) lead=t::people_lead(language)>
                <Fact icon=IconName::BookOpen>{about}</Fact>
                <Fact icon=IconName::Calendar>{when}</Fact>
                <Fact icon=IconName::Users>{seats}</Fact>
                {waiting.map(|waiting| view! { <Fact icon=IconName::Clock>{waiting}</Fact> })}
            </PageHeader>
            <div class="cluster no-print">
                {visitor.map(|href| view! { <ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::Phone>{t::phone_enrol(language)}</ButtonLink> })}
            </div>
            {table(language, id, people)}
        }
    })
    .door(Door::Learning)
    .unlisted()
    .ok()
}

fn table(language: Language, class: ClassId, people: People) -> AnyView {
    if people.people.is_empty() {
        return view! { <EmptyState title=t::people_empty(language) icon=IconName::Users /> }.into_any();
    }
    let columns = vec![
        Column::text(t::people_name(language)),
        Column::text(t::people_phone(language)),
        Column::text(t::people_way(language)),
        Column::text(t::people_state(language)),
        Column::actions(t::people_more(language)),
    ];
    let rows = people
        .people
        .into_iter()
        .map(|one| row(language, class, one))
        .collect();
    view! { <Table caption=t::people_title(language) columns=columns rows=rows is_caption_hidden=true /> }
        .into_any()
}

fn row(language: Language, class: ClassId, one: PersonLine) -> Vec<AnyView> {
    let href = format!("{}/people/{}", class_href(language, class), one.id);
    let open = t::people_open(language, one.name.clone());
    let phone = one.phone.unwrap_or_else(|| t::by_mail(language).to_owned());
    let needs_call = one.needs_call.then(|| {
        view! { <Badge tone=Tone::Warning icon=IconName::Phone>{t::needs_call(language)}</Badge> }
    });
    vec![
        one.name.into_any(),
        phone.into_any(),
        way(language, one.way).into_any(),
        view! { <span class="cluster">{state_badge(language, one.state)} {needs_call}</span> }.into_any(),
        view! { <a href=href>{open}</a> }.into_any(),
    ]
}
