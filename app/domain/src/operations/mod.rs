//! The operations slice: jobs, demo mail, health: what an administrator sees of the program itself.

pub mod event;
pub mod health;
pub mod job;
pub mod mail;
pub mod service;
