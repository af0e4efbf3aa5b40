//! Stores of the learning slice.

pub mod attempt;
pub mod certificate;
pub mod class;
pub mod enrolment;
pub mod item_statistics;
pub mod learner;
pub mod lesson_version;
pub mod picture;
pub mod progress;
pub mod question;
pub mod review;
pub mod sitting;
pub mod training;
