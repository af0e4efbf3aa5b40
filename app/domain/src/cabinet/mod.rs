//! The cabinet slice: services, drafts and applications.

pub mod application;
pub mod card;
pub mod document;
pub mod form;
pub mod service;
pub mod term;
pub mod view;
