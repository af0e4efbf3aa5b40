use leptos::prelude::*;

use crate::{Icon, IconName, Text, class::with_modifiers};

/// How much a button asks for: one primary action a page, the others step back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do here.
    #[default]
    Primary,
    /// Another way on.
    Secondary,
    /// Beside the matter; looks like a link with room for a thumb.
    Quiet,
    /// Destroys or refuses.
    Danger,
}

impl ButtonKind {
    const fn modifier(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// What a button does to its form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonType {
    /// Sends it.
    #[default]
    Submit,
    /// Nothing; an island or a popover listens.
    Button,
    /// Clears it.
    Reset,
}

impl ButtonType {
    const fn value(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Button => "button",
            Self::Reset => "reset",
        }
    }
}

/// A button; a submit button unless told otherwise, so that it works without a script.
#[component]
pub fn Button(
    /// Its weight among the actions of the page.
    #[prop(optional)]
    kind: ButtonKind,
    /// Submit, plain or reset.
    #[prop(optional)]
    button_type: ButtonType,
    /// An icon before the text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// An icon after the text, for "onwards".
    #[prop(optional, into)]
    icon_after: Option<IconName>,
    /// The name sent with the form when this button was pressed.
    #[prop(optional, into)]
    name: Text,
    /// The value sent with the form when this button was pressed.
    #[prop(optional, into)]
    value: Text,
    /// Another address than the form's own.
    #[prop(optional, into)]
    form_action: Text,
    /// Sends without the browser's own validation, for "save a draft" and "back".
    #[prop(optional)]
    skips_validation: bool,
    /// The command for an element on the page, such as `show-modal` of a dialog.
    #[prop(optional, into)]
    command: Text,
    /// The id of the element that the command is for.
    #[prop(optional, into)]
    command_for: Text,
    /// Work is under way; the button stays focusable and says so.
    #[prop(optional)]
    is_busy: bool,
    /// Cannot be pressed. Prefer an explanation to a disabled button.
    #[prop(optional)]
    is_disabled: bool,
    /// Takes the whole width.
    #[prop(optional)]
    is_wide: bool,
    /// Smaller, for rows and toolbars; the target keeps its size.
    #[prop(optional)]
    is_small: bool,
    children: Children,
) -> impl IntoView {
    let class = with_modifiers(
        "button",
        &[
            Some(kind.modifier()),
            is_wide.then_some("wide"),
            is_small.then_some("small"),
            is_busy.then_some("busy"),
        ],
    );
    view! {
        <button
            class=class
            type=button_type.value()
            name=name.get()
            value=value.get()
            formaction=form_action.get()
            formnovalidate=skips_validation
            command=command.get()
            commandfor=command_for.get()
            disabled=is_disabled
            aria-busy=is_busy.then_some("true")
            aria-disabled=is_busy.then_some("true")
        >
            {is_busy.then(|| view! { <span class="button__spinner" aria-hidden="true"></span> })}
            {icon.filter(|_| !is_busy).map(|name| view! { <Icon name /> })}
            <span class="button__text">{children()}</span>
            {icon_after.map(|name| view! { <Icon name /> })}
        </button>
    }
}

/// A link that looks like a button, for going somewhere.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Its weight among the actions of the page.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the text.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// An icon after the text, for "onwards".
    #[prop(optional, into)]
    icon_after: Option<IconName>,
    /// Saves the target as a file of this name.
    #[prop(optional, into)]
    download: Text,
    /// Takes the whole width.
    #[prop(optional)]
    is_wide: bool,
    /// Smaller, for rows and toolbars; the target keeps its size.
    #[prop(optional)]
    is_small: bool,
    children: Children,
) -> impl IntoView {
    let class = with_modifiers(
        "button",
        &[
            Some(kind.modifier()),
            is_wide.then_some("wide"),
            is_small.then_some("small"),
        ],
    );
    view! {
        <a class=class href=href download=download.get()>
            {icon.map(|name| view! { <Icon name /> })}
            <span class="button__text">{children()}</span>
            {icon_after.map(|name| view! { <Icon name /> })}
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn busy_button_says_so_and_keeps_its_text() {
        let html = crate::tests::render(|| view! { <Button is_busy=true>"Надсилаємо"</Button> });
        assert!(html.contains("aria-busy=\"true\""), "{html}");
        assert!(html.contains("Надсилаємо"), "{html}");
    }
}
