//! Announcing a hearing.

use super::words::{crumbs, hearing_href};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, RefusedForm};
use domain::Language;
use domain::infrastructure::hearing::notice::{MOST_LINE, MOST_TEXT, MOST_TITLE, NoticeInput};
use leptos::prelude::*;
use locales::hearing as t;
use ui::{Button, Crumb, DateField, ErrorSummary, FieldWidth, IconName, PageHeader, TextArea, TextField};

pub async fn ask(request: PageRequest) -> Outcome {
    request.services.hearings.may_conduct(&request.actor)?;
    // From the page of a project one comes with its id.
    let project = request.query.get("project").unwrap_or_default().to_owned();
    let input = NoticeInput::of_fields(|field| match field {
        "projects" => project.clone(),
        _ => String::new(),
    });
    page(&request, input, Errors::default()).ok()
}

pub async fn announce(request: PageRequest) -> Outcome {
    let input = NoticeInput::of_fields(|field| request.form.text(field).to_owned());
    match request.services.hearings.announce(&request.actor, &input).await {
        Ok(id) => Answer::done(hearing_href(request.language, id), "announced"),
        Err(error) => {
            let refused = RefusedForm::of(request.language, "title", error)?;
            let page = page(&request, input, refused.errors.clone());
            refused.answer(page)
        }
    }
}

fn page(request: &PageRequest, input: NoticeInput, errors: Errors) -> Page {
    let language = request.language;
    let request = request.clone();
    Page::new(t::announce(language), move || {
        let summary = errors.summary(|error| label(language, &error.field).map(str::to_owned));
        let action = request.href("/infrastructure/hearings/new");
        view! {
            {crumbs(&request, vec![Crumb::here(t::announce(language))])}
            <ErrorSummary title=t::errors(language) errors=summary />
            <PageHeader title=t::announce(language) lead=t::announce_lead(language) />
            <form class="form" method="post" action=action novalidate>
                {subject(language, &input, &errors)}
                {times(language, &input, &errors)}
                {rules(language, &input, &errors)}
                <div class="form__actions"><Button icon=IconName::Check>{t::announce_send(language)}</Button></div>
            </form>
        }
    })
    .door(Door::Infrastructure)
    .unlisted()
}

fn subject(language: Language, input: &NoticeInput, errors: &Errors) -> AnyView {
    let typed = |field: &str| input.text(field).to_owned();
    view! {
        <TextField name="title" label=t::field_title(language) value=typed("title") error=errors.of("title")
            max_length=MOST_TITLE is_required=true />
        <TextArea name="about" label=t::field_about(language) hint=t::field_about_hint(language) value=typed("about")
            error=errors.of("about") rows=4 max_length=MOST_TEXT is_required=true />
        <TextArea name="projects" label=t::field_projects(language) hint=t::field_projects_hint(language)
            value=typed("projects") error=errors.of("projects") rows=2 is_optional=true />
        <TextArea name="agenda" label=t::field_agenda(language) hint=t::field_agenda_hint(language) value=typed("agenda")
            error=errors.of("agenda") rows=4 max_length=MOST_TEXT is_optional=true />
    }
    .into_any()
}

fn times(language: Language, input: &NoticeInput, errors: &Errors) -> AnyView {
    let typed = |field: &str| input.text(field).to_owned();
    view! {
        <TextField name="place" label=t::field_place(language) hint=t::field_place_hint(language) value=typed("place")
            error=errors.of("place") max_length=MOST_LINE is_optional=true />
        <TextField name="video" label=t::field_video(language) hint=t::field_video_hint(language) value=typed("video")
            error=errors.of("video") max_length=MOST_LINE is_optional=true />
        <DateField name="date" label=t::field_date(language) value=typed("date") error=errors.of("date") is_required=true />
        <TextField name="starts" label=t::field_starts(language) hint=t::field_time_hint(language) value=typed("starts")
            error=errors.of("starts") width=FieldWidth::Short is_required=true />
        <TextField name="ends" label=t::field_ends(language) hint=t::field_time_hint(language) value=typed("ends")
            error=errors.of("ends") width=FieldWidth::Short is_required=true />
        <DateField name="until_date" label=t::field_until_date(language) hint=t::field_until_date_hint(language)
            value=typed("until_date") error=errors.of("until_date") is_optional=true />
        <TextField name="until_time" label=t::field_until_time(language) hint=t::field_time_hint(language)
            value=typed("until_time") error=errors.of("until_time") width=FieldWidth::Short is_optional=true />
    }
    .into_any()
}

fn rules(language: Language, input: &NoticeInput, errors: &Errors) -> AnyView {
    let typed = |field: &str| input.text(field).to_owned();
    view! {
        <TextArea name="materials" label=t::field_materials(language) hint=t::field_materials_hint(language)
            value=typed("materials") error=errors.of("materials") rows=3 max_length=MOST_TEXT is_optional=true />
        <TextArea name="basis" label=t::basis(language) hint=t::field_basis_hint(language) value=typed("basis")
            error=errors.of("basis") rows=2 max_length=MOST_TEXT is_optional=true />
        <TextArea name="rules" label=t::rules(language) hint=t::field_rules_hint(language) value=typed("rules")
            error=errors.of("rules") rows=2 max_length=MOST_TEXT is_optional=true />
        <TextField name="initiators" label=t::initiators(language) value=typed("initiators")
            error=errors.of("initiators") is_optional=true />
        <TextField name="quorum" label=t::quorum(language) value=typed("quorum") error=errors.of("quorum")
            is_optional=true />
    }
    .into_any()
}

fn label(language: Language, field: &str) -> Option<&'static str> {
    Some(match field {
        "title" => t::field_title(language),
        "about" => t::field_about(language),
        "projects" => t::field_projects(language),
        "agenda" => t::field_agenda(language),
        "place" => t::field_place(language),
        "video" => t::field_video(language),
        "date" => t::field_date(language),
        "starts" => t::field_starts(language),
        "ends" => t::field_ends(language),
        "until_date" => t::field_until_date(language),
        "until_time" => t::field_until_time(language),
        "materials" => t::field_materials(language),
        "basis" => t::basis(language),
        "rules" => t::rules(language),
        "initiators" => t::initiators(language),
        "quorum" => t::quorum(language),
        _ => return None,
    })
}
