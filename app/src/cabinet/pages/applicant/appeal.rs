//! Complaining about a decision.

use crate::cabinet::pages::command_page::{CommandPage, Head, Shown, Side};
use crate::shared::PageRequest;
use domain::cabinet::application::{Command, rule};
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, IconName, TextArea};

pub struct Appeal;

impl CommandPage for Appeal {
    const SIDE: Side = Side::Applicant;
    const PART: &'static str = "appeal";

    /// An old link or the way back: the page of the application tells where it is now.
    fn is_over(application: &ApplicationView) -> bool {
        !application.offers(Command::Appeal)
    }

    fn permit(application: &ApplicationView) -> Result<(), ServiceError> {
        if application.offers(Command::Appeal) {
            Ok(())
        } else {
            Err(ServiceError::Rule(rule::NO_DECISION))
        }
    }

    fn command(_: &PageRequest) -> Command {
        Command::Appeal
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let form = &request.form;
        let cabinet = &request.services.cabinet;
        cabinet
            .appeal(&request.actor, id, form.version(), form.text("complaint"))
            .await
    }

    /// Sent by the first of two presses. Another text than the one that was sent stays, with what happened meanwhile.
    fn is_done(request: &PageRequest, application: &ApplicationView) -> bool {
        let same_lines = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let typed = same_lines(request.form.text("complaint"));
        let appeal = application.appeal.as_ref();
        appeal.is_some_and(|appeal| same_lines(&appeal.text) == typed)
    }

    fn head(language: Language, application: &ApplicationView) -> Head {
        Head {
            title: t::appeal_title(language).to_owned(),
            eyebrow: Some(application.number.clone()),
            lead: Some(t::appeal_lead(language).to_owned()),
        }
    }

    fn label(language: Language, field: &str) -> Option<&'static str> {
        (field == "complaint").then(|| t::appeal_label(language))
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        let language = shown.language;
        let fields = view! {
            <TextArea name="complaint" label=t::appeal_label(language) hint=t::appeal_hint(language)
                value=shown.text("complaint") error=shown.errors.of("complaint") max_length=5_000_u32 rows=6 />
        };
        let buttons = view! {
            <Button icon=IconName::Send>{t::appeal_send(language)}</Button>
            {shown.back(ButtonKind::Secondary, t::back(language))}
        };
        shown.form(fields, buttons)
    }
}
