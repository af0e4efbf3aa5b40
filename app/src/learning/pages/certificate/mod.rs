//! Certificates: one's own, the page of each for everybody who has its code, and the check of a file.

pub mod check;
pub mod claim;
pub mod home;
pub mod revoke;
pub mod show;
mod words;

pub use words::course_time;

/// The largest body with a certificate in it.
pub const FILE_BODY: usize = 1024 * 1024;
