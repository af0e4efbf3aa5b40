//! How to become a verified resident.

use super::frame::account_page;
use crate::shared::{Errors, Outcome, PageRequest};
use domain::actor::IdentityLevel;
use leptos::prelude::*;
use locales::people as t;
use ui::{Card, IconName, Notice, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let account = request.services.people.account(&request.actor).await?;
    let (title, lead) = (t::identity_title(language), t::identity_lead(language));
    account_page(&request, title, lead, &Errors::default(), move || {
        if account.identity == IdentityLevel::Verified {
            return view! { <Notice tone=Tone::Success>{t::identity_is_verified(language)}</Notice> }
                .into_any();
        }
        view! {
            <Card title=t::identity_centre_title(language) icon=IconName::Building>
                <p>{t::identity_centre_text(language)}</p>
            </Card>
        }
        .into_any()
    })
    .ok()
}
