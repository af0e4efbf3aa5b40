//! One of a class, whole: read one by one, and every reading is written down.

use super::words::{class_href, state_badge, way};
use crate::shared::{Answer, Door, Outcome, Page, PageRequest, done_notice};
use domain::ServiceError;
use domain::id::{ClassId, EnrolmentId};
use domain::learning::class::Phase;
use domain::learning::class::enrolment::EnrolmentState;
use domain::learning::class::view::PersonCard;
use leptos::prelude::*;
use locales::{classes as t, layout};
use ui::{
    Breadcrumbs, Button, ButtonKind, Crumb, DescriptionList, Detail, IconName, Notice, PageHeader, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let (class, id) = ids(&request)?;
    let card = request.services.classes.person(&request.actor, class, id).await?;
    page(&request, card).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let (class, id) = ids(&request)?;
    let classes = &request.services.classes;
    let people = format!("{}/people", class_href(request.language, class));
    match request.form.text("_action") {
        "called" => {
            classes.note_call(&request.actor, class, id).await?;
            Answer::done(format!("{people}/{id}"), "called")
        }
        "leave" => {
            classes.leave(&request.actor, class, id).await?;
            Answer::see(people)
        }
        _ => Err(ServiceError::NotFound),
    }
}

fn ids(request: &PageRequest) -> Result<(ClassId, EnrolmentId), ServiceError> {
    Ok((request.param("class")?, request.param("enrolment")?))
}

fn page(request: &PageRequest, card: PersonCard) -> Page {
    let language = request.language;
    let here = class_href(language, card.line.id);
    let name = if card.is_forgotten {
        t::forgotten(language).to_owned()
    } else {
        card.name.clone()
    };
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning/classes")),
        Crumb::link(card.line.title(language), here.clone()),
        Crumb::link(t::people_title(language), format!("{here}/people")),
        Crumb::here(name.clone()),
    ];
    let action = format!("{here}/people/{}", card.id);
    let request = request.clone();
    // The name is shown on the page alone: titles travel into histories.
    Page::new(t::people_title(language), move || {
        let was_called = request.done() == Some("called") && !card.needs_call;
        let done = was_called.then(|| done_notice(t::done_called(language), ""));
        let fact = |term: &'static str, value: String| Detail::new(term, view! { <p>{value}</p> });
        let phone = match card.phone {
            Some(phone) => {
                let href = format!("tel:{phone}");
                Detail::new(t::visitor_phone(language), view! { <p><a href=href>{phone}</a></p> })
            }
            None if card.is_forgotten => fact(t::visitor_phone(language), t::forgotten(language).to_owned()),
            None => fact(t::visitor_phone(language), t::by_mail(language).to_owned()),
        };
        let mut facts = vec![
            phone,
            Detail::new(t::people_state(language), view! { <p>{state_badge(language, card.state)}</p> }),
            fact(t::people_way(language), way(language, card.way).to_owned()),
            fact(t::enrolled_at(language), request.moment(card.enrolled_at)),
        ];
        facts.extend(card.kept_until.map(|until| fact(t::kept_until(language), request.date(until))));
        let call_action = action.clone();
        let call = card.needs_call.then(|| view! {
            <Notice tone=Tone::Warning title=t::needs_call(language)>
                <p>{t::call_text(language)}</p>
                <form method="post" action=call_action>
                    <Button icon=IconName::Phone name="_action" value="called">{t::call_done(language)}</Button>
                </form>
            </Notice>
        });
        let may_leave = card.line.phase == Phase::Ahead && card.state != EnrolmentState::Left;
        let leave = may_leave.then(|| view! {
            <form class="form" method="post" action=action>
                <div class="form__actions">
                    <Button kind=ButtonKind::Danger icon=IconName::Close name="_action" value="leave">{t::release_seat(language)}</Button>
                </div>
            </form>
        });
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            {done}
            <PageHeader title=name eyebrow=t::people_title(language) />
            {call}
            <DescriptionList items=facts />
            {leave}
        }
    })
    .door(Door::Learning)
    .unlisted()
}
