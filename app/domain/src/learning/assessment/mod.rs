//! The adaptive test: what somebody can do, measured by few questions.
//!
//! [`bank`] holds the items, read by [`read`] and tagged by the [`framework`]. After each answer [`estimate`] says where
//! the person stands and how sure that is, [`select`] picks the next item, and [`rules`] say when it is enough.
//! [`level`] puts the number into words.

pub mod analysis;
pub mod bank;
pub mod estimate;
pub mod framework;
pub mod level;
pub mod picture;
pub mod read;
pub mod rules;
pub mod select;
pub mod sitting;
pub mod view;
