//! The own account.

use super::People;
use domain::access::{Action, Scope, permit};
use domain::actor::SignedIn;
use domain::people::account::Account;
use domain::{Actor, ServiceError, ServiceResult};
use storage::people::person::PersonRow;
use storage::people::{person, role_grant};

impl People {
    pub(super) async fn own_account(&self, actor: &Actor) -> ServiceResult<Account> {
        let (_, row) = self.own(actor).await?;
        let mut connection = self.desk.database.read().await?;
        let roles = role_grant::of_person(&mut connection, row.id).await?;
        Ok(Account {
            person: row.id,
            identity: row.identity(),
            tax_number: row.tax_number.as_ref().map(ToString::to_string),
            has_password: row.password_hash.is_some(),
            has_totp: false,
            recovery_codes_left: 0,
            email: row.email,
            name: row.name,
            language: row.language,
            roles,
            created_at: row.created_at,
        })
    }

    /// The actor and their own account.
    pub(super) async fn own<'a>(&self, actor: &'a Actor) -> ServiceResult<(&'a SignedIn, PersonRow)> {
        let this = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        permit(actor, Action::ManageOwnAccount, Scope::owned_by(this.person))?;
        let mut connection = self.desk.database.read().await?;
        let row = person::get(&mut connection, this.person).await?;
        Ok((this, row.ok_or(ServiceError::NotFound)?))
    }
}
