//! Stores of the people slice.

pub mod attempt;
pub mod person;
pub mod role_grant;
pub mod session;
pub mod unit;
