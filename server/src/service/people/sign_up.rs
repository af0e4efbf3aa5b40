//! Opening an account, and a new password for somebody who forgot the old one: both go through the mailbox.

use super::People;
use super::attempt::Limit;
use super::person::person_event;
use super::secret::{digest, judge};
use domain::event::{Author, NewEvent};
use domain::job::MailJob;
use domain::people::EmailAddress;
use domain::people::account::{SignUpInput, clean_name};
use domain::people::session::{Client, OpenedSession, SecondFactor};
use domain::time::{DAY_MS, HOUR_MS};
use domain::{Actor, FieldError, Language, Problem, ServiceError, ServiceResult};
use locales::people as t;
use serde_json::json;
use storage::people::person::PersonRow;
use storage::people::sign_up::SignUpRow;
use storage::people::{password_reset, person, session, sign_up};
use uuid::Uuid;

const SIGN_UP_LASTS_MS: i64 = DAY_MS;
const RESET_LASTS_MS: i64 = HOUR_MS;

impl People {
    pub(super) async fn begin_sign_up(&self, input: &SignUpInput, client: &Client) -> ServiceResult<()> {
        let mut errors = Vec::new();
        let name = clean_name("name", &input.name).map_err(|error| errors.push(error));
        let email = input
            .email
            .parse::<EmailAddress>()
            .map_err(|problem| errors.push(FieldError::new("email", problem)));
        if let Err(error) = judge("password", &input.password, &[&input.email, &input.name]) {
            errors.push(error);
        }
        let (Ok(name), Ok(email), true) = (name, email, errors.is_empty()) else {
            return Err(ServiceError::Invalid(errors));
        };
        let key = email.key();
        self.limit(&[
            (Limit::MAIL_TO_ADDRESS, &key),
            (Limit::MAIL_OF_CLIENT, &client.address),
        ])
        .await?;

        // Known address or not, the same work is done: a hash, a token, a row, a mail, an event.
        let password_hash = self
            .passwords
            .hash(self.desk.random.as_ref(), &input.password)
            .await?;
        let token = self.desk.random.token();
        let mut connection = self.desk.database.read().await?;
        let known = person::by_email(&mut connection, &email).await?;
        drop(connection);
        let now = self.desk.now();
        let mut row = SignUpRow {
            token_hash: digest(&token),
            email: email.as_str().to_owned(),
            name,
            language: input.language,
            password_hash,
            expires_at: now.plus_ms(SIGN_UP_LASTS_MS),
        };
        let mail = match &known {
            Some(known) => {
                // Its token is told to nobody.
                row.expires_at = now;
                MailJob {
                    to: known.email.clone(),
                    subject: t::mail_known_subject(known.language).to_owned(),
                    text: t::mail_known_text(
                        known.language,
                        self.link(known.language, "/people/reset"),
                        self.link(known.language, "/people/sign-in"),
                    ),
                }
            }
            None => MailJob {
                to: row.email.clone(),
                subject: t::mail_confirm_subject(input.language).to_owned(),
                text: t::mail_confirm_text(
                    input.language,
                    self.link(input.language, &format!("/people/confirm?token={token}")),
                ),
            },
        };
        let id: Uuid = self.desk.id();
        let mut tx = self.desk.database.begin().await?;
        sign_up::insert(tx.connection()?, &row, now).await?;
        self.desk
            .enqueue(&mut tx, &mail.queued(format!("mail:sign_up:{id}"), now))
            .await?;
        self.desk
            .record(&mut tx, &by_nobody("people.sign_up", id, "people.sign_up.begun"))
            .await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn sign_up_link(&self, token: &str) -> ServiceResult<()> {
        let mut connection = self.desk.database.read().await?;
        let begun = sign_up::get(&mut connection, &digest(token), self.desk.now()).await?;
        begun.map(drop).ok_or(ServiceError::Rule("link_worn_out"))
    }

    pub(super) async fn end_sign_up(
        &self,
        token: &str,
        password: &str,
        client: &Client,
    ) -> ServiceResult<OpenedSession> {
        let token_hash = digest(token);
        self.limit(&[
            (Limit::SIGN_IN_OF_ACCOUNT, &token_hash),
            (Limit::SIGN_IN_OF_CLIENT, &client.address),
        ])
        .await?;
        let now = self.desk.now();
        let mut connection = self.desk.database.read().await?;
        let begun = sign_up::get(&mut connection, &token_hash, now).await?;
        drop(connection);
        let begun = begun.ok_or(ServiceError::Rule("link_worn_out"))?;
        if !self
            .passwords
            .verify(password, Some(&begun.password_hash))
            .await?
        {
            return Err(ServiceError::field("password", Problem::WrongPassword));
        }
        let row = PersonRow {
            id: self.desk.id(),
            email: begun.email,
            name: begun.name,
            language: begun.language,
            tax_number: None,
            password_hash: Some(begun.password_hash),
            is_demo: false,
            street: String::new(),
            version: 1,
            created_at: now,
        };
        let mut tx = self.desk.database.begin().await?;
        if !sign_up::take(tx.connection()?, &token_hash).await? {
            return Err(ServiceError::Rule("link_worn_out"));
        }
        person::insert(tx.connection()?, &row)
            .await
            .map_err(|error| match error.is_conflict() {
                // Two sign-ups of one address: the first that was confirmed stays.
                true => ServiceError::Rule("link_worn_out"),
                false => error.into(),
            })?;
        let event = NewEvent {
            author: Author::Person(row.id),
            on_behalf_of: None,
            ..person_event(&Actor::Anonymous, row.id, 1, "people.person.signed_up")
        };
        self.desk.record(&mut tx, &event).await?;
        let opened = self
            .open(&mut tx, &row, SecondFactor::NotAsked, client, "sign_up")
            .await?;
        tx.commit().await?;
        Ok(opened)
    }

    pub(super) async fn begin_reset(&self, email: &str, client: &Client) -> ServiceResult<()> {
        let email: EmailAddress = email
            .parse()
            .map_err(|problem| ServiceError::field("email", problem))?;
        let key = email.key();
        self.limit(&[
            (Limit::MAIL_TO_ADDRESS, &key),
            (Limit::MAIL_OF_CLIENT, &client.address),
        ])
        .await?;
        let token = self.desk.random.token();
        let now = self.desk.now();
        let id: Uuid = self.desk.id();
        let mut connection = self.desk.database.read().await?;
        let known = person::by_email(&mut connection, &email).await?;
        drop(connection);
        // An unknown address costs a written change, too: the time of the answer does not tell them apart.
        let mut tx = self.desk.database.begin().await?;
        if let Some(known) = known {
            let expires_at = now.plus_ms(RESET_LASTS_MS);
            password_reset::insert(tx.connection()?, &digest(&token), known.id, expires_at).await?;
            let link = self.link(known.language, &format!("/people/new-password?token={token}"));
            let mail = MailJob {
                to: known.email,
                subject: t::mail_reset_subject(known.language).to_owned(),
                text: t::mail_reset_text(known.language, link),
            };
            self.desk
                .enqueue(&mut tx, &mail.queued(format!("mail:reset:{id}"), now))
                .await?;
        }
        self.desk
            .record(
                &mut tx,
                &by_nobody("people.password_reset", id, "people.password_reset.asked"),
            )
            .await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn reset_link(&self, token: &str) -> ServiceResult<()> {
        let mut connection = self.desk.database.read().await?;
        let person = password_reset::person(&mut connection, &digest(token), self.desk.now()).await?;
        person.map(drop).ok_or(ServiceError::Rule("link_worn_out"))
    }

    pub(super) async fn end_reset(&self, token: &str, password: &str, client: &Client) -> ServiceResult<()> {
        self.limit(&[(Limit::SIGN_IN_OF_CLIENT, &client.address)]).await?;
        let now = self.desk.now();
        let token_hash = digest(token);
        let mut connection = self.desk.database.read().await?;
        let Some(id) = password_reset::person(&mut connection, &token_hash, now).await? else {
            return Err(ServiceError::Rule("link_worn_out"));
        };
        let row = person::get(&mut connection, id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        drop(connection);
        judge("password", password, &[&row.email, &row.name])
            .map_err(|error| ServiceError::Invalid(vec![error]))?;
        let hash = self.passwords.hash(self.desk.random.as_ref(), password).await?;
        let mut tx = self.desk.database.begin().await?;
        if password_reset::remove_of(tx.connection()?, id).await? == 0 {
            return Err(ServiceError::Rule("link_worn_out"));
        }
        session::remove_others(tx.connection()?, id, None).await?;
        self.forget_attempts(&mut tx, Limit::SIGN_IN_OF_ACCOUNT, &row.email.to_lowercase())
            .await?;
        let by_owner = Author::Person(id);
        self.set_password(&mut tx, row, hash, by_owner, "people.password.reset")
            .await?;
        Ok(tx.commit().await?)
    }

    /// Sets a password, records it, and tells the owner by mail: a thief's change must not go unnoticed.
    pub(super) async fn set_password(
        &self,
        tx: &mut storage::Tx,
        row: PersonRow,
        hash: String,
        author: Author,
        kind: &'static str,
    ) -> ServiceResult<()> {
        let now = self.desk.now();
        let changed = PersonRow {
            password_hash: Some(hash),
            ..row
        };
        if !person::update(tx.connection()?, &changed).await? {
            return Err(ServiceError::Conflict);
        }
        let event = NewEvent {
            author,
            on_behalf_of: None,
            ..person_event(&Actor::System, changed.id, changed.version + 1, kind)
        };
        self.desk.record(tx, &event).await?;
        let mail = MailJob {
            subject: t::mail_changed_subject(changed.language).to_owned(),
            text: t::mail_changed_text(changed.language, self.link(changed.language, "/people/reset")),
            to: changed.email,
        };
        let key = format!("mail:password:{}:{}", changed.id, changed.version + 1);
        self.desk.enqueue(tx, &mail.queued(key, now)).await
    }

    /// The whole address of a page, for mail.
    pub(super) fn link(&self, language: Language, path: &str) -> String {
        format!("{}{}{path}", self.desk.settings.origin, language.prefix())
    }
}

fn by_nobody(subject_kind: &'static str, id: Uuid, kind: &'static str) -> NewEvent {
    NewEvent {
        author: Author::Anonymous,
        on_behalf_of: None,
        subject_kind,
        subject_id: id.to_string(),
        subject_version: 1,
        kind,
        reason: None,
        data: json!({}),
    }
}
