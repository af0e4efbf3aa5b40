//! What has changed in a project since its record is here.

use super::words;
use domain::Language;
use domain::infrastructure::change::{Changes, FieldChange};
use domain::infrastructure::service::Revision;
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{Column, Disclosure, IconName, Table, Timeline, TimelineEvent, Tone};

/// The section of a project's page; without changes it says so.
pub(super) fn section(language: Language, revisions: &[Revision]) -> impl IntoView + use<> {
    let events: Vec<TimelineEvent> = revisions
        .iter()
        .map(|revision| event(language, revision))
        .collect();
    let fields = revisions
        .iter()
        .filter_map(|revision| Some((revision.version, revision.changes.as_ref()?)))
        .map(|(version, changes)| {
            let summary = format!(
                "{}: {}",
                t::history_version(language, version),
                t::history_fields(language, changes.fields.len())
            );
            fields(language, summary, changes)
        })
        .collect_view();
    let is_none = events.is_empty();
    view! {
        <section class="section" aria-labelledby="history">
            <h2 id="history" class="section__title">{t::history_title(language)}</h2>
            {is_none.then(|| view! { <p>{t::history_none(language)}</p> })}
            {(!is_none).then(|| view! { <Timeline events /> })}
            <div class="stack stack--tight">{fields}</div>
        </section>
    }
}

fn event(language: Language, revision: &Revision) -> TimelineEvent {
    let title = match &revision.changes {
        Some(_) => t::history_version(language, revision.version),
        None => t::history_first(language).to_owned(),
    };
    let day = words::day(language, revision.on);
    let event = TimelineEvent::new(title, revision.on.to_string(), day).mark(IconName::Clock, Tone::Info);
    let told: Vec<String> = revision
        .changes
        .iter()
        .flat_map(|changes| &changes.told)
        .map(|change| words::change(language, change))
        .collect();
    if told.is_empty() {
        event
    } else {
        event.text(told.join(" "))
    }
}

/// Every changed field, folded away under a summary.
pub(super) fn fields(language: Language, summary: String, changes: &Changes) -> impl IntoView + use<> {
    let columns = vec![
        Column::text(t::data_field(language)),
        Column::text(t::history_was(language)),
        Column::text(t::history_now(language)),
    ];
    let rows = changes
        .fields
        .iter()
        .map(|field| row(language, field))
        .collect::<Vec<_>>();
    view! {
        <Disclosure summary=summary.clone()>
            <Table caption=summary columns rows is_caption_hidden=true />
        </Disclosure>
    }
}

fn row(language: Language, field: &FieldChange) -> Vec<AnyView> {
    let value = |value: &Option<String>| match value {
        Some(value) => value.clone().into_any(),
        None => view! { <span class="text-muted">{t::history_nothing(language)}</span> }.into_any(),
    };
    vec![
        view! { <code>{field.path.clone()}</code> }.into_any(),
        value(&field.before),
        value(&field.after),
    ]
}
