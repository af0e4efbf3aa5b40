//! What of learning lives in the browser.

mod exercise_assistant;
#[cfg(feature = "hydrate")]
mod form;
#[cfg(feature = "hydrate")]
mod steps;

pub use exercise_assistant::ExerciseAssistant;
