use leptos::prelude::*;

/// One view of the same matter, with its own address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its name.
    pub label: String,
    /// Its page.
    pub href: String,
    /// How many things wait there, in figures.
    pub count: Option<String>,
    /// Shown now.
    pub is_current: bool,
}

/// Views of the same matter as links, so that each can be opened, shared and gone back to.
#[component]
pub fn Tabs(
    /// What the row is called for screen readers.
    #[prop(into)]
    label: String,
    /// In order.
    items: Vec<Tab>,
) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=label>
            <ul class="tabs__list">{items.into_iter().map(tab).collect_view()}</ul>
        </nav>
    }
}

fn tab(tab: Tab) -> impl IntoView {
    view! {
        <li class="tabs__item">
            <a class="tabs__link" href=tab.href aria-current=tab.is_current.then_some("page")>
                {tab.label}
                {tab.count.map(|count| view! { " " <span class="tabs__count">{count}</span> })}
            </a>
        </li>
    }
}
