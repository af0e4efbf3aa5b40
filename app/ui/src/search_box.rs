use leptos::prelude::*;

use crate::{Icon, IconName, Text, class::with_modifiers};

/// A search that is a plain GET form: the answer has an address.
#[component]
pub fn SearchBox(
    /// Where the form goes.
    #[prop(into)]
    action: String,
    /// What is searched; read by screen readers, shown where `is_label_shown`.
    #[prop(into)]
    label: String,
    /// What the button is called: «Знайти».
    #[prop(into)]
    button_label: String,
    /// The name of the query.
    #[prop(default = "q".to_owned(), into)]
    name: String,
    /// What was searched before.
    #[prop(optional, into)]
    value: Text,
    /// An example, never the label.
    #[prop(optional, into)]
    placeholder: Text,
    /// Another id than the name, where a page holds two.
    #[prop(optional, into)]
    id: Text,
    /// Further values that the form carries on, such as filters.
    #[prop(optional)]
    hidden: Vec<(String, String)>,
    /// Larger, for the hero of the home page.
    #[prop(optional)]
    is_large: bool,
    /// Shows the label above.
    #[prop(optional)]
    is_label_shown: bool,
) -> impl IntoView {
    let id = id.get().map_or_else(|| name.clone(), |id| id.into_owned());
    let landmark = label.clone();
    let label_class = if is_label_shown {
        "field__label"
    } else {
        "visually-hidden"
    };
    view! {
        <form class=with_modifiers("search-box", &[is_large.then_some("large")]) action=action method="get" role="search"
            aria-label=landmark>
            <label class=label_class for=id.clone()>{label}</label>
            <div class="search-box__line">
                <Icon name=IconName::Search class="search-box__icon" />
                <input
                    class="search-box__input"
                    type="search"
                    id=id
                    name=name
                    value=value.get()
                    placeholder=placeholder.get()
                    autocomplete="off"
                    enterkeyhint="search"
                />
                {hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()}
                <button class="search-box__button" type="submit">{button_label}</button>
            </div>
        </form>
    }
}
