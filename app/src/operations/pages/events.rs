//! The event log: what happened, to which thing, by whom; by ids only.

use super::event_words::{event_name, thing_name};
use super::frame::{Current, head, query};
use crate::shared::{Door, Errors, Outcome, Page, PageRequest};
use domain::event::Author;
use domain::operations::event::{EventFilter, EventPage, EventSummary};
use domain::{FieldError, Language, Problem};
use leptos::prelude::*;
use locales::operations as t;
use ui::{
    Choice, Column, DateField, EmptyState, ErrorSummary, FilterBar, HeadingLevel, IconName, PageHeader,
    Pagination, Select, Table, TextField,
};

const ADDRESS: &str = "/operations/events";
const FIELDS: [&str; 4] = ["subject_kind", "subject", "kind", "day"];

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let (filter, errors) = asked(&request);
    let is_wrong = !errors.is_empty();
    let page = request
        .services
        .operations
        .events(&request.actor, &filter)
        .await?;
    let errors = Errors::new(language, errors);
    let title = t::events(language);
    let answer = Page::new(title, move || {
        let summary =
            errors.summary(|error| (error.field == "day").then(|| t::event_day(language).to_owned()));
        view! {
            {head(&request, Current::Events, title)}
            <PageHeader title=title lead=t::events_lead(language) />
            <ErrorSummary title=t::errors_title(language) errors=summary />
            {form(&request, &page, &errors)}
            {(!is_wrong).then(|| list(&request, &page))}
            {(!is_wrong).then(|| pagination(&request, &page))}
        }
    })
    .door(Door::Work)
    .unlisted();
    if is_wrong {
        answer.status(422).ok()
    } else {
        answer.ok()
    }
}

/// What is asked for, and what of it cannot be understood.
fn asked(request: &PageRequest) -> (EventFilter, Vec<FieldError>) {
    let mut errors = Vec::new();
    let text = |name: &str| typed(request, name).map(str::to_owned);
    let day = typed(request, "day").and_then(|day| match day.parse() {
        Ok(day) => Some(day),
        Err(_) => {
            errors.push(FieldError::new("day", Problem::NotADate));
            None
        }
    });
    let filter = EventFilter {
        subject_kind: text("subject_kind"),
        subject: text("subject"),
        kind: text("kind"),
        day,
        before: typed(request, "before").and_then(|id| id.parse().ok()),
    };
    (filter, errors)
}

fn typed<'a>(request: &'a PageRequest, name: &str) -> Option<&'a str> {
    request
        .query
        .get(name)
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

fn form(request: &PageRequest, page: &EventPage, errors: &Errors) -> impl IntoView + use<> {
    let language = request.language;
    let value = |name: &str| typed(request, name).unwrap_or_default().to_owned();
    let is_open = FIELDS.iter().any(|name| typed(request, name).is_some());
    let reset = is_open.then(|| request.href(ADDRESS));
    let reset_label = reset.as_ref().map(|_| t::reset(language).to_owned());
    let subject_kinds = choices(language, &page.subject_kinds, thing_name);
    let kinds = choices(language, &page.kinds, event_name);
    let [subject_kind, subject, kind, day] = FIELDS.map(value);
    let day_error = errors.of("day");
    view! {
        <FilterBar action=request.href(ADDRESS) label=t::filters(language) submit_label=t::apply(language)
            reset_href=reset reset_label is_open>
            <Select name="subject_kind" label=t::event_subject_kind(language) options=subject_kinds
                value=subject_kind empty_label=t::any(language) />
            <TextField name="subject" label=t::event_subject(language) hint=t::event_subject_hint(language)
                value=subject />
            <Select name="kind" label=t::event_kind(language) options=kinds value=kind
                empty_label=t::any(language) />
            <DateField name="day" label=t::event_day(language) hint=t::event_day_hint(language) value=day
                error=day_error />
        </FilterBar>
    }
}

/// Codes as choices in words, in the order of the words.
fn choices(
    language: Language,
    codes: &[String],
    name: fn(Language, &str) -> Option<&'static str>,
) -> Vec<Choice> {
    let mut choices: Vec<(String, &String)> = codes
        .iter()
        .map(|code| (name(language, code).unwrap_or(code).to_owned(), code))
        .collect();
    choices.sort_by_cached_key(|(name, code)| (domain::text::sort_key(name), (*code).clone()));
    choices
        .into_iter()
        .map(|(name, code)| Choice::new(code.clone(), name))
        .collect()
}

/// A code in words, the code itself small below them; a code without words alone.
fn named(name: Option<&'static str>, code: &str) -> AnyView {
    let code = code.to_owned();
    match name {
        Some(name) => view! { {name} <br /> <code class="text-small text-muted">{code}</code> }.into_any(),
        None => view! { <code>{code}</code> }.into_any(),
    }
}

fn list(request: &PageRequest, page: &EventPage) -> AnyView {
    let language = request.language;
    if page.events.is_empty() {
        return view! {
            <EmptyState title=t::no_events(language) text=t::no_events_text(language) icon=IconName::History
                level=HeadingLevel::Two />
        }
        .into_any();
    }
    let columns = vec![
        Column::text(t::event_kind(language)),
        Column::text(t::event_at(language)),
        Column::text(t::event_thing(language)),
        Column::text(t::event_author(language)),
    ];
    let rows = page.events.iter().map(|event| row(request, event)).collect();
    view! { <Table caption=t::events(language) columns rows is_caption_hidden=true /> }.into_any()
}

fn row(request: &PageRequest, event: &EventSummary) -> Vec<AnyView> {
    let language = request.language;
    let of_thing = query(
        request.href(ADDRESS),
        &[
            ("subject_kind", &event.subject_kind),
            ("subject", &event.subject_id),
        ],
    );
    let version = t::event_version(language, event.subject_version.to_string());
    let author = match &event.author {
        Author::Person(person) => view! { <code>{person.to_string()}</code> }.into_any(),
        Author::Anonymous => t::author_anonymous(language).into_any(),
        Author::System => t::author_system(language).into_any(),
    };
    let on_behalf_of = event
        .on_behalf_of
        .map(|person| view! { <br /> {t::on_behalf_of(language, person.to_string())} });
    vec![
        named(event_name(language, &event.kind), &event.kind),
        request.moment(event.at).into_any(),
        view! {
            {named(thing_name(language, &event.subject_kind), &event.subject_kind)} <br />
            <a href=of_thing><code class="text-small">{event.subject_id.clone()}</code></a> " " {version}
        }
        .into_any(),
        view! { {author} {on_behalf_of} }.into_any(),
    ]
}

/// The log has no numbered pages: while one reads, events are added at its front.
fn pagination(request: &PageRequest, page: &EventPage) -> Option<impl IntoView + use<>> {
    let language = request.language;
    let value = |name: &str| typed(request, name).unwrap_or_default().to_owned();
    let mut pairs = FIELDS.map(|name| (name, value(name))).to_vec();
    let first = typed(request, "before")
        .is_some()
        .then(|| address(request, &pairs));
    let next = page.next.map(|next| {
        pairs.push(("before", next.to_string()));
        address(request, &pairs)
    });
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <Pagination label=t::pages(language) previous=first next previous_label=t::newest(language)
                next_label=t::older(language) />
        }
    })
}

fn address(request: &PageRequest, pairs: &[(&str, String)]) -> String {
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    query(request.href(ADDRESS), &pairs)
}
