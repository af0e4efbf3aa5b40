use leptos::prelude::*;

use super::Frame;
use crate::{Text, class::with_modifiers};

/// One answer to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value sent with the form.
    pub value: String,
    /// What the person reads.
    pub label: String,
    /// A sentence under the label.
    pub hint: Option<String>,
    /// Cannot be chosen now.
    pub is_disabled: bool,
}

impl Choice {
    /// An answer with its value and label.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
            is_disabled: false,
        }
    }

    /// Adds a sentence under the label.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Makes the answer impossible to choose.
    pub fn disabled(mut self) -> Self {
        self.is_disabled = true;
        self
    }
}

/// One answer out of a few, all in sight.
#[component]
pub fn RadioGroup(
    /// The name sent with the form, and the id of the group unless `id` is given.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// The answers.
    choices: Vec<Choice>,
    /// The value chosen before.
    #[prop(optional, into)]
    value: Text,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Text,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Text,
    /// Another id than the name.
    #[prop(optional, into)]
    id: Text,
    /// The browser asks for an answer before it sends.
    #[prop(optional)]
    is_required: bool,
    /// Marks the question as optional.
    #[prop(optional)]
    is_optional: bool,
    /// Side by side, for two or three short answers.
    #[prop(optional)]
    is_inline: bool,
) -> impl IntoView {
    let frame = Frame::new(&name, id, label, hint, error, is_optional);
    let chosen = value.get();
    let group_id = frame.id.clone();
    let options = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let is_chosen = chosen.as_deref() == Some(choice.value.as_str());
            option(
                OptionInput {
                    kind: "radio",
                    name: name.clone(),
                    id: format!("{group_id}-{index}"),
                    is_chosen,
                    is_required,
                },
                choice,
            )
        })
        .collect_view();
    let class = with_modifiers("choices", &[is_inline.then_some("inline")]);
    frame.around_group(view! { <div class=class>{options}</div> }.into_any())
}

/// The control of one answer, radio button or checkbox.
pub(super) struct OptionInput {
    pub kind: &'static str,
    pub name: String,
    pub id: String,
    pub is_chosen: bool,
    pub is_required: bool,
}

pub(super) fn option(input: OptionInput, choice: Choice) -> impl IntoView {
    let hint_id = format!("{}-hint", input.id);
    let described_by = choice.hint.is_some().then(|| hint_id.clone());
    view! {
        <div class="choice">
            <input
                class=with_modifiers("choice__input", &[Some(input.kind)])
                type=input.kind
                id=input.id.clone()
                name=input.name
                value=choice.value
                checked=input.is_chosen
                required=input.is_required
                disabled=choice.is_disabled
                aria-describedby=described_by
            />
            <label class="choice__label" for=input.id>{choice.label}</label>
            {choice.hint.map(|hint| view! { <p class="choice__hint" id=hint_id>{hint}</p> })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_chosen_answer_is_checked() {
        let html = crate::tests::render(|| {
            view! { <RadioGroup name="way" label="Як отримати?" value="post" choices=vec![Choice::new("mail", "Е-поштою"), Choice::new("post", "Поштою")] /> }
        });
        assert_eq!(html.matches(" checked").count(), 1, "{html}");
        assert!(html.contains("<legend"), "{html}");
    }
}
