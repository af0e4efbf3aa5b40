//! Use cases of the people slice. A file per group; this one is the door.

mod account;
mod attempt;
mod identity;
mod own_data;
mod passkey;
mod person;
mod second_factor;
pub mod secret;
mod session;
mod sign_in;
mod sign_up;
mod staff;

use crate::service::Desk;
use async_trait::async_trait;
use domain::actor::Grant;
use domain::id::{OwnDataId, PasskeyId, PersonId, SessionId};
use domain::people::account::{
    Account, AddPerson, ChangePasswordInput, FoundPeople, Look, PersonSummary, Profile, SignInInput,
    SignUpInput,
};
use domain::people::identity::{VerifyInput, VerifyOutcome};
use domain::people::own_data::{OwnDataExport, OwnDataFile};
use domain::people::passkey::{OwnPasskey, PasskeyAnswer, PasskeyCeremony};
use domain::people::second_factor::{AwaitedSignIn, TotpConfirmed, TotpEnrolment};
use domain::people::service::PeopleService;
use domain::people::session::{Client, OpenedSession, OwnSession};
use domain::people::unit::Unit;
use domain::{Actor, Language, ServiceResult};
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

    async fn sign_up(&self, _actor: &Actor, input: &SignUpInput, client: &Client) -> ServiceResult<()> {
        self.begin_sign_up(input, client).await
    }

    async fn check_sign_up_link(&self, _actor: &Actor, token: &str) -> ServiceResult<()> {
        self.sign_up_link(token).await
    }

    async fn confirm_sign_up(
        &self,
        _actor: &Actor,
        token: &str,
        password: &str,
        client: &Client,
    ) -> ServiceResult<OpenedSession> {
        self.end_sign_up(token, password, client).await
    }

    async fn ask_password_reset(&self, _actor: &Actor, email: &str, client: &Client) -> ServiceResult<()> {
        self.begin_reset(email, client).await
    }

    async fn check_reset_link(&self, _actor: &Actor, token: &str) -> ServiceResult<()> {
        self.reset_link(token).await
    }

    async fn reset_password(
        &self,
        _actor: &Actor,
        token: &str,
        password: &str,
        client: &Client,
    ) -> ServiceResult<()> {
        self.end_reset(token, password, client).await
    }

    async fn change_password(&self, actor: &Actor, input: &ChangePasswordInput) -> ServiceResult<()> {
        self.change_own_password(actor, input).await
    }

    async fn change_profile(&self, actor: &Actor, profile: &Profile) -> ServiceResult<()> {
        self.change_own_profile(actor, profile).await
    }

    async fn sessions(&self, actor: &Actor) -> ServiceResult<Vec<OwnSession>> {
        self.own_sessions(actor).await
    }

    async fn end_session(&self, actor: &Actor, session: SessionId) -> ServiceResult<()> {
        self.end_own_session(actor, session).await
    }

    async fn sign_out_everywhere(&self, actor: &Actor) -> ServiceResult<()> {
        self.end_all_sessions(actor).await
    }

    async fn awaited_sign_in(&self, token: &str) -> ServiceResult<Option<AwaitedSignIn>> {
        self.awaited(token).await
    }

    async fn confirm_second_factor(&self, token: &str, code: &str) -> ServiceResult<OpenedSession> {
        self.show_second_factor(token, code).await
    }

    async fn begin_totp(&self, actor: &Actor) -> ServiceResult<TotpEnrolment> {
        self.start_totp(actor).await
    }

    async fn begun_totp(&self, actor: &Actor) -> ServiceResult<Option<TotpEnrolment>> {
        self.started_totp(actor).await
    }

    async fn confirm_totp(&self, actor: &Actor, code: &str) -> ServiceResult<TotpConfirmed> {
        self.prove_totp(actor, code).await
    }

    async fn renew_recovery_codes(&self, actor: &Actor) -> ServiceResult<Vec<String>> {
        self.new_recovery_codes(actor).await
    }

    async fn remove_totp(&self, actor: &Actor, password: &str) -> ServiceResult<()> {
        self.drop_totp(actor, password).await
    }

    async fn access_log(&self, actor: &Actor) -> ServiceResult<Vec<Look>> {
        self.own_access_log(actor).await
    }

    async fn find_people(&self, actor: &Actor, words: &str, page: i64) -> ServiceResult<FoundPeople> {
        self.search(actor, words, page).await
    }

    async fn person(&self, actor: &Actor, person: PersonId) -> ServiceResult<PersonSummary> {
        self.summary_of(actor, person).await
    }

    async fn grant_role(&self, actor: &Actor, person: PersonId, grant: &Grant) -> ServiceResult<()> {
        self.grant(actor, person, grant).await
    }

    async fn revoke_role(&self, actor: &Actor, person: PersonId, grant: &Grant) -> ServiceResult<()> {
        self.revoke(actor, person, grant).await
    }

    async fn find_resident(&self, actor: &Actor, email: &str) -> ServiceResult<Option<PersonSummary>> {
        self.resident_of(actor, email).await
    }

    async fn verify_resident(&self, actor: &Actor, input: &VerifyInput) -> ServiceResult<VerifyOutcome> {
        self.verify_by_document(actor, input).await
    }

    async fn passkeys(&self, actor: &Actor) -> ServiceResult<Vec<OwnPasskey>> {
        self.own_passkeys(actor).await
    }

    async fn begin_passkey(&self, actor: &Actor) -> ServiceResult<PasskeyCeremony> {
        self.start_passkey(actor).await
    }

    async fn finish_passkey(&self, actor: &Actor, answer: &PasskeyAnswer) -> ServiceResult<()> {
        self.keep_passkey(actor, answer).await
    }

    async fn rename_passkey(&self, actor: &Actor, passkey: PasskeyId, name: &str) -> ServiceResult<()> {
        self.rename_own_passkey(actor, passkey, name).await
    }

    async fn remove_passkey(&self, actor: &Actor, passkey: PasskeyId) -> ServiceResult<()> {
        self.remove_own_passkey(actor, passkey).await
    }

    async fn begin_passkey_sign_in(&self, _actor: &Actor, client: &Client) -> ServiceResult<PasskeyCeremony> {
        self.start_passkey_sign_in(client).await
    }

    async fn finish_passkey_sign_in(
        &self,
        _actor: &Actor,
        answer: &PasskeyAnswer,
        client: &Client,
    ) -> ServiceResult<OpenedSession> {
        self.sign_in_with_passkey(answer, client).await
    }

    fn identity_provider(&self) -> Option<String> {
        self.provider_name()
    }

    async fn begin_identity(&self, actor: &Actor) -> ServiceResult<String> {
        self.leave_for_provider(actor).await
    }

    async fn finish_identity(&self, actor: &Actor, state: &str, code: &str) -> ServiceResult<VerifyOutcome> {
        self.return_from_provider(actor, state, code).await
    }

    async fn sign_out(&self, actor: &Actor) -> ServiceResult<()> {
        self.end_this_session(actor).await
    }

    async fn ask_own_data(&self, actor: &Actor, language: Language) -> ServiceResult<()> {
        self.ask_for_own_data(actor, language).await
    }

    async fn own_data_exports(&self, actor: &Actor) -> ServiceResult<Vec<OwnDataExport>> {
        self.own_exports(actor).await
    }

    async fn own_data(&self, actor: &Actor, id: OwnDataId) -> ServiceResult<OwnDataFile> {
        self.own_archive(actor, id).await
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
