use leptos::prelude::*;

use super::Frame;
use crate::Text;

/// A place to choose files or to drop them: one plain file input, drawn large, so that both work without a script.
#[component]
pub fn FileDrop(
    /// The name sent with the form, and the id unless `id` is given.
    #[prop(into)]
    name: String,
    /// What is to be attached.
    #[prop(into)]
    label: String,
    /// Kinds and sizes that are accepted.
    #[prop(optional, into)]
    hint: Text,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Text,
    /// Kinds for the browser's dialog: `.pdf,image/*`. The server looks at the content all the same.
    #[prop(optional, into)]
    accept: Text,
    /// Another id than the name.
    #[prop(optional, into)]
    id: Text,
    /// More than one file at once.
    #[prop(optional)]
    is_multiple: bool,
    /// The browser asks for a file before it sends.
    #[prop(optional)]
    is_required: bool,
    /// Marks the label as optional.
    #[prop(optional)]
    is_optional: bool,
) -> impl IntoView {
    let frame = Frame::new(&name, id, label, hint, error, is_optional);
    let control = view! {
        <input
            class="file-drop"
            type="file"
            id=frame.id.clone()
            name=name
            accept=accept.get()
            multiple=is_multiple
            required=is_required
            aria-describedby=frame.described_by()
            aria-invalid=frame.invalid()
        />
    };
    frame.around(control.into_any())
}
