//! Announcing a class, moving it and cancelling it.

use super::Classes;
use super::mail::Told;
use domain::access::{Action, Scope, permit};
use domain::id::ClassId;
use domain::language::Bilingual;
use domain::learning::class::enrolment::EnrolmentState;
use domain::learning::class::notice::{Notice, NoticeInput, reason};
use domain::learning::class::view::NoticeForm;
use domain::learning::class::{ANNOUNCED, CANCELLED, CHANGED, Subject};
use domain::{Actor, Problem, ServiceError, ServiceResult};
use serde_json::json;
use storage::Tx;
use storage::learning::class::{self, ClassRow};
use storage::learning::enrolment;

impl Classes {
    pub(super) fn subjects(&self, actor: &Actor) -> ServiceResult<NoticeForm> {
        permit(actor, Action::AnnounceClass, Scope::COMMUNITY)?;
        Ok(NoticeForm {
            subjects: self.all_subjects(),
        })
    }

    /// Courses and their modules, by name.
    pub(super) fn all_subjects(&self) -> Vec<(Subject, Bilingual)> {
        let mut subjects = Vec::new();
        for course in &self.library.courses {
            let whole = Subject {
                course: course.code.clone(),
                module: None,
            };
            subjects.push((whole, course.title.clone()));
            for module in &course.modules {
                let part = Subject {
                    course: course.code.clone(),
                    module: Some(module.code.clone()),
                };
                subjects.push((part, module.title.clone()));
            }
        }
        subjects
    }

    pub(super) async fn announce_class(&self, actor: &Actor, input: &NoticeInput) -> ServiceResult<ClassId> {
        permit(actor, Action::AnnounceClass, Scope::COMMUNITY)?;
        let notice = self.checked(input)?;
        self.keep_notice(actor, notice).await
    }

    fn checked(&self, input: &NoticeInput) -> ServiceResult<Notice> {
        let notice = input
            .checked(self.civil(self.desk.now()))
            .map_err(ServiceError::Invalid)?;
        let course = self.library.courses.iter();
        let mut course = course.filter(|course| course.code == notice.subject.course);
        let is_known = course.next().is_some_and(|course| match &notice.subject.module {
            Some(code) => course.modules.iter().any(|module| module.code == *code),
            None => true,
        });
        if is_known {
            Ok(notice)
        } else {
            Err(ServiceError::field("subject", Problem::NotAChoice))
        }
    }

    /// Keeps a notice that makes sense.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub async fn keep_notice(&self, actor: &Actor, notice: Notice) -> ServiceResult<ClassId> {
        let teacher = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        let mut row = ClassRow {
            id: self.desk.id(),
            subject: notice.subject.clone(),
            teacher: teacher.person,
            teacher_name: teacher.display_name.clone(),
            hall: notice.hall.clone(),
            starts_at: self.desk.now(),
            ends_at: self.desk.now(),
            seats: notice.seats,
            language: notice.language,
            phone: None,
            bring: String::new(),
            is_cancelled: false,
            reason: None,
            secret: self.desk.random.token(),
            version: 1,
            notice: 1,
            changed_at: self.desk.now(),
        };
        self.fill(&mut row, notice)?;
        let mut tx = self.desk.database.begin().await?;
        class::insert(tx.connection()?, &row).await?;
        let data = notice_data(&row);
        self.tell(&mut tx, actor, &row, ANNOUNCED, None, data).await?;
        tx.commit().await?;
        Ok(row.id)
    }

    /// Writes what a notice says into a class.
    fn fill(&self, row: &mut ClassRow, notice: Notice) -> ServiceResult<()> {
        row.starts_at = self.moment(notice.starts)?;
        row.ends_at = self.moment(notice.ends)?;
        row.subject = notice.subject;
        row.hall = notice.hall;
        row.seats = notice.seats;
        row.language = notice.language;
        row.phone = notice.phone;
        row.bring = notice.bring;
        row.changed_at = self.desk.now();
        Ok(())
    }

    pub(super) async fn notice_of(&self, actor: &Actor, id: ClassId) -> ServiceResult<(i64, NoticeInput)> {
        permit(actor, Action::AnnounceClass, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        let row = class::get(&mut connection, id).await?;
        let row = row.ok_or(ServiceError::NotFound)?;
        let (starts, ends) = (self.civil(row.starts_at), self.civil(row.ends_at));
        let clock = |at: jiff::civil::DateTime| format!("{}:{:02}", at.hour(), at.minute());
        let input = NoticeInput {
            subject: row.subject.to_string(),
            hall_kind: row.hall.kind.code().to_owned(),
            hall: row.hall.name,
            address: row.hall.address.unwrap_or_default(),
            date: starts.date().to_string(),
            starts: clock(starts),
            ends: clock(ends),
            seats: row.seats.to_string(),
            ramp: row.hall.ramp.code().to_owned(),
            shelter: row.hall.shelter.code().to_owned(),
            devices: row
                .hall
                .devices
                .map(|devices| devices.to_string())
                .unwrap_or_default(),
            language: row.language.code().to_owned(),
            phone: row.phone.unwrap_or_default(),
            bring: row.bring,
        };
        Ok((row.notice, input))
    }

    pub(super) async fn change(
        &self,
        actor: &Actor,
        id: ClassId,
        known: i64,
        input: &NoticeInput,
        why: &str,
    ) -> ServiceResult<()> {
        permit(actor, Action::AnnounceClass, Scope::COMMUNITY)?;
        let (notice, why) = match (self.checked(input), reason(why)) {
            (Ok(notice), Ok(why)) => (notice, why),
            (Err(ServiceError::Invalid(mut errors)), why) => {
                errors.extend(why.err());
                return Err(ServiceError::Invalid(errors));
            }
            (Err(other), _) => return Err(other),
            (Ok(_), Err(error)) => return Err(ServiceError::Invalid(vec![error])),
        };
        let mut tx = self.desk.database.begin().await?;
        let mut row = self.held(&mut tx, id).await?;
        self.phase(&row).is_open().map_err(ServiceError::Rule)?;
        if row.notice != known {
            return Err(ServiceError::Conflict);
        }
        let taken = class::taken(tx.connection()?, id).await?;
        if notice.seats < taken.enrolled {
            let min = i64::from(taken.enrolled);
            return Err(ServiceError::field("seats", Problem::NumberTooSmall { min }));
        }
        let old = row.clone();
        self.fill(&mut row, notice)?;
        if (ClassRow {
            changed_at: old.changed_at,
            ..row.clone()
        }) == old
        {
            return Err(ServiceError::field("reason", Problem::Unchanged));
        }
        let before = notice_data(&old);
        row.reason = Some(why.clone());
        class::update(tx.connection()?, &row).await?;
        let data = json!({ "before": before, "after": notice_data(&row) });
        self.tell(&mut tx, actor, &row, CHANGED, Some(&why), data).await?;
        self.tell_everybody(&mut tx, &row, Told::Changed).await?;
        self.seat_waiting(&mut tx, actor, &row).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn cancel(&self, actor: &Actor, id: ClassId, why: &str) -> ServiceResult<()> {
        permit(actor, Action::AnnounceClass, Scope::COMMUNITY)?;
        let why = reason(why).map_err(|error| ServiceError::Invalid(vec![error]))?;
        let mut tx = self.desk.database.begin().await?;
        let mut row = self.held(&mut tx, id).await?;
        self.phase(&row).is_open().map_err(ServiceError::Rule)?;
        row.is_cancelled = true;
        row.reason = Some(why.clone());
        row.changed_at = self.desk.now();
        class::update(tx.connection()?, &row).await?;
        self.tell(&mut tx, actor, &row, CANCELLED, Some(&why), json!({}))
            .await?;
        self.tell_everybody(&mut tx, &row, Told::Cancelled).await?;
        Ok(tx.commit().await?)
    }

    /// Mail for everybody who has a seat or waits; whom only a telephone reaches is marked for a call.
    async fn tell_everybody(&self, tx: &mut Tx, row: &ClassRow, told: Told) -> ServiceResult<()> {
        enrolment::announce_change(tx.connection()?, row.id).await?;
        for one in enrolment::of_class(tx.connection()?, row.id).await? {
            if one.state != EnrolmentState::Left {
                self.write_to(tx, row, &one, told).await?;
            }
        }
        Ok(())
    }
}

/// What a notice says, for the event: nothing of it is personal but the contact of the city.
fn notice_data(row: &ClassRow) -> serde_json::Value {
    json!({
        "subject": row.subject.to_string(), "hall": row.hall.name, "address": row.hall.address,
        "starts_at": row.starts_at, "ends_at": row.ends_at, "seats": row.seats, "ramp": row.hall.ramp.code(),
        "shelter": row.hall.shelter.code(), "devices": row.hall.devices, "language": row.language.code(),
    })
}
