//! A colleague's visa on the draft of a decision.

use crate::cabinet::pages::command_page::{CommandPage, Head, Shown, Side};
use crate::cabinet::pages::drafts::version;
use crate::shared::PageRequest;
use domain::cabinet::application::Command;
use domain::cabinet::approval::VisaOutcome;
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{cabinet as t, decision as d};
use ui::{Button, ButtonKind, IconName, TextArea};

pub struct Visa;

impl CommandPage for Visa {
    const SIDE: Side = Side::Officer;
    const PART: &'static str = "visa";

    /// An old tab, the way back, the link of a letter: the page of the application tells where it is now.
    fn is_over(case: &ApplicationView) -> bool {
        !case.offers(Command::GiveVisa)
    }

    fn permit(case: &ApplicationView) -> Result<(), ServiceError> {
        if case.offers(Command::GiveVisa) {
            Ok(())
        } else {
            Err(ServiceError::Forbidden)
        }
    }

    fn command(request: &PageRequest) -> Command {
        if request.form.text("_action") == "return" {
            Command::ReturnDraft
        } else {
            Command::GiveVisa
        }
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let (form, cabinet) = (&request.form, &request.services.cabinet);
        let (draft, remark) = (draft_of(request), form.text("remark"));
        match form.text("_action") {
            "approve" => cabinet.give_visa(&request.actor, id, draft, remark).await,
            "return" => cabinet.return_draft(&request.actor, id, draft, remark).await,
            // No button was pressed: the form stays as it is.
            _ => Err(ServiceError::Invalid(Vec::new())),
        }
    }

    /// Pressed twice: the own visa says the same already.
    fn is_done(request: &PageRequest, case: &ApplicationView) -> bool {
        let wanted = match Self::command(request) {
            Command::ReturnDraft => VisaOutcome::Returned,
            _ => VisaOutcome::Approved,
        };
        let read = draft_of(request);
        case.drafts
            .iter()
            .filter(|draft| draft.number == read)
            .flat_map(|draft| &draft.visas)
            .any(|visa| visa.is_readers && visa.outcome == Some(wanted))
    }

    fn head(language: Language, case: &ApplicationView) -> Head {
        Head {
            title: d::visa_title(language, &case.number),
            lead: Some(d::visa_lead(language).to_owned()),
            ..Head::default()
        }
    }

    fn label(language: Language, field: &str) -> Option<&'static str> {
        (field == "remark").then(|| d::visa_remark(language))
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        let (language, case) = (shown.language, shown.application);
        let buttons = view! {
            {case.offers(Command::GiveVisa).then(|| view! {
                <Button name="_action" value="approve" icon=IconName::Check>{d::visa_approve(language)}</Button>
                <Button name="_action" value="return" kind=ButtonKind::Secondary icon=IconName::Returned>
                    {d::visa_return(language)}
                </Button>
            })}
        };
        remark_form(shown, (d::visa_remark_hint(language), false), buttons)
    }
}

/// The draft that is read, with a place for a remark and the buttons; without a draft only the way back.
pub fn remark_form(
    shown: &Shown<'_>,
    (hint, is_optional): (&'static str, bool),
    buttons: impl IntoView + 'static,
) -> AnyView {
    let (language, case) = (shown.language, shown.application);
    let Some(draft) = case.open_draft() else {
        // The draft went away meanwhile: what was typed about it stays readable.
        let typed = shown.text("remark");
        let kept = (!typed.is_empty()).then(|| {
            view! { <TextArea name="remark" label=d::visa_remark(language) value=typed rows=4 is_read_only=true /> }
        });
        return view! { <div class="form container--narrow">{kept}{shown.back(ButtonKind::Secondary, t::back(language))}</div> }
            .into_any();
    };
    let number = draft.number.to_string();
    let outcome = if draft.is_granted { "grant" } else { "refuse" };
    let fields = view! {
        <input type="hidden" name="_draft" value=number />
        <input type="hidden" name="_outcome" value=outcome />
        <TextArea name="remark" label=d::visa_remark(language) hint=hint value=shown.text("remark")
            error=shown.errors.of("remark") max_length=2_000_u32 rows=4 is_optional=is_optional />
    };
    let buttons = view! { {buttons} {shown.back(ButtonKind::Quiet, t::back(language))} };
    view! { <h2 class="section__title">{d::drafts_title(language)}</h2> {version(language, case, draft)} {shown.form(fields, buttons)} }
        .into_any()
}

/// The version of the draft that was read; 0, which there is none of, when it was not sent.
pub fn draft_of(request: &PageRequest) -> i64 {
    request.form.text("_draft").parse().unwrap_or(0)
}
