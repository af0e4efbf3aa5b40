//! One suite, run on SQLite and on PostgreSQL: whatever a store promises holds on both.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod assessment;
mod cabinet;
mod cabinet_approval;
mod cabinet_decision_file;
mod cabinet_document;
mod cabinet_figures;
mod cabinet_log;
mod cabinet_opinion;
mod cabinet_status;
mod frame;
mod infrastructure;
mod infrastructure_follow;
mod infrastructure_hearing;
mod infrastructure_release;
mod learning;
mod learning_certificate;
mod learning_class;
mod learning_training;
mod people;
mod support;
