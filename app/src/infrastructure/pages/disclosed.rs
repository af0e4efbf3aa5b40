//! How much of one project is told, what is missing, and who has to tell it.

use super::words;
use domain::Language;
use domain::infrastructure::project::ProjectDetail;
use domain::infrastructure::score::{ITEMS, Item, Stage};
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{Disclosure, Meter};

/// The section of a project's page.
pub(super) fn section(
    language: Language,
    project: &ProjectDetail,
    all_scores: String,
) -> impl IntoView + use<> {
    let told = project.disclosed;
    let stage = Stage::of_status(project.item.status);
    let owed = told.owed(stage);
    let later: Vec<Item> = Item::ALL
        .into_iter()
        .filter(|item| !told.has(*item) && item.stage() > stage)
        .collect();
    let has: Vec<Item> = Item::ALL.into_iter().filter(|item| told.has(*item)).collect();
    let owes = match &project.authority {
        Some(authority) => t::disclosed_owes(language, &authority.name),
        None => t::disclosed_owes_unknown(language).to_owned(),
    };
    let missing = if owed.is_empty() {
        view! { <p>{t::disclosed_nothing_owed(language)}</p> }.into_any()
    } else {
        let summary = t::disclosed_owed(language, owed.len());
        view! { <Disclosure summary><p>{owes}</p> {list(language, &owed)}</Disclosure> }.into_any()
    };
    let later = (!later.is_empty()).then(|| {
        let summary = t::disclosed_later(language, later.len());
        view! { <Disclosure summary>{list(language, &later)}</Disclosure> }
    });
    let has = (!has.is_empty()).then(|| {
        let summary = t::disclosed_told(language, has.len());
        view! { <Disclosure summary>{list(language, &has)}</Disclosure> }
    });
    let score = told.score();
    view! {
        <section class="section" aria-labelledby="disclosed">
            <h2 id="disclosed" class="section__title">{t::disclosed_title(language)}</h2>
            <Meter id="score" label=t::disclosed_label(language) value=f64::from(score) max=f64::from(ITEMS)
                text=t::disclosed_text(language, score) note=t::disclosed_note(language) />
            <div class="stack stack--tight">{missing} {later} {has}</div>
            <p><a href=all_scores>{t::disclosure_link(language)}</a></p>
        </section>
    }
}

fn list(language: Language, items: &[Item]) -> impl IntoView + use<> {
    let rows = items
        .iter()
        .map(|item| {
            view! { <li>{words::item(language, *item)} " " <code class="text-small">{item.field()}</code></li> }
        })
        .collect_view();
    view! { <ul>{rows}</ul> }
}
