use leptos::prelude::*;

use crate::{Icon, IconName, class::with_modifiers};

/// Something that most people need not read, one press away.
#[component]
pub fn Disclosure(
    /// What is inside.
    #[prop(into)]
    summary: String,
    /// Open at first.
    #[prop(optional)]
    is_open: bool,
    /// One of several with this name is open at a time.
    #[prop(optional, into)]
    group: crate::Text,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure" open=is_open name=group.get()>
            <summary class="disclosure__summary">
                <Icon name=IconName::ChevronRight class="disclosure__arrow" />
                <span>{summary}</span>
            </summary>
            <div class="disclosure__body">{children()}</div>
        </details>
    }
}

/// A list of links that opens under a button: the account, further actions. No script; Escape is not bound.
#[component]
pub fn Menu(
    /// What the button is called.
    #[prop(into)]
    label: String,
    /// The icon of the button.
    #[prop(default = IconName::More)]
    icon: IconName,
    /// Only the icon is shown on phones, or everywhere.
    #[prop(optional)]
    is_icon_only: bool,
    /// Links and buttons with the class `menu__item`.
    children: Children,
) -> impl IntoView {
    view! {
        <details class=with_modifiers("menu", &[is_icon_only.then_some("icon-only")])>
            <summary class="menu__button">
                <Icon name=icon />
                <span class="menu__label">{label}</span>
                <Icon name=IconName::ChevronDown class="menu__arrow" />
            </summary>
            <div class="menu__list">{children()}</div>
        </details>
    }
}
