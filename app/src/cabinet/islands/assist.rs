//! The browser's side of a step: shows fields as they apply, checks as you type, saves the draft by itself.
//!
//! Everything happens by delegation on the server's own form: the HTML is the same with and without this module.

use super::page::{self, Page};
use domain::cabinet::form::{Answers, Day, Form, Kind, Section, field_error};
use domain::cabinet::view::{SaveDraft, SavedDraft};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locales::cabinet as t;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use web_sys::{HtmlElement, SubmitEvent};

/// Nobody types for so long without a pause; a save for every letter would be noise.
const PAUSE: Duration = Duration::from_millis(1_200);

/// What the island was given.
pub(super) struct Step {
    pub form: Form,
    pub answers: Answers,
    pub section: String,
    pub version: i64,
    pub save_url: String,
    pub today: String,
}

/// One step under assistance. Shared by its listeners.
struct Assistant {
    page: Page,
    form: Form,
    section: Section,
    /// Answers of the other sections; those of this one are read from the page.
    others: Answers,
    save_url: String,
    today: Day,
    state: RefCell<Progress>,
}

/// What changes while somebody types.
struct Progress {
    version: i64,
    timer: Option<TimeoutHandle>,
    is_saving: bool,
    /// Typed since the last save began.
    is_dirty: bool,
    /// Another device was faster: saving by itself has ended.
    is_stopped: bool,
    /// The button that was pressed during a save; pressed again after it.
    pressed: Option<HtmlElement>,
    /// A finger or a mouse is down: an error that came up now would move the button away from under it.
    is_held: bool,
    /// The field that was left meanwhile.
    left: Option<String>,
}

/// Begins to assist, when the page holds what was promised.
pub(super) fn start(step: Step) {
    let Some(page) = Page::find() else { return };
    let section = step
        .form
        .sections
        .iter()
        .find(|section| section.code == step.section);
    let (Some(section), Ok(today)) = (section.cloned(), step.today.parse()) else {
        return;
    };
    let assistant = Rc::new(Assistant {
        page,
        section,
        form: step.form,
        others: step.answers,
        save_url: step.save_url,
        today,
        state: RefCell::new(Progress {
            version: step.version,
            timer: None,
            is_saving: false,
            is_dirty: false,
            is_stopped: false,
            pressed: None,
            is_held: false,
            left: None,
        }),
    });
    assistant.show_what_applies();
    assistant.offer_unsent();
    let on_input = Rc::clone(&assistant);
    assistant.page.listen("input", move |event| {
        on_input.show_what_applies();
        on_input.keep_summary();
        if page::is_file_choice(&event) {
            // A file travels with the form only: nothing of it is in the draft yet.
            on_input.page.say(t::file_not_sent(page::language()));
            return;
        }
        // An error that is shown goes away as soon as it is mended; a new one waits until the field is left.
        if let Some(code) = page::field_of(&event)
            && on_input.page.has_error(&code)
        {
            on_input.check(&code);
        }
        on_input.save_soon();
    });
    let on_leave = Rc::clone(&assistant);
    assistant.page.listen("focusout", move |event| {
        let Some(code) = page::field_of(&event) else {
            return;
        };
        if on_leave.state.borrow().is_held {
            on_leave.state.borrow_mut().left = Some(code);
        } else {
            on_leave.check(&code);
        }
    });
    let on_press = Rc::clone(&assistant);
    assistant
        .page
        .listen("pointerdown", move |_| on_press.state.borrow_mut().is_held = true);
    for end in ["pointerup", "pointercancel"] {
        let on_release = Rc::clone(&assistant);
        page::listen_window(end, move || on_release.released());
    }
    let on_submit = Rc::clone(&assistant);
    assistant
        .page
        .listen("submit", move |event| on_submit.submitted(&event));
    let on_network = Rc::clone(&assistant);
    page::listen_window("online", move || {
        if on_network.state.borrow().is_dirty {
            on_network.save();
        }
    });
}

impl Assistant {
    /// The answers of every section, with those of the page as they stand.
    fn answers(&self) -> Answers {
        let mut answers = self.others.clone();
        self.section.replace(&mut answers, &self.typed());
        answers
    }

    fn typed(&self) -> Answers {
        let mut typed = Answers::default();
        // The numbers of items first: they tell which other names there are.
        for field in self
            .section
            .fields
            .iter()
            .filter(|field| field.kind == Kind::Group)
        {
            typed.set(&field.code, self.page.values(&field.code));
        }
        for name in self.section.names(&typed) {
            let values = self.page.values(&name);
            typed.set(&name, values);
        }
        typed
    }

    fn show_what_applies(&self) {
        let answers = self.answers();
        let visible = self.form.visible(&answers);
        for field in self
            .section
            .fields
            .iter()
            .flat_map(|field| field.questions(&answers))
        {
            let is_visible = visible.iter().any(|shown| shown.code == field.code);
            self.page.show_field(&field.code, is_visible);
        }
    }

    /// Runs the same rule as the server on one field, and shows what it says.
    fn check(&self, code: &str) {
        let Some(field) = self.form.field(code).filter(|field| field.kind != Kind::File) else {
            return;
        };
        let error = field_error(&field, &self.answers(), self.today);
        let language = page::language();
        let text = error.map(|error| locales::problem_text(language, &error.problem));
        self.page.show_error(code, text.as_deref());
        self.keep_summary();
    }

    /// Checks the field that was left during the press, once what was pressed knows of it.
    fn released(self: &Rc<Self>) {
        let left = {
            let mut state = self.state.borrow_mut();
            state.is_held = false;
            state.left.take()
        };
        if let Some(code) = left {
            let assistant = Rc::clone(self);
            set_timeout(move || assistant.check(&code), Duration::ZERO);
        }
    }

    /// Keeps the summary of a refused form in step with the errors that stand at the fields.
    fn keep_summary(&self) {
        let Some(summary) = page::summary() else { return };
        let (answers, language) = (self.answers(), page::language());
        let lines: Vec<(String, String)> = self
            .section
            .fields
            .iter()
            .flat_map(|field| field.questions(&answers))
            .filter_map(|field| {
                let problem = self.page.shown_error(&field.code)?;
                let name = self.form.label(&field.code, language)?;
                Some((field.code.clone(), ui::summary_line(&name, &problem)))
            })
            .collect();
        page::tell_summary(&summary, &lines);
    }

    fn save_soon(self: &Rc<Self>) {
        let again = Rc::clone(self);
        let mut state = self.state.borrow_mut();
        state.is_dirty = true;
        if let Some(timer) = state.timer.take() {
            timer.clear();
        }
        if !state.is_stopped && !state.is_saving {
            state.timer = set_timeout_with_handle(move || again.save(), PAUSE).ok();
        }
    }

    fn save(self: &Rc<Self>) {
        let save = {
            let mut state = self.state.borrow_mut();
            if state.is_saving || state.is_stopped {
                return;
            }
            state.is_saving = true;
            state.is_dirty = false;
            SaveDraft {
                version: state.version,
                section: self.section.code.clone(),
                answers: self.typed(),
            }
        };
        let assistant = Rc::clone(self);
        spawn_local(async move {
            let Ok(body) = serde_json::to_string(&save) else {
                return;
            };
            let answered = page::post_json(&assistant.save_url, &body).await;
            assistant.saved(answered, &body);
        });
    }

    fn saved(self: &Rc<Self>, answered: Option<(u16, String)>, body: &str) {
        let language = page::language();
        let saved = answered
            .as_ref()
            .filter(|(status, _)| *status == 200)
            .and_then(|(_, text)| serde_json::from_str::<SavedDraft>(text).ok());
        let status = answered.map(|(status, _)| status);
        let (pressed, is_dirty) = {
            let mut state = self.state.borrow_mut();
            state.is_saving = false;
            match &saved {
                Some(saved) => {
                    state.version = saved.version;
                    self.page.set_version(saved.version);
                    page::forget(&self.key());
                    let mut told = t::draft_saved(language, &saved.saved_at);
                    if self.page.has_chosen_file() {
                        told = format!("{told}. {}", t::file_not_sent(language));
                    }
                    self.page.say(&told);
                }
                None if status == Some(409) => {
                    state.is_stopped = true;
                    page::keep(&self.key(), body);
                    self.page.say(t::draft_elsewhere(language));
                }
                // Sending the form leads through signing in and loses nothing.
                None if status == Some(401) => {
                    state.is_stopped = true;
                    page::keep(&self.key(), body);
                    self.page.say(t::draft_signed_out(language));
                }
                // No network, a server that restarts: what was typed stays on this device.
                None => {
                    page::keep(&self.key(), body);
                    self.page.say(t::draft_offline(language));
                }
            }
            (state.pressed.take(), state.is_dirty && saved.is_some())
        };
        if let Some(button) = pressed {
            button.click();
        } else if is_dirty {
            self.save_soon();
        }
    }

    /// A form that is sent during a save waits for it: both would name the same version.
    fn submitted(&self, event: &web_sys::Event) {
        use leptos::wasm_bindgen::JsCast as _;
        let mut state = self.state.borrow_mut();
        if let Some(timer) = state.timer.take() {
            timer.clear();
        }
        let button = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
        if state.is_saving && button.is_some() {
            event.prevent_default();
            state.pressed = button;
            return;
        }
        // The server keeps what is posted; should it not arrive, this device still has it.
        state.is_stopped = true;
        if state.is_dirty {
            let save = SaveDraft {
                version: state.version,
                section: self.section.code.clone(),
                answers: self.typed(),
            };
            if let Ok(body) = serde_json::to_string(&save) {
                page::keep(&self.key(), &body);
            }
        }
    }

    /// Names what this device keeps of the step.
    fn key(&self) -> String {
        format!("draft:{}:{}", self.save_url, self.section.code)
    }

    /// Offers what an earlier visit could not save, when it differs from what the server has.
    fn offer_unsent(self: &Rc<Self>) {
        let Some(kept) = page::kept(&self.key()) else {
            return;
        };
        let kept = serde_json::from_str::<SaveDraft>(&kept).map(|save| save.answers);
        let Some(kept) = kept.ok().filter(|kept| *kept != self.typed()) else {
            page::forget(&self.key());
            return;
        };
        let assistant = Rc::clone(self);
        let language = page::language();
        self.page.offer(
            t::draft_unsent(language),
            (t::draft_restore(language), t::draft_forget(language)),
            move |is_wanted| {
                page::forget(&assistant.key());
                if is_wanted {
                    for code in assistant.section.names(&assistant.typed()) {
                        assistant.page.set_values(&code, kept.of(&code));
                    }
                    assistant.show_what_applies();
                    assistant.save_soon();
                }
            },
        );
    }
}
