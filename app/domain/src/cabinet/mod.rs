//! The cabinet slice: services, drafts and applications.

pub mod application;
pub mod approval;
pub mod card;
pub mod document;
pub mod figures;
pub mod form;
pub mod ledger;
pub mod offer;
pub mod opinion;
pub mod overview;
pub mod receipt;
pub mod service;
pub mod status;
pub mod template;
pub mod term;
pub mod view;
