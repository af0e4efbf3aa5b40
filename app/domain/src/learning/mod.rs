//! The learning slice: courses, lessons, exercises and progress.

pub mod service;
