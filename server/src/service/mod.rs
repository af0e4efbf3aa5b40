//! Use cases: authorise, load, apply the domain rule, save, enqueue, in one transaction.

pub mod cabinet;
pub mod desk;
pub mod files;
pub mod infrastructure;
pub mod learning;
pub mod operations;
pub mod people;

pub use desk::Desk;
