use leptos::prelude::*;

use super::Frame;
use crate::{Text, class::with_modifiers};

/// What is typed; decides the keyboard that a phone shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputType {
    /// Any text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// Digits only, such as a code or a tax number; a number field would drop leading zeros and change on scroll.
    Digits,
    /// A number with a fraction, such as a sum of money.
    Decimal,
}

impl InputType {
    const fn html_type(self) -> &'static str {
        match self {
            Self::Text | Self::Digits | Self::Decimal => "text",
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Url => "url",
        }
    }

    const fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Digits => Some("numeric"),
            Self::Decimal => Some("decimal"),
            Self::Text | Self::Email | Self::Phone | Self::Url => None,
        }
    }

    /// Names may be marked by a spelling checker, addresses and codes never.
    const fn spellcheck(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Email | Self::Phone | Self::Url | Self::Digits | Self::Decimal => Some("false"),
        }
    }
}

/// How long an answer is expected to be; the width of a field is a hint, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldWidth {
    /// The whole measure.
    #[default]
    Full,
    /// About twenty characters: a telephone number, a sum.
    Medium,
    /// About ten characters: a code, a year.
    Short,
}

impl FieldWidth {
    pub(crate) const fn modifier(self) -> Option<&'static str> {
        match self {
            Self::Full => None,
            Self::Medium => Some("medium"),
            Self::Short => Some("short"),
        }
    }
}

/// A field for one line of text.
#[component]
pub fn TextField(
    /// The name sent with the form, and the id unless `id` is given.
    #[prop(into)]
    name: String,
    /// What is asked, above the field.
    #[prop(into)]
    label: String,
    /// What helps to answer, under the label.
    #[prop(optional, into)]
    hint: Text,
    /// What is wrong and how to mend it, above the control.
    #[prop(optional, into)]
    error: Text,
    /// What was typed before.
    #[prop(optional, into)]
    value: Text,
    /// What is typed: text, e-mail, digits…
    #[prop(optional)]
    input_type: InputType,
    /// The expected length of the answer.
    #[prop(optional)]
    width: FieldWidth,
    /// The standard token by which a browser fills the field: `email`, `given-name`, `one-time-code`.
    #[prop(optional, into)]
    autocomplete: Text,
    /// A unit before the field.
    #[prop(optional, into)]
    prefix: Text,
    /// A unit after the field: «₴», «м²».
    #[prop(optional, into)]
    suffix: Text,
    /// The greatest number of characters.
    #[prop(optional, into)]
    max_length: Option<u32>,
    /// Another id than the name.
    #[prop(optional, into)]
    id: Text,
    /// The browser asks for an answer before it sends.
    #[prop(optional)]
    is_required: bool,
    /// Marks the label as optional.
    #[prop(optional)]
    is_optional: bool,
    /// Shown, sent, not to be changed.
    #[prop(optional)]
    is_read_only: bool,
    /// Not for now, and not sent.
    #[prop(optional)]
    is_disabled: bool,
) -> impl IntoView {
    let frame = Frame::new(&name, id, label, hint, error, is_optional);
    let input = view! {
        <input
            class=with_modifiers("input", &[width.modifier()])
            type=input_type.html_type()
            inputmode=input_type.input_mode()
            spellcheck=input_type.spellcheck()
            id=frame.id.clone()
            name=name
            value=value.get()
            autocomplete=autocomplete.get()
            maxlength=max_length.map(|length| length.to_string())
            required=is_required
            readonly=is_read_only
            disabled=is_disabled
            aria-describedby=frame.described_by()
            aria-invalid=frame.invalid()
        />
    };
    let control = if prefix.is_present() || suffix.is_present() {
        let unit = |unit: Text| {
            unit.get()
                .map(|unit| view! { <span class="input-group__unit" aria-hidden="true">{unit}</span> })
        };
        view! { <div class="input-group">{unit(prefix)} {input} {unit(suffix)}</div> }.into_any()
    } else {
        input.into_any()
    };
    frame.around(control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_and_hint_are_bound_to_the_control() {
        let error = Some("Введіть номер".to_owned());
        let html = crate::tests::render(|| {
            view! { <TextField name="phone" label="Телефон" hint="+380…" error=error /> }
        });
        assert!(
            html.contains("aria-describedby=\"phone-hint phone-error\""),
            "{html}"
        );
        assert!(html.contains("aria-invalid=\"true\""), "{html}");
        assert!(html.contains("id=\"phone-error\""), "{html}");
        assert!(html.contains("Помилка:"), "{html}");
    }

    #[test]
    fn field_without_error_is_not_marked_invalid() {
        let no_error: Option<String> = None;
        let html =
            crate::tests::render(|| view! { <TextField name="phone" label="Телефон" error=no_error /> });
        assert!(!html.contains("aria-invalid"), "{html}");
        assert!(!html.contains("aria-describedby"), "{html}");
    }

    #[test]
    fn typed_markup_stays_text() {
        let typed = "\"><script>alert(1)</script>";
        let html = crate::tests::render(|| view! { <TextField name="x" label="X" value=typed /> });
        assert!(!html.contains("\"><script>"), "{html}");
    }
}
