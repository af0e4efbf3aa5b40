//! Requests through the whole router, in process: tests mirror the addresses and read as sentences.

mod frame;
mod people;
mod support;
