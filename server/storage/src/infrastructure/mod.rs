//! SQL of the infrastructure slice.

pub mod bulk;
pub mod comment;
pub mod follow;
pub mod hearing;
pub mod hearing_proposal;
pub mod import;
pub mod news;
pub mod project;
mod query;
pub mod release;
pub mod search;
