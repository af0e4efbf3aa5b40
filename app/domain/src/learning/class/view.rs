//! What pages read of classes.

use super::attendance::AttendedWay;
use super::enrolment::{EnrolmentState, Way};
use super::filter::ClassFilter;
use super::{Hall, Phase, Subject};
use crate::id::{ClassId, EnrolmentId};
use crate::language::{Bilingual, Language};
use crate::learning::course::LessonPath;
use crate::time::Timestamp;

/// A class in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassLine {
    pub id: ClassId,
    pub subject: Subject,
    pub course: Bilingual,
    /// The module, where the class is about one.
    pub module: Option<Bilingual>,
    pub hall: Hall,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub seats: u32,
    pub taken: u32,
    pub waiting: u32,
    pub language: Language,
    pub phase: Phase,
}

impl ClassLine {
    /// The module, or else the course.
    #[must_use]
    pub fn title(&self, language: Language) -> &str {
        self.module.as_ref().unwrap_or(&self.course).get(language)
    }

    /// Seats that the next one can take: none while others wait.
    #[must_use]
    pub const fn free(&self) -> u32 {
        if self.waiting > 0 {
            0
        } else {
            self.seats.saturating_sub(self.taken)
        }
    }
}

/// What is asked for of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassQuery {
    pub filter: ClassFilter,
    /// The days of a whole month, with those that are over; otherwise what is ahead.
    pub month: Option<super::calendar::Month>,
}

/// The page of a class.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassView {
    pub line: ClassLine,
    pub teacher: String,
    pub phone: Option<String>,
    pub bring: String,
    /// Why it was moved last, or cancelled.
    pub reason: Option<String>,
    /// Counts the changes of the notice.
    pub notice: i64,
    /// The reader's own seat or place.
    pub own: Option<OwnEnrolment>,
    /// Those whom the reader enrolled as a helper.
    pub helped: Vec<HelpedLine>,
    pub rights: ClassRights,
}

/// What the reader may do with a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClassRights {
    /// Move and cancel it.
    pub change: bool,
    /// Enrol somebody on the telephone.
    pub enrol_visitor: bool,
    pub read_people: bool,
    /// Note who was there.
    pub note_attendance: bool,
}

/// One's own seat or place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnEnrolment {
    pub id: EnrolmentId,
    pub state: EnrolmentState,
    /// The place in the waiting list, counted from 1.
    pub position: Option<u32>,
    /// Whether the teacher may see the learner's progress.
    pub shares_progress: bool,
    /// When it was noted that they were there.
    pub attended_at: Option<Timestamp>,
}

/// Somebody whom a helper enrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpedLine {
    pub id: EnrolmentId,
    /// Masked.
    pub name: String,
    pub state: EnrolmentState,
    pub position: Option<u32>,
}

/// A class of one's own.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnClass {
    pub line: ClassLine,
    /// `None` where only others were helped.
    pub own: Option<OwnEnrolment>,
    pub helped: u32,
}

/// The people of a class, for its teacher and for operators.
#[derive(Debug, Clone, PartialEq)]
pub struct People {
    pub line: ClassLine,
    pub rights: ClassRights,
    /// Those with a seat, then those who wait, then those who left; in the order in which they came.
    pub people: Vec<PersonLine>,
}

/// Somebody on the list. Name and telephone are masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    pub id: EnrolmentId,
    pub name: String,
    /// `None` where there is an account.
    pub phone: Option<String>,
    pub way: Way,
    pub state: EnrolmentState,
    /// Nobody has told this visitor of a change yet.
    pub needs_call: bool,
}

/// One on the list, whole. Whoever reads it is written down.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonCard {
    pub line: ClassLine,
    pub id: EnrolmentId,
    pub name: String,
    pub phone: Option<String>,
    pub way: Way,
    pub state: EnrolmentState,
    pub needs_call: bool,
    pub enrolled_at: Timestamp,
    /// When name and telephone are forgotten.
    pub kept_until: Option<Timestamp>,
    /// Name and telephone are no more.
    pub is_forgotten: bool,
}

/// What a teacher is asked before a notice.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeForm {
    /// Courses and their modules that a class may be about.
    pub subjects: Vec<(Subject, Bilingual)>,
}

/// The code of the minute, for the teacher's screen.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeView {
    pub line: ClassLine,
    /// `None` outside the window.
    pub code: Option<ClassCode>,
    pub opens_at: Timestamp,
    /// How many are noted as present.
    pub attended: u32,
}

/// A code that changes every minute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassCode {
    pub code: String,
    pub seconds_left: i64,
}

/// The teacher's list of those with a seat.
#[derive(Debug, Clone, PartialEq)]
pub struct AttendanceView {
    pub line: ClassLine,
    pub people: Vec<AttendanceLine>,
    pub is_open: bool,
    pub opens_at: Timestamp,
}

/// Somebody with a seat; the name is masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceLine {
    pub id: EnrolmentId,
    pub name: String,
    pub attended: Option<(Timestamp, AttendedWay)>,
}

/// What a teacher takes to a class.
#[derive(Debug, Clone, PartialEq)]
pub struct KitView {
    pub line: ClassLine,
    /// What the class is about, in order.
    pub modules: Vec<KitModule>,
    /// How many agreed that the teacher sees their progress.
    pub sharing: u32,
}

/// A module in the plan of a class.
#[derive(Debug, Clone, PartialEq)]
pub struct KitModule {
    pub title: Bilingual,
    pub outcomes: Vec<Bilingual>,
    pub lessons: Vec<KitLesson>,
}

/// A lesson in the plan of a class.
#[derive(Debug, Clone, PartialEq)]
pub struct KitLesson {
    pub path: LessonPath,
    pub title: String,
    /// `None` where the lesson is not translated.
    pub title_en: Option<String>,
    pub minutes: u32,
}

/// How those get on who agreed that the teacher may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnersView {
    pub line: ClassLine,
    /// Who needs help first.
    pub learners: Vec<LearnerLine>,
    /// How many have a seat and have not agreed.
    pub silent: u32,
}

/// One who agreed; the name is masked.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnerLine {
    pub name: String,
    pub finished: u32,
    pub lessons: u32,
    /// `None` when nothing was begun.
    pub place: Option<LearnerPlace>,
    /// Wrong answers since the last right one.
    pub wrong_in_a_row: u32,
    pub is_stuck: bool,
}

/// Where a learner is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerPlace {
    pub lesson: String,
    pub lesson_en: Option<String>,
    /// Counted from 1.
    pub screen: u32,
    pub screens: u32,
    pub touched_at: Timestamp,
}
