//! Reads the OC4IDS document of a project: what is indexed, what its page shows, and what the schema cannot check.

mod check;
mod read;

pub use check::{Finding, check};
pub use read::{detail, facts};
