use leptos::prelude::*;

use super::Frame;
use crate::Text;

/// A date, in the browser's own calendar; a browser without one shows a text field, hence the hint should name the form РРРР-ММ-ДД.
#[component]
pub fn DateField(
    /// The name sent with the form, and the id unless `id` is given.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Text,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Text,
    /// The date chosen before, as `2026-11-23`.
    #[prop(optional, into)]
    value: Text,
    /// The earliest date.
    #[prop(optional, into)]
    min: Text,
    /// The latest date.
    #[prop(optional, into)]
    max: Text,
    /// The standard token by which a browser fills the field: `bday`.
    #[prop(optional, into)]
    autocomplete: Text,
    /// Another id than the name.
    #[prop(optional, into)]
    id: Text,
    /// The browser asks for an answer before it sends.
    #[prop(optional)]
    is_required: bool,
    /// Marks the label as optional.
    #[prop(optional)]
    is_optional: bool,
) -> impl IntoView {
    let frame = Frame::new(&name, id, label, hint, error, is_optional);
    let control = view! {
        <input
            class="input input--medium"
            type="date"
            id=frame.id.clone()
            name=name
            value=value.get()
            min=min.get()
            max=max.get()
            autocomplete=autocomplete.get()
            placeholder="2026-01-31"
            required=is_required
            aria-describedby=frame.described_by()
            aria-invalid=frame.invalid()
        />
    };
    frame.around(control.into_any())
}
