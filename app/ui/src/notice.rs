use leptos::prelude::*;

use crate::{HeadingLevel, Icon, Text, Tone, class::with_modifiers};

/// A message that stands in the page: what happened, what to know, what to mind.
#[component]
pub fn Notice(
    /// What it wants to say.
    #[prop(optional)]
    tone: Tone,
    /// Its heading.
    #[prop(optional, into)]
    title: Text,
    /// The rank of the heading.
    #[prop(optional)]
    level: HeadingLevel,
    /// Read at once by a screen reader; only for what has just happened.
    #[prop(optional)]
    is_announced: bool,
    children: Children,
) -> impl IntoView {
    let role = is_announced.then_some(match tone {
        Tone::Danger => "alert",
        Tone::Neutral | Tone::Info | Tone::Success | Tone::Warning => "status",
    });
    view! {
        <div class=with_modifiers("notice", &[Some(tone.modifier())]) role=role>
            <Icon name=tone.icon() class="notice__icon" />
            <div class="notice__body">
                {title.get().map(|title| level.text("notice__title", title))}
                <div class="notice__text">{children()}</div>
            </div>
        </div>
    }
}

/// A short message after an action, in the corner; said politely, and never the only place where it can be read.
#[component]
pub fn Toast(
    /// What it wants to say.
    #[prop(optional)]
    tone: Tone,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=with_modifiers("toast", &[Some(tone.modifier())]) role="status">
            <Icon name=tone.icon() class="toast__icon" />
            <div class="toast__text">{children()}</div>
        </div>
    }
}

/// The corner where toasts stand; one a page.
#[component]
pub fn ToastRegion(children: Children) -> impl IntoView {
    view! { <div class="toast-region">{children()}</div> }
}
