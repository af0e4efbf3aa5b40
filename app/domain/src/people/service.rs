//! The only door of the people slice.

use super::account::{Account, AddPerson, SignInInput};
use super::session::{Client, OpenedSession};
use super::unit::Unit;
use crate::id::PersonId;
use crate::{Actor, ServiceResult};
use async_trait::async_trait;

/// Use cases: accounts, sessions, identity and roles.
#[async_trait]
pub trait PeopleService: Send + Sync {
    /// Who holds a session token; [`Actor::Anonymous`] when it is unknown, ended, too old, or still awaits the
    /// second factor. One query, and a write every few minutes.
    async fn actor_of_session(&self, token: &str) -> ServiceResult<Actor>;

    /// Opens a session by e-mail and password. The answer does not tell whether the address or the password was
    /// wrong, and takes like time for both.
    async fn sign_in(
        &self,
        actor: &Actor,
        input: &SignInInput,
        client: &Client,
    ) -> ServiceResult<OpenedSession>;

    /// Ends the session of the actor.
    async fn sign_out(&self, actor: &Actor) -> ServiceResult<()>;

    /// The own account.
    async fn account(&self, actor: &Actor) -> ServiceResult<Account>;

    /// Adds a person who needs no confirmation; for [`Actor::System`]. Says [`crate::ServiceError::Conflict`] when
    /// the address or the tax number is taken.
    async fn add_person(&self, actor: &Actor, new: &AddPerson) -> ServiceResult<PersonId>;

    /// Every unit, by code. Public.
    async fn units(&self, actor: &Actor) -> ServiceResult<Vec<Unit>>;
}
