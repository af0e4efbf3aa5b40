//! Sessions: who holds a token, opening and ending.

use super::People;
use super::secret::digest;
use domain::actor::SignedIn;
use domain::event::NewEvent;
use domain::id::{PersonId, SessionId};
use domain::people::session::{Client, OpenedSession, SEEN_EVERY_MS, SecondFactor, SessionAge, device_name};
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::json;
use storage::people::person::PersonRow;
use storage::people::session::SessionRow;
use storage::people::{person, role_grant, session};
use storage::{AnyConnection, Tx};

impl People {
    pub(super) async fn actor_of(&self, token: &str) -> ServiceResult<Actor> {
        let mut connection = self.desk.database.read().await?;
        let Some((row, actor)) = self.holder(&mut connection, token).await? else {
            return Ok(Actor::Anonymous);
        };
        drop(connection);
        if row.second_factor == SecondFactor::Awaited {
            return Ok(Actor::Anonymous);
        }
        let now = self.desk.now();
        if now.since_ms(row.last_seen_at) >= SEEN_EVERY_MS {
            let mut tx = self.desk.database.begin().await?;
            session::seen(tx.connection()?, row.id, now).await?;
            tx.commit_without_event("the last use of a session").await?;
        }
        Ok(Actor::Person(actor))
    }

    /// The live session of a token and its person, also while it awaits the second factor.
    pub(super) async fn holder(
        &self,
        connection: &mut AnyConnection,
        token: &str,
    ) -> ServiceResult<Option<(SessionRow, SignedIn)>> {
        let Some(row) = session::by_token(connection, &digest(token)).await? else {
            return Ok(None);
        };
        let roles = role_grant::of_person(connection, row.person).await?;
        let age = SessionAge::of(row.second_factor, !roles.is_empty());
        if !age.is_live(row.created_at, row.last_seen_at, self.desk.now()) {
            return Ok(None);
        }
        let Some(person) = person::get(connection, row.person).await? else {
            return Ok(None);
        };
        let signed_in = SignedIn {
            person: person.id,
            session: row.id,
            identity: person.identity(),
            display_name: person.name,
            roles,
            second_factor: row.second_factor == SecondFactor::Confirmed,
        };
        Ok(Some((row, signed_in)))
    }

    /// Opens a session in a change, with its event. The token is new: one that somebody planted is worth nothing.
    pub(super) async fn open(
        &self,
        tx: &mut Tx,
        person: &PersonRow,
        second_factor: SecondFactor,
        client: &Client,
        way: &'static str,
    ) -> ServiceResult<OpenedSession> {
        let now = self.desk.now();
        let token = self.desk.random.token();
        let row = SessionRow {
            id: self.desk.id(),
            token_hash: digest(&token),
            person: person.id,
            second_factor,
            device: device_name(&client.user_agent),
            created_at: now,
            last_seen_at: now,
        };
        let oldest = now.plus_ms(-SessionAge::RESIDENT.absolute_ms);
        session::remove_opened_before(tx.connection()?, oldest).await?;
        session::insert(tx.connection()?, &row).await?;
        let opened = session_event(person.id, row.id, "people.session.opened");
        let opened = NewEvent {
            data: json!({ "way": way, "second_factor": second_factor.code() }),
            ..opened
        };
        self.desk.record(tx, &opened).await?;
        Ok(OpenedSession {
            token,
            awaits_second_factor: second_factor == SecondFactor::Awaited,
        })
    }

    pub(super) async fn end_this_session(&self, actor: &Actor) -> ServiceResult<()> {
        let this = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        let mut tx = self.desk.database.begin().await?;
        session::remove(tx.connection()?, this.session, this.person).await?;
        self.desk
            .record(
                &mut tx,
                &session_event(this.person, this.session, "people.session.ended"),
            )
            .await?;
        Ok(tx.commit().await?)
    }
}

/// What happened to a session of a person by the person's own act.
pub(super) fn session_event(person: PersonId, session: SessionId, kind: &'static str) -> NewEvent {
    NewEvent {
        author: domain::event::Author::Person(person),
        on_behalf_of: None,
        subject_kind: "people.session",
        subject_id: session.to_string(),
        subject_version: 1,
        kind,
        reason: None,
        data: json!({}),
    }
}
