//! Every text of the interface, in Ukrainian and English, as typed functions: `people::sign_in(language)`.
//!
//! The catalogues lie in `uk/` and `en/`, a file per slice. The same functions serve pages, islands, mail and the
//! API; only those that an island calls reach the browser.

mod fault;
pub mod format;
pub mod plural;
mod problem;
pub mod project;

pub use fault::fault_text;
pub use problem::{days_between, problem_text, rule_text};

include!(concat!(env!("OUT_DIR"), "/messages.rs"));
