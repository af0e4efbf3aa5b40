//! The only door of the people slice.

use async_trait::async_trait;

/// Use cases: accounts, sessions, identity and roles.
#[async_trait]
pub trait PeopleService: Send + Sync {}
