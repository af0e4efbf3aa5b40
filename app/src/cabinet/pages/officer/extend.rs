//! The longer term of the card, set by the head of the unit.

use crate::cabinet::pages::command_page::{CommandPage, Head, Shown, Side};
use crate::cabinet::pages::words;
use crate::shared::PageRequest;
use domain::cabinet::application::Command;
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, IconName, TextArea};

pub struct Extend;

impl CommandPage for Extend {
    const SIDE: Side = Side::Officer;
    const PART: &'static str = "extension";

    fn permit(case: &ApplicationView) -> Result<(), ServiceError> {
        if case.offers(Command::Extend) {
            Ok(())
        } else {
            Err(ServiceError::Forbidden)
        }
    }

    fn command(_: &PageRequest) -> Command {
        Command::Extend
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let form = &request.form;
        let cabinet = &request.services.cabinet;
        cabinet
            .extend(&request.actor, id, form.version(), form.text("reason"))
            .await
    }

    fn head(language: Language, case: &ApplicationView) -> Head {
        let rule = case.card.extended_term();
        Head {
            title: t::extend_title(language, &case.number),
            lead: rule
                .map(|rule| t::extend_lead(language, rule.name.get(language), words::term(language, rule))),
            ..Head::default()
        }
    }

    fn label(language: Language, field: &str) -> Option<&'static str> {
        (field == "reason").then(|| t::extend_reason(language))
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        let language = shown.language;
        let can_send = shown.application.offers(Command::Extend);
        let fields = view! {
            <TextArea name="reason" label=t::extend_reason(language) hint=t::reason_hint(language) value=shown.text("reason")
                error=shown.errors.of("reason") max_length=2_000_u32 rows=4 />
        };
        let buttons = view! {
            {can_send.then(|| view! { <Button icon=IconName::Clock>{t::extend_send(language)}</Button> })}
            {shown.back(ButtonKind::Secondary, t::back(language))}
        };
        shown.form(fields, buttons)
    }
}
