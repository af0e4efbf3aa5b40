//! What of the cabinet lives in the browser.

#[cfg(feature = "hydrate")]
mod assist;
mod form_assistant;
#[cfg(feature = "hydrate")]
mod page;

pub use form_assistant::FormAssistant;
