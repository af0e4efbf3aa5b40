//! The door of classes.

use super::Subject;
use super::attendance::AttendedWay;
use super::enrolment::{EnrolmentState, VisitorInput};
use super::notice::NoticeInput;
use super::view::{
    AttendanceView, ClassLine, ClassQuery, ClassView, CodeView, KitView, LearnersView, NoticeForm, OwnClass,
    People, PersonCard,
};
use crate::id::{ClassId, EnrolmentId, QuestionId};
use crate::learning::question::QuestionsPage;
use crate::{Actor, Language, ServiceResult};
use async_trait::async_trait;

/// Use cases: classes on real premises, and questions to teachers. A door of its own beside [`crate::learning::service::LearningService`]: whoever
/// comes to a hall need not have learnt anything here, and most have no account.
#[async_trait]
pub trait ClassService: Send + Sync {
    /// Classes, the earliest first. Public.
    async fn classes(&self, actor: &Actor, query: &ClassQuery) -> ServiceResult<Vec<ClassLine>>;

    /// A class. Public; with the reader's own seat where there is one.
    async fn class(&self, actor: &Actor, id: ClassId) -> ServiceResult<ClassView>;

    /// A class as a file for calendars: iCalendar. Public.
    async fn class_calendar(&self, actor: &Actor, id: ClassId, language: Language) -> ServiceResult<String>;

    /// Every class that is ahead, as one such file. Public.
    async fn calendar(&self, actor: &Actor, language: Language) -> ServiceResult<String>;

    /// The classes that the reader comes to, or has enrolled others in; the latest first.
    async fn own_classes(&self, actor: &Actor) -> ServiceResult<Vec<OwnClass>>;

    /// What a notice may be about.
    async fn notice_form(&self, actor: &Actor) -> ServiceResult<NoticeForm>;

    /// Announces a class.
    async fn announce(&self, actor: &Actor, input: &NoticeInput) -> ServiceResult<ClassId>;

    /// What the notice of a class says now, as its form is filled in, with its number.
    async fn notice(&self, actor: &Actor, id: ClassId) -> ServiceResult<(i64, NoticeInput)>;

    /// Moves a class or changes the notice that was read as `notice`, and tells everybody who is enrolled or waits, with the reason.
    async fn change_class(
        &self,
        actor: &Actor,
        id: ClassId,
        notice: i64,
        input: &NoticeInput,
        reason: &str,
    ) -> ServiceResult<()>;

    /// Cancels a class, and tells everybody who is enrolled or waits, with the reason.
    async fn cancel_class(&self, actor: &Actor, id: ClassId, reason: &str) -> ServiceResult<()>;

    /// Takes a seat, or the last place of the waiting list. Again it changes nothing.
    async fn enrol(&self, actor: &Actor, id: ClassId, shares_progress: bool)
    -> ServiceResult<EnrolmentState>;

    /// Enrols a visitor without an account: by staff on the telephone, or by a helper.
    async fn enrol_visitor(
        &self,
        actor: &Actor,
        id: ClassId,
        input: &VisitorInput,
    ) -> ServiceResult<EnrolmentState>;

    /// Gives back a seat or a place: one's own, one of somebody helped, or, as staff, of a visitor who rang. The first in line
    /// gets the seat and is told. Again it changes nothing.
    async fn leave(&self, actor: &Actor, class: ClassId, id: EnrolmentId) -> ServiceResult<()>;

    /// Says whether the teacher may see one's progress.
    async fn share_progress(&self, actor: &Actor, class: ClassId, shares: bool) -> ServiceResult<()>;

    /// The people of a class, masked.
    async fn people(&self, actor: &Actor, id: ClassId) -> ServiceResult<People>;

    /// One of them, whole. The look is written down.
    async fn person(&self, actor: &Actor, class: ClassId, id: EnrolmentId) -> ServiceResult<PersonCard>;

    /// Notes that a visitor was told of a change on the telephone.
    async fn note_call(&self, actor: &Actor, class: ClassId, id: EnrolmentId) -> ServiceResult<()>;

    /// The code of the minute, for the teacher's screen.
    async fn class_code(&self, actor: &Actor, id: ClassId) -> ServiceResult<CodeView>;

    /// The same for the camera of a telephone: SVG.
    async fn class_code_picture(&self, actor: &Actor, id: ClassId) -> ServiceResult<String>;

    /// Notes that the reader is there, by the code on the wall. Again it changes nothing.
    async fn confirm_attendance(&self, actor: &Actor, id: ClassId, code: &str) -> ServiceResult<()>;

    /// The teacher's list of those with a seat.
    async fn attendance(&self, actor: &Actor, id: ClassId) -> ServiceResult<AttendanceView>;

    /// Notes who came, and whom the list wrongly had as present. Whoever is in neither stays as they are.
    async fn record_attendance(
        &self,
        actor: &Actor,
        id: ClassId,
        came: &[EnrolmentId],
        was_absent: &[EnrolmentId],
        way: AttendedWay,
    ) -> ServiceResult<()>;

    /// The sheet that people sign: PDF. Every look at a name is written down.
    async fn attendance_sheet(
        &self,
        actor: &Actor,
        id: ClassId,
        language: Language,
    ) -> ServiceResult<Vec<u8>>;

    /// The plan of a class, for its teacher.
    async fn kit(&self, actor: &Actor, id: ClassId) -> ServiceResult<KitView>;

    /// How those get on who agreed that the teacher may see it. Every look is written down.
    async fn learners(&self, actor: &Actor, id: ClassId) -> ServiceResult<LearnersView>;

    /// Questions to teachers: answered ones are public, one's own are one's own, and teachers see what waits.
    /// With a subject the answered ones are about it alone.
    async fn questions(&self, actor: &Actor, about: Option<&Subject>) -> ServiceResult<QuestionsPage>;

    /// Asks a question. The same one again changes nothing while it waits.
    async fn ask_teacher(&self, actor: &Actor, subject: &str, content: &str) -> ServiceResult<()>;

    /// Publishes a question with the answer, or hides it, also one that is answered, and tells its author why.
    async fn reply_to_question(
        &self,
        actor: &Actor,
        id: QuestionId,
        reply: &str,
        is_published: bool,
    ) -> ServiceResult<()>;

    /// Forgets name and telephone of visitors whose time is over. Only the program itself.
    async fn forget_visitors(&self, actor: &Actor) -> ServiceResult<()>;
}
