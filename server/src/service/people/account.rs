//! The own account: profile, password, sessions, who looked.

use super::People;
use super::attempt::Limit;
use super::person::person_event;
use super::secret::judge;
use super::session::session_event;
use domain::access::{Action, Scope, permit};
use domain::actor::{IdentityLevel, SignedIn};
use domain::event::{Author, NewEvent};
use domain::id::SessionId;
use domain::people::account::{Account, ChangePasswordInput, Look, Profile, clean_name};
use domain::people::session::{OwnSession, SessionAge};
use domain::text::clean_line;
use domain::{Actor, FieldError, Problem, ServiceError, ServiceResult};
use serde_json::json;
use storage::people::person::PersonRow;
use storage::people::{password_reset, person, role_grant, session, totp};

/// How many looks at one's data a page shows.
const MOST_LOOKS: i64 = 200;
const MOST_STREET: u32 = 100;

impl People {
    pub(super) async fn own_account(&self, actor: &Actor) -> ServiceResult<Account> {
        let (_, row) = self.own(actor).await?;
        let mut connection = self.desk.database.read().await?;
        let roles = role_grant::of_person(&mut connection, row.id).await?;
        let has_totp = totp::get(&mut connection, row.id)
            .await?
            .is_some_and(|kept| kept.confirmed_at.is_some());
        Ok(Account {
            person: row.id,
            identity: row.identity(),
            tax_number: row.tax_number.as_ref().map(ToString::to_string),
            has_password: row.password_hash.is_some(),
            has_totp,
            recovery_codes_left: totp::count_codes(&mut connection, row.id).await?,
            email: row.email,
            name: row.name,
            language: row.language,
            roles,
            street: row.street,
            created_at: row.created_at,
        })
    }

    pub(super) async fn change_own_profile(&self, actor: &Actor, profile: &Profile) -> ServiceResult<()> {
        let (_, row) = self.own(actor).await?;
        let name = match row.identity() {
            // The name came from a document: nobody rewrites it by hand.
            IdentityLevel::Verified => Ok(row.name.clone()),
            IdentityLevel::Email => clean_name("name", &profile.name),
        };
        let street =
            clean_line(&profile.street, MOST_STREET).map_err(|problem| FieldError::new("street", problem));
        let (name, street) = match (name, street) {
            (Ok(name), Ok(street)) => (name, street),
            (name, street) => {
                let errors = name.err().into_iter().chain(street.err());
                return Err(ServiceError::Invalid(errors.collect()));
            }
        };
        let (is_renamed, is_moved) = (name != row.name, street != row.street);
        let language = profile.language;
        let changed = PersonRow {
            name,
            language,
            street,
            ..row
        };
        let mut tx = self.desk.database.begin().await?;
        if !person::update(tx.connection()?, &changed).await? {
            return Err(ServiceError::Conflict);
        }
        let event = NewEvent {
            data: json!({ "language": language.code(), "renamed": is_renamed, "street_changed": is_moved }),
            ..person_event(actor, changed.id, changed.version + 1, "people.person.changed")
        };
        self.desk.record(&mut tx, &event).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn change_own_password(
        &self,
        actor: &Actor,
        input: &ChangePasswordInput,
    ) -> ServiceResult<()> {
        let (this, row) = self.own(actor).await?;
        self.limit(&[(Limit::SIGN_IN_OF_ACCOUNT, &row.email.to_lowercase())])
            .await?;
        let mut errors = Vec::new();
        if !self
            .passwords
            .verify(&input.old, row.password_hash.as_deref())
            .await?
        {
            errors.push(FieldError::new("old", Problem::WrongPassword));
        }
        if let Err(error) = judge("new", &input.new, &[&row.email, &row.name]) {
            errors.push(error);
        }
        if !errors.is_empty() {
            return Err(ServiceError::Invalid(errors));
        }
        let hash = self.passwords.hash(self.desk.random.as_ref(), &input.new).await?;
        let mut tx = self.desk.database.begin().await?;
        session::remove_others(tx.connection()?, row.id, Some(this.session)).await?;
        password_reset::remove_of(tx.connection()?, row.id).await?;
        self.forget_attempts(&mut tx, Limit::SIGN_IN_OF_ACCOUNT, &row.email.to_lowercase())
            .await?;
        let author = Author::Person(row.id);
        self.set_password(&mut tx, row, hash, author, "people.password.changed")
            .await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn own_sessions(&self, actor: &Actor) -> ServiceResult<Vec<OwnSession>> {
        let (this, row) = self.own(actor).await?;
        let mut connection = self.desk.database.read().await?;
        let sessions = session::of_person(&mut connection, row.id).await?;
        let now = self.desk.now();
        Ok(sessions
            .into_iter()
            .filter(|kept| {
                SessionAge::of(kept.second_factor, this.is_staff()).is_live(
                    kept.created_at,
                    kept.last_seen_at,
                    now,
                )
            })
            .map(|kept| OwnSession {
                id: kept.id,
                is_this: kept.id == this.session,
                device: kept.device,
                created_at: kept.created_at,
                last_seen_at: kept.last_seen_at,
            })
            .collect())
    }

    pub(super) async fn end_own_session(&self, actor: &Actor, id: SessionId) -> ServiceResult<()> {
        let (this, _) = self.own(actor).await?;
        let mut tx = self.desk.database.begin().await?;
        if !session::remove(tx.connection()?, id, this.person).await? {
            return Err(ServiceError::NotFound);
        }
        let event = session_event(this.person, id, "people.session.ended");
        self.desk.record(&mut tx, &event).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn end_all_sessions(&self, actor: &Actor) -> ServiceResult<()> {
        let (this, row) = self.own(actor).await?;
        let mut tx = self.desk.database.begin().await?;
        let ended = session::remove_others(tx.connection()?, this.person, None).await?;
        let event = NewEvent {
            data: json!({ "sessions": ended }),
            ..person_event(actor, this.person, row.version, "people.sessions.ended")
        };
        self.desk.record(&mut tx, &event).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn own_access_log(&self, actor: &Actor) -> ServiceResult<Vec<Look>> {
        let this = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        permit(actor, Action::ReadOwnAccessLog, Scope::owned_by(this.person))?;
        let mut connection = self.desk.database.read().await?;
        let looks = storage::access_log::of_person(&mut connection, this.person, MOST_LOOKS).await?;
        Ok(looks
            .into_iter()
            .map(|look| Look {
                at: look.at,
                reader_name: look.reader_name,
                purpose: look.purpose,
            })
            .collect())
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
