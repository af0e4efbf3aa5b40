//! Steps that are put in order: moved by buttons, or dragged by their handle. The numbers that the form sends follow.

use crate::shared::island::{all, around, document, listen};
use domain::Language;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys;
use locales::learning as t;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Element, Event, HtmlElement, HtmlFormElement, HtmlSelectElement, PointerEvent};

const STEP: &str = "[data-step]";

/// The list of steps on the page.
struct Steps {
    list: HtmlElement,
    status: Option<Element>,
    language: Language,
    /// The step that is dragged, and where the finger was last.
    dragged: RefCell<Option<(Element, i32)>>,
}

/// Shows the buttons and handles instead of the numbers.
pub(super) fn enliven(form: &HtmlFormElement, language: Language) {
    let list = form.query_selector("[data-steps]").ok().flatten();
    let Some(list) = list.and_then(|list| list.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let steps = Rc::new(Steps {
        status: form.query_selector("[data-steps-status]").ok().flatten(),
        list: list.clone(),
        language,
        dragged: RefCell::new(None),
    });
    for (selector, is_hidden) in [("[data-by-number]", true), ("[data-by-moving]", false)] {
        for element in all(form, selector) {
            if let Some(element) = element.dyn_ref::<HtmlElement>() {
                element.set_hidden(is_hidden);
            }
        }
    }
    steps.number();
    let clicked = Rc::clone(&steps);
    listen(&list, "click", move |event| clicked.clicked(&event));
    let down = Rc::clone(&steps);
    listen(&list, "pointerdown", move |event| down.taken(&event));
    let moving = Rc::clone(&steps);
    listen(&list, "pointermove", move |event| moving.dragged(&event));
    for end in ["pointerup", "pointercancel"] {
        let steps = Rc::clone(&steps);
        listen(&list, end, move |_| steps.released());
    }
}

impl Steps {
    fn steps(&self) -> Vec<Element> {
        all(&self.list, STEP)
    }

    /// Writes each step's place into the field that the form sends.
    fn number(&self) {
        for (index, step) in self.steps().iter().enumerate() {
            let select = step.query_selector("select").ok().flatten();
            if let Some(select) = select.and_then(|select| select.dyn_into::<HtmlSelectElement>().ok()) {
                select.set_value(&(index + 1).to_string());
            }
            if let Ok(Some(place)) = step.query_selector("[data-place]") {
                place.set_text_content(Some(&(index + 1).to_string()));
            }
        }
    }

    fn clicked(&self, event: &Event) {
        let Some(button) = around(event, "[data-move]") else {
            return;
        };
        let Some(step) = around(event, STEP) else { return };
        let is_up = button.get_attribute("data-move").as_deref() == Some("up");
        let neighbour = || {
            if is_up {
                step.previous_element_sibling()
            } else {
                step.next_element_sibling()
            }
        };
        let Some(passed) = neighbour() else { return };
        let side = if is_up { "beforebegin" } else { "afterend" };
        let _ = passed.insert_adjacent_element(side, &step);
        self.number();
        self.say(&step);
        // What moves in the page loses the focus; at the end of the list the button of this direction is gone.
        let other = if is_up {
            "[data-move=down]"
        } else {
            "[data-move=up]"
        };
        let next = match neighbour() {
            Some(_) => Some(button),
            None => step.query_selector(other).ok().flatten(),
        };
        if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
            let _ = next.focus();
        }
    }

    fn taken(&self, event: &Event) {
        if around(event, "[data-handle]").is_none() {
            return;
        }
        let Some(step) = around(event, STEP) else { return };
        event.prevent_default();
        let Some(pointer) = event.dyn_ref::<PointerEvent>() else {
            return;
        };
        let _ = self.list.set_pointer_capture(pointer.pointer_id());
        let _ = step.class_list().add_1("steps__step--dragged");
        self.dragged.replace(Some((step, pointer.client_y())));
    }

    fn dragged(&self, event: &Event) {
        let Some((dragged, last_y)) = self.dragged.borrow().clone() else {
            return;
        };
        let Some(pointer) = event.dyn_ref::<PointerEvent>() else {
            return;
        };
        let (x, y) = (pointer.client_x(), pointer.client_y());
        self.dragged.replace(Some((dragged.clone(), y)));
        let under = document().and_then(|document| document.element_from_point(x as f32, y as f32));
        let under = under.and_then(|element| element.closest(STEP).ok()?);
        let Some(under) = under.filter(|step| *step != dragged && self.list.contains(Some(step))) else {
            return;
        };
        let steps = self.steps();
        let place = |wanted: &Element| steps.iter().position(|step| step == wanted);
        // Only with the movement: a long step that has just been passed is still under the finger.
        let moved = if y > last_y && place(&under) > place(&dragged) {
            under.insert_adjacent_element("afterend", &dragged)
        } else if y < last_y && place(&under) < place(&dragged) {
            under.insert_adjacent_element("beforebegin", &dragged)
        } else {
            return;
        };
        if moved.is_ok() {
            self.number();
        }
    }

    fn released(&self) {
        if let Some((step, _)) = self.dragged.take() {
            let _ = step.class_list().remove_1("steps__step--dragged");
            self.say(&step);
        }
    }

    /// Tells a screen reader where a step is now.
    fn say(&self, step: &Element) {
        let steps = self.steps();
        let place = steps
            .iter()
            .position(|other| other == step)
            .map_or(0, |at| at + 1);
        let name = step.get_attribute("data-step-text").unwrap_or_default();
        if let Some(status) = &self.status {
            status.set_text_content(Some(&t::moved(self.language, place, name, steps.len())));
        }
    }
}
