//! Asking the applicant to mend fields, each with its reason.

use crate::cabinet::pages::answers::{answer, is_empty};
use crate::cabinet::pages::command_page::{CommandPage, Head, Shown, Side};
use crate::shared::{Form, PageRequest};
use domain::cabinet::application::Command;
use domain::cabinet::form::{Field, Kind};
use domain::cabinet::view::{ApplicationView, FieldRemark};
use domain::id::ApplicationId;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, FieldError, IconName, TextArea};

const PREFIX: &str = "remark_";

pub struct Ask;

impl CommandPage for Ask {
    const SIDE: Side = Side::Officer;
    const PART: &'static str = "correction";

    fn command(_: &PageRequest) -> Command {
        Command::RequestCorrection
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let form = &request.form;
        let cabinet = &request.services.cabinet;
        cabinet
            .request_correction(&request.actor, id, form.version(), &remarks(form))
            .await
    }

    fn is_done(request: &PageRequest, case: &ApplicationView) -> bool {
        let remarks = remarks(&request.form);
        case.is_taken_by_reader
            && case.correction.as_ref().is_some_and(|awaited| {
                awaited.fields.len() == remarks.len()
                    && awaited
                        .fields
                        .iter()
                        .zip(&remarks)
                        .all(|(one, other)| one.field == other.field && one.reason == other.reason.trim())
            })
    }

    fn head(language: Language, case: &ApplicationView) -> Head {
        Head {
            title: t::ask_title(language, &case.number),
            lead: Some(t::ask_lead(language).to_owned()),
            ..Head::default()
        }
    }

    fn summary(shown: &Shown<'_>) -> Vec<FieldError> {
        // «Explain at least one» leads to the first field: there is none of its own.
        if shown.errors.of("fields").is_some()
            && let Some(first) = fields(shown.application).first()
        {
            let message = t::ask_nothing(shown.language);
            return vec![FieldError::new(remark_name(first), message)];
        }
        shown.errors.summary(|error| {
            let code = error.field.strip_prefix(PREFIX)?;
            shown.application.card.form.label(code, shown.language)
        })
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        let language = shown.language;
        let case = shown.application;
        let remarks: Vec<AnyView> = fields(case).iter().map(|field| remark(shown, field)).collect();
        let buttons = view! {
            {case.offers(Command::RequestCorrection).then(|| view! {
                <Button icon=IconName::Send>{t::ask_send(language)}</Button>
            })}
            {shown.back(ButtonKind::Secondary, t::back(language))}
        };
        shown.form(remarks, buttons)
    }
}

/// The fields that were answered and can be answered anew.
fn fields(case: &ApplicationView) -> Vec<Field> {
    let visible = case.card.form.visible(&case.answers);
    visible
        .iter()
        .filter(|field| field.can_be_mended())
        .map(|field| field.clone().into_owned())
        .collect()
}

fn remark_name(field: &Field) -> String {
    format!("{PREFIX}{}", field.code)
}

/// The remarks as they were posted; an empty one is none.
fn remarks(form: &Form) -> Vec<FieldRemark> {
    let fields = form.fields.0.iter();
    fields
        .filter(|(_, reason)| !reason.trim().is_empty())
        .filter_map(|(name, reason)| {
            Some(FieldRemark {
                field: name.strip_prefix(PREFIX)?.to_owned(),
                reason: reason.clone(),
            })
        })
        .collect()
}

/// A text for the remark about a field, with the answer that was given.
fn remark(shown: &Shown<'_>, field: &Field) -> AnyView {
    let (language, case) = (shown.language, shown.application);
    let name = remark_name(field);
    let values = case.answers.of(&field.code);
    let given = if field.kind == Kind::File || is_empty(values) {
        String::new()
    } else {
        format!("«{}». ", answer(language, field, values).join(" "))
    };
    let hint = format!("{given}{}", t::ask_hint(language));
    let label = case.card.form.label(&field.code, language).unwrap_or_default();
    let label = t::ask_field(language, label);
    let (value, error) = (shown.text(&name), shown.errors.of(&name));
    view! { <TextArea name=name label=label hint=hint error=error value=value rows=2 max_length=1_000_u32 is_optional=true /> }
        .into_any()
}
