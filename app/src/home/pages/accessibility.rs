//! The accessibility statement, with what the browser specs have measured.

use crate::shared::{Outcome, Page, PageRequest, Width};
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{about as t, format};
use serde::Deserialize;
use ui::{Disclosure, PageHeader, Stat};

/// Written by a run of the browser specs and compared with every later run: end2end/specs/accessibility.report.ts.
const MEASURED: &str = include_str!("../measured.json");

/// What a run has looked at without finding a violation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measured {
    /// `2026-11-25`
    date: String,
    /// The version of axe-core.
    axe: String,
    /// Ids of its rules.
    rules: Vec<String>,
    /// Addresses; `…` stands for what names one thing.
    pages: Vec<String>,
    /// Pages times languages, widths, colour schemes, with scripts and without.
    views: i64,
}

pub(super) async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let measured: Measured = serde_json::from_str(MEASURED)
        .map_err(|error| ServiceError::Internal(format!("measured.json: {error}")))?;
    Page::new(t::accessibility(language), move || {
        let part = |title: &'static str, text: &'static str| {
            view! {
                <section class="section">
                    <h2 class="section__title">{title}</h2>
                    <p class="measure">{text}</p>
                </section>
            }
        };
        view! {
            <PageHeader title=t::accessibility(language) lead=t::accessibility_lead(language) />
            {part(t::standard(language), t::standard_text(language))}
            {figures(language, measured)}
            {part(t::limits(language), t::limits_text(language))}
        }
    })
    .description(t::accessibility_lead(language))
    .width(Width::Narrow)
    .cacheable()
    .ok()
}

fn figures(language: Language, measured: Measured) -> impl IntoView {
    let Measured {
        date,
        axe,
        rules,
        pages,
        views,
    } = measured;
    let counted = |number: usize| format::number(language, i64::try_from(number).unwrap_or(i64::MAX));
    let (page_count, rule_count) = (counted(pages.len()), counted(rules.len()));
    let codes = |list: Vec<String>| {
        let items = list.into_iter().map(|one| view! { <li><code>{one}</code></li> });
        view! { <ul>{items.collect_view()}</ul> }
    };
    view! {
        <section class="section">
            <h2 class="section__title">{t::measured(language)}</h2>
            <p class="measure">{t::measured_text(language)}</p>
            <p>{t::measured_at(language, axe, day(language, &date))}</p>
            <div class="grid grid--narrow">
                <Stat value=page_count label=t::measured_pages(language) />
                <Stat value=format::number(language, views) label=t::measured_views(language) />
                <Stat value=rule_count label=t::measured_rules(language) />
                <Stat value="0" label=t::measured_violations(language) />
            </div>
            <div>
                <Disclosure summary=t::measured_pages_list(language)>{codes(pages)}</Disclosure>
                <Disclosure summary=t::measured_rules_list(language)>{codes(rules)}</Disclosure>
            </div>
        </section>
    }
}

/// A date of the file in words; one that cannot be read stays as it is.
fn day(language: Language, date: &str) -> String {
    let mut parts = date.splitn(3, '-');
    let mut next = || parts.next()?.parse::<u8>().ok();
    let year = date.get(..4).and_then(|year| year.parse().ok());
    next();
    match (year, next(), next()) {
        (Some(year), Some(month), Some(day)) => format::date(language, year, month, day),
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_figures_can_be_read() {
        let measured: Measured = serde_json::from_str(MEASURED).unwrap();
        assert_eq!(measured.date.len(), 10);
    }

    #[test]
    fn a_date_is_told_in_words() {
        assert_eq!(day(Language::Uk, "2026-11-25"), "25\u{a0}листопада 2026\u{a0}р.");
        assert_eq!(day(Language::Uk, "колись"), "колись");
    }
}
