//! Deciding a complaint, by somebody who did not make the decision.

use crate::cabinet::pages::applicant::application::{complaint, decision};
use crate::cabinet::pages::command_page::{CommandPage, Head, Shown, Side};
use crate::shared::PageRequest;
use domain::cabinet::application::Command;
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, TextArea};

pub struct ReviewAppeal;

impl CommandPage for ReviewAppeal {
    const SIDE: Side = Side::Officer;
    const PART: &'static str = "appeal";

    fn permit(case: &ApplicationView) -> Result<(), ServiceError> {
        if case.offers(Command::Uphold) {
            Ok(())
        } else {
            Err(ServiceError::Forbidden)
        }
    }

    fn command(request: &PageRequest) -> Command {
        if request.form.text("_action") == "annul" {
            Command::Annul
        } else {
            Command::Uphold
        }
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let form = &request.form;
        let annuls = match form.text("_action") {
            "annul" => true,
            "uphold" => false,
            // No button was pressed: the form stays as it is.
            _ => return Err(ServiceError::Invalid(Vec::new())),
        };
        let cabinet = &request.services.cabinet;
        cabinet
            .decide_appeal(&request.actor, id, form.version(), annuls, form.text("reason"))
            .await
    }

    fn head(language: Language, case: &ApplicationView) -> Head {
        Head {
            title: t::review_appeal_title(language, &case.number),
            lead: Some(t::review_appeal_lead(language).to_owned()),
            ..Head::default()
        }
    }

    fn label(language: Language, field: &str) -> Option<&'static str> {
        (field == "reason").then(|| t::decide_motivation(language))
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        let (language, case) = (shown.language, shown.application);
        let fields = view! {
            <TextArea name="reason" label=t::decide_motivation(language) hint=t::decide_motivation_hint(language)
                value=shown.text("reason") error=shown.errors.of("reason") max_length=10_000_u32 rows=6 />
        };
        let buttons = view! {
            {case.offers(Command::Uphold).then(|| view! {
                <Button name="_action" value="annul">{t::review_appeal_annul(language)}</Button>
                <Button name="_action" value="uphold" kind=ButtonKind::Secondary>{t::review_appeal_uphold(language)}</Button>
            })}
            {shown.back(ButtonKind::Quiet, t::back(language))}
        };
        view! { {complaint(language, case)} {decision(language, case)} {shown.form(fields, buttons)} }
            .into_any()
    }
}
