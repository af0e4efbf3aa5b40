//! The people slice: accounts, sessions, identity and roles.

pub mod service;
