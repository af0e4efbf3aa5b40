//! Who learns: a person, or whoever holds the token of a device; and how the two become one.

use super::Learning;
use crate::service::people::secret::digest;
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::id::PersonId;
use domain::learning::view::Kept;
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::{Value, json};
use storage::learning::learner::{self, LearnerRow};
use storage::learning::{attempt, certificate, lesson_version, progress, review, sitting, training};
use storage::{AnyConnection, Tx};

/// The learner of a change, and the token of a device that became known in it.
pub(super) type Learner = Kept<LearnerRow>;

impl Learning {
    /// The learner who asks, if there is one. One query.
    pub(super) async fn known_learner(
        &self,
        connection: &mut AnyConnection,
        actor: &Actor,
        device: Option<&str>,
    ) -> ServiceResult<Option<LearnerRow>> {
        permit(actor, Action::LearnWithProgress, Scope::COMMUNITY)?;
        match (actor.person_id(), device) {
            (Some(person), _) => Ok(learner::of_person(connection, person).await?),
            (None, Some(token)) => Ok(learner::of_device(connection, &digest(token)).await?),
            (None, None) => Ok(None),
        }
    }

    /// The learner who asks, held for a change; made when this is the first thing that is earned.
    pub(super) async fn learner(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        device: Option<&str>,
    ) -> ServiceResult<Learner> {
        let known = self.known_learner(tx.connection()?, actor, device).await?;
        let mut learner = match known {
            Some(value) => Kept {
                value,
                new_device: None,
            },
            None => self.new_learner(tx, actor).await?,
        };
        learner.value.version = learner::next_version(tx.connection()?, learner.value.id).await?;
        Ok(learner)
    }

    /// A learner held for a change.
    pub(super) async fn hold_learner(
        &self,
        tx: &mut Tx,
        mut learner: LearnerRow,
    ) -> ServiceResult<LearnerRow> {
        learner.version = learner::next_version(tx.connection()?, learner.id).await?;
        Ok(learner)
    }

    async fn new_learner(&self, tx: &mut Tx, actor: &Actor) -> ServiceResult<Learner> {
        let now = self.desk.now();
        let person = actor.person_id();
        let new = LearnerRow {
            id: self.desk.id(),
            person,
            version: 0,
            created_at: now,
        };
        let is_new = learner::insert(tx.connection()?, &new).await?;
        let Some(person) = person else {
            let token = self.desk.random.token();
            learner::add_device(tx.connection()?, &digest(&token), new.id, now).await?;
            return Ok(Kept {
                value: new,
                new_device: Some(token),
            });
        };
        // Of two first answers at once, one makes the learner.
        let value = if is_new {
            new
        } else {
            let existing = learner::of_person(tx.connection()?, person).await?;
            existing.ok_or(ServiceError::Conflict)?
        };
        Ok(Kept {
            value,
            new_device: None,
        })
    }

    /// An event about a learner, in the learner's version of this change.
    pub(super) async fn tell(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        learner: &LearnerRow,
        kind: &'static str,
        data: Value,
    ) -> ServiceResult<()> {
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: learner.person.filter(|person| actor.person_id() != Some(*person)),
            subject_kind: "learning.learner",
            subject_id: learner.id.to_string(),
            subject_version: learner.version,
            kind,
            reason: None,
            data,
        };
        self.desk.record(tx, &event).await
    }

    pub(super) async fn attach(&self, actor: &Actor, device: &str) -> ServiceResult<()> {
        permit(actor, Action::LearnWithProgress, Scope::COMMUNITY)?;
        let person = actor.person_id().ok_or(ServiceError::SignInNeeded)?;
        let token_hash = digest(device);
        let mut tx = self.desk.database.begin().await?;
        let Some(anonymous) = learner::of_device(tx.connection()?, &token_hash).await? else {
            return Ok(());
        };
        let owner = if anonymous.person.is_none() {
            self.take_in(&mut tx, actor, person, anonymous, "device").await?
        } else {
            // Somebody's progress that a card brought here: it stays theirs.
            anonymous
        };
        learner::forget_device(tx.connection()?, &token_hash).await?;
        self.tell(&mut tx, actor, &owner, "learning.device.forgotten", json!({}))
            .await?;
        Ok(tx.commit().await?)
    }

    /// Joins an anonymous learner's progress to a person's, and says who the learner is now.
    pub(super) async fn take_in(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        person: PersonId,
        anonymous: LearnerRow,
        way: &'static str,
    ) -> ServiceResult<LearnerRow> {
        let mut own = match learner::of_person(tx.connection()?, person).await? {
            Some(own) => own,
            None => {
                learner::set_person(tx.connection()?, anonymous.id, person).await?;
                LearnerRow {
                    person: Some(person),
                    ..anonymous.clone()
                }
            }
        };
        own.version = learner::next_version(tx.connection()?, own.id).await?;
        if own.id != anonymous.id {
            self.join(tx, &anonymous, &own).await?;
        }
        let data = json!({ "way": way, "from": anonymous.id });
        self.tell(tx, actor, &own, "learning.learner.attached", data)
            .await?;
        Ok(own)
    }

    async fn join(&self, tx: &mut Tx, from: &LearnerRow, to: &LearnerRow) -> ServiceResult<()> {
        let connection = tx.connection()?;
        learner::next_version(connection, from.id).await?;
        let theirs = progress::all(connection, from.id).await?;
        let mut own = progress::all(connection, to.id).await?;
        for (path, other) in theirs {
            let mut joined = match own.remove(&path) {
                Some(mine) => mine.joined(other),
                None => other,
            };
            let kept = lesson_version::get(connection, &path, joined.version).await?;
            if let Some(lesson) = kept
                && joined.finished_at.is_none()
                && domain::learning::progress::is_complete(&lesson, &joined.earned)
            {
                joined.finished_at = Some(joined.touched_at);
            }
            progress::put(connection, to.id, &path, &joined).await?;
        }
        progress::hand_over(connection, from.id, to.id).await?;
        attempt::hand_over(connection, from.id, to.id).await?;
        training::hand_over(connection, from.id, to.id).await?;
        review::hand_over(connection, from.id, to.id).await?;
        sitting::hand_over(connection, from.id, to.id).await?;
        certificate::hand_over(connection, from.id, to.id).await?;
        learner::hand_over(connection, from.id, to.id).await?;
        Ok(learner::remove(connection, from.id).await?)
    }

    pub(super) async fn forget(&self, actor: &Actor, device: &str) -> ServiceResult<()> {
        permit(actor, Action::LearnWithProgress, Scope::COMMUNITY)?;
        let token_hash = digest(device);
        let mut tx = self.desk.database.begin().await?;
        let Some(mut known) = learner::of_device(tx.connection()?, &token_hash).await? else {
            return Ok(());
        };
        known.version = learner::next_version(tx.connection()?, known.id).await?;
        learner::forget_device(tx.connection()?, &token_hash).await?;
        self.tell(&mut tx, actor, &known, "learning.device.forgotten", json!({}))
            .await?;
        Ok(tx.commit().await?)
    }
}
