//! Makes an exercise livelier: the answer is checked without a reload, steps move by buttons and by dragging.

use crate::learning::feedback::{feedback, onward};
use domain::Language;
use domain::learning::exercise::TaskView;
use domain::learning::view::Graded;
use leptos::prelude::*;

/// Wraps the form of an exercise. Without a script the form works by itself; with one, the same service answers.
#[island]
pub fn ExerciseAssistant(
    /// What is asked, without its key.
    task: TaskView,
    /// What was said about the last answer.
    graded: Option<Graded>,
    /// The language of the interface.
    language: Language,
    /// Where answers go.
    answer_url: String,
    /// The page that comes next.
    next: String,
    children: Children,
) -> impl IntoView {
    let graded = RwSignal::new(graded);
    // Built for the server and the browser at once in checks: only the browser has a page to assist in.
    #[cfg(feature = "hydrate")]
    if cfg!(target_arch = "wasm32") {
        super::form::assist(task, language, answer_url, graded);
    }
    #[cfg(not(feature = "hydrate"))]
    drop((task, answer_url));
    view! {
        <div class="exercise stack" data-exercise="">
            {children()}
            <div class="exercise__feedback" id="feedback" tabindex="-1">
                {move || graded.get().map(|graded| feedback(language, &graded.grade))}
            </div>
            <div class="form__actions">
                {move || onward(language, graded.get().as_ref(), &next)}
            </div>
        </div>
    }
}
