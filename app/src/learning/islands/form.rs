//! The form of an exercise in the browser: sending its answer, showing what comes back.

use super::steps;
use crate::shared::island;
use domain::Language;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys;
use locales::learning as t;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{Element, Event, FormData, HtmlFormElement, HtmlInputElement, UrlSearchParams};

/// What an answer changes on the page; all else stays as the learner left it.
const CHANGED: [&str; 2] = ["#feedback", "[data-onward]"];

struct Assistant {
    form: HtmlFormElement,
    language: Language,
    is_sending: Cell<bool>,
}

/// Begins to assist, when the page holds what was promised.
pub(super) fn assist(language: Language) {
    let Some(form) = island::form("[data-exercise] form") else {
        return;
    };
    steps::enliven(&form, language);
    let assistant = Rc::new(Assistant {
        form: form.clone(),
        language,
        is_sending: Cell::new(false),
    });
    island::listen(&form, "submit", move |event| assistant.submitted(&event));
}

impl Assistant {
    fn submitted(self: &Rc<Self>, event: &Event) {
        event.prevent_default();
        if self.is_sending.replace(true) {
            return;
        }
        let assistant = Rc::clone(self);
        spawn_local(async move {
            let answered = assistant.post().await;
            assistant.is_sending.set(false);
            match answered {
                Some((200, page)) if assistant.show(&page) => {
                    assistant.say("");
                    assistant.forget_errors();
                    show_feedback();
                }
                // What is refused is told by the page itself, at its field.
                Some(_) => drop(assistant.form.submit()),
                None => assistant.say(t::offline(assistant.language)),
            }
        });
    }

    /// Takes the words about the answer, the way on and the key of the next answer from the page that came.
    fn show(&self, page: &str) -> bool {
        let Some(came) = parsed(page) else { return false };
        let here = island::document().and_then(|document| document.document_element());
        let Some(here) = here else { return false };
        let found = |within: &Element, selector: &str| within.query_selector(selector).ok().flatten();
        let mut pairs = Vec::new();
        for selector in CHANGED {
            match (found(&here, selector), found(&came, selector)) {
                (Some(old), Some(new)) => pairs.push((old, new)),
                _ => return false,
            }
        }
        for (old, new) in pairs {
            old.set_inner_html(&new.inner_html());
        }
        let key = |within: &Element| {
            found(within, "[data-exercise] input[name=_key]")?
                .dyn_into::<HtmlInputElement>()
                .ok()
        };
        if let (Some(old), Some(new)) = (key(&here), key(&came)) {
            old.set_value(&new.default_value());
        }
        true
    }

    /// What was wrong with an earlier try is not wrong with this one.
    fn forget_errors(&self) {
        let here = island::document().and_then(|document| document.document_element());
        for error in here
            .iter()
            .flat_map(|here| island::all(here, ".error-summary, .field__error"))
        {
            error.remove();
        }
        for field in island::all(&self.form, ".field--invalid, [aria-invalid]") {
            let _ = field.class_list().remove_1("field--invalid");
            let _ = field.remove_attribute("aria-invalid");
        }
    }

    fn say(&self, text: &str) {
        island::say(&self.form, "[data-exercise-status]", text);
    }

    /// Sends the form as the browser would, and reads the page that comes.
    async fn post(&self) -> Option<(u16, String)> {
        let fields = FormData::new_with_form(&self.form).ok()?;
        let body = UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?;
        let kind = "application/x-www-form-urlencoded";
        island::post(&self.form.action(), kind, &body).await
    }
}

/// Moves the eye to the feedback; a screen reader is told by its role.
fn show_feedback() {
    let feedback = island::document().and_then(|document| document.get_element_by_id("feedback"));
    if let Some(feedback) = feedback {
        feedback.scroll_into_view_with_bool(false);
    }
}

/// A page as a tree apart from the one that is shown: its scripts do not run.
fn parsed(page: &str) -> Option<Element> {
    let holder = island::document()?.create_element("div").ok()?;
    holder.set_inner_html(page);
    Some(holder)
}
