//! Use cases of classes on real premises. A file per group; this one is the door.

mod attendance;
mod kit;
mod mail;
mod notice;
mod people;
mod questions;
mod reading;
mod seats;

use super::library::Library;
use crate::adapters::document::Documents;
use crate::service::Desk;
use async_trait::async_trait;
use domain::access::Scope;
use domain::actor::Role;
use domain::event::NewEvent;
use domain::id::{ClassId, EnrolmentId, QuestionId};
use domain::learning::class::attendance::AttendedWay;
use domain::learning::class::enrolment::{EnrolmentState, VisitorInput};
use domain::learning::class::notice::NoticeInput;
use domain::learning::class::service::ClassService;
use domain::learning::class::view::{
    AttendanceView, ClassLine, ClassQuery, ClassView, CodeView, KitView, LearnersView, NoticeForm, OwnClass,
    People, PersonCard,
};
use domain::learning::class::{ENROLMENT, Phase, SUBJECT, Subject};
use domain::learning::question::QuestionsPage;
use domain::{Actor, Language, ServiceError, ServiceResult, Timestamp};
use jiff::civil::DateTime;
use serde_json::Value;
use std::sync::Arc;
use storage::Tx;
use storage::learning::class::{self, ClassRow};
use storage::learning::enrolment::EnrolmentRow;

/// The door of classes, on a real desk.
pub struct Classes {
    desk: Desk,
    library: Arc<Library>,
    documents: Documents,
}

impl Classes {
    #[must_use]
    pub const fn new(desk: Desk, library: Arc<Library>, documents: Documents) -> Self {
        Self {
            desk,
            library,
            documents,
        }
    }

    /// A class held for a change: of two who want its last seat, one waits here.
    async fn held(&self, tx: &mut Tx, id: ClassId) -> ServiceResult<ClassRow> {
        class::hold(tx.connection()?, id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        class::get(tx.connection()?, id)
            .await?
            .ok_or(ServiceError::NotFound)
    }

    fn phase(&self, row: &ClassRow) -> Phase {
        Phase::at(self.desk.now(), row.starts_at, row.ends_at, row.is_cancelled)
    }

    /// What the clock of the community shows at a moment.
    fn civil(&self, at: Timestamp) -> DateTime {
        let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        self.desk.time_zone.to_datetime(at)
    }

    /// The moment when the clock of the community shows this.
    fn moment(&self, at: DateTime) -> ServiceResult<Timestamp> {
        let at = self.desk.time_zone.to_timestamp(at);
        let at = at.map_err(|error| ServiceError::Internal(format!("the time of a class: {error}")))?;
        Ok(Timestamp(at.as_millisecond()))
    }

    /// An event about a class, in the version of this change.
    async fn tell(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        row: &ClassRow,
        kind: &'static str,
        reason: Option<&str>,
        data: Value,
    ) -> ServiceResult<()> {
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: row.id.to_string(),
            subject_version: row.version,
            kind,
            reason: reason.map(str::to_owned),
            data,
        };
        self.desk.record(tx, &event).await
    }

    /// An event about somebody of a class. It never holds a name or a telephone: events stay, these are forgotten.
    async fn tell_of(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        row: &ClassRow,
        one: &EnrolmentRow,
        kind: &'static str,
    ) -> ServiceResult<()> {
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: one.person.filter(|person| actor.person_id() != Some(*person)),
            subject_kind: ENROLMENT,
            subject_id: one.id.to_string(),
            subject_version: row.version,
            kind,
            reason: None,
            data: serde_json::json!({
                "class": row.id, "state": one.state.code(), "way": one.way.code(), "shares_progress": one.shares_progress,
            }),
        };
        self.desk.record(tx, &event).await
    }
}

/// Classes belong to no unit: an officer of the service centre acts in the own one.
fn desk_of(actor: &Actor) -> Scope {
    let unit = actor.signed_in().and_then(|person| {
        let grants = person.roles.iter();
        grants
            .filter(|grant| grant.role == Role::CentreOfficer)
            .find_map(|grant| grant.unit)
    });
    Scope::COMMUNITY.with_unit(unit)
}

#[async_trait]
impl ClassService for Classes {
    async fn classes(&self, _actor: &Actor, query: &ClassQuery) -> ServiceResult<Vec<ClassLine>> {
        self.list(query).await
    }

    async fn class(&self, actor: &Actor, id: ClassId) -> ServiceResult<ClassView> {
        self.view(actor, id).await
    }

    async fn class_calendar(&self, _actor: &Actor, id: ClassId, language: Language) -> ServiceResult<String> {
        self.ical_of(id, language).await
    }

    async fn calendar(&self, _actor: &Actor, language: Language) -> ServiceResult<String> {
        self.ical_of_all(language).await
    }

    async fn own_classes(&self, actor: &Actor) -> ServiceResult<Vec<OwnClass>> {
        self.own(actor).await
    }

    async fn notice_form(&self, actor: &Actor) -> ServiceResult<NoticeForm> {
        self.subjects(actor)
    }

    async fn announce(&self, actor: &Actor, input: &NoticeInput) -> ServiceResult<ClassId> {
        self.announce_class(actor, input).await
    }

    async fn notice(&self, actor: &Actor, id: ClassId) -> ServiceResult<(i64, NoticeInput)> {
        self.notice_of(actor, id).await
    }

    async fn change_class(
        &self,
        actor: &Actor,
        id: ClassId,
        notice: i64,
        input: &NoticeInput,
        reason: &str,
    ) -> ServiceResult<()> {
        self.change(actor, id, notice, input, reason).await
    }

    async fn cancel_class(&self, actor: &Actor, id: ClassId, reason: &str) -> ServiceResult<()> {
        self.cancel(actor, id, reason).await
    }

    async fn enrol(
        &self,
        actor: &Actor,
        id: ClassId,
        shares_progress: bool,
    ) -> ServiceResult<EnrolmentState> {
        self.take_seat(actor, id, shares_progress).await
    }

    async fn enrol_visitor(
        &self,
        actor: &Actor,
        id: ClassId,
        input: &VisitorInput,
    ) -> ServiceResult<EnrolmentState> {
        self.take_seat_for(actor, id, input).await
    }

    async fn leave(&self, actor: &Actor, class: ClassId, id: EnrolmentId) -> ServiceResult<()> {
        self.give_back(actor, class, id).await
    }

    async fn share_progress(&self, actor: &Actor, class: ClassId, shares: bool) -> ServiceResult<()> {
        self.share(actor, class, shares).await
    }

    async fn people(&self, actor: &Actor, id: ClassId) -> ServiceResult<People> {
        self.people_of(actor, id).await
    }

    async fn person(&self, actor: &Actor, class: ClassId, id: EnrolmentId) -> ServiceResult<PersonCard> {
        self.person_card(actor, class, id).await
    }

    async fn note_call(&self, actor: &Actor, class: ClassId, id: EnrolmentId) -> ServiceResult<()> {
        self.called(actor, class, id).await
    }

    async fn class_code(&self, actor: &Actor, id: ClassId) -> ServiceResult<CodeView> {
        self.code(actor, id).await
    }

    async fn class_code_picture(&self, actor: &Actor, id: ClassId) -> ServiceResult<String> {
        self.code_picture(actor, id).await
    }

    async fn confirm_attendance(&self, actor: &Actor, id: ClassId, code: &str) -> ServiceResult<()> {
        self.confirm(actor, id, code).await
    }

    async fn attendance(&self, actor: &Actor, id: ClassId) -> ServiceResult<AttendanceView> {
        self.attendance_of(actor, id).await
    }

    async fn record_attendance(
        &self,
        actor: &Actor,
        id: ClassId,
        came: &[EnrolmentId],
        was_absent: &[EnrolmentId],
        way: AttendedWay,
    ) -> ServiceResult<()> {
        self.record(actor, id, came, was_absent, way).await
    }

    async fn attendance_sheet(
        &self,
        actor: &Actor,
        id: ClassId,
        language: Language,
    ) -> ServiceResult<Vec<u8>> {
        self.sheet(actor, id, language).await
    }

    async fn kit(&self, actor: &Actor, id: ClassId) -> ServiceResult<KitView> {
        self.kit_of(actor, id).await
    }

    async fn learners(&self, actor: &Actor, id: ClassId) -> ServiceResult<LearnersView> {
        self.learners_of(actor, id).await
    }

    async fn questions(&self, actor: &Actor, about: Option<&Subject>) -> ServiceResult<QuestionsPage> {
        self.questions_page(actor, about).await
    }

    async fn ask_teacher(&self, actor: &Actor, subject: &str, content: &str) -> ServiceResult<()> {
        self.ask(actor, subject, content).await
    }

    async fn reply_to_question(
        &self,
        actor: &Actor,
        id: QuestionId,
        reply: &str,
        is_published: bool,
    ) -> ServiceResult<()> {
        self.reply_to(actor, id, reply, is_published).await
    }

    async fn forget_visitors(&self, actor: &Actor) -> ServiceResult<()> {
        self.forget_old_visitors(actor).await
    }
}
