//! Can I get this service? Asked before anything is filled in; the answers are not kept.

use crate::cabinet::pages::words::statement;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::cabinet::application::rule;
use domain::cabinet::card::{EligibilityQuestion, ServiceCard};
use domain::{FieldError, Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::{cabinet as t, layout};
use std::sync::Arc;
use ui::{
    Breadcrumbs, Button, ButtonKind, ButtonLink, Choice, Crumb, ErrorSummary, IconName, Notice, PageHeader,
    RadioGroup, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let card = card(&request).await?;
    questions(&request, card, Errors::default()).ok()
}

/// Leads on to the form, or tells by which ground the service would be refused.
pub async fn submit(request: PageRequest) -> Outcome {
    let card = card(&request).await?;
    let missing: Vec<FieldError> = card
        .eligibility
        .iter()
        .filter_map(|question| {
            let problem = match request.form.text(&question.code) {
                "yes" | "no" => return None,
                "" => Problem::Required,
                _ => Problem::NotAChoice,
            };
            Some(FieldError::new(&question.code, problem))
        })
        .collect();
    if !missing.is_empty() {
        return questions(&request, card, Errors::new(request.language, missing))
            .status(422)
            .ok();
    }
    let obstacles: Vec<EligibilityQuestion> = card
        .eligibility
        .iter()
        .filter(|question| request.form.text(&question.code) != question.needed.code())
        .cloned()
        .collect();
    if !obstacles.is_empty() {
        return refusal(&request, card, obstacles).ok();
    }
    let cabinet = &request.services.cabinet;
    match cabinet.start_draft(&request.actor, &card.code).await {
        Ok(draft) => Answer::see(request.href(&format!("/cabinet/drafts/{draft}/steps/1"))),
        Err(ServiceError::Rule(rule::VERIFIED_IDENTITY_NEEDED)) => only_identity_lacks(&request, card).ok(),
        Err(error) => Err(error),
    }
}

async fn card(request: &PageRequest) -> Result<Arc<ServiceCard>, ServiceError> {
    let code: String = request.param("code")?;
    let card = request
        .services
        .cabinet
        .service(&request.actor, &code)
        .await?
        .card;
    if card.eligibility.is_empty() {
        return Err(ServiceError::NotFound);
    }
    Ok(card)
}

fn crumbs(request: &PageRequest, card: &ServiceCard) -> Vec<Crumb> {
    let language = request.language;
    vec![
        Crumb::link(t::title(language), request.href("/cabinet")),
        Crumb::link(
            card.name.get(language),
            request.href(&format!("/cabinet/services/{}", card.code)),
        ),
        Crumb::here(t::eligibility_title(language)),
    ]
}

fn questions(request: &PageRequest, card: Arc<ServiceCard>, errors: Errors) -> Page {
    let language = request.language;
    let crumbs = crumbs(request, &card);
    let action = request.href(&format!("/cabinet/services/{}/eligibility", card.code));
    let typed = request.form.fields.clone();
    Page::new(t::eligibility_title(language), move || {
        let service = card.name.get(language).to_owned();
        let fields: Vec<AnyView> = card
            .eligibility
            .iter()
            .map(|question| {
                let code = question.code.clone();
                let choices = vec![
                    Choice::new("yes", t::yes(language)),
                    Choice::new("no", t::no(language)),
                ];
                let hint = question.hint.as_ref().map(|hint| hint.get(language).to_owned());
                let error = errors.of(&code);
                let value = typed.get(&code).unwrap_or_default().to_owned();
                let label = question.question.get(language).to_owned();
                view! { <RadioGroup name=code label hint error value choices is_inline=true /> }.into_any()
            })
            .collect();
        let lines = errors.summary(|error| {
            let question = card.eligibility.iter().find(|question| question.code == error.field)?;
            Some(question.question.get(language).to_owned())
        });
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <ErrorSummary title=t::errors_title(language) errors=lines />
            <PageHeader title=t::eligibility_title(language) eyebrow=service lead=t::eligibility_lead(language) />
            <form class="form container--narrow" method="post" action=action novalidate>
                {fields}
                <div class="form__actions">
                    <Button icon_after=IconName::ArrowRight>{t::next(language)}</Button>
                </div>
            </form>
        }
    })
    .door(Door::Cabinet)
}

/// Nothing stands in the way but that nobody has checked who this is.
fn only_identity_lacks(request: &PageRequest, card: Arc<ServiceCard>) -> Page {
    let language = request.language;
    let crumbs = crumbs(request, &card);
    let identity = request.href("/people/account/identity");
    let catalogue = request.href("/cabinet");
    Page::new(t::eligible_title(language), move || {
        let service = card.name.get(language).to_owned();
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::eligible_title(language) eyebrow=service lead=t::eligible_but_identity(language) />
            <div class="form__actions">
                <ButtonLink href=identity>{t::to_identity(language)}</ButtonLink>
                <ButtonLink href=catalogue kind=ButtonKind::Secondary>{t::all_services(language)}</ButtonLink>
            </div>
        }
    })
    .door(Door::Cabinet)
    .unlisted()
}

/// The grounds that stand in the way, with what to do; whoever thinks otherwise may apply all the same.
fn refusal(request: &PageRequest, card: Arc<ServiceCard>, obstacles: Vec<EligibilityQuestion>) -> Page {
    let language = request.language;
    let crumbs = crumbs(request, &card);
    let again = request.href(&format!("/cabinet/services/{}/eligibility", card.code));
    let start = request.href(&format!("/cabinet/services/{}", card.code));
    let catalogue = request.href("/cabinet");
    Page::new(t::not_eligible_title(language), move || {
        let service = card.name.get(language).to_owned();
        let notices: Vec<AnyView> = obstacles
            .iter()
            .map(|question| obstacle(language, &card, question))
            .collect();
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::not_eligible_title(language) eyebrow=service />
            {notices}
            <p>{t::not_eligible_right(language)}</p>
            <form class="form" method="post" action=start>
                <div class="form__actions">
                    <ButtonLink href=catalogue>{t::all_services(language)}</ButtonLink>
                    <ButtonLink href=again kind=ButtonKind::Secondary>{t::answer_again(language)}</ButtonLink>
                    <Button kind=ButtonKind::Quiet>{t::apply_all_the_same(language)}</Button>
                </div>
            </form>
        }
    })
    .door(Door::Cabinet)
    .unlisted()
}

fn obstacle(language: Language, card: &ServiceCard, question: &EligibilityQuestion) -> AnyView {
    let advice = question.advice.get(language).to_owned();
    let (title, citation) = card.refusal_ground(&question.ground).map_or_else(
        || (String::new(), String::new()),
        |ground| {
            (
                ground.text.get(language).to_owned(),
                statement(language, &ground.citation),
            )
        },
    );
    view! {
        <Notice tone=Tone::Warning title=title>
            <p>{advice}</p>
            <p class="text-muted">{citation}</p>
        </Notice>
    }
    .into_any()
}
