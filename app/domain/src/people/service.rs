//! The only door of the people slice.

use crate::{Actor, ServiceResult};
use async_trait::async_trait;

/// Use cases: accounts, sessions, identity and roles.
#[async_trait]
pub trait PeopleService: Send + Sync {
    /// Who holds a session token; [`Actor::Anonymous`] when it is unknown, ended or too old.
    async fn actor_of_session(&self, token: &str) -> ServiceResult<Actor>;
}
