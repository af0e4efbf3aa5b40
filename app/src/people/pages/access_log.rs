//! «Хто переглядав мої дані»: every look of staff at one's data.

use super::frame::account_page;
use crate::shared::{Errors, Outcome, PageRequest};
use domain::Language;
use leptos::prelude::*;
use locales::people as t;
use ui::{Column, EmptyState, IconName, Table};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let looks = request.services.people.access_log(&request.actor).await?;
    let lines: Vec<[String; 3]> = looks
        .into_iter()
        .map(|look| {
            [
                look.reader_name,
                purpose(language, &look.purpose).to_owned(),
                request.moment(look.at),
            ]
        })
        .collect();
    let (title, lead) = (t::access_log_title(language), t::access_log_lead(language));
    account_page(&request, title, lead, &Errors::default(), move || {
        if lines.is_empty() {
            return view! {
                <EmptyState title=t::access_log_empty(language) text=t::access_log_empty_text(language) icon=IconName::Shield />
            }
            .into_any();
        }
        let columns = vec![
            Column::text(t::look_reader(language)),
            Column::text(t::look_purpose(language)),
            Column::text(t::look_at(language)),
        ];
        let rows = lines
            .into_iter()
            .map(|cells| cells.into_iter().map(IntoAny::into_any).collect())
            .collect();
        view! { <Table caption=title columns=columns rows=rows is_caption_hidden=true /> }.into_any()
    })
    .ok()
}

/// The purpose of a look in words; the slices give their codes.
fn purpose(language: Language, code: &str) -> &'static str {
    match code.split('.').next() {
        Some("cabinet") => t::purpose_application(language),
        Some("people") if code == "people.verification" => t::purpose_verification(language),
        Some("people") => t::purpose_administration(language),
        Some("learning") => t::purpose_class(language),
        _ => t::purpose_other(language),
    }
}
