//! Requests through the whole router, in process: tests mirror the addresses and read as sentences.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod cabinet;
mod frame;
mod home;
mod infrastructure;
mod learning;
mod operations;
mod people;
mod support;
