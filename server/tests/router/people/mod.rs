//! Accounts, sessions, identity and roles, through the browser's eyes.

mod sign_in;
