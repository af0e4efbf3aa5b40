//! The adaptive test: what it is, the questions one by one, and what it measured.

pub mod answers;
pub mod home;
pub mod items;
pub mod question;
pub mod result;
pub mod start;
pub mod words;
