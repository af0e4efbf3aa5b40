//! What a reader sees without a connection: the browser keeps this page for that moment.

use crate::shared::{Outcome, Page, PageRequest};
use leptos::prelude::*;
use locales::errors as t;
use ui::{ButtonLink, EmptyState, HeadingLevel, IconName};

pub(super) async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let home = request.href("/");
    Page::new(t::offline(language), move || {
        view! {
            <EmptyState
                title=t::offline(language)
                level=HeadingLevel::One
                text=t::offline_text(language)
                icon=IconName::Offline
            >
                // The page stands under the address that was asked for: an empty link asks for it again.
                <ButtonLink href="">{t::offline_again(language)}</ButtonLink>
                <ButtonLink href=home kind=ui::ButtonKind::Secondary>{t::to_home(language)}</ButtonLink>
            </EmptyState>
        }
    })
    .cacheable()
    .unlisted()
    .ok()
}
