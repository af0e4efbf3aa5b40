//! Messages inside an open application, and the rating after its end.

use super::Cabinet;
use super::officer::written;
use domain::access::{Action, Scope, permit};
use domain::cabinet::application::{SUBJECT, State, rule};
use domain::cabinet::view::{Message, Rating};
use domain::event::NewEvent;
use domain::id::ApplicationId;
use domain::text::clean_text;
use domain::{Actor, Problem, ServiceError, ServiceResult};
use storage::cabinet::message::{self, MessageRow};
use storage::cabinet::rating;

/// Event of a message; it changes nothing of the application.
const WRITTEN: &str = "cabinet.application.message_written";
/// Event of a rating.
const RATED: &str = "cabinet.application.rated";
const MOST_MESSAGE: u32 = 4_000;
const MOST_COMMENT: u32 = 1_000;

impl Cabinet {
    pub(super) async fn add_message(
        &self,
        actor: &Actor,
        id: ApplicationId,
        text: &str,
    ) -> ServiceResult<()> {
        let mut tx = self.desk.database.begin().await?;
        let row = self.readable(actor, tx.connection()?, id).await?;
        permit(
            actor,
            Action::WriteMessage,
            Scope::owned_by(row.person).with_unit(Some(row.unit)),
        )?;
        let author = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        if row.state.is_closed() {
            return Err(ServiceError::Rule(rule::APPLICATION_CLOSED));
        }
        let new = MessageRow {
            id: self.desk.id(),
            application: id,
            author: author.person,
            author_name: author.display_name.clone(),
            is_staff: author.person != row.person,
            content: written("message", text, MOST_MESSAGE, 1)?,
            at: self.desk.now(),
        };
        message::insert(tx.connection()?, &new).await?;
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: id.to_string(),
            subject_version: row.version,
            kind: WRITTEN,
            reason: None,
            data: serde_json::json!({ "message": new.id.to_string() }),
        };
        self.desk.record(&mut tx, &event).await?;
        let card = self.card_of(tx.connection()?, &row).await?;
        // While nobody has taken it, its unit is led by somebody.
        let readers = match (new.is_staff, row.officer) {
            (true, _) => vec![row.person],
            (false, Some(officer)) => vec![officer],
            (false, None) => self.heads_of(&mut tx, row.unit).await?,
        };
        for reader in readers {
            self.notify_of_message(&mut tx, &row, &card, reader, new.id)
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn add_rating(
        &self,
        actor: &Actor,
        id: ApplicationId,
        given: &Rating,
    ) -> ServiceResult<()> {
        let mut tx = self.desk.database.begin().await?;
        let row = self.readable(actor, tx.connection()?, id).await?;
        permit(actor, Action::RateService, Scope::owned_by(row.person))?;
        if !row.state.is_closed() || row.state == State::Withdrawn {
            return Err(ServiceError::Rule(rule::NO_DECISION));
        }
        if !(1..=5).contains(&given.score) {
            let problem = if given.score == 0 {
                Problem::Required
            } else {
                Problem::NotAChoice
            };
            return Err(ServiceError::field("score", problem));
        }
        let comment = clean_text(&given.comment, MOST_COMMENT)
            .map_err(|problem| ServiceError::field("comment", problem))?;
        let rating = Rating {
            score: given.score,
            comment,
        };
        if !rating::insert(tx.connection()?, id, &rating, self.desk.now()).await? {
            return Err(ServiceError::Rule(rule::RATED_ALREADY));
        }
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: id.to_string(),
            subject_version: row.version,
            kind: RATED,
            reason: None,
            data: serde_json::json!({ "score": rating.score }),
        };
        self.desk.record(&mut tx, &event).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) fn message_view(&self, row: MessageRow) -> Message {
        Message {
            author_name: row.author_name,
            is_staff: row.is_staff,
            text: row.content,
            at: self.civil(row.at),
        }
    }
}
