use leptos::prelude::*;

use super::Frame;
use crate::Text;

/// What a password is for; tells a password manager whether to fill in or to propose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasswordPurpose {
    /// Signing in with the password that exists.
    #[default]
    Current,
    /// Choosing a new one.
    New,
}

/// A password; never filled from the server, open to pasting and to password managers.
#[component]
pub fn PasswordField(
    /// The name sent with the form, and the id unless `id` is given.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// Signing in or choosing.
    #[prop(optional)]
    purpose: PasswordPurpose,
    /// What makes a password good, before it is typed.
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
) -> impl IntoView {
    let frame = Frame::new(&name, id, label, hint, error, false);
    let autocomplete = match purpose {
        PasswordPurpose::Current => "current-password",
        PasswordPurpose::New => "new-password",
    };
    let control = view! {
        <input
            class="input"
            type="password"
            id=frame.id.clone()
            name=name
            autocomplete=autocomplete
            autocapitalize="none"
            spellcheck="false"
            required=is_required
            aria-describedby=frame.described_by()
            aria-invalid=frame.invalid()
        />
    };
    frame.around(control.into_any())
}
