//! The learning slice: courses, lessons, exercises and progress.
//!
//! A course is text files: [`parse`] reads a lesson, [`lint`] holds it against the rules of writing. An
//! [`exercise`] is shown to a learner without its key; [`grade`] judges an answer; [`progress`] says what is earned
//! and where to go on. [`assessment`] measures what somebody can do already.
//! [`certificate`] says it to others. [`class`] brings people together in a hall.

pub mod answer;
pub mod assessment;
pub mod certificate;
pub mod class;
pub mod course;
pub mod exercise;
pub mod grade;
pub mod lint;
pub mod parse;
pub mod progress;
pub mod prose;
pub mod question;
pub mod resume_code;
pub mod review;
pub mod rule;
pub mod service;
#[cfg(test)]
mod tests;
pub mod training;
pub mod view;
