use leptos::prelude::*;

use super::{Choice, FieldWidth, Frame};
use crate::{Icon, IconName, Text, class::with_modifiers};

/// One answer out of many; for seven or fewer, a `RadioGroup` is kinder.
#[component]
pub fn Select(
    /// The name sent with the form, and the id unless `id` is given.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// The answers.
    options: Vec<Choice>,
    /// The value chosen before.
    #[prop(optional, into)]
    value: Text,
    /// The first line, with an empty value: «Оберіть…», «Усі».
    #[prop(optional, into)]
    empty_label: Text,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Text,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Text,
    /// The standard token by which a browser fills the field.
    #[prop(optional, into)]
    autocomplete: Text,
    /// The expected length of the answer.
    #[prop(optional)]
    width: FieldWidth,
    /// Another id than the name.
    #[prop(optional, into)]
    id: Text,
    /// The browser asks for an answer before it sends.
    #[prop(optional)]
    is_required: bool,
    /// Marks the label as optional.
    #[prop(optional)]
    is_optional: bool,
    /// Not for now, and not sent.
    #[prop(optional)]
    is_disabled: bool,
) -> impl IntoView {
    let frame = Frame::new(&name, id, label, hint, error, is_optional);
    let chosen = value.get();
    let lines = options
        .into_iter()
        .map(|choice| {
            let is_chosen = chosen.as_deref() == Some(choice.value.as_str());
            view! { <option value=choice.value selected=is_chosen disabled=choice.is_disabled>{choice.label}</option> }
        })
        .collect_view();
    let control = view! {
        <div class=with_modifiers("select", &[width.modifier()])>
            <select
                class="input select__control"
                id=frame.id.clone()
                name=name
                autocomplete=autocomplete.get()
                required=is_required
                disabled=is_disabled
                aria-describedby=frame.described_by()
                aria-invalid=frame.invalid()
            >
                {empty_label.get().map(|label| view! { <option value="">{label}</option> })}
                {lines}
            </select>
            <Icon name=IconName::ChevronDown class="select__arrow" />
        </div>
    };
    frame.around(control.into_any())
}
