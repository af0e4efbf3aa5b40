use leptos::prelude::*;

use crate::{Button, ButtonKind, ButtonLink, Icon, IconName, Text};

/// Filters of a list as a GET form: a row of fields on wide screens, folded away on phones.
#[component]
pub fn FilterBar(
    /// Where the form goes.
    #[prop(into)]
    action: String,
    /// «Фільтри»; with the number of those in force, if any.
    #[prop(into)]
    label: String,
    /// «Застосувати».
    #[prop(into)]
    submit_label: String,
    /// The list without filters, where some are in force.
    #[prop(optional, into)]
    reset_href: Text,
    /// «Скинути».
    #[prop(optional, into)]
    reset_label: Text,
    /// Unfolded at first.
    #[prop(optional)]
    is_open: bool,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let reset = reset_href.get().zip(reset_label.get()).map(|(href, label)| {
        view! { <ButtonLink kind=ButtonKind::Quiet href=href>{label}</ButtonLink> }
    });
    view! {
        <details class="filter-bar" open=is_open>
            <summary class="filter-bar__summary">
                <Icon name=IconName::Filter />
                <span>{label}</span>
                <Icon name=IconName::ChevronDown class="filter-bar__arrow" />
            </summary>
            <form class="filter-bar__form" action=action method="get">
                <div class="filter-bar__fields">{children()}</div>
                <div class="filter-bar__actions cluster">
                    <Button kind=ButtonKind::Secondary>{submit_label}</Button>
                    {reset}
                </div>
            </form>
        </details>
    }
}

/// A filter in force, or a quick choice: a link that changes the list.
#[component]
pub fn Chip(
    /// The list after the change.
    #[prop(into)]
    href: String,
    /// The filter.
    #[prop(into)]
    label: String,
    /// What the cross does: «Прибрати фільтр»; without it the chip is a quick choice.
    #[prop(optional, into)]
    remove_label: Text,
    /// The choice in force.
    #[prop(optional)]
    is_current: bool,
) -> impl IntoView {
    let remove = remove_label.get();
    let is_removable = remove.is_some();
    view! {
        <a class="chip" href=href aria-current=is_current.then_some("true")>
            {remove.map(|remove| view! { <span class="visually-hidden">{remove} " "</span> })}
            {is_current.then(|| view! { <Icon name=IconName::Check /> })}
            {label}
            {is_removable.then(|| view! { <Icon name=IconName::Close /> })}
        </a>
    }
}
