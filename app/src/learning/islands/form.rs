//! The form of an exercise in the browser: reading its answer, sending it, showing what comes back.

use super::steps;
use domain::Language;
use domain::learning::answer::Answer;
use domain::learning::exercise::TaskView;
use domain::learning::view::{AnswerInput, Graded};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys;
use locales::learning as t;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Event, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlSelectElement};

struct Assistant {
    form: HtmlFormElement,
    task: TaskView,
    language: Language,
    answer_url: String,
    graded: RwSignal<Option<Graded>>,
    is_sending: Cell<bool>,
    /// How many answers were sent since the page came; each gets a key of its own.
    sent: Cell<u32>,
}

/// Begins to assist, when the page holds what was promised.
pub(super) fn assist(
    task: TaskView,
    language: Language,
    answer_url: String,
    graded: RwSignal<Option<Graded>>,
) {
    let Some(form) = find_form() else { return };
    if matches!(task, TaskView::Order { .. }) {
        steps::enliven(&form, language);
    }
    let assistant = Rc::new(Assistant {
        form: form.clone(),
        task,
        language,
        answer_url,
        graded,
        is_sending: Cell::new(false),
        sent: Cell::new(0),
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
        // An answer that cannot be is left to the server, which shows what is wrong at its field.
        let Ok(answer) = Answer::of_fields(&self.task, &self.fields()) else {
            return;
        };
        event.prevent_default();
        if self.is_sending.replace(true) {
            return;
        }
        let input = AnswerInput {
            key: format!("{}.{}", self.key(), self.sent.get()),
            answer,
        };
        let assistant = Rc::clone(self);
        spawn_local(async move {
            let answered = match serde_json::to_string(&input) {
                Ok(body) => post_json(&assistant.answer_url, &body).await,
                Err(_) => None,
            };
            assistant.answered(answered);
        });
    }

    fn answered(&self, answered: Option<(u16, String)>) {
        self.is_sending.set(false);
        match answered {
            Some((200, text)) => {
                let Ok(graded) = serde_json::from_str::<Graded>(&text) else {
                    return self.send_without_script();
                };
                self.sent.set(self.sent.get() + 1);
                self.say("");
                self.graded.set(Some(graded));
                show_feedback();
            }
            Some(_) => self.send_without_script(),
            None => self.say(t::offline(self.language)),
        }
    }

    /// Whatever the API refuses is told by the page itself.
    fn send_without_script(&self) {
        let _ = self.form.submit();
    }

    fn say(&self, text: &str) {
        if let Ok(Some(status)) = self.form.query_selector("[data-exercise-status]") {
            status.set_text_content(Some(text));
        }
    }

    fn key(&self) -> String {
        let field = self.form.query_selector("input[name=_key]").ok().flatten();
        let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        field.map(|field| field.value()).unwrap_or_default()
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
        request_animation_frame(move || feedback.scroll_into_view_with_bool(false));
    }
}

/// Posts JSON; `None` when no answer came.
async fn post_json(url: &str, body: &str) -> Option<(u16, String)> {
    let window = web_sys::window()?;
    let headers = web_sys::Headers::new().ok()?;
    headers.set("content-type", "application/json").ok()?;
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
