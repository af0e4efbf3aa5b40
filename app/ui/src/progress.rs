use leptos::prelude::*;

use crate::{Text, Tone, class::with_modifiers};

/// How far something has come, as a bar and in words.
#[component]
pub fn Progress(
    /// The id of the bar; one a page.
    #[prop(into)]
    id: String,
    /// What progresses.
    #[prop(into)]
    label: String,
    /// How much is done.
    value: u32,
    /// How much there is.
    max: u32,
    /// The same in words: «3 з 8 уроків».
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <div class="progress">
            <div class="progress__head">
                <label class="progress__label" for=id.clone()>{label}</label>
                <span class="progress__text">{text.clone()}</span>
            </div>
            <progress class="progress__bar" id=id value=value.to_string() max=max.to_string()>{text}</progress>
        </div>
    }
}

/// A quantity on a known scale, such as signatures against a threshold or spending against a budget.
#[component]
pub fn Meter(
    /// The id of the bar; one a page.
    #[prop(into)]
    id: String,
    /// What is measured.
    #[prop(into)]
    label: String,
    /// The quantity.
    value: f64,
    /// The end of the scale.
    max: f64,
    /// The same in words: «182 з 250 підписів».
    #[prop(into)]
    text: String,
    /// What the quantity means now.
    #[prop(optional)]
    tone: Tone,
    /// A sentence below.
    #[prop(optional, into)]
    note: Text,
) -> impl IntoView {
    view! {
        <div class=with_modifiers("progress", &[Some(tone.modifier())])>
            <div class="progress__head">
                <label class="progress__label" for=id.clone()>{label}</label>
                <span class="progress__text">{text.clone()}</span>
            </div>
            <meter class="progress__bar" id=id value=value.to_string() min="0" max=max.to_string()>{text}</meter>
            {note.get().map(|note| view! { <p class="progress__note">{note}</p> })}
        </div>
    }
}
