//! The applicant's word before a refusal.

use crate::cabinet::pages::command_page::{CommandPage, Head, Shown, Side};
use crate::cabinet::pages::words::{self, ground_cited, paragraphs};
use crate::shared::PageRequest;
use domain::cabinet::application::{Command, rule};
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use domain::{Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, Checkbox, DescriptionList, Detail, IconName, TextArea};

pub struct Speak;

impl CommandPage for Speak {
    const SIDE: Side = Side::Applicant;
    const PART: &'static str = "hearing";

    fn permit(application: &ApplicationView) -> Result<(), ServiceError> {
        if application.offers(Command::EndHearing) {
            Ok(())
        } else {
            Err(ServiceError::Rule(rule::NO_HEARING))
        }
    }

    fn command(_: &PageRequest) -> Command {
        Command::EndHearing
    }

    async fn send(request: &PageRequest, id: ApplicationId) -> Result<(), ServiceError> {
        let form = &request.form;
        let waives = form.text("_action") == "waive";
        if waives && !form.is_ticked("waive") {
            // A right is not given up by a slip of the finger.
            return Err(ServiceError::field("waive", Problem::MustConfirm));
        }
        let answer = (!waives).then(|| form.text("answer"));
        let cabinet = &request.services.cabinet;
        cabinet.speak(&request.actor, id, form.version(), answer).await
    }

    /// Sent by the first of two presses, or ended meanwhile: the page of the application tells which.
    fn is_done(_: &PageRequest, _: &ApplicationView) -> bool {
        true
    }

    fn head(language: Language, application: &ApplicationView) -> Head {
        let hearing = application.hearing.as_ref();
        Head {
            title: t::speak_title(language).to_owned(),
            eyebrow: Some(application.number.clone()),
            lead: hearing.map(|hearing| t::speak_lead(language, words::day(language, hearing.answer_until))),
        }
    }

    fn label(language: Language, field: &str) -> Option<&'static str> {
        match field {
            "answer" => Some(t::speak_label(language)),
            "waive" => Some(t::speak_waive_title(language)),
            _ => None,
        }
    }

    fn content(shown: &Shown<'_>) -> AnyView {
        let (language, application) = (shown.language, shown.application);
        let mut items = Vec::new();
        if let Some(hearing) = &application.hearing {
            if let Some(ground) = application.card.refusal_ground(&hearing.ground) {
                let text = ground_cited(language, ground);
                items.push(Detail::new(t::decision_ground(language), view! { <p>{text}</p> }));
            }
            items.push(Detail::new(
                t::decision_motivation(language),
                paragraphs(&hearing.motivation),
            ));
        }
        let fields = view! {
            <TextArea name="answer" label=t::speak_label(language) hint=t::speak_hint(language) value=shown.text("answer")
                error=shown.errors.of("answer") max_length=5_000_u32 rows=6 />
        };
        let buttons = view! {
            <Button name="_action" value="speak" icon=IconName::Send>{t::speak_send(language)}</Button>
            {shown.back(ButtonKind::Secondary, t::back(language))}
        };
        let sure = view! {
            <Checkbox name="waive" label=t::speak_waive_sure(language) error=shown.errors.of("waive") />
        };
        let waive = view! {
            <Button name="_action" value="waive" kind=ButtonKind::Secondary>{t::speak_waive(language)}</Button>
        };
        view! {
            <DescriptionList items />
            {shown.form(fields, buttons)}
            <section class="section">
                <h2 class="section__title">{t::speak_waive_title(language)}</h2>
                {shown.form(sure, waive)}
            </section>
        }
        .into_any()
    }
}
