//! Seats and the waiting list. Whoever takes or gives back holds the class, so that no seat is given away twice.

use super::mail::Told;
use super::{Classes, desk_of};
use domain::access::{Action, Scope, permit};
use domain::id::{ClassId, EnrolmentId};
use domain::learning::class::enrolment::{
    EnrolmentState, MOST_HELPED, VisitorInput, Way, place_for, seats_for_waiting,
};
use domain::learning::class::{ENROLLED, HELPED_ENOUGH, LEFT, SEATED, SHARING_CHANGED};
use domain::{Actor, ServiceError, ServiceResult};
use storage::Tx;
use storage::learning::class::{self, ClassRow};
use storage::learning::enrolment::{self, EnrolmentRow};

impl Classes {
    pub(super) async fn take_seat(
        &self,
        actor: &Actor,
        id: ClassId,
        shares_progress: bool,
    ) -> ServiceResult<EnrolmentState> {
        permit(actor, Action::EnrolInClass, Scope::COMMUNITY)?;
        let person = actor.person_id().ok_or(ServiceError::SignInNeeded)?;
        let mut tx = self.desk.database.begin().await?;
        let row = self.held(&mut tx, id).await?;
        let known = enrolment::of_person(tx.connection()?, id, person).await?;
        if let Some(known) = &known
            && known.state != EnrolmentState::Left
        {
            return Ok(known.state);
        }
        let one = EnrolmentRow {
            id: known.map_or_else(|| self.desk.id(), |known| known.id),
            person: Some(person),
            shares_progress,
            ..self.next(&mut tx, &row, Way::Own).await?
        };
        self.keep(tx, actor, &row, one).await
    }

    pub(super) async fn take_seat_for(
        &self,
        actor: &Actor,
        id: ClassId,
        input: &VisitorInput,
    ) -> ServiceResult<EnrolmentState> {
        let is_operator = permit(actor, Action::EnrolVisitor, desk_of(actor)).is_ok();
        if !is_operator {
            permit(actor, Action::EnrolInClass, Scope::COMMUNITY)?;
        }
        let author = actor.person_id().ok_or(ServiceError::SignInNeeded)?;
        let visitor = input.checked().map_err(ServiceError::Invalid)?;
        let mut tx = self.desk.database.begin().await?;
        let row = self.held(&mut tx, id).await?;
        let all = enrolment::of_class(tx.connection()?, id).await?;
        let mut present = all.iter().filter(|one| one.state != EnrolmentState::Left);
        // The same form sent twice.
        if let Some(same) = present
            .clone()
            .find(|one| one.visitor.as_ref() == Some(&visitor) && one.enrolled_by == Some(author))
        {
            return Ok(same.state);
        }
        let way = if is_operator { Way::Operator } else { Way::Helper };
        let helped = present
            .by_ref()
            .filter(|one| one.way == Way::Helper && one.enrolled_by == Some(author))
            .count();
        if way == Way::Helper && helped >= MOST_HELPED {
            return Err(ServiceError::Rule(HELPED_ENOUGH));
        }
        let one = EnrolmentRow {
            visitor: Some(visitor),
            enrolled_by: Some(author),
            ..self.next(&mut tx, &row, way).await?
        };
        self.keep(tx, actor, &row, one).await
    }

    /// The next in line: a seat where one is free and nobody waits, otherwise the end of the waiting list.
    async fn next(&self, tx: &mut Tx, row: &ClassRow, way: Way) -> ServiceResult<EnrolmentRow> {
        self.phase(row).is_open().map_err(ServiceError::Rule)?;
        let taken = class::taken(tx.connection()?, row.id).await?;
        Ok(EnrolmentRow {
            id: self.desk.id(),
            class: row.id,
            person: None,
            visitor: None,
            way,
            enrolled_by: None,
            state: place_for(row.seats, taken.enrolled, taken.waiting),
            place: row.version,
            shares_progress: false,
            needs_call: false,
            enrolled_at: self.desk.now(),
            attended: None,
            forgotten_at: None,
        })
    }

    async fn keep(
        &self,
        mut tx: Tx,
        actor: &Actor,
        row: &ClassRow,
        one: EnrolmentRow,
    ) -> ServiceResult<EnrolmentState> {
        enrolment::put(tx.connection()?, &one).await?;
        self.tell_of(&mut tx, actor, row, &one, ENROLLED).await?;
        let told = match one.state {
            EnrolmentState::Enrolled => Told::Enrolled,
            EnrolmentState::Waiting | EnrolmentState::Left => Told::Waiting,
        };
        self.write_to(&mut tx, row, &one, told).await?;
        tx.commit().await?;
        Ok(one.state)
    }

    pub(super) async fn give_back(
        &self,
        actor: &Actor,
        class: ClassId,
        id: EnrolmentId,
    ) -> ServiceResult<()> {
        let mut tx = self.desk.database.begin().await?;
        let row = self.held(&mut tx, class).await?;
        let one = enrolment::get(tx.connection()?, class, id).await?;
        let mut one = one.ok_or(ServiceError::NotFound)?;
        let owner = match one.way {
            Way::Own => one.person,
            Way::Helper => one.enrolled_by,
            Way::Operator => None,
        };
        let scope = owner.map_or(Scope::COMMUNITY, Scope::owned_by);
        permit(actor, Action::LeaveClass, scope)
            .or_else(|refusal| permit(actor, Action::EnrolVisitor, desk_of(actor)).map_err(|_| refusal))?;
        if one.state == EnrolmentState::Left {
            return Ok(());
        }
        self.phase(&row).is_open().map_err(ServiceError::Rule)?;
        one.state = EnrolmentState::Left;
        // Whoever gives the seat back takes back the consent too.
        one.shares_progress = false;
        one.needs_call = false;
        enrolment::put(tx.connection()?, &one).await?;
        self.tell_of(&mut tx, actor, &row, &one, LEFT).await?;
        self.seat_waiting(&mut tx, actor, &row).await?;
        Ok(tx.commit().await?)
    }

    /// Gives free seats to those who wait, the first in line first, and tells them.
    pub(super) async fn seat_waiting(&self, tx: &mut Tx, actor: &Actor, row: &ClassRow) -> ServiceResult<()> {
        let taken = class::taken(tx.connection()?, row.id).await?;
        let seats = seats_for_waiting(row.seats, taken.enrolled, taken.waiting);
        if seats == 0 {
            return Ok(());
        }
        let waiting: Vec<EnrolmentRow> = enrolment::of_class(tx.connection()?, row.id)
            .await?
            .into_iter()
            .filter(|one| one.state == EnrolmentState::Waiting)
            .take(usize::try_from(seats).unwrap_or(usize::MAX))
            .collect();
        for mut one in waiting {
            one.state = EnrolmentState::Enrolled;
            one.needs_call = one.way == Way::Operator;
            enrolment::put(tx.connection()?, &one).await?;
            self.tell_of(tx, actor, row, &one, SEATED).await?;
            self.write_to(tx, row, &one, Told::Seated).await?;
        }
        Ok(())
    }

    pub(super) async fn share(&self, actor: &Actor, class: ClassId, shares: bool) -> ServiceResult<()> {
        permit(actor, Action::EnrolInClass, Scope::COMMUNITY)?;
        let person = actor.person_id().ok_or(ServiceError::SignInNeeded)?;
        let mut tx = self.desk.database.begin().await?;
        let row = self.held(&mut tx, class).await?;
        let one = enrolment::of_person(tx.connection()?, class, person).await?;
        let one = one.filter(|one| one.state != EnrolmentState::Left);
        let mut one = one.ok_or(ServiceError::NotFound)?;
        if one.shares_progress == shares {
            return Ok(());
        }
        one.shares_progress = shares;
        enrolment::put(tx.connection()?, &one).await?;
        self.tell_of(&mut tx, actor, &row, &one, SHARING_CHANGED).await?;
        Ok(tx.commit().await?)
    }
}
