//! Where an application is, for whoever holds its number and its code.

use crate::cabinet::pages::place;
use crate::cabinet::pages::words;
use crate::shared::{Door, Errors, Outcome, Page, PageRequest};
use domain::cabinet::application::State;
use domain::cabinet::status::{StatusInput, StatusView};
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{cabinet as t, status as s};
use ui::{
    Button, ButtonKind, ButtonLink, DescriptionList, Detail, ErrorSummary, FieldWidth, IconName, PageHeader,
    StatusBadge, TextField,
};

pub const ADDRESS: &str = "/cabinet/status";

pub async fn show(request: PageRequest) -> Outcome {
    asking(&request, Errors::default()).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let input = StatusInput {
        number: request.form.text("number").to_owned(),
        code: request.form.text("code").to_owned(),
    };
    match request.services.cabinet.status(&request.actor, &input).await {
        Ok(status) => told(&request, status).ok(),
        Err(ServiceError::Invalid(errors)) => asking(&request, Errors::new(request.language, errors))
            .status(422)
            .ok(),
        Err(error) => Err(error),
    }
}

fn asking(request: &PageRequest, errors: Errors) -> Page {
    let language = request.language;
    let action = request.href(ADDRESS);
    let typed = |field: &str| request.form.text(field).to_owned();
    let (number, code) = (typed("number"), typed("code"));
    Page::new(s::title(language), move || {
        let (of_number, of_code) = (errors.of("number"), errors.of("code"));
        let lines = errors.summary(|error| {
            let name = match error.field.as_str() {
                "number" => s::number(language),
                _ => s::code(language),
            };
            Some(name.to_owned())
        });
        view! {
            <ErrorSummary title=t::errors_title(language) errors=lines />
            <PageHeader title=s::title(language) lead=s::lead(language) />
            <form class="form" method="post" action=action novalidate>
                <TextField name="number" label=s::number(language) hint=s::number_hint(language) value=number
                    error=of_number autocomplete="off" width=FieldWidth::Medium max_length=40_u32 is_required=true />
                <TextField name="code" label=s::code(language) hint=s::code_hint(language) value=code
                    error=of_code autocomplete="off" width=FieldWidth::Medium max_length=40_u32 is_required=true />
                <div class="form__actions">
                    <Button icon_after=IconName::ArrowRight>{s::button(language)}</Button>
                </div>
                <p class="text-muted text-small">{s::privacy(language)}</p>
            </form>
        }
    })
    .description(s::lead(language))
    .door(Door::Cabinet)
}

fn told(request: &PageRequest, status: StatusView) -> Page {
    let language = request.language;
    let again = request.href(ADDRESS);
    Page::new(s::title(language), move || {
        let submitted = words::moment(language, status.submitted_at);
        let mut items = vec![Detail::new(s::submitted(language), view! { <p>{submitted}</p> })];
        items.extend(place::items(
            language,
            status.state,
            holder(language, &status),
            status.held_since,
            status.deadline,
            status.unit.as_ref(),
            status.usual,
        ));
        let label = words::state(language, status.state);
        view! {
            <PageHeader title=status.service.get(language).to_owned() eyebrow=status.number.clone()>
                <StatusBadge status=words::status(status.state) label=label />
            </PageHeader>
            <section class="section section--tinted" data-place="">
                <h2 class="section__title">{t::now_title(language)}</h2>
                <DescriptionList items />
            </section>
            <p class="text-muted text-small">{s::privacy(language)}</p>
            <p><ButtonLink href=again kind=ButtonKind::Secondary>{s::another(language)}</ButtonLink></p>
        }
    })
    .door(Door::Cabinet)
    .unlisted()
}

/// Who has it: a unit or the applicant, never an officer by name.
fn holder(language: Language, status: &StatusView) -> String {
    let unit = status.unit.as_ref();
    let unit = unit
        .map_or(t::unconfirmed(language), |unit| unit.name(language))
        .to_owned();
    match status.state {
        State::Registered => t::with_unit(language, unit),
        State::InReview | State::Approval | State::Suspended => unit,
        State::Returned => t::with_you(language).to_owned(),
        State::Hearing => t::with_you_hearing(language).to_owned(),
        State::Appealed => t::with_reviewer(language, unit),
        State::Granted | State::Refused | State::Withdrawn | State::Upheld | State::Forwarded => {
            t::is_closed(language).to_owned()
        }
    }
}
