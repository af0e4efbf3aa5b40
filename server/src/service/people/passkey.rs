//! Passkeys (WebAuthn): registering, managing, and signing in with one.

use super::People;
use super::attempt::Limit;
use super::person::person_event;
use super::secret::digest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::field::{FieldError, Problem};
use domain::id::{PasskeyId, PersonId};
use domain::job::MailJob;
use domain::people::passkey::{
    MOST_NAME_CHARACTERS, MOST_PASSKEYS, OwnPasskey, PasskeyAnswer, PasskeyCeremony,
};
use domain::people::session::{Client, OpenedSession, SecondFactor};
use domain::text::clean_line;
use domain::time::MINUTE_MS;
use domain::{Actor, ServiceError, ServiceResult};
use locales::people as t;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use storage::people::passkey::{self, ChallengeRow, PasskeyRow};
use storage::people::person;
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// How long a person may look for the key.
const CEREMONY_LASTS_MS: i64 = 5 * MINUTE_MS;
/// A browser takes a passkey for this name only; an address of the machine itself is called so, too.
const LOOPBACK_NAME: &str = "localhost";

impl People {
    pub(super) async fn own_passkeys(&self, actor: &Actor) -> ServiceResult<Vec<OwnPasskey>> {
        let (_, row) = self.own(actor).await?;
        let mut connection = self.desk.database.read().await?;
        let passkeys = passkey::of_person(&mut connection, row.id).await?;
        Ok(passkeys
            .into_iter()
            .map(|kept| OwnPasskey {
                id: kept.id,
                name: kept.name,
                created_at: kept.created_at,
                last_used_at: kept.last_used_at,
            })
            .collect())
    }

    pub(super) async fn start_passkey(&self, actor: &Actor) -> ServiceResult<PasskeyCeremony> {
        let (_, row) = self.own(actor).await?;
        let mut connection = self.desk.database.read().await?;
        let known = passkey::of_person(&mut connection, row.id).await?;
        drop(connection);
        if known.len() >= MOST_PASSKEYS {
            return Err(ServiceError::Rule("too_many_passkeys"));
        }
        let known: Vec<CredentialID> = known
            .iter()
            .filter_map(|kept| URL_SAFE_NO_PAD.decode(&kept.credential_id).ok())
            .collect();
        let (options, state) = self
            .webauthn()?
            .start_passkey_registration(row.id.0, &row.email, &row.name, Some(known))
            .map_err(|error| ServiceError::Internal(format!("passkey: {error}")))?;
        let mut ceremony = self
            .begin_ceremony(Some(row.id), &options.public_key, &state)
            .await?;
        // Signing in asks for no name, so the device must find the key by itself.
        if let Some(selection) = ceremony.options.get_mut("authenticatorSelection")
            && let Some(selection) = selection.as_object_mut()
        {
            selection.insert("residentKey".to_owned(), json!("required"));
            selection.insert("requireResidentKey".to_owned(), json!(true));
        }
        Ok(ceremony)
    }

    pub(super) async fn keep_passkey(&self, actor: &Actor, answer: &PasskeyAnswer) -> ServiceResult<()> {
        let (_, row) = self.own(actor).await?;
        let name = passkey_name(&answer.name)?;
        let state: PasskeyRegistration = self.end_ceremony(&answer.token, Some(row.id)).await?;
        let credential: RegisterPublicKeyCredential = read(answer)?;
        let key = self
            .webauthn()?
            .finish_passkey_registration(&credential, &state)
            .map_err(refused)?;
        let now = self.desk.now();
        let kept = PasskeyRow {
            id: self.desk.id(),
            person: row.id,
            credential_id: URL_SAFE_NO_PAD.encode(key.cred_id()),
            credential: written(&key)?,
            name,
            created_at: now,
            last_used_at: None,
        };
        let mut tx = self.desk.database.begin().await?;
        // Counted again: several ceremonies may have begun before the last place was taken.
        if passkey::of_person(tx.connection()?, row.id).await?.len() >= MOST_PASSKEYS {
            return Err(ServiceError::Rule("too_many_passkeys"));
        }
        passkey::insert(tx.connection()?, &kept)
            .await
            .map_err(|error| match error.is_conflict() {
                true => ServiceError::Rule("passkey_refused"),
                false => error.into(),
            })?;
        let event = person_event(actor, row.id, row.version, "people.passkey.added");
        self.desk.record(&mut tx, &event).await?;
        // A thief's key must not go unnoticed.
        let mail = MailJob {
            subject: t::mail_passkey_subject(row.language).to_owned(),
            text: t::mail_passkey_text(
                row.language,
                self.link(row.language, "/people/account/passkeys"),
                &kept.name,
            ),
            to: row.email,
        };
        self.desk
            .enqueue(&mut tx, &mail.queued(format!("mail:passkey:{}", kept.id), now))
            .await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn rename_own_passkey(
        &self,
        actor: &Actor,
        id: PasskeyId,
        name: &str,
    ) -> ServiceResult<()> {
        let (_, row) = self.own(actor).await?;
        let name = passkey_name(name)?;
        let mut tx = self.desk.database.begin().await?;
        if !passkey::rename(tx.connection()?, id, row.id, &name).await? {
            return Err(ServiceError::NotFound);
        }
        let event = person_event(actor, row.id, row.version, "people.passkey.renamed");
        self.desk.record(&mut tx, &event).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn remove_own_passkey(&self, actor: &Actor, id: PasskeyId) -> ServiceResult<()> {
        let (_, row) = self.own(actor).await?;
        let mut tx = self.desk.database.begin().await?;
        if !passkey::remove(tx.connection()?, id, row.id).await? {
            return Err(ServiceError::NotFound);
        }
        let event = person_event(actor, row.id, row.version, "people.passkey.removed");
        self.desk.record(&mut tx, &event).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn start_passkey_sign_in(&self, client: &Client) -> ServiceResult<PasskeyCeremony> {
        self.limit(&[(Limit::SIGN_IN_OF_CLIENT, &client.address)]).await?;
        let (options, state) = self
            .webauthn()?
            .start_discoverable_authentication()
            .map_err(|error| ServiceError::Internal(format!("passkey: {error}")))?;
        self.begin_ceremony(None, &options.public_key, &state).await
    }

    pub(super) async fn sign_in_with_passkey(
        &self,
        answer: &PasskeyAnswer,
        client: &Client,
    ) -> ServiceResult<OpenedSession> {
        let state: DiscoverableAuthentication = self.end_ceremony(&answer.token, None).await?;
        let credential: PublicKeyCredential = read(answer)?;
        let webauthn = self.webauthn()?;
        let (person_id, credential_id) = webauthn
            .identify_discoverable_authentication(&credential)
            .map_err(refused)?;
        let mut connection = self.desk.database.read().await?;
        let kept = passkey::by_credential(&mut connection, &URL_SAFE_NO_PAD.encode(credential_id))
            .await?
            .filter(|kept| kept.person.0 == person_id)
            .ok_or(ServiceError::Rule("passkey_refused"))?;
        let person = person::get(&mut connection, kept.person)
            .await?
            .ok_or(ServiceError::Rule("passkey_refused"))?;
        drop(connection);
        let mut key: Passkey = serde_json::from_str(&kept.credential).map_err(corrupt)?;
        let result = webauthn
            .finish_discoverable_authentication_v2(&credential, state, &key)
            .map_err(refused)?;
        key.update_credential(&result);
        let second_factor = if result.user_verified() {
            SecondFactor::Confirmed
        } else {
            return Err(ServiceError::Rule("passkey_refused"));
        };
        let mut tx = self.desk.database.begin().await?;
        passkey::used(tx.connection()?, kept.id, &written(&key)?, self.desk.now()).await?;
        let opened = self
            .open(&mut tx, &person, second_factor, client, "passkey")
            .await?;
        tx.commit().await?;
        Ok(opened)
    }

    async fn begin_ceremony(
        &self,
        person: Option<PersonId>,
        options: &impl Serialize,
        state: &impl Serialize,
    ) -> ServiceResult<PasskeyCeremony> {
        let token = self.desk.random.token();
        let now = self.desk.now();
        let row = ChallengeRow {
            token_hash: digest(&token),
            person,
            state: written(state)?,
            expires_at: now.plus_ms(CEREMONY_LASTS_MS),
        };
        let options = serde_json::to_value(options).map_err(corrupt)?;
        let mut tx = self.desk.database.begin().await?;
        passkey::insert_challenge(tx.connection()?, &row, now).await?;
        tx.commit_without_event("a ceremony that may come to nothing")
            .await?;
        Ok(PasskeyCeremony { token, options })
    }

    /// Takes the state of a ceremony, which is then used up, whatever comes of it.
    async fn end_ceremony<T: DeserializeOwned>(
        &self,
        token: &str,
        person: Option<PersonId>,
    ) -> ServiceResult<T> {
        let mut tx = self.desk.database.begin().await?;
        let row = passkey::take_challenge(tx.connection()?, &digest(token), self.desk.now()).await?;
        tx.commit_without_event("a ceremony is answered once").await?;
        let row = row
            .filter(|row| row.person == person)
            .ok_or(ServiceError::Rule("passkey_refused"))?;
        serde_json::from_str(&row.state).map_err(corrupt)
    }

    fn webauthn(&self) -> ServiceResult<Webauthn> {
        let unavailable = |error: String| {
            tracing::warn!(error, "passkeys cannot be used under this origin");
            ServiceError::Rule("passkeys_unavailable")
        };
        let settings = &self.desk.settings;
        let mut origin = Url::parse(&settings.origin).map_err(|error| unavailable(error.to_string()))?;
        if settings.listen.ip().is_loopback() && origin.domain().is_none() {
            // An address of numbers cannot own a passkey.
            origin
                .set_host(Some(LOOPBACK_NAME))
                .map_err(|error| unavailable(error.to_string()))?;
        }
        let name = origin.domain().unwrap_or_default().to_owned();
        WebauthnBuilder::new(&name, &origin)
            .and_then(|builder| builder.rp_name(&settings.community.cabinet_uk).build())
            .map_err(|error| unavailable(error.to_string()))
    }
}

fn passkey_name(name: &str) -> ServiceResult<String> {
    let problem = match clean_line(name, MOST_NAME_CHARACTERS) {
        Ok(name) if !name.is_empty() => return Ok(name),
        Ok(_) => Problem::Required,
        Err(problem) => problem,
    };
    Err(ServiceError::Invalid(vec![FieldError::new("name", problem)]))
}

fn read<T: DeserializeOwned>(answer: &PasskeyAnswer) -> ServiceResult<T> {
    T::deserialize(&answer.credential).map_err(refused)
}

fn written(value: &impl Serialize) -> ServiceResult<String> {
    serde_json::to_string(value).map_err(corrupt)
}

fn refused(error: impl std::fmt::Display) -> ServiceError {
    tracing::info!(%error, "a passkey was refused");
    ServiceError::Rule("passkey_refused")
}

fn corrupt(error: serde_json::Error) -> ServiceError {
    ServiceError::Internal(format!("passkey: {error}"))
}
