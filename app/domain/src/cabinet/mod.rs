//! The cabinet slice: services, drafts and applications.

pub mod service;
