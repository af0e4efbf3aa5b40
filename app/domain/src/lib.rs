//! Types, rules and service traits of hromada, shared by the server and the browser.
//!
//! Nothing here does input or output: time, randomness and ids come in as parameters. The crate compiles for
//! wasm and for the host alike. Each slice has a `service` module with the trait that is its only door.

pub mod access;
#[cfg(test)]
mod access_table;
pub mod actor;
pub mod cabinet;
pub mod civil;
pub mod error;
pub mod event;
pub mod field;
pub mod ical;
pub mod id;
pub mod infrastructure;
pub mod job;
pub mod language;
pub mod learning;
pub mod link;
pub mod money;
pub mod operations;
pub mod people;
pub mod phone;
pub mod printed_code;
pub mod search;
pub mod synonyms;
pub mod text;
pub mod time;

pub use actor::Actor;
pub use error::{ServiceError, ServiceResult};
pub use field::{FieldError, Problem};
pub use language::Language;
pub use time::Timestamp;
