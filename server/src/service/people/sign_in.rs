//! Signing in with e-mail and password.

use super::People;
use super::attempt::Limit;
use domain::people::EmailAddress;
use domain::people::account::SignInInput;
use domain::people::session::{Client, OpenedSession, SecondFactor};
use domain::{Actor, FieldError, Problem, ServiceError, ServiceResult};
use storage::people::{person, totp};

impl People {
    pub(super) async fn sign_in_with_password(
        &self,
        _actor: &Actor,
        input: &SignInInput,
        client: &Client,
    ) -> ServiceResult<OpenedSession> {
        let mut errors = Vec::new();
        let email = input.email.parse::<EmailAddress>();
        if let Err(problem) = &email {
            errors.push(FieldError::new("email", problem.clone()));
        }
        if input.password.is_empty() {
            errors.push(FieldError::new("password", Problem::Required));
        }
        let (Ok(email), true) = (email, errors.is_empty()) else {
            return Err(ServiceError::Invalid(errors));
        };
        let key = email.key();
        let limits = [
            (Limit::SIGN_IN_OF_ACCOUNT, key.as_str()),
            (Limit::SIGN_IN_OF_CLIENT, client.address.as_str()),
        ];
        self.limit(&limits).await?;

        let mut connection = self.desk.database.read().await?;
        let found = person::by_email(&mut connection, &email).await?;
        drop(connection);
        let hash = found.as_ref().and_then(|person| person.password_hash.as_deref());
        let is_right = self.passwords.verify(&input.password, hash).await?;
        let (Some(person), true) = (found, is_right) else {
            return Err(ServiceError::field("email", Problem::CredentialsRejected));
        };

        let mut tx = self.desk.database.begin().await?;
        let has_totp = totp::get(tx.connection()?, person.id)
            .await?
            .is_some_and(|kept| kept.confirmed_at.is_some());
        let second_factor = if has_totp {
            SecondFactor::Awaited
        } else {
            SecondFactor::NotAsked
        };
        self.forget_attempts(&mut tx, Limit::SIGN_IN_OF_ACCOUNT, &key)
            .await?;
        self.give_attempt_back(&mut tx, Limit::SIGN_IN_OF_CLIENT, &client.address)
            .await?;
        let opened = self
            .open(&mut tx, &person, second_factor, client, "password")
            .await?;
        tx.commit().await?;
        Ok(opened)
    }
}
