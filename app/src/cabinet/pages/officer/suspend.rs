//! Stopping the clock on a ground of the card.

use crate::cabinet::pages::command_page::{CommandPage, Head, Shown, Side};
use crate::cabinet::pages::words::grounds;
use crate::shared::PageRequest;
use domain::cabinet::application::Command;
use domain::cabinet::view::{ApplicationView, SuspendInput};
use domain::id::ApplicationId;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, IconName, RadioGroup, TextArea};

pub struct Suspend;

impl CommandPage for Suspend {
    const SIDE: Side = Side::Officer;
    const PART: &'static str = "suspension";

    fn permit(case: &ApplicationView) -> Result<(), ServiceError> {
        if case.card.suspension_grounds.is_empty() {
            Err(ServiceError::NotFound)
        } else {
            Ok(())
        }
    }

    fn command(_: &PageRequest) -> Command {
        Command::Suspend
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let form = &request.form;
        let input = SuspendInput {
            ground: form.text("ground").to_owned(),
            reason: form.text("reason").to_owned(),
        };
        let cabinet = &request.services.cabinet;
        cabinet.suspend(&request.actor, id, form.version(), &input).await
    }

    fn head(language: Language, case: &ApplicationView) -> Head {
        Head {
            title: t::suspend_title(language, &case.number),
            lead: Some(t::suspend_lead(language).to_owned()),
            ..Head::default()
        }
    }

    fn label(language: Language, field: &str) -> Option<&'static str> {
        match field {
            "ground" => Some(t::suspend_ground(language)),
            "reason" => Some(t::suspend_reason(language)),
            _ => None,
        }
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        let (language, case, errors) = (shown.language, shown.application, shown.errors);
        let choices = grounds(language, &case.card.suspension_grounds);
        let fields = view! {
            <RadioGroup name="ground" label=t::suspend_ground(language) choices value=shown.text("ground")
                error=errors.of("ground") />
            <TextArea name="reason" label=t::suspend_reason(language) hint=t::reason_hint(language)
                value=shown.text("reason") error=errors.of("reason") max_length=2_000_u32 rows=4 />
        };
        let buttons = view! {
            {case.offers(Command::Suspend).then(|| view! {
                <Button icon=IconName::CirclePause>{t::suspend_send(language)}</Button>
            })}
            {shown.back(ButtonKind::Secondary, t::back(language))}
        };
        shown.form(fields, buttons)
    }
}
