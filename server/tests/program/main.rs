//! The program as an operator runs it: a process with settings, exit codes and words.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod backup;
mod faults;
mod start;
mod support;
mod verify;
