//! Disclosing an intended refusal, so that the applicant can speak first.

use crate::cabinet::pages::command_page::{CommandPage, Head, Shown, Side};
use crate::cabinet::pages::words::{self, grounds};
use crate::shared::PageRequest;
use domain::cabinet::application::Command;
use domain::cabinet::view::{ApplicationView, HearingInput};
use domain::id::ApplicationId;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, DateField, IconName, RadioGroup, TextArea};

pub struct Disclose;

impl CommandPage for Disclose {
    const SIDE: Side = Side::Officer;
    const PART: &'static str = "hearing";

    fn command(_: &PageRequest) -> Command {
        Command::IntendRefusal
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let form = &request.form;
        let input = HearingInput {
            ground: form.text("ground").to_owned(),
            motivation: form.text("motivation").to_owned(),
            answer_until: form.text("answer_until").to_owned(),
        };
        let cabinet = &request.services.cabinet;
        cabinet
            .intend_refusal(&request.actor, id, form.version(), &input)
            .await
    }

    fn head(language: Language, case: &ApplicationView) -> Head {
        Head {
            title: t::disclose_title(language, &case.number),
            lead: Some(t::disclose_lead(language).to_owned()),
            ..Head::default()
        }
    }

    fn label(language: Language, field: &str) -> Option<&'static str> {
        match field {
            "ground" => Some(t::decide_ground(language)),
            "motivation" => Some(t::decide_motivation(language)),
            "answer_until" => Some(t::disclose_until(language)),
            _ => None,
        }
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        let (language, case, errors) = (shown.language, shown.application, shown.errors);
        let choices = grounds(language, &case.card.refusal_grounds);
        let (first, last) = case.days_to_answer();
        let hint = words::days_between(language, first, last);
        let (first, last) = (
            first.to_string(),
            last.map(|day| day.to_string()).unwrap_or_default(),
        );
        let fields = view! {
            <RadioGroup name="ground" label=t::decide_ground(language) choices value=shown.text("ground")
                error=errors.of("ground") />
            <TextArea name="motivation" label=t::decide_motivation(language) hint=t::decide_motivation_hint(language)
                value=shown.text("motivation") error=errors.of("motivation") max_length=10_000_u32 rows=6 />
            <DateField name="answer_until" label=t::disclose_until(language) value=shown.text("answer_until") hint=hint min=first
                max=last error=errors.of("answer_until") />
        };
        let buttons = view! {
            {case.offers(Command::IntendRefusal).then(|| view! {
                <Button icon=IconName::Send>{t::disclose_send(language)}</Button>
            })}
            {shown.back(ButtonKind::Secondary, t::back(language))}
        };
        shown.form(fields, buttons)
    }
}
