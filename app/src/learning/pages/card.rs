//! The learner's card: progress on another device without an account.

use super::words::{device, screen_href, see};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use leptos::prelude::*;
use locales::learning as t;
use ui::{
    Button, ButtonKind, ButtonLink, Card, EmptyState, ErrorSummary, FieldWidth, IconName, Notice, PageHeader,
    TextField, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let learning = &request.services.learning;
    let card = learning.resume_card(&request.actor, device(&request)).await?;
    let is_anonymous = request.actor.signed_in().is_none();
    let address = format!("{}{}", request.community.origin, request.href("/learning/resume"));
    let [action, leave, home, resume] = [
        "/learning/card",
        "/learning/leave",
        "/learning",
        "/learning/resume",
    ]
    .map(|path| request.href(path));
    let has_code = card.code.is_some();
    Page::new(t::card_title(language), move || {
        let body = match card.code {
            _ if !card.is_learner => view! {
                <EmptyState title=t::card_none_title(language) text=t::card_none(language) icon=IconName::IdCard>
                    <ButtonLink href=home>{t::courses(language)}</ButtonLink>
                    <ButtonLink href=resume kind=ButtonKind::Secondary>{t::to_resume(language)}</ButtonLink>
                </EmptyState>
            }
            .into_any(),
            Some(code) => {
                let code = code.to_string();
                view! {
                    <Card title=t::card_code(language) icon=IconName::IdCard>
                        <p class="resume-code">{code}</p>
                        <p>{t::card_how(language, address)}</p>
                        <p class="text-muted">{t::card_keep(language)}</p>
                    </Card>
                }
                .into_any()
            }
            None => view! {
                <form class="form" method="post" action=action>
                    <p>{t::card_make_text(language)}</p>
                    <div class="form__actions"><Button icon=IconName::IdCard>{t::card_make(language)}</Button></div>
                </form>
            }
            .into_any(),
        };
        let leaving = (card.is_learner && is_anonymous).then(|| {
            view! {
                <section class="section no-print">
                    <h2 class="section__title">{t::leave_title(language)}</h2>
                    <p class="measure">{t::leave_text(language)}</p>
                    {(!has_code).then(|| view! {
                        <Notice tone=Tone::Warning>{t::leave_without_card(language)}</Notice>
                    })}
                    <form class="form" method="post" action=leave>
                        <div class="form__actions">
                            <Button kind=ButtonKind::Secondary icon=IconName::SignOut>{t::leave(language)}</Button>
                        </div>
                    </form>
                </section>
            }
        });
        view! {
            <PageHeader title=t::card_title(language) lead=t::card_lead(language) />
            {body}
            {leaving}
        }
    })
    .door(Door::Learning)
    .unlisted()
    .ok()
}

pub async fn make(request: PageRequest) -> Outcome {
    let learning = &request.services.learning;
    let kept = learning
        .make_resume_card(&request.actor, device(&request))
        .await?;
    see(kept, request.href("/learning/card"))
}

/// Asks for the code of a card.
pub async fn ask(request: PageRequest) -> Outcome {
    form(&request, Errors::default()).ok()
}

/// Goes on with a card.
pub async fn resume(request: PageRequest) -> Outcome {
    let learning = &request.services.learning;
    match learning
        .resume_by_code(&request.actor, request.form.text("code"))
        .await
    {
        Ok(kept) => {
            let to = match &kept.value {
                Some(go_on) => screen_href(request.language, &go_on.path, &go_on.screen),
                None => request.href("/learning"),
            };
            see(kept, to)
        }
        Err(ServiceError::Invalid(errors)) => form(&request, Errors::new(request.language, errors))
            .status(422)
            .ok(),
        Err(error) => Err(error),
    }
}

/// Ends learning on a shared device.
pub async fn leave(request: PageRequest) -> Outcome {
    if let Some(token) = device(&request) {
        let learning = &request.services.learning;
        learning.forget_device(&request.actor, token).await?;
    }
    Answer::see(request.href("/learning"))
}

fn form(request: &PageRequest, errors: Errors) -> Page {
    let language = request.language;
    let action = request.href("/learning/resume");
    let typed = request.form.text("code").to_owned();
    Page::new(t::resume_title(language), move || {
        let lines = errors.summary(|_| Some(t::resume_label(language).to_owned()));
        let error = errors.of("code");
        view! {
            <ErrorSummary title=t::resume_refused(language) errors=lines />
            <PageHeader title=t::resume_title(language) lead=t::resume_lead(language) />
            <form class="form" method="post" action=action novalidate>
                <TextField name="code" label=t::resume_label(language) hint=t::resume_hint(language) value=typed
                    error=error autocomplete="off" width=FieldWidth::Medium max_length=40_u32 is_required=true />
                <div class="form__actions">
                    <Button icon_after=IconName::ArrowRight>{t::resume_button(language)}</Button>
                </div>
            </form>
        }
    })
    .door(Door::Learning)
    .unlisted()
}
