//! SQL of the infrastructure slice.

pub mod comment;
pub mod project;
mod query;
pub mod search;
