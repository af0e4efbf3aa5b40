//! Form fields, all in one manner: label, hint, error, control, in this order and bound to each other.

mod checkbox;
mod choice;
mod date_field;
mod fieldset;
mod file_drop;
mod password_field;
mod select;
mod text_area;
mod text_field;

pub use checkbox::{Checkbox, CheckboxGroup};
pub use choice::{Choice, RadioGroup};
pub use date_field::DateField;
pub use fieldset::Fieldset;
pub use file_drop::FileDrop;
pub use password_field::{PasswordField, PasswordPurpose};
pub use select::Select;
pub use text_area::TextArea;
pub use text_field::{FieldWidth, InputType, TextField};

use leptos::prelude::*;

use crate::{Icon, IconName, Text, class::with_modifiers, words};

/// The texts around a control and the ids that bind them to it.
pub(crate) struct Frame {
    pub id: String,
    pub label: String,
    pub hint: Text,
    pub error: Text,
    pub is_optional: bool,
}

impl Frame {
    /// `id` is the field's name unless overridden, so that an error summary can link to `#name`.
    pub fn new(name: &str, id: Text, label: String, hint: Text, error: Text, is_optional: bool) -> Self {
        let id = id.get().map_or_else(|| name.to_owned(), |id| id.into_owned());
        Self {
            id,
            label,
            hint,
            error,
            is_optional,
        }
    }

    /// The ids for `aria-describedby`: hint first, then error, as they stand on the page.
    pub fn described_by(&self) -> Option<String> {
        let hint = self.hint.is_present().then(|| self.hint_id());
        let error = self.error.is_present().then(|| self.error_id());
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The value of `aria-invalid`: present only where there is an error.
    pub fn invalid(&self) -> Option<&'static str> {
        self.error.is_present().then_some("true")
    }

    fn hint_id(&self) -> String {
        format!("{}-hint", self.id)
    }

    fn error_id(&self) -> String {
        format!("{}-error", self.id)
    }

    /// The frame of one control: `<label>`, hint, error, control.
    pub fn around(self, control: AnyView) -> AnyView {
        let class = with_modifiers("field", &[self.error.is_present().then_some("invalid")]);
        let (hint_id, error_id) = (self.hint_id(), self.error_id());
        view! {
            <div class=class>
                <label class="field__label" for=self.id>
                    {self.label}
                    {optional_note(self.is_optional)}
                </label>
                {hint(self.hint, hint_id)}
                {error(self.error, error_id)}
                {control}
            </div>
        }
        .into_any()
    }

    /// The frame of several controls that answer one question: `<fieldset>`, `<legend>`, hint, error, controls.
    ///
    /// The fieldset carries the id, so that the error summary can lead to it, and takes focus for that.
    pub fn around_group(self, controls: AnyView) -> AnyView {
        let class = with_modifiers(
            "field",
            &[Some("group"), self.error.is_present().then_some("invalid")],
        );
        let (hint_id, error_id) = (self.hint_id(), self.error_id());
        let described_by = self.described_by();
        view! {
            <fieldset class=class id=self.id tabindex="-1" aria-describedby=described_by>
                <legend class="field__label">
                    {self.label}
                    {optional_note(self.is_optional)}
                </legend>
                {hint(self.hint, hint_id)}
                {error(self.error, error_id)}
                {controls}
            </fieldset>
        }
        .into_any()
    }
}

fn optional_note(is_optional: bool) -> Option<impl IntoView> {
    is_optional.then(|| view! { " " <span class="field__optional">"(" {words().optional} ")"</span> })
}

fn hint(hint: Text, id: String) -> Option<impl IntoView> {
    hint.get()
        .map(|hint| view! { <p class="field__hint" id=id>{hint}</p> })
}

pub(crate) fn error(error: Text, id: String) -> Option<impl IntoView> {
    error.get().map(|error| {
        view! {
            <p class="field__error" id=id>
                <Icon name=IconName::AlertCircle />
                <span>
                    <span class="visually-hidden">{words().error_prefix} " "</span>
                    {error}
                </span>
            </p>
        }
    })
}
