//! What the administrator's pages have in common: their way and their tabs.

use crate::shared::PageRequest;
use leptos::prelude::*;
use locales::operations as t;
use ui::{Breadcrumbs, Crumb, Tab, Tabs};

/// The administrator's pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Current {
    Jobs,
    Events,
    Mails,
}

/// The way from the start of the work, and the neighbours.
pub(super) fn head(request: &PageRequest, current: Current, title: &'static str) -> impl IntoView + use<> {
    let language = request.language;
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/operations")),
        Crumb::here(title),
    ];
    view! { <Breadcrumbs label=t::breadcrumbs(language) items=crumbs /> {tabs(request, current)} }
}

fn tabs(request: &PageRequest, current: Current) -> impl IntoView + use<> {
    let language = request.language;
    let tab = |this: Current, label: &str, path: &str| Tab {
        label: label.to_owned(),
        href: request.href(path),
        count: None,
        is_current: this == current,
    };
    let mut items = vec![
        tab(Current::Jobs, t::jobs_title(language), "/operations/jobs"),
        tab(Current::Events, t::events(language), "/operations/events"),
    ];
    if request.community.is_demo {
        items.push(tab(Current::Mails, t::mails(language), "/operations/mails"));
    }
    view! { <Tabs label=t::group_program(language) items /> }
}

/// Names and values as a query, without those that are empty.
pub(super) fn query(path: String, pairs: &[(&str, &str)]) -> String {
    let told: Vec<_> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .copied()
        .collect();
    let encoded = domain::link::query(&told);
    if encoded.is_empty() {
        path
    } else {
        format!("{path}?{encoded}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_holds_what_is_set() {
        let pairs = [("state", "dead"), ("kind", ""), ("subject", "а&b=c")];
        assert_eq!(
            query("/operations/jobs".to_owned(), &pairs),
            "/operations/jobs?state=dead&subject=%D0%B0%26b%3Dc"
        );
        assert_eq!(
            query("/operations/jobs".to_owned(), &[("kind", "")]),
            "/operations/jobs"
        );
    }
}
