//! The information card of a service: everything that one should know before filling in.

use super::catalogue::identity;
use crate::cabinet::pages::words::{self, statement};
use crate::shared::{Answer, Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::actor::IdentityLevel;
use domain::cabinet::card::{HandOff, ServiceCard, Statement};
use domain::cabinet::view::ServiceView;
use leptos::prelude::*;
use locales::{cabinet as t, layout};
use ui::{
    Breadcrumbs, Button, ButtonKind, ButtonLink, Crumb, DescriptionList, Detail, Fact, IconName, Notice,
    PageHeader, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let code: String = request.param("code")?;
    let service = request.services.cabinet.service(&request.actor, &code).await?;
    let card = service.card.clone();
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/cabinet")),
        Crumb::here(card.name.get(language)),
    ];
    let is_anonymous = request.actor.signed_in().is_none();
    let start = start_area(&request, &card);
    let (title, lead) = (
        card.name.get(language).to_owned(),
        card.summary.get(language).to_owned(),
    );
    let description = lead.clone();
    let facts = facts(language, &service);
    let page = Page::new(title.clone(), move || {
        let identity = identity(language, card.identity);
        let code = t::service_code(language, &card.code);
        let guide = card.guide_code.as_ref().map(|code| t::guide_code(language, code));
        let (grounds, stages) = (grounds(language, &card), stages(language, &card));
        let appeal = statement(language, &card.appeal);
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=title lead=lead>
                <Fact icon=IconName::IdCard>{identity}</Fact>
                <Fact icon=IconName::FileText>{code}</Fact>
                {guide.map(|guide| view! { <Fact icon=IconName::FileText>{guide}</Fact> })}
            </PageHeader>
            {start}
            <DescriptionList items=facts />
            <section class="section">
                <h2 class="section__title">{t::refusal_grounds(language)}</h2>
                <p>{t::refusal_grounds_text(language)}</p>
                {grounds}
            </section>
            <section class="section">
                <h2 class="section__title">{t::appeal(language)}</h2>
                <p>{appeal}</p>
            </section>
            <section class="section">
                <h2 class="section__title">{t::stages(language)}</h2>
                {stages}
            </section>
        }
    })
    .description(description)
    .door(Door::Cabinet);
    if is_anonymous {
        page.cacheable().ok()
    } else {
        page.ok()
    }
}

/// Starts a draft, or goes on with the one that is there.
pub async fn start(request: PageRequest) -> Outcome {
    let code: String = request.param("code")?;
    let draft = request
        .services
        .cabinet
        .start_draft(&request.actor, &code)
        .await?;
    Answer::see(request.href(&format!("/cabinet/drafts/{draft}/steps/1")))
}

/// The button, or what must be done before: told here, not after the form is filled in.
fn start_area(request: &PageRequest, card: &ServiceCard) -> AnyView {
    let language = request.language;
    if let Some(handoff) = &card.handoff {
        return hand_off(language, handoff);
    }
    let lacks_identity = request
        .actor
        .signed_in()
        .is_some_and(|person| person.identity < card.identity);
    if lacks_identity {
        let identity = request.href("/people/account/identity");
        return view! {
            <Notice tone=Tone::Warning title=t::identity_needed_title(language)>
                <p>{t::identity_needed_text(language)}</p>
                <p><ButtonLink href=identity kind=ButtonKind::Secondary>{t::to_identity(language)}</ButtonLink></p>
            </Notice>
        }
        .into_any();
    }
    if !card.eligibility.is_empty() {
        // A link: whether the service can be got is learnt before signing in.
        let questions = request.href(&format!("/cabinet/services/{}/eligibility", card.code));
        return view! {
            <div class="form__actions">
                <ButtonLink href=questions icon=IconName::ArrowRight>{t::start(language)}</ButtonLink>
            </div>
        }
        .into_any();
    }
    let action = request.href(&format!("/cabinet/services/{}", card.code));
    let is_anonymous = request.actor.signed_in().is_none();
    let needs_verified = is_anonymous && card.identity == IdentityLevel::Verified;
    view! {
        <form class="form" method="post" action=action>
            {is_anonymous.then(|| view! { <p class="text-muted">{t::sign_in_to_start(language)}</p> })}
            {needs_verified.then(|| view! { <p class="text-muted">{t::identity_needed_text(language)}</p> })}
            <div class="form__actions">
                <Button icon_after=IconName::ArrowRight>{t::start(language)}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// The way to the system of the state that carries out the service: what to do there, step by step.
fn hand_off(language: Language, handoff: &HandOff) -> AnyView {
    let name = handoff.name.get(language).to_owned();
    let url = handoff.url.clone();
    let steps: Vec<AnyView> = handoff
        .steps
        .iter()
        .map(|step| view! { <li>{step.get(language).to_owned()}</li> }.into_any())
        .collect();
    view! {
        <Notice tone=Tone::Info title=t::handoff_title(language, &name)>
            <p>{t::handoff_text(language)}</p>
            <ol>{steps}</ol>
            <p><ButtonLink href=url icon=IconName::ExternalLink>{t::handoff_go(language, &name)}</ButtonLink></p>
        </Notice>
    }
    .into_any()
}

fn facts(language: Language, service: &ServiceView) -> Vec<Detail> {
    let card = &service.card;
    let one = |text: &Statement| view! { <p>{statement(language, text)}</p> }.into_any();
    let terms: Vec<AnyView> = card
        .terms
        .iter()
        .map(|rule| {
            let term = if rule.confirmed {
                words::term(language, rule)
            } else {
                t::unconfirmed(language).to_owned()
            };
            view! { <li>{rule.name.get(language).to_owned()} ": " {term}</li> }.into_any()
        })
        .collect();
    let documents = if card.documents.is_empty() {
        view! { <p>{t::documents_none(language)}</p> }.into_any()
    } else {
        list(language, &card.documents)
    };
    let unit = match (&service.unit, card.unit_confirmed) {
        (Some(unit), true) => unit.name(language).to_owned(),
        (Some(unit), false) => format!("{} ({})", unit.name(language), t::unconfirmed(language)),
        (None, _) => t::unconfirmed(language).to_owned(),
    };
    let phone = service.unit.as_ref().and_then(|unit| unit.phone.clone());
    vec![
        Detail::new(t::who(language), one(&card.who)),
        Detail::new(t::documents(language), documents),
        Detail::new(t::fee(language), one(&card.fee)),
        Detail::new(t::term(language), view! { <ul class="list-plain">{terms}</ul> }),
        Detail::new(
            t::usual_label(language),
            view! { <p>{words::usual(language, service.usual)}</p> },
        ),
        Detail::new(t::result(language), one(&card.result)),
        Detail::new(t::unit(language), view! { <p>{unit}</p> }),
        Detail::new(t::unit_phone(language), phone_view(language, phone)),
        Detail::new(t::law(language), list(language, &card.law)),
    ]
}

/// The phone of a unit as a link, or «уточнюється».
pub fn phone_view(language: Language, phone: Option<String>) -> AnyView {
    match phone {
        Some(phone) => {
            let digits: String = phone
                .chars()
                .filter(|c| c.is_ascii_digit() || *c == '+')
                .collect();
            view! { <a href=format!("tel:{digits}")>{phone}</a> }.into_any()
        }
        None => view! { <span>{t::unconfirmed(language)}</span> }.into_any(),
    }
}

fn list(language: Language, statements: &[Statement]) -> AnyView {
    let items: Vec<AnyView> = statements
        .iter()
        .map(|text| view! { <li>{statement(language, text)}</li> }.into_any())
        .collect();
    view! { <ul class="list-plain">{items}</ul> }.into_any()
}

fn grounds(language: Language, card: &ServiceCard) -> AnyView {
    let items: Vec<AnyView> = card
        .refusal_grounds
        .iter()
        .map(|ground| {
            let citation = statement(language, &ground.citation);
            view! { <li>{ground.text.get(language).to_owned()} " " <span class="text-muted">"(" {citation} ")"</span></li> }
                .into_any()
        })
        .collect();
    view! { <ul>{items}</ul> }.into_any()
}

fn stages(language: Language, card: &ServiceCard) -> AnyView {
    let items: Vec<AnyView> = card
        .stages
        .iter()
        .map(|stage| {
            let action = words::stage(language, stage.action)
                .map(|action| view! { " " <span class="text-muted">"(" {action} ")"</span> });
            view! { <li>{stage.name.get(language).to_owned()} {action}</li> }.into_any()
        })
        .collect();
    view! { <ol>{items}</ol> }.into_any()
}
