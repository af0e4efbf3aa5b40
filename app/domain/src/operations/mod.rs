//! The operations slice: jobs, demo mail, health: what an administrator sees of the program itself.

pub mod service;
