//! The outside world behind traits, each with a fake for tests.

pub mod clock;
pub mod data_integrity;
pub mod document;
pub mod file_store;
pub mod identity;
pub mod mail;
pub mod qr;
pub mod random;
pub mod signing_key;
