//! The infrastructure slice: projects, their map, comments and open data.

pub mod service;
