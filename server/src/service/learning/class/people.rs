//! The people of a class for its teacher and for operators: masked in the list, whole one by one, and forgotten in time.

use super::reading::rights;
use super::{Classes, desk_of};
use domain::access::{Action, permit};
use domain::id::{ClassId, EnrolmentId, PersonId};
use domain::learning::class::enrolment::{EnrolmentState, KEEP_VISITOR_MS, masked_name};
use domain::learning::class::view::{People, PersonCard, PersonLine};
use domain::learning::class::{CALLED, ENROLMENT, VISITORS_FORGOTTEN};
use domain::{Actor, ServiceError, ServiceResult, Timestamp, phone};
use serde_json::json;
use storage::access_log::{self, LookRow};
use storage::learning::class;
use storage::learning::enrolment::{self, EnrolmentRow};
use storage::people::person;
use storage::{AnyConnection, Tx};

/// So many visitors are forgotten at a time.
const MOST_FORGOTTEN: i64 = 500;

impl Classes {
    pub(super) async fn people_of(&self, actor: &Actor, id: ClassId) -> ServiceResult<People> {
        permit(actor, Action::ReadEnrolments, desk_of(actor))?;
        let mut connection = self.desk.database.read().await?;
        let row = class::get(&mut connection, id).await?;
        let row = row.ok_or(ServiceError::NotFound)?;
        let taken = class::taken(&mut connection, id).await?;
        let mut all = enrolment::of_class(&mut connection, id).await?;
        all.sort_by_key(|one| match one.state {
            EnrolmentState::Enrolled => 0,
            EnrolmentState::Waiting => 1,
            EnrolmentState::Left => 2,
        });
        let mut people = Vec::with_capacity(all.len());
        for one in &all {
            let name = name_of(&mut connection, one).await?;
            people.push(PersonLine {
                id: one.id,
                name: masked_name(&name),
                phone: one.visitor.as_ref().map(|visitor| phone::masked(&visitor.phone)),
                way: one.way,
                state: one.state,
                needs_call: one.needs_call,
            });
        }
        Ok(People {
            line: self.line(&row, taken),
            rights: rights(actor),
            people,
        })
    }

    pub(super) async fn person_card(
        &self,
        actor: &Actor,
        class: ClassId,
        id: EnrolmentId,
    ) -> ServiceResult<PersonCard> {
        permit(actor, Action::ReadEnrolments, desk_of(actor))?;
        let mut connection = self.desk.database.read().await?;
        let row = class::get(&mut connection, class).await?;
        let row = row.ok_or(ServiceError::NotFound)?;
        let one = enrolment::get(&mut connection, class, id).await?;
        let one = one.ok_or(ServiceError::NotFound)?;
        let taken = class::taken(&mut connection, class).await?;
        let name = name_of(&mut connection, &one).await?;
        drop(connection);
        let mut tx = self.desk.database.begin().await?;
        self.look(&mut tx, actor, &one, "learning.card").await?;
        tx.commit_without_event("a look is its own record").await?;
        Ok(PersonCard {
            line: self.line(&row, taken),
            id,
            name,
            kept_until: one.visitor.as_ref().map(|_| row.ends_at.plus_ms(KEEP_VISITOR_MS)),
            phone: one.visitor.map(|visitor| visitor.phone),
            way: one.way,
            state: one.state,
            needs_call: one.needs_call,
            enrolled_at: one.enrolled_at,
            is_forgotten: one.forgotten_at.is_some(),
        })
    }

    /// Writes down that somebody read a name. A visitor without an account is known by the enrolment alone.
    pub(super) async fn look(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        one: &EnrolmentRow,
        purpose: &str,
    ) -> ServiceResult<()> {
        let Some(reader) = actor
            .signed_in()
            .filter(|reader| one.person != Some(reader.person))
        else {
            return Ok(());
        };
        let look = LookRow {
            id: self.desk.id(),
            at: self.desk.now(),
            reader: reader.person,
            reader_name: reader.display_name.clone(),
            person: one.person.unwrap_or(PersonId(one.id.0)),
            subject_kind: ENROLMENT.to_owned(),
            subject_id: one.id.to_string(),
            purpose: purpose.to_owned(),
        };
        Ok(access_log::insert(tx.connection()?, &look).await?)
    }

    pub(super) async fn called(&self, actor: &Actor, class: ClassId, id: EnrolmentId) -> ServiceResult<()> {
        permit(actor, Action::EnrolVisitor, desk_of(actor))?;
        let mut tx = self.desk.database.begin().await?;
        let row = self.held(&mut tx, class).await?;
        let one = enrolment::get(tx.connection()?, class, id).await?;
        let mut one = one.ok_or(ServiceError::NotFound)?;
        if !one.needs_call {
            return Ok(());
        }
        one.needs_call = false;
        enrolment::put(tx.connection()?, &one).await?;
        self.tell_of(&mut tx, actor, &row, &one, CALLED).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn forget_old_visitors(&self, actor: &Actor) -> ServiceResult<()> {
        if !matches!(actor, Actor::System) {
            return Err(ServiceError::Forbidden);
        }
        let now = self.desk.now();
        let ended_before = Timestamp(now.0.saturating_sub(KEEP_VISITOR_MS));
        loop {
            let mut tx = self.desk.database.begin().await?;
            let old = enrolment::to_forget(tx.connection()?, ended_before, MOST_FORGOTTEN).await?;
            let Some(first) = old.first().map(|one| one.class) else {
                return Ok(());
            };
            // One class at a time: each has its own event.
            let of_first: Vec<EnrolmentRow> = old.into_iter().filter(|one| one.class == first).collect();
            let row = self.held(&mut tx, first).await?;
            for one in &of_first {
                enrolment::forget(tx.connection()?, one.id, now).await?;
            }
            let data = json!({ "visitors": of_first.len() });
            self.tell(&mut tx, actor, &row, VISITORS_FORGOTTEN, None, data)
                .await?;
            tx.commit().await?;
        }
    }
}

/// The name of somebody of a class; empty once it is forgotten.
pub(super) async fn name_of(connection: &mut AnyConnection, one: &EnrolmentRow) -> ServiceResult<String> {
    match (&one.visitor, one.person) {
        (Some(visitor), _) => Ok(visitor.name.clone()),
        (None, Some(id)) => {
            let person = person::get(connection, id).await?;
            Ok(person.map(|person| person.name).unwrap_or_default())
        }
        (None, None) => Ok(String::new()),
    }
}
