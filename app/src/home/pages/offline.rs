//! What a reader sees without a connection: the browser keeps this page for that moment.

use crate::shared::{Outcome, Page, PageRequest};
use leptos::prelude::*;
use locales::errors as t;
use ui::{Button, ButtonKind, ButtonLink, EmptyState, HeadingLevel, IconName, Notice, Tone};

pub(super) async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let home = request.href("/");
    Page::new(t::offline(language), move || {
        // The service worker shows the form, and fills it with what somebody has just tried to send.
        let kept = view! {
            <div data-kept hidden>
                <Notice tone=Tone::Warning>{t::unsent_kept(language)}</Notice>
                <p data-files hidden>{t::unsent_files(language)}</p>
                <form class="form" method="post" action="unsent">
                    <input type="hidden" name="unsent" />
                    <div class="form__actions" data-unsent>
                        <Button>{t::unsent_again(language)}</Button>
                    </div>
                </form>
            </div>
        };
        view! {
            <EmptyState
                title=t::offline(language)
                level=HeadingLevel::One
                text=t::offline_text(language)
                icon=IconName::Offline
            >
                // The page stands under the address that was asked for: an empty link asks for it again.
                <ButtonLink href="" kind=ButtonKind::Secondary>{t::try_again(language)}</ButtonLink>
                <ButtonLink href=home kind=ButtonKind::Secondary>{t::to_home(language)}</ButtonLink>
            </EmptyState>
            {kept}
        }
    })
    .cacheable()
    .unlisted()
    .ok()
}
