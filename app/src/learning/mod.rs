//! The learning slice: its pages and islands.

pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;

#[cfg(feature = "ssr")]
pub use pages::{certificate::course_time, routes};
