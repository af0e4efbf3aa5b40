//! Use cases of the people slice. A file per group; this one is the door.

mod account;
mod attempt;
mod person;
pub mod secret;
mod session;
mod sign_in;

use crate::service::Desk;
use async_trait::async_trait;
use domain::id::PersonId;
use domain::people::account::{Account, AddPerson, SignInInput};
use domain::people::service::PeopleService;
use domain::people::session::{Client, OpenedSession};
use domain::people::unit::Unit;
use domain::{Actor, ServiceResult};
use secret::PasswordHasher;

/// The door of the people slice, on a real desk.
pub struct People {
    desk: Desk,
    passwords: PasswordHasher,
}

impl People {
    #[must_use]
    pub fn new(desk: Desk) -> Self {
        Self {
            desk,
            passwords: PasswordHasher::new(),
        }
    }
}

#[async_trait]
impl PeopleService for People {
    async fn actor_of_session(&self, token: &str) -> ServiceResult<Actor> {
        self.actor_of(token).await
    }

    async fn sign_in(
        &self,
        actor: &Actor,
        input: &SignInInput,
        client: &Client,
    ) -> ServiceResult<OpenedSession> {
        self.sign_in_with_password(actor, input, client).await
    }

    async fn sign_out(&self, actor: &Actor) -> ServiceResult<()> {
        self.end_this_session(actor).await
    }

    async fn account(&self, actor: &Actor) -> ServiceResult<Account> {
        self.own_account(actor).await
    }

    async fn add_person(&self, actor: &Actor, new: &AddPerson) -> ServiceResult<PersonId> {
        self.add(actor, new).await
    }

    async fn units(&self, _actor: &Actor) -> ServiceResult<Vec<Unit>> {
        let mut connection = self.desk.database.read().await?;
        Ok(storage::people::unit::list(&mut connection).await?)
    }
}
