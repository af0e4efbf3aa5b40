//! The signature under a draft that everybody has approved.

use super::visa::{draft_of, remark_form};
use crate::cabinet::pages::command_page::{CommandPage, Head, Shown, Side};
use crate::shared::PageRequest;
use domain::cabinet::application::{Command, State};
use domain::cabinet::approval::DraftOutcome;
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::decision as d;
use ui::{Button, ButtonKind, IconName};

pub struct Sign;

impl CommandPage for Sign {
    const SIDE: Side = Side::Officer;
    const PART: &'static str = "signature";

    /// An old tab, the way back, the link of a letter: the page of the application tells where it is now.
    fn is_over(case: &ApplicationView) -> bool {
        !can_sign(case)
    }

    fn permit(case: &ApplicationView) -> Result<(), ServiceError> {
        if can_sign(case) {
            Ok(())
        } else {
            Err(ServiceError::Forbidden)
        }
    }

    fn command(request: &PageRequest) -> Command {
        match request.form.text("_action") {
            "return" => Command::ReturnDraft,
            _ if request.form.text("_outcome") == "refuse" => Command::Refuse,
            _ => Command::Grant,
        }
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let (form, cabinet) = (&request.form, &request.services.cabinet);
        let draft = draft_of(request);
        match form.text("_action") {
            "sign" => cabinet.sign_draft(&request.actor, id, draft).await,
            "return" => {
                let remark = form.text("remark");
                cabinet.return_draft(&request.actor, id, draft, remark).await
            }
            // No button was pressed: the form stays as it is.
            _ => Err(ServiceError::Invalid(Vec::new())),
        }
    }

    /// Pressed twice, or another who can sign did the same.
    fn is_done(request: &PageRequest, case: &ApplicationView) -> bool {
        let wanted = match Self::command(request) {
            Command::ReturnDraft => DraftOutcome::Returned,
            _ => DraftOutcome::Signed,
        };
        let read = draft_of(request);
        let mut drafts = case.drafts.iter();
        drafts.any(|draft| draft.number == read && draft.outcome == Some(wanted))
    }

    fn head(language: Language, case: &ApplicationView) -> Head {
        Head {
            title: d::sign_title(language, &case.number),
            lead: Some(d::sign_lead(language).to_owned()),
            ..Head::default()
        }
    }

    fn label(language: Language, field: &str) -> Option<&'static str> {
        (field == "remark").then(|| d::visa_remark(language))
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        let language = shown.language;
        let buttons = view! {
            {can_sign(shown.application).then(|| view! {
                <Button name="_action" value="sign" icon=IconName::Check>{d::sign_button(language)}</Button>
                <Button name="_action" value="return" kind=ButtonKind::Secondary icon=IconName::Returned>
                    {d::sign_return(language)}
                </Button>
            })}
        };
        remark_form(shown, (d::sign_remark_hint(language), true), buttons)
    }
}

fn can_sign(case: &ApplicationView) -> bool {
    case.state == State::Approval && (case.offers(Command::Grant) || case.offers(Command::Refuse))
}
