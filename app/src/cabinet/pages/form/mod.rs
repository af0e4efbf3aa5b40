//! The form of a service, step by step, before it is sent.

pub mod check;
pub mod eligibility;
pub mod field;
pub mod step;
pub mod step_page;
