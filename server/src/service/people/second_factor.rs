//! One-time codes (RFC 6238) and recovery codes.

use super::People;
use super::attempt::Limit;
use super::person::person_event;
use super::secret::digest;
use domain::event::{Author, NewEvent};
use domain::id::PersonId;
use domain::people::second_factor::{
    AwaitedSignIn, RECOVERY_CODES, TotpConfirmed, TotpEnrolment, clean_code,
};
use domain::people::session::{OpenedSession, SecondFactor};
use domain::{Actor, Problem, ServiceError, ServiceResult};
use storage::people::totp::TotpRow;
use storage::people::{person, session, totp};
use storage::{AnyConnection, Tx};
use totp_rs::{Builder, Secret, Totp};

const SECRET_BYTES: usize = 20;
/// Letters and digits that are not taken for each other: 32 of them, so that a byte picks evenly.
const RECOVERY_ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567892";
const RECOVERY_CHARACTERS: usize = 12;

impl People {
    pub(super) async fn awaited(&self, token: &str) -> ServiceResult<Option<AwaitedSignIn>> {
        let mut connection = self.desk.database.read().await?;
        let Some((row, holder)) = self.holder(&mut connection, token).await? else {
            return Ok(None);
        };
        if row.second_factor != SecondFactor::Awaited {
            return Ok(None);
        }
        let person = person::get(&mut connection, row.person).await?;
        let is_demo = self.desk.settings.demo && person.is_some_and(|person| person.is_demo);
        let demo_code = match totp::get(&mut connection, row.person).await? {
            Some(kept) if is_demo => Some(
                self.authenticator(&kept.secret, "")?
                    .generate(self.now_s())
                    .to_string(),
            ),
            Some(_) | None => None,
        };
        Ok(Some(AwaitedSignIn {
            name: holder.display_name,
            demo_code,
        }))
    }

    pub(super) async fn show_second_factor(&self, token: &str, code: &str) -> ServiceResult<OpenedSession> {
        let mut connection = self.desk.database.read().await?;
        let (row, _) = self
            .holder(&mut connection, token)
            .await?
            .filter(|(row, _)| row.second_factor == SecondFactor::Awaited)
            .ok_or(ServiceError::SignInNeeded)?;
        drop(connection);
        let id = row.person.to_string();
        self.limit(&[(Limit::CODE_OF_ACCOUNT, &id)]).await?;
        let mut tx = self.desk.database.begin().await?;
        let way = self.accept_code(&mut tx, row.person, code).await?;
        self.forget_attempts(&mut tx, Limit::CODE_OF_ACCOUNT, &id).await?;
        let opened = self.confirm_session(&mut tx, row.id, row.person, way).await?;
        tx.commit().await?;
        Ok(opened)
    }

    /// Accepts a one-time code or uses a recovery code up. Says which it was.
    async fn accept_code(&self, tx: &mut Tx, person: PersonId, code: &str) -> ServiceResult<&'static str> {
        let rejected = || ServiceError::field("code", Problem::CodeRejected);
        let code = clean_code(code);
        if code.is_empty() {
            return Err(ServiceError::field("code", Problem::Required));
        }
        let kept = totp::get(tx.connection()?, person).await?;
        let Some(kept) = kept.filter(|kept| kept.confirmed_at.is_some()) else {
            return Err(rejected());
        };
        if let Some(step) = self.authenticator(&kept.secret, "")?.check(&code, self.now_s()) {
            let step = i64::try_from(step).unwrap_or(i64::MAX);
            let is_new = totp::accept(tx.connection()?, person, step).await?;
            // Several visitors sign in as the same made-up person at once; everybody reads the code on the page.
            let is_demo = self.desk.settings.demo
                && person::get(tx.connection()?, person)
                    .await?
                    .is_some_and(|person| person.is_demo);
            return if is_new || is_demo {
                Ok("totp")
            } else {
                Err(rejected())
            };
        }
        if totp::take_code(tx.connection()?, person, &digest(&code)).await? {
            Ok("recovery_code")
        } else {
            Err(rejected())
        }
    }

    /// Gives the session the second factor, under a new token.
    pub(super) async fn confirm_session(
        &self,
        tx: &mut Tx,
        id: domain::id::SessionId,
        person: PersonId,
        way: &'static str,
    ) -> ServiceResult<OpenedSession> {
        let token = self.desk.random.token();
        let is_there = session::rotate(
            tx.connection()?,
            id,
            &digest(&token),
            SecondFactor::Confirmed,
            self.desk.now(),
        )
        .await?;
        if !is_there {
            return Err(ServiceError::SignInNeeded);
        }
        let event = NewEvent {
            subject_version: 2,
            data: serde_json::json!({ "way": way }),
            ..super::session::session_event(person, id, "people.session.second_factor_confirmed")
        };
        self.desk.record(tx, &event).await?;
        Ok(OpenedSession {
            token,
            awaits_second_factor: false,
        })
    }

    pub(super) async fn start_totp(&self, actor: &Actor) -> ServiceResult<TotpEnrolment> {
        let (_, row) = self.own(actor).await?;
        let mut tx = self.desk.database.begin().await?;
        let kept = totp::get(tx.connection()?, row.id).await?;
        if kept.is_some_and(|kept| kept.confirmed_at.is_some()) {
            return Err(ServiceError::Rule("second_factor_exists"));
        }
        let new = self.new_totp(row.id);
        totp::put(tx.connection()?, &new).await?;
        tx.commit_without_event("a secret that counts from its confirmation on")
            .await?;
        self.enrolment(&new.secret, &row.email)
    }

    pub(super) async fn started_totp(&self, actor: &Actor) -> ServiceResult<Option<TotpEnrolment>> {
        let (_, row) = self.own(actor).await?;
        let mut connection = self.desk.database.read().await?;
        let kept = totp::get(&mut connection, row.id).await?;
        kept.filter(|kept| kept.confirmed_at.is_none())
            .map(|kept| self.enrolment(&kept.secret, &row.email))
            .transpose()
    }

    pub(super) async fn prove_totp(&self, actor: &Actor, code: &str) -> ServiceResult<TotpConfirmed> {
        let (this, row) = self.own(actor).await?;
        self.limit(&[(Limit::CODE_OF_ACCOUNT, &row.id.to_string())])
            .await?;
        let mut tx = self.desk.database.begin().await?;
        let begun = totp::get(tx.connection()?, row.id)
            .await?
            .filter(|kept| kept.confirmed_at.is_none())
            .ok_or(ServiceError::Rule("second_factor_not_begun"))?;
        let step = self
            .authenticator(&begun.secret, "")?
            .check(&clean_code(code), self.now_s())
            .ok_or_else(|| ServiceError::field("code", Problem::CodeRejected))?;
        let confirmed = TotpRow {
            confirmed_at: Some(self.desk.now()),
            last_step: i64::try_from(step).unwrap_or(i64::MAX),
            ..begun
        };
        totp::put(tx.connection()?, &confirmed).await?;
        // Sessions that were opened with the password alone end.
        session::remove_others(tx.connection()?, row.id, Some(this.session)).await?;
        let recovery_codes = self.put_recovery_codes(tx.connection()?, row.id).await?;
        let event = person_event(actor, row.id, row.version, "people.second_factor.set_up");
        self.desk.record(&mut tx, &event).await?;
        let session = self
            .confirm_session(&mut tx, this.session, row.id, "totp")
            .await?;
        tx.commit().await?;
        Ok(TotpConfirmed {
            session,
            recovery_codes,
        })
    }

    pub(super) async fn new_recovery_codes(&self, actor: &Actor) -> ServiceResult<Vec<String>> {
        let (this, row) = self.own(actor).await?;
        if !this.second_factor {
            return Err(ServiceError::SecondFactorNeeded);
        }
        let mut tx = self.desk.database.begin().await?;
        let codes = self.put_recovery_codes(tx.connection()?, row.id).await?;
        let event = person_event(actor, row.id, row.version, "people.recovery_codes.renewed");
        self.desk.record(&mut tx, &event).await?;
        tx.commit().await?;
        Ok(codes)
    }

    pub(super) async fn drop_totp(&self, actor: &Actor, password: &str) -> ServiceResult<()> {
        let (this, row) = self.own(actor).await?;
        if this.is_staff() {
            return Err(ServiceError::Rule("second_factor_of_staff"));
        }
        self.limit(&[(Limit::SIGN_IN_OF_ACCOUNT, &row.email.to_lowercase())])
            .await?;
        if !self
            .passwords
            .verify(password, row.password_hash.as_deref())
            .await?
        {
            return Err(ServiceError::field("password", Problem::WrongPassword));
        }
        let mut tx = self.desk.database.begin().await?;
        totp::remove(tx.connection()?, row.id).await?;
        let event = NewEvent {
            author: Author::Person(row.id),
            ..person_event(actor, row.id, row.version, "people.second_factor.removed")
        };
        self.desk.record(&mut tx, &event).await?;
        Ok(tx.commit().await?)
    }

    /// A new secret, not yet confirmed.
    pub(super) fn new_totp(&self, person: PersonId) -> TotpRow {
        let mut bytes = [0_u8; SECRET_BYTES];
        self.desk.random.fill(&mut bytes);
        TotpRow {
            person,
            secret: Secret::new(Box::from(bytes)).to_base32(),
            confirmed_at: None,
            last_step: 0,
        }
    }

    async fn put_recovery_codes(
        &self,
        connection: &mut AnyConnection,
        person: PersonId,
    ) -> ServiceResult<Vec<String>> {
        let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| self.recovery_code()).collect();
        let hashes: Vec<String> = codes.iter().map(|code| digest(&clean_code(code))).collect();
        totp::put_codes(connection, person, &hashes).await?;
        Ok(codes)
    }

    /// Three groups of four: 60 bits, enough for a digest without salt behind a limit of attempts.
    fn recovery_code(&self) -> String {
        let mut bytes = [0_u8; RECOVERY_CHARACTERS];
        self.desk.random.fill(&mut bytes);
        let mut code = String::new();
        for (index, byte) in bytes.iter().enumerate() {
            if index > 0 && index % 4 == 0 {
                code.push('-');
            }
            let letter = RECOVERY_ALPHABET.get(usize::from(byte % 32)).copied();
            code.push(char::from(letter.unwrap_or(b'a')));
        }
        code
    }

    fn enrolment(&self, secret: &str, email: &str) -> ServiceResult<TotpEnrolment> {
        let failed = |error: String| ServiceError::Internal(format!("QR code: {error}"));
        let authenticator = self.authenticator(secret, email)?;
        Ok(TotpEnrolment {
            secret: secret.to_owned(),
            qr_png: authenticator
                .to_qr_base64()
                .map_err(|error| failed(error.to_string()))?,
            address: authenticator
                .to_url()
                .map_err(|error| failed(error.to_string()))?,
        })
    }

    fn authenticator(&self, secret: &str, account: &str) -> ServiceResult<Totp> {
        let failed = |error: String| ServiceError::Internal(format!("one-time codes: {error}"));
        let secret =
            Secret::try_from_base32(secret).map_err(|_| failed("the secret is corrupt".to_owned()))?;
        // The issuer and the account of the address must not hold a colon (the format's separator).
        let issuer = self.desk.settings.community.cabinet_uk.replace(':', " ");
        Builder::new()
            .with_secret(secret)
            .with_account_name(account)
            .with_issuer(Some(issuer))
            .build()
            .map_err(|error| failed(error.to_string()))
    }

    fn now_s(&self) -> u64 {
        u64::try_from(self.desk.now().0 / 1_000).unwrap_or(0)
    }
}
