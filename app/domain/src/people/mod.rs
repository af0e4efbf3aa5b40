//! The people slice: accounts, sessions, identity and roles.

pub mod account;
pub mod email;
pub mod identity;
pub mod name;
pub mod own_data;
pub mod passkey;
pub mod password;
pub mod second_factor;
pub mod service;
pub mod session;
pub mod tax_number;
pub mod unit;

pub use email::EmailAddress;
pub use tax_number::TaxNumber;
