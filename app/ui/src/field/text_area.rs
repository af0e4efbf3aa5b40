use leptos::prelude::*;

use super::Frame;
use crate::{Text, words};

/// A field for several lines of text; the only place in the project that writes `<textarea>`.
///
/// Leptos 0.8.23 does not escape the child of this tag on the server, so that stored text could end it and start a script.
/// Here the text is escaped by hand and set as inner HTML, which a browser reads as plain text again.
#[component]
pub fn TextArea(
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
    /// Lines shown at first; the field grows with its text where the browser can.
    #[prop(default = 5)]
    rows: u32,
    /// The greatest number of characters. It is told, and a longer text is refused; a browser that cut it would do so without a word.
    #[prop(optional, into)]
    max_length: Option<u32>,
    /// The standard token by which a browser fills the field.
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
    /// Shown, sent, not to be changed.
    #[prop(optional)]
    is_read_only: bool,
    /// The page opens here: what the last press changed is in this field.
    #[prop(optional)]
    is_focused: bool,
) -> impl IntoView {
    let limit = max_length.map(|length| words().limit(length));
    let hint = Text::joined(hint, limit.into());
    let frame = Frame::new(&name, id, label, hint, error, is_optional);
    let control = view! {
        <textarea
            class="input input--area"
            id=frame.id.clone()
            name=name
            rows=rows.to_string()
            autocomplete=autocomplete.get()
            required=is_required
            readonly=is_read_only
            autofocus=is_focused
            aria-describedby=frame.described_by()
            aria-invalid=frame.invalid()
            inner_html=inner_html(&value.get().unwrap_or_default())
        ></textarea>
    };
    frame.around(control.into_any())
}

/// Escapes the text; on the server a line break goes before it, because a parser swallows the first one after the opening tag.
///
/// In the browser (an island that draws the field itself) nothing is swallowed when inner HTML is set.
fn inner_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 1);
    if cfg!(not(target_arch = "wasm32")) {
        html.push('\n');
    }
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(value: &'static str) -> String {
        crate::tests::render(move || view! { <TextArea name="text" label="Опис" value=value /> })
    }

    #[test]
    fn typed_text_cannot_close_the_field_and_start_a_script() {
        let html = rendered("</textarea><script>alert(1)</script>");
        assert!(!html.contains("<script>"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(
            html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;</textarea>"),
            "{html}"
        );
    }

    #[test]
    fn the_limit_is_told_and_nothing_is_cut() {
        let html = crate::tests::render(
            || view! { <TextArea name="text" label="Опис" hint="Коротко." max_length=5_000u32 /> },
        );
        assert!(html.contains("Коротко. До 5\u{a0}000 знаків."), "{html}");
        assert!(!html.contains("maxlength"), "{html}");
    }

    #[test]
    fn entities_typed_by_a_person_come_back_as_typed() {
        assert!(rendered("&lt;b&gt; &amp;").contains("&amp;lt;b&amp;gt; &amp;amp;</textarea>"));
    }

    #[test]
    fn leading_line_break_survives_the_parser() {
        assert!(rendered("\nперший").contains(">\n\nперший</textarea>"));
    }

    #[test]
    fn empty_field_holds_no_stray_space() {
        assert!(rendered("").contains(">\n</textarea>"));
    }
}
