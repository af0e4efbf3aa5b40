//! The cabinet slice: its pages and islands.

pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;

#[cfg(feature = "ssr")]
pub use pages::{day, happened_title, moment, routes, state, statement};
