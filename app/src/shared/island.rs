//! What islands do with the page that they stand on: finding, listening, telling, sending.
//!
//! Small on purpose: all of it travels to every browser that meets an island.

use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::JsValue;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Event, EventTarget, Headers, HtmlFormElement, RequestInit, Response};

#[must_use]
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The form that a selector finds, when the page holds what the server promised.
#[must_use]
pub fn form(selector: &str) -> Option<HtmlFormElement> {
    document()?.query_selector(selector).ok()??.dyn_into().ok()
}

/// The elements below another, in the order of the page.
#[must_use]
pub fn all(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into().ok())
        .collect()
}

/// The nearest element around the target of an event, itself included.
#[must_use]
pub fn around(event: &Event, selector: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok()?
}

/// Writes into the element that tells how things stand; screen readers hear of it by its role.
pub fn say(within: &Element, selector: &str, text: &str) {
    if let Ok(Some(status)) = within.query_selector(selector) {
        status.set_text_content(Some(text));
    }
}

/// Listens for as long as the page lives.
pub fn listen(target: &EventTarget, name: &str, run: impl Fn(Event) + 'static) {
    // Boxed here, so that what follows is compiled once and not for every listener.
    listen_boxed(target, name, Box::new(run));
}

fn listen_boxed(target: &EventTarget, name: &str, run: Box<dyn Fn(Event)>) {
    let closure = Closure::wrap(run);
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Posts a body and reads the answer to its end: its status and its text; `None` when none came.
pub async fn post(url: &str, content_type: &str, body: &JsValue) -> Option<(u16, String)> {
    let headers = Headers::new().ok()?;
    headers.set("content-type", content_type).ok()?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(body);
    let answered = web_sys::window()?.fetch_with_str_and_init(url, &init);
    let response: Response = JsFuture::from(answered).await.ok()?.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some((response.status(), text.as_string()?))
}
