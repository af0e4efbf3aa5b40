//! Taking an application back, after one question.

use crate::cabinet::pages::command_page::{CommandPage, Head, Shown, Side};
use crate::shared::PageRequest;
use domain::cabinet::application::{Command, rule};
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind};

pub struct Withdraw;

impl CommandPage for Withdraw {
    const SIDE: Side = Side::Applicant;
    const PART: &'static str = "withdrawal";

    /// An old link or the way back: the page of the application tells where it is now.
    fn is_over(application: &ApplicationView) -> bool {
        !application.offers(Command::Withdraw)
    }

    fn permit(application: &ApplicationView) -> Result<(), ServiceError> {
        if application.offers(Command::Withdraw) {
            Ok(())
        } else {
            Err(ServiceError::Rule(rule::APPLICATION_CLOSED))
        }
    }

    fn command(_: &PageRequest) -> Command {
        Command::Withdraw
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let cabinet = &request.services.cabinet;
        cabinet.withdraw(&request.actor, id, request.form.version()).await
    }

    /// Withdrawn by the first of two presses, or decided meanwhile: the page of the application tells which.
    fn is_done(_: &PageRequest, application: &ApplicationView) -> bool {
        application.state.is_closed()
    }

    fn head(language: Language, application: &ApplicationView) -> Head {
        Head {
            title: t::withdraw_title(language, &application.number),
            lead: Some(t::withdraw_text(language).to_owned()),
            ..Head::default()
        }
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        let language = shown.language;
        let buttons = view! {
            <Button kind=ButtonKind::Danger>{t::withdraw_confirm(language)}</Button>
            {shown.back(ButtonKind::Secondary, t::withdraw_keep(language))}
        };
        shown.form((), buttons)
    }
}
