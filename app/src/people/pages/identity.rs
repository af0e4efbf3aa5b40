//! How to become a verified resident: at the service centre, or through the identity provider.

use super::frame::account_page;
use crate::shared::{Answer, Errors, Outcome, PageRequest};
use domain::ServiceError;
use domain::actor::IdentityLevel;
use leptos::prelude::*;
use locales::people as t;
use ui::{Button, ButtonLink, Card, IconName, Notice, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let people = &request.services.people;
    let account = people.account(&request.actor).await?;
    let provider = people.identity_provider();
    let action = request.href("/people/account/identity");
    let services = request.href("/cabinet");
    let (title, lead) = (t::identity_title(language), t::identity_lead(language));
    account_page(&request, title, lead, &Errors::default(), move || {
        if account.identity == IdentityLevel::Verified {
            return view! { <Notice tone=Tone::Success>{t::identity_is_verified(language)}</Notice> }.into_any();
        }
        let online = provider.map(|name| {
            view! {
                <Card title=t::identity_online_title(language, name) icon=IconName::IdCard>
                    <p>{t::identity_online_text(language)}</p>
                    <form method="post" action=action><Button>{t::identity_online_begin(language)}</Button></form>
                </Card>
            }
        });
        view! {
            {online}
            <Card title=t::identity_centre_title(language) icon=IconName::Building>
                <p>{t::identity_centre_text(language)}</p>
                <p class="text-muted">{t::identity_centre_where(language)}</p>
                <p><a href=services>{t::identity_centre_services(language)}</a></p>
            </Card>
        }
        .into_any()
    })
    .ok()
}

/// Prepares the visit. The way out is a link: the content policy lets no form lead to another site.
pub async fn submit(request: PageRequest) -> Outcome {
    let language = request.language;
    let people = &request.services.people;
    let address = people.begin_identity(&request.actor).await?;
    let provider = people.identity_provider().unwrap_or_default();
    let (title, lead) = (
        t::identity_leave_title(language),
        t::identity_leave_lead(language),
    );
    account_page(&request, title, lead, &Errors::default(), move || {
        view! {
            <p>
                <ButtonLink href=address icon_after=IconName::ExternalLink>
                    {t::identity_leave_link(language, provider)}
                </ButtonLink>
            </p>
        }
    })
    .ok()
}

/// Where the provider sends the person back. Nothing is changed before the button is pressed.
pub async fn returned(request: PageRequest) -> Outcome {
    let language = request.language;
    let (Some(state), Some(code)) = (request.query.get("state"), request.query.get("code")) else {
        // The person said no at the provider, or the provider did.
        return Err(ServiceError::Rule("identity_refused"));
    };
    let (state, code) = (state.to_owned(), code.to_owned());
    let action = request.href("/people/identity/return");
    let (title, lead) = (
        t::identity_return_title(language),
        t::identity_return_lead(language),
    );
    account_page(&request, title, lead, &Errors::default(), move || {
        view! {
            <form class="form" method="post" action=action>
                <input type="hidden" name="state" value=state />
                <input type="hidden" name="code" value=code />
                <div class="form__actions"><Button>{t::identity_return_finish(language)}</Button></div>
            </form>
        }
    })
    .ok()
}

pub async fn finish(request: PageRequest) -> Outcome {
    let (state, code) = (request.form.text("state"), request.form.text("code"));
    let people = &request.services.people;
    let outcome = people.finish_identity(&request.actor, state, code).await?;
    if !outcome.names_differ {
        return Answer::done(request.href("/people/account"), "verified");
    }
    let language = request.language;
    let account = request.href("/people/account");
    let (title, lead) = (t::identity_title(language), "");
    account_page(&request, title, lead, &Errors::default(), move || {
        view! {
            <Notice tone=Tone::Success>{t::identity_is_verified(language)}</Notice>
            <Notice tone=Tone::Warning>{t::identity_name_replaced(language)}</Notice>
            <p><ButtonLink href=account>{t::continue_button(language)}</ButtonLink></p>
        }
    })
    .ok()
}
