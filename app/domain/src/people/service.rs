//! The only door of the people slice.

use super::account::{
    Account, AddPerson, ChangePasswordInput, FoundPeople, Look, PersonSummary, Profile, SignInInput,
    SignUpInput,
};
use super::identity::{VerifyInput, VerifyOutcome};
use super::own_data::{OwnDataExport, OwnDataFile};
use super::passkey::{OwnPasskey, PasskeyAnswer, PasskeyCeremony};
use super::second_factor::{AwaitedSignIn, TotpConfirmed, TotpEnrolment};
use super::session::{Client, OpenedSession, OwnSession};
use super::unit::Unit;
use crate::actor::Grant;
use crate::id::{OwnDataId, PasskeyId, PersonId, SessionId};
use crate::{Actor, Language, ServiceResult};
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

    /// Begins an account: a mail with a link follows. The answer is the same when the address is known already.
    async fn sign_up(&self, actor: &Actor, input: &SignUpInput, client: &Client) -> ServiceResult<()>;

    /// Whether the link of a sign-up mail still works. Uses nothing up.
    ///
    /// # Errors
    /// The rule `link_worn_out` when it was used, is too old or never was.
    async fn check_sign_up_link(&self, actor: &Actor, token: &str) -> ServiceResult<()>;

    /// Opens the account of a confirmed address and a session. The password proves that the one who reads the mail
    /// is the one who signed up: nobody can prepare an account for somebody else's address.
    async fn confirm_sign_up(
        &self,
        actor: &Actor,
        token: &str,
        password: &str,
        client: &Client,
    ) -> ServiceResult<OpenedSession>;

    /// Sends a mail for choosing a new password, when the address has an account. The answer does not tell.
    async fn ask_password_reset(&self, actor: &Actor, email: &str, client: &Client) -> ServiceResult<()>;

    /// Whether the link of a reset mail still works. Uses nothing up.
    ///
    /// # Errors
    /// The rule `link_worn_out` when it was used, is too old or never was.
    async fn check_reset_link(&self, actor: &Actor, token: &str) -> ServiceResult<()>;

    /// Sets a new password by the token of a mail and ends every session.
    async fn reset_password(
        &self,
        actor: &Actor,
        token: &str,
        password: &str,
        client: &Client,
    ) -> ServiceResult<()>;

    /// Sets a new password and ends the other sessions.
    async fn change_password(&self, actor: &Actor, input: &ChangePasswordInput) -> ServiceResult<()>;

    /// Changes name and language of the own account. A verified name stays as it was checked.
    async fn change_profile(&self, actor: &Actor, profile: &Profile) -> ServiceResult<()>;

    /// The own live sessions, the last used first.
    async fn sessions(&self, actor: &Actor) -> ServiceResult<Vec<OwnSession>>;

    /// Ends one of the own sessions.
    async fn end_session(&self, actor: &Actor, session: SessionId) -> ServiceResult<()>;

    /// Ends every own session, this one too.
    async fn sign_out_everywhere(&self, actor: &Actor) -> ServiceResult<()>;

    /// The sign-in that waits for its second factor under a session token.
    async fn awaited_sign_in(&self, token: &str) -> ServiceResult<Option<AwaitedSignIn>>;

    /// Completes a sign-in with a one-time code or a recovery code; the session goes on under a new token.
    async fn confirm_second_factor(&self, token: &str, code: &str) -> ServiceResult<OpenedSession>;

    /// Makes a secret for an authenticator application; it counts from its confirmation on.
    async fn begin_totp(&self, actor: &Actor) -> ServiceResult<TotpEnrolment>;

    /// The secret that waits for its confirmation.
    async fn begun_totp(&self, actor: &Actor) -> ServiceResult<Option<TotpEnrolment>>;

    /// Confirms the authenticator by a code of it.
    async fn confirm_totp(&self, actor: &Actor, code: &str) -> ServiceResult<TotpConfirmed>;

    /// Makes new recovery codes; the former ones are worth nothing any more.
    async fn renew_recovery_codes(&self, actor: &Actor) -> ServiceResult<Vec<String>>;

    /// Removes the authenticator; asks for the password. Staff cannot.
    async fn remove_totp(&self, actor: &Actor, password: &str) -> ServiceResult<()>;

    /// Who of the staff looked at the actor's data, newest first.
    async fn access_log(&self, actor: &Actor) -> ServiceResult<Vec<Look>>;

    /// People whose name or address holds the words; pages count from 1. Each shown person can see the look.
    async fn find_people(&self, actor: &Actor, words: &str, page: i64) -> ServiceResult<FoundPeople>;

    /// One person, for the administrator. The person can see the look.
    async fn person(&self, actor: &Actor, person: PersonId) -> ServiceResult<PersonSummary>;

    /// Gives a role.
    async fn grant_role(&self, actor: &Actor, person: PersonId, grant: &Grant) -> ServiceResult<()>;

    /// Takes a role away; never the last administrator's.
    async fn revoke_role(&self, actor: &Actor, person: PersonId, grant: &Grant) -> ServiceResult<()>;

    /// The resident of an address, for an officer who checks a document. The person can see the look.
    async fn find_resident(&self, actor: &Actor, email: &str) -> ServiceResult<Option<PersonSummary>>;

    /// Makes a resident verified by a document that the officer saw.
    async fn verify_resident(&self, actor: &Actor, input: &VerifyInput) -> ServiceResult<VerifyOutcome>;

    /// The own passkeys, newest first.
    async fn passkeys(&self, actor: &Actor) -> ServiceResult<Vec<OwnPasskey>>;

    /// Begins the registration of a passkey: what the browser needs for it.
    async fn begin_passkey(&self, actor: &Actor) -> ServiceResult<PasskeyCeremony>;

    /// Registers the passkey that the browser made.
    async fn finish_passkey(&self, actor: &Actor, answer: &PasskeyAnswer) -> ServiceResult<()>;

    /// Gives a passkey another name.
    async fn rename_passkey(&self, actor: &Actor, passkey: PasskeyId, name: &str) -> ServiceResult<()>;

    /// Removes a passkey.
    async fn remove_passkey(&self, actor: &Actor, passkey: PasskeyId) -> ServiceResult<()>;

    /// Begins a sign-in with whatever passkey the person picks; no name is asked, so none can be probed.
    async fn begin_passkey_sign_in(&self, actor: &Actor, client: &Client) -> ServiceResult<PasskeyCeremony>;

    /// Opens a session by a passkey. The device has verified its holder, so this is the second factor, too.
    async fn finish_passkey_sign_in(
        &self,
        actor: &Actor,
        answer: &PasskeyAnswer,
        client: &Client,
    ) -> ServiceResult<OpenedSession>;

    /// The name of the identity provider, when one is configured.
    fn identity_provider(&self) -> Option<String>;

    /// The address at the identity provider where the actor proves who they are.
    async fn begin_identity(&self, actor: &Actor) -> ServiceResult<String>;

    /// Makes the actor verified by what the provider sent back.
    async fn finish_identity(&self, actor: &Actor, state: &str, code: &str) -> ServiceResult<VerifyOutcome>;

    /// Ends the session of the actor.
    async fn sign_out(&self, actor: &Actor) -> ServiceResult<()>;

    /// The own account.
    async fn account(&self, actor: &Actor) -> ServiceResult<Account>;

    /// Asks for an archive of everything that the city holds of the actor.
    async fn ask_own_data(&self, actor: &Actor, language: Language) -> ServiceResult<()>;

    /// The archives that the actor asked for, newest first.
    async fn own_data_exports(&self, actor: &Actor) -> ServiceResult<Vec<OwnDataExport>>;

    /// One of the own archives, while it can be downloaded.
    async fn own_data(&self, actor: &Actor, id: OwnDataId) -> ServiceResult<OwnDataFile>;

    /// Adds a person who needs no confirmation; for [`Actor::System`]. Says [`crate::ServiceError::Conflict`] when
    /// the address or the tax number is taken.
    async fn add_person(&self, actor: &Actor, new: &AddPerson) -> ServiceResult<PersonId>;

    /// Every unit, by code. Public.
    async fn units(&self, actor: &Actor) -> ServiceResult<Vec<Unit>>;
}
