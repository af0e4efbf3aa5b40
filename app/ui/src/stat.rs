use leptos::prelude::*;

use crate::{Icon, IconName, Text};

/// One figure that matters, with what it counts.
#[component]
pub fn Stat(
    /// The figure, formatted for the language: «706», «1,2 млн ₴».
    #[prop(into)]
    value: String,
    /// What it counts.
    #[prop(into)]
    label: String,
    /// A sentence below: since when, compared with what.
    #[prop(optional, into)]
    note: Text,
    /// A small icon above.
    #[prop(optional, into)]
    icon: Option<IconName>,
) -> impl IntoView {
    view! {
        <div class="stat">
            {icon.map(|name| view! { <Icon name class="stat__icon" /> })}
            <p class="stat__line">
                <strong class="stat__value">{value}</strong>
                " "
                <span class="stat__label">{label}</span>
            </p>
            {note.get().map(|note| view! { <p class="stat__note">{note}</p> })}
        </div>
    }
}
