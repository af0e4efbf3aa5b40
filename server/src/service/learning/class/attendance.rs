//! Who was there: by the teacher's list, by the code of the minute, from a printed sheet.

use super::Classes;
use super::people::name_of;
use crate::adapters::qr;
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::id::{ClassId, EnrolmentId};
use domain::learning::class::ENROLMENT;
use domain::learning::class::attendance::{
    ABSENT, ATTENDED, AttendedWay, NOT_ENROLLED, NOT_NOW, OPENS_BEFORE_MS, STEP_MS, code_of, is_code_open,
    is_list_open, seconds_left, step, typed_code,
};
use domain::learning::class::enrolment::{EnrolmentState, masked_name};
use domain::learning::class::view::{AttendanceLine, AttendanceView, ClassCode, CodeView};
use domain::{Actor, Language, Problem, ServiceError, ServiceResult, Timestamp};
use hmac::{Hmac, KeyInit as _, Mac as _};
use locales::classes as t;
use serde_json::json;
use sha2::Sha256;
use storage::Tx;
use storage::learning::class::{self, ClassRow};
use storage::learning::enrolment::{self, EnrolmentRow};
use subtle::ConstantTimeEq as _;

const SHEET: &str = "class-sheet";

impl Classes {
    pub(super) async fn code(&self, actor: &Actor, id: ClassId) -> ServiceResult<CodeView> {
        permit(actor, Action::RecordAttendance, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        let row = class::get(&mut connection, id).await?;
        let row = row.ok_or(ServiceError::NotFound)?;
        let taken = class::taken(&mut connection, id).await?;
        let attended = enrolment::of_class(&mut connection, id).await?;
        let attended = attended.iter().filter(|one| one.attended.is_some()).count();
        let now = self.desk.now();
        let code = if self.shows_code(&row) {
            Some(ClassCode {
                code: self.code_at(&row, step(now))?,
                seconds_left: seconds_left(now),
            })
        } else {
            None
        };
        Ok(CodeView {
            line: self.line(&row, taken),
            code,
            opens_at: row.starts_at.plus_ms(-OPENS_BEFORE_MS),
            attended: u32::try_from(attended).unwrap_or(u32::MAX),
        })
    }

    pub(super) async fn code_picture(&self, actor: &Actor, id: ClassId) -> ServiceResult<String> {
        permit(actor, Action::RecordAttendance, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        let row = class::get(&mut connection, id).await?;
        let row = row.filter(|row| self.shows_code(row));
        let row = row.ok_or(ServiceError::NotFound)?;
        let code = self.code_at(&row, step(self.desk.now()))?;
        qr::svg(&format!("{}?code={code}", self.here(id))).map_err(ServiceError::Internal)
    }

    fn shows_code(&self, row: &ClassRow) -> bool {
        !row.is_cancelled && is_code_open(row.starts_at, row.ends_at, self.desk.now())
    }

    /// Where learners type the code.
    fn here(&self, id: ClassId) -> String {
        format!("{}/learning/classes/{id}/here", self.desk.settings.origin)
    }

    /// The code of a step: nobody without the secret of the class knows the next one.
    fn code_at(&self, row: &ClassRow, step: i64) -> ServiceResult<String> {
        let fault = || ServiceError::Internal("the code of a class".to_owned());
        let mut mac = Hmac::<Sha256>::new_from_slice(row.secret.as_bytes()).map_err(|_| fault())?;
        mac.update(&step.to_be_bytes());
        code_of(mac.finalize().into_bytes().as_ref()).ok_or_else(fault)
    }

    pub(super) async fn confirm(&self, actor: &Actor, id: ClassId, typed: &str) -> ServiceResult<()> {
        permit(actor, Action::ConfirmAttendance, Scope::COMMUNITY)?;
        let person = actor.person_id().ok_or(ServiceError::SignInNeeded)?;
        let mut tx = self.desk.database.begin().await?;
        let row = self.held(&mut tx, id).await?;
        let one = enrolment::of_person(tx.connection()?, id, person).await?;
        let one = one.filter(|one| one.state == EnrolmentState::Enrolled);
        let one = one.ok_or(ServiceError::Rule(NOT_ENROLLED))?;
        if !self.shows_code(&row) {
            return Err(ServiceError::Rule(NOT_NOW));
        }
        if typed.trim().is_empty() {
            return Err(ServiceError::field("code", Problem::Required));
        }
        let typed = typed_code(typed);
        let now = self.desk.now();
        let mut is_right = false;
        for at in [now, now.plus_ms(-STEP_MS)] {
            let code = self.code_at(&row, step(at))?;
            is_right |= bool::from(code.as_bytes().ct_eq(typed.as_bytes()));
        }
        if !is_right {
            return Err(ServiceError::field("code", Problem::CodeRejected));
        }
        if one.attended.is_some() {
            return Ok(());
        }
        self.note(&mut tx, actor, &row, &one, Some((now, AttendedWay::Code)))
            .await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn attendance_of(&self, actor: &Actor, id: ClassId) -> ServiceResult<AttendanceView> {
        permit(actor, Action::RecordAttendance, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        let row = class::get(&mut connection, id).await?;
        let row = row.ok_or(ServiceError::NotFound)?;
        let taken = class::taken(&mut connection, id).await?;
        let mut people = Vec::new();
        for one in seated(enrolment::of_class(&mut connection, id).await?) {
            let name = name_of(&mut connection, &one).await?;
            people.push(AttendanceLine {
                id: one.id,
                name: masked_name(&name),
                attended: one.attended,
            });
        }
        Ok(AttendanceView {
            line: self.line(&row, taken),
            people,
            is_open: self.takes_list(&row),
            opens_at: row.starts_at.plus_ms(-OPENS_BEFORE_MS),
        })
    }

    fn takes_list(&self, row: &ClassRow) -> bool {
        !row.is_cancelled && is_list_open(row.starts_at, row.ends_at, self.desk.now())
    }

    pub(super) async fn record(
        &self,
        actor: &Actor,
        id: ClassId,
        came: &[EnrolmentId],
        was_absent: &[EnrolmentId],
        way: AttendedWay,
    ) -> ServiceResult<()> {
        permit(actor, Action::RecordAttendance, Scope::COMMUNITY)?;
        let mut tx = self.desk.database.begin().await?;
        let row = self.held(&mut tx, id).await?;
        if !self.takes_list(&row) {
            return Err(ServiceError::Rule(NOT_NOW));
        }
        let mut changes = 0;
        for one in seated(enrolment::of_class(tx.connection()?, id).await?) {
            let attended = if came.contains(&one.id) && one.attended.is_none() {
                Some((self.desk.now(), way))
            } else if was_absent.contains(&one.id) && one.attended.is_some() {
                None
            } else {
                continue;
            };
            self.note(&mut tx, actor, &row, &one, attended).await?;
            changes += 1;
        }
        if changes == 0 {
            return Ok(());
        }
        Ok(tx.commit().await?)
    }

    async fn note(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        row: &ClassRow,
        one: &EnrolmentRow,
        attended: Option<(Timestamp, AttendedWay)>,
    ) -> ServiceResult<()> {
        enrolment::attend(tx.connection()?, one.id, attended).await?;
        let way = attended.map(|(_, way)| way.code());
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: one.person.filter(|person| actor.person_id() != Some(*person)),
            subject_kind: ENROLMENT,
            subject_id: one.id.to_string(),
            subject_version: row.version,
            kind: if attended.is_some() { ATTENDED } else { ABSENT },
            reason: None,
            data: json!({ "class": row.id, "way": way }),
        };
        self.desk.record(tx, &event).await
    }

    /// The sheet that people sign: every name is read, so every look is written down.
    pub(super) async fn sheet(
        &self,
        actor: &Actor,
        id: ClassId,
        language: Language,
    ) -> ServiceResult<Vec<u8>> {
        permit(actor, Action::RecordAttendance, Scope::COMMUNITY)?;
        let mut tx = self.desk.database.begin().await?;
        let row = class::get(tx.connection()?, id).await?;
        let row = row.ok_or(ServiceError::NotFound)?;
        let mut names = Vec::new();
        for one in seated(enrolment::of_class(tx.connection()?, id).await?) {
            names.push(name_of(tx.connection()?, &one).await?);
            self.look(&mut tx, actor, &one, "learning.sheet").await?;
        }
        tx.commit_without_event("a look is its own record").await?;
        let line = self.line(&row, class::Taken::default());
        let settings = &self.desk.settings;
        let day = self.civil(row.starts_at);
        let address = format!("{}/learning/classes/{id}", settings.origin);
        let spare = usize::try_from(row.seats)
            .unwrap_or_default()
            .saturating_sub(names.len());
        let data = json!({
            "lang": language.code(),
            "community": language.pick(&settings.community.name_uk, &settings.community.name_en),
            "title": t::sheet_title(language),
            "class": line.title(language), "course": line.course.get(language),
            "when": self.hours(&row, language), "where": super::reading::place(&row, language),
            "teacher": row.teacher_name,
            "day": [day.year(), i16::from(day.month()), i16::from(day.day())],
            "names": names, "spare": spare.min(10),
            "address": address,
            "words": {
                "when": t::when(language), "where": t::hall(language), "teacher": t::teacher(language),
                "number": t::sheet_number(language), "name": t::people_name(language), "signature": t::sheet_signature(language),
                "note": t::sheet_note(language), "scan": t::sheet_scan(language), "spare": t::sheet_spare(language),
            },
        });
        let svg = qr::svg(&address).map_err(ServiceError::Internal)?;
        let set = self.documents.pdf_with_code(SHEET, data, svg).await;
        set.map_err(|fault| ServiceError::Internal(fault.to_string()))
    }
}

/// Those with a seat, in the order in which they came.
fn seated(all: Vec<EnrolmentRow>) -> impl Iterator<Item = EnrolmentRow> {
    all.into_iter()
        .filter(|one| one.state == EnrolmentState::Enrolled)
}
