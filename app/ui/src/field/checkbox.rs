use leptos::prelude::*;

use super::{
    Frame,
    choice::{Choice, OptionInput, option},
    error as error_line,
};
use crate::{Text, class::with_modifiers};

/// Several answers out of a few, all in sight.
#[component]
pub fn CheckboxGroup(
    /// The name sent with the form once per answer, and the id of the group unless `id` is given.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// The answers.
    choices: Vec<Choice>,
    /// The values chosen before.
    #[prop(optional)]
    values: Vec<String>,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Text,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Text,
    /// Another id than the name.
    #[prop(optional, into)]
    id: Text,
    /// Marks the question as optional.
    #[prop(optional)]
    is_optional: bool,
    /// Side by side, for two or three short answers.
    #[prop(optional)]
    is_inline: bool,
) -> impl IntoView {
    let frame = Frame::new(&name, id, label, hint, error, is_optional);
    let group_id = frame.id.clone();
    let options = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let is_chosen = values.contains(&choice.value);
            let input = OptionInput {
                kind: "checkbox",
                name: name.clone(),
                id: format!("{group_id}-{index}"),
                is_chosen,
                is_required: false,
            };
            option(input, choice)
        })
        .collect_view();
    let class = with_modifiers("choices", &[is_inline.then_some("inline")]);
    frame.around_group(view! { <div class=class>{options}</div> }.into_any())
}

/// One statement to agree with.
#[component]
pub fn Checkbox(
    /// The name sent with the form, and the id unless `id` is given.
    #[prop(into)]
    name: String,
    /// The statement.
    #[prop(into)]
    label: String,
    /// The value sent when checked.
    #[prop(default = "true".to_owned(), into)]
    value: String,
    /// A sentence under the statement.
    #[prop(optional, into)]
    hint: Text,
    /// What is wrong and how to mend it, above the control.
    #[prop(optional, into)]
    error: Text,
    /// Another id than the name.
    #[prop(optional, into)]
    id: Text,
    /// Checked before.
    #[prop(optional)]
    is_checked: bool,
    /// The browser asks for agreement before it sends.
    #[prop(optional)]
    is_required: bool,
) -> impl IntoView {
    let frame = Frame::new(&name, id, label, hint, error, false);
    let described_by = frame.described_by();
    let invalid = frame.invalid();
    let (hint_id, error_id) = (frame.hint_id(), frame.error_id());
    view! {
        <div class=with_modifiers("field", &[invalid.map(|_| "invalid")])>
            {error_line(frame.error, error_id)}
            <div class="choice">
                <input
                    class="choice__input choice__input--checkbox"
                    type="checkbox"
                    id=frame.id.clone()
                    name=name
                    value=value
                    checked=is_checked
                    required=is_required
                    aria-describedby=described_by
                    aria-invalid=invalid
                />
                <label class="choice__label" for=frame.id>{frame.label}</label>
                {frame.hint.get().map(|hint| view! { <p class="choice__hint" id=hint_id>{hint}</p> })}
            </div>
        </div>
    }
}
