use leptos::{children::ViewFnOnce, prelude::*};

use crate::{Icon, IconName};

/// A question over the page. A button with `command="show-modal"` and `command_for` opens it without a script.
///
/// The browser holds the focus inside, closes on Escape and gives the focus back. A browser that knows no commands does not
/// open it, so whatever is done here must also have a page of its own.
#[component]
pub fn Dialog(
    /// The id that a button's `command_for` names.
    #[prop(into)]
    id: String,
    /// The heading.
    #[prop(into)]
    title: String,
    /// What the cross in the corner is called: «Закрити».
    #[prop(into)]
    close_label: String,
    /// Buttons at the foot.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// Shown at once and not over the page: the page of its own, and the gallery.
    #[prop(optional)]
    is_open: bool,
    children: Children,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <dialog class="dialog" id=id open=is_open aria-labelledby=labelled_by>
            <div class="dialog__head">
                <h2 class="dialog__title" id=title_id>{title}</h2>
                <form method="dialog">
                    <button class="dialog__close" type="submit">
                        <Icon name=IconName::Close label=close_label />
                    </button>
                </form>
            </div>
            <div class="dialog__body">{children()}</div>
            {actions.map(|actions| view! { <div class="dialog__actions cluster">{actions.run()}</div> })}
        </dialog>
    }
}
