//! What applicant and staff write to each other inside an application.

use super::words;
use crate::shared::Errors;
use domain::Language;
use domain::cabinet::view::ApplicationView;
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, IconName, TextArea, Timeline, TimelineEvent, Tone};

/// The messages and, while the application is open, the form for another. It posts to the page that it stands on.
pub fn thread(
    language: Language,
    application: &ApplicationView,
    action: &str,
    typed: &str,
    errors: &Errors,
) -> AnyView {
    let is_open = !application.state.is_closed();
    if !is_open && application.messages.is_empty() {
        return ().into_any();
    }
    let events: Vec<TimelineEvent> = application
        .messages
        .iter()
        .map(|message| {
            let (icon, tone) = if message.is_staff {
                (IconName::Users, Tone::Info)
            } else {
                (IconName::User, Tone::Neutral)
            };
            TimelineEvent::new(
                message.author_name.clone(),
                words::machine_day(message.at),
                words::moment(language, message.at),
            )
            .text(message.text.clone())
            .mark(icon, tone)
        })
        .collect();
    let form = is_open.then(|| {
        let (action, typed) = (action.to_owned(), typed.to_owned());
        view! {
            <form class="form container--narrow" method="post" action=action novalidate>
                <TextArea name="message" label=t::message_label(language) hint=t::message_hint(language) value=typed
                    error=errors.of("message") max_length=4_000_u32 rows=3 />
                <div class="form__actions">
                    <Button name="_action" value="message" kind=ButtonKind::Secondary icon=IconName::Send>
                        {t::message_send(language)}
                    </Button>
                </div>
            </form>
        }
        .into_any()
    });
    let messages = (!events.is_empty()).then(|| view! { <Timeline events=events /> }.into_any());
    view! {
        <section class="section">
            <h2 class="section__title">{t::messages_title(language)}</h2>
            {messages}
            {form}
        </section>
    }
    .into_any()
}
