//! Stops the letters of whoever holds the key of one, without signing in. Mail programs post here by themselves (RFC 8058).

use super::follow;
use crate::shared::{Answer, Door, Outcome, Page, PageRequest, Width};
use domain::infrastructure::follow::Pace;
use domain::{ServiceError, ServiceResult};
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{Button, IconName, Notice, PageHeader, Tone};

const ADDRESS: &str = "/infrastructure/following/stop";

pub async fn show(request: PageRequest) -> Outcome {
    page(&request).await?.ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let service = &request.services.infrastructure;
    service.stop_letters(&request.actor, key(&request)).await?;
    if request.form.text("List-Unsubscribe").is_empty() {
        Answer::see(address(&request))
    } else {
        // A mail program follows no redirects.
        page(&request).await?.ok()
    }
}

fn key(request: &PageRequest) -> &str {
    request.query.get("key").unwrap_or_default()
}

fn address(request: &PageRequest) -> String {
    let query = domain::link::query(&[("key", key(request))]);
    request.href(&format!("{ADDRESS}?{query}"))
}

async fn page(request: &PageRequest) -> ServiceResult<Page> {
    let language = request.language;
    let service = &request.services.infrastructure;
    let pace = service
        .pace_of_letters(&request.actor, key(request))
        .await?
        .ok_or(ServiceError::NotFound)?;
    let (action, following) = (address(request), request.href(follow::ADDRESS));
    let page = Page::new(t::letters_stop_title(language), move || {
        let content = if pace == Pace::Never {
            view! {
                <Notice tone=Tone::Success title=t::letters_stopped(language) is_announced=true>
                    <p>{t::letters_stopped_text(language)}</p>
                </Notice>
            }
            .into_any()
        } else {
            view! {
                <form class="form" method="post" action=action>
                    <p>{t::letters_stop_text(language)}</p>
                    <div class="form__actions"><Button icon=IconName::Check>{t::letters_stop(language)}</Button></div>
                </form>
            }
            .into_any()
        };
        view! {
            <PageHeader title=t::letters_stop_title(language) />
            {content}
            <p><a href=following>{t::follow_page(language)}</a></p>
        }
    });
    Ok(page.door(Door::Infrastructure).width(Width::Narrow).unlisted())
}
