//! The form of an exercise in the browser: reading its answer, sending it, showing what comes back.

use super::steps;
use domain::Language;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys;
use locales::learning as t;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlSelectElement};

/// What an answer changes on the page; all else stays as the learner left it.
const CHANGED: [&str; 2] = ["#feedback", "[data-onward]"];

struct Assistant {
    form: HtmlFormElement,
    language: Language,
    is_sending: Cell<bool>,
}

/// Begins to assist, when the page holds what was promised.
pub(super) fn assist(language: Language) {
    let Some(form) = find_form() else { return };
    steps::enliven(&form, language);
    let assistant = Rc::new(Assistant {
        form: form.clone(),
        language,
        is_sending: Cell::new(false),
    });
    listen(&form, "submit", move |event| assistant.submitted(&event));
}

pub(super) fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn find_form() -> Option<HtmlFormElement> {
    let form = document()?.query_selector("[data-exercise] form").ok()??;
    form.dyn_into().ok()
}

/// Listens to an element for as long as the page lives.
pub(super) fn listen(element: &HtmlElement, name: &str, run: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(run);
    let _ = element.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

impl Assistant {
    fn submitted(self: &Rc<Self>, event: &Event) {
        event.prevent_default();
        if self.is_sending.replace(true) {
            return;
        }
        let assistant = Rc::clone(self);
        spawn_local(async move {
            let answered = post_form(&assistant.form.action(), &assistant.body()).await;
            assistant.is_sending.set(false);
            match answered {
                Some((200, page)) if assistant.show(&page) => {
                    assistant.say("");
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
        let here = document().and_then(|document| document.document_element());
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

    fn say(&self, text: &str) {
        if let Ok(Some(status)) = self.form.query_selector("[data-exercise-status]") {
            status.set_text_content(Some(text));
        }
    }

    fn body(&self) -> String {
        let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
        let pairs = self.fields();
        let pairs = pairs
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// The fields as the form would send them.
    fn fields(&self) -> Vec<(String, String)> {
        let elements = self.form.elements();
        let mut fields = Vec::new();
        for index in 0..elements.length() {
            let Some(element) = elements.item(index) else {
                continue;
            };
            if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                let is_choice = matches!(input.type_().as_str(), "radio" | "checkbox");
                if !is_choice || input.checked() {
                    fields.push((input.name(), input.value()));
                }
            } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
                fields.push((select.name(), select.value()));
            }
        }
        fields
    }
}

/// Moves the eye to the feedback; a screen reader is told by its role.
fn show_feedback() {
    let feedback = document().and_then(|document| document.get_element_by_id("feedback"));
    if let Some(feedback) = feedback {
        feedback.scroll_into_view_with_bool(false);
    }
}

/// A page as a tree apart from the one that is shown: its scripts do not run.
fn parsed(page: &str) -> Option<Element> {
    let holder = document()?.create_element("div").ok()?;
    holder.set_inner_html(page);
    Some(holder)
}

/// Posts a form and reads the page that comes; `None` when no answer came.
async fn post_form(url: &str, body: &str) -> Option<(u16, String)> {
    let window = web_sys::window()?;
    let headers = web_sys::Headers::new().ok()?;
    headers
        .set("content-type", "application/x-www-form-urlencoded")
        .ok()?;
    headers.set("accept", "text/html").ok()?;
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&body.into());
    let response = JsFuture::from(window.fetch_with_str_and_init(url, &init))
        .await
        .ok()?;
    let response: web_sys::Response = response.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some((response.status(), text.as_string()?))
}
