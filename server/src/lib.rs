//! The server of hromada: wiring, use cases, HTTP, jobs, adapters and seeds.

pub mod adapters;
pub mod cli;
pub mod content;
pub mod http;
pub mod jobs;
pub mod log;
pub mod seed;
pub mod service;
pub mod settings;
mod wiring;

pub use wiring::{Hromada, StartError};
