//! An application for its applicant.

pub mod appeal;
pub mod application;
pub mod applications;
pub mod correction;
pub mod rating;
pub mod receipt;
pub mod speak;
pub mod withdraw;
