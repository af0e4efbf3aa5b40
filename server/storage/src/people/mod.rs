//! Stores of the people slice.

pub mod attempt;
pub mod identity_visit;
pub mod own_data;
pub mod passkey;
pub mod password_reset;
pub mod person;
pub mod role_grant;
pub mod session;
pub mod sign_up;
pub mod totp;
pub mod unit;
