//! The page that the assistant works on: reading and writing controls, showing errors, keeping texts on the device.

use crate::shared::island::{self, all, around, document};
use domain::Language;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys;
use web_sys::{
    Element, Event, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement,
};

/// The form of a step on the page.
pub(super) struct Page {
    form: HtmlFormElement,
}

/// The language of the page.
pub(super) fn language() -> Language {
    document()
        .and_then(|document| document.document_element()?.get_attribute("lang"))
        .and_then(|code| Language::of_code(&code))
        .unwrap_or_default()
}

/// The code of the field that an event happened in.
pub(super) fn field_of(event: &Event) -> Option<String> {
    around(event, "[data-field]")?.get_attribute("data-field")
}

/// Whether somebody has chosen a file.
pub(super) fn is_file_choice(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.type_() == "file")
}

/// The summary that the server wrote above a refused form.
pub(super) fn summary() -> Option<Element> {
    document()?.query_selector(".error-summary").ok()?
}

/// Writes the lines of the summary anew, each a link to its field; without a line it is not shown.
pub(super) fn tell_summary(summary: &Element, lines: &[(String, String)]) {
    let (Some(document), Ok(Some(list))) = (document(), summary.query_selector(".error-summary__list"))
    else {
        return;
    };
    // It was read out when the page came; from now on the errors at the fields are.
    let _ = summary.set_attribute("aria-live", "off");
    let _ = summary.toggle_attribute_with_force("hidden", lines.is_empty());
    list.set_text_content(None);
    for (field, text) in lines {
        let (Ok(item), Ok(link)) = (document.create_element("li"), document.create_element("a")) else {
            continue;
        };
        link.set_class_name("error-summary__link");
        let _ = link.set_attribute("href", &format!("#{field}"));
        link.set_text_content(Some(text));
        let _ = item.append_child(&link);
        let _ = list.append_child(&item);
    }
}

/// Listens to the window for as long as the page lives.
pub(super) fn listen_window(name: &str, run: impl Fn() + 'static) {
    if let Some(window) = web_sys::window() {
        island::listen(&window, name, move |_| run());
    }
}

/// Posts JSON; `None` when no answer came.
pub(super) async fn post_json(url: &str, body: &str) -> Option<(u16, String)> {
    island::post(url, "application/json", &body.into()).await
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Keeps a text on this device.
pub(super) fn keep(key: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, text);
    }
}

/// A text that this device keeps.
pub(super) fn kept(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Removes a text from this device.
pub(super) fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

impl Page {
    /// The form of the step, when the page has one.
    pub(super) fn find() -> Option<Self> {
        let form = island::form("[data-form-assistant] form")?;
        Some(Self { form })
    }

    /// Listens to everything that happens in the form.
    pub(super) fn listen(&self, name: &str, run: impl Fn(Event) + 'static) {
        island::listen(&self.form, name, run);
    }

    /// The values of a field as the form would send them.
    pub(super) fn values(&self, code: &str) -> Vec<String> {
        let Ok(data) = FormData::new_with_form(&self.form) else {
            return Vec::new();
        };
        let values = data.get_all(code);
        values
            .iter()
            .filter_map(|value| value.as_string())
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// Puts values into the controls of a field.
    pub(super) fn set_values(&self, code: &str, values: &[String]) {
        for control in self.controls(code) {
            if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
                if matches!(input.type_().as_str(), "radio" | "checkbox") {
                    input.set_checked(values.contains(&input.value()));
                } else {
                    input.set_value(values.first().map_or("", String::as_str));
                }
            } else if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
                area.set_value(values.first().map_or("", String::as_str));
            } else if let Some(select) = control.dyn_ref::<web_sys::HtmlSelectElement>() {
                select.set_value(values.first().map_or("", String::as_str));
            }
        }
    }

    /// The version that the form sends along.
    pub(super) fn set_version(&self, version: i64) {
        for control in self.controls("_version") {
            if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
                input.set_value(&version.to_string());
            }
        }
    }

    pub(super) fn show_field(&self, code: &str, is_shown: bool) {
        if let Some(wrapper) = self.wrapper(code) {
            wrapper.set_hidden(!is_shown);
        }
    }

    /// What stands as an error at a field that is shown.
    pub(super) fn shown_error(&self, code: &str) -> Option<String> {
        let wrapper = self.wrapper(code)?;
        if wrapper.hidden() {
            return None;
        }
        let line = self.error(code)?;
        let text = line.text_content()?;
        // Where the server wrote it, a word for readers of the screen stands before it.
        let word = line.query_selector(".visually-hidden").ok().flatten();
        let word = word.and_then(|word| word.text_content());
        let text = text.strip_prefix(word.as_deref().unwrap_or_default())?;
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Whether a file was chosen that is not attached yet.
    pub(super) fn has_chosen_file(&self) -> bool {
        all(&self.form, "input[type=file]")
            .into_iter()
            .filter_map(|input| input.dyn_into::<HtmlInputElement>().ok())
            .any(|input| !input.value().is_empty())
    }

    /// Whether an error stands at a field.
    pub(super) fn has_error(&self, code: &str) -> bool {
        self.error(code).is_some()
    }

    /// Shows an error at a field in the place where the server writes it, or takes it away.
    pub(super) fn show_error(&self, code: &str, text: Option<&str>) {
        let Some(wrapper) = self.wrapper(code) else { return };
        let Ok(Some(frame)) = wrapper.query_selector(".field") else {
            return;
        };
        let old = self.error(code);
        let _ = frame
            .class_list()
            .toggle_with_force("field--invalid", text.is_some());
        for control in self.controls(code) {
            let _ = match text {
                Some(_) => control.set_attribute("aria-invalid", "true"),
                None => control.remove_attribute("aria-invalid"),
            };
        }
        self.describe(code, &frame, text.is_some());
        let Some(text) = text else {
            if let Some(old) = old {
                old.remove();
            }
            return;
        };
        let line = old.or_else(|| self.new_error(code, &frame));
        if let Some(line) = line {
            line.set_text_content(Some(text));
        }
    }

    fn new_error(&self, code: &str, frame: &Element) -> Option<Element> {
        let line = document()?.create_element("p").ok()?;
        line.set_id(&format!("{code}-error"));
        line.set_class_name("field__error");
        // After the hint, before the control, as the server's order is.
        let before = frame.query_selector(".field__hint").ok().flatten();
        let before = before.or_else(|| frame.query_selector(".field__label").ok().flatten());
        match before {
            Some(before) => before.insert_adjacent_element("afterend", &line).ok().flatten(),
            None => frame.insert_adjacent_element("afterbegin", &line).ok().flatten(),
        };
        Some(line)
    }

    /// Binds the error to what a screen reader reads: the control, or the group of controls.
    fn describe(&self, code: &str, frame: &Element, has_error: bool) {
        let is_group = frame.tag_name().eq_ignore_ascii_case("fieldset");
        let owner = if is_group {
            Some(frame.clone())
        } else {
            self.controls(code).into_iter().next()
        };
        let Some(owner) = owner else { return };
        let error_id = format!("{code}-error");
        let now = owner.get_attribute("aria-describedby").unwrap_or_default();
        let mut ids: Vec<&str> = now
            .split(' ')
            .filter(|id| !id.is_empty() && *id != error_id)
            .collect();
        if has_error {
            ids.push(&error_id);
        }
        let _ = if ids.is_empty() {
            owner.remove_attribute("aria-describedby")
        } else {
            owner.set_attribute("aria-describedby", &ids.join(" "))
        };
    }

    /// Says how the draft stands.
    pub(super) fn say(&self, text: &str) {
        island::say(&self.form, "[data-draft-status]", text);
    }

    /// Asks one question above the fields, with two buttons.
    pub(super) fn offer(&self, text: &str, (yes, no): (&str, &str), answer: impl Fn(bool) + 'static) {
        let Some(notice) = self.notice(text, yes, no) else {
            return;
        };
        let shown = notice.clone();
        island::listen(&notice, "click", move |event| {
            let chosen = around(&event, "[data-answer]");
            if let Some(chosen) = chosen.and_then(|button| button.get_attribute("data-answer")) {
                shown.remove();
                answer(chosen == "yes");
            }
        });
    }

    fn notice(&self, text: &str, yes: &str, no: &str) -> Option<Element> {
        let document = document()?;
        let notice = document.create_element("div").ok()?;
        notice.set_class_name("notice notice--info");
        notice.set_attribute("role", "status").ok()?;
        let body = document.create_element("div").ok()?;
        body.set_class_name("notice__body cluster");
        let line = document.create_element("p").ok()?;
        line.set_text_content(Some(text));
        body.append_child(&line).ok()?;
        for (label, answer) in [(yes, "yes"), (no, "no")] {
            let button = document.create_element("button").ok()?;
            button.set_class_name("button button--secondary button--small");
            button.set_attribute("type", "button").ok()?;
            button.set_attribute("data-answer", answer).ok()?;
            button.set_text_content(Some(label));
            body.append_child(&button).ok()?;
        }
        notice.append_child(&body).ok()?;
        self.form.insert_adjacent_element("afterbegin", &notice).ok()?;
        Some(notice)
    }

    fn wrapper(&self, code: &str) -> Option<HtmlElement> {
        let found = self
            .form
            .query_selector(&format!("[data-field='{code}']"))
            .ok()??;
        found.dyn_into().ok()
    }

    fn error(&self, code: &str) -> Option<Element> {
        document()?.get_element_by_id(&format!("{code}-error"))
    }

    fn controls(&self, code: &str) -> Vec<Element> {
        all(&self.form, &format!("[name='{code}']"))
    }
}
