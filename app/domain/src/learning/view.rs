//! What pages, the API and islands read and send.

use super::answer::Answer;
use super::assessment::view::Running;
use super::course::{Audience, LessonPath, Outcome, PlannedModule};
use super::exercise::{Exercise, ExerciseView};
use super::grade::Grade;
use super::progress::Standing;
use super::resume_code::ResumeCode;
use super::review::CardPath;
use super::rule::Fault;
use crate::Language;
use crate::language::Bilingual;
use serde::{Deserialize, Serialize};

/// Every course, and the lesson that the learner left off.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LearningHome {
    pub courses: Vec<CourseSummary>,
    pub go_on: Option<GoOn>,
    /// How many review cards are for today: seven at most, with no word about those that wait.
    pub cards_today: u32,
    /// The test that is running.
    pub test: Option<Running>,
}

/// The lesson and screen to go on with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GoOn {
    pub path: LessonPath,
    pub screen: String,
    pub course: Bilingual,
    pub lesson: Bilingual,
    pub earned: u32,
    pub total: u32,
}

/// A course in a list, with the learner's progress.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CourseSummary {
    pub code: String,
    pub audience: Audience,
    pub title: Bilingual,
    pub summary: Bilingual,
    pub level: String,
    pub lessons: u32,
    pub finished: u32,
    pub minutes: u32,
    /// Modules that are written, and those that follow.
    pub modules: u32,
    pub planned: u32,
    #[serde(skip)]
    pub gives_certificate: bool,
}

/// A course with its modules.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CourseView {
    pub course: CourseSummary,
    pub modules: Vec<ModuleSummary>,
    pub planned: Vec<PlannedModule>,
    pub go_on: Option<GoOn>,
}

/// A module in a list, with the learner's progress.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModuleSummary {
    pub code: String,
    pub title: Bilingual,
    pub summary: Bilingual,
    pub lessons: u32,
    pub finished: u32,
    pub minutes: u32,
}

/// A module with its lessons.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModuleView {
    pub course_code: String,
    pub course: Bilingual,
    pub module: ModuleSummary,
    pub outcomes: Vec<Outcome>,
    pub lessons: Vec<LessonSummary>,
}

/// A lesson in a list, with the learner's progress.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LessonSummary {
    pub path: LessonPath,
    pub title: Bilingual,
    pub summary: Bilingual,
    pub minutes: u32,
    pub standing: Standing,
    /// The screen to go on with.
    pub place: String,
    pub is_in_english: bool,
}

/// A lesson for scripts: everything but keys and feedback.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LessonView {
    pub path: LessonPath,
    pub version: u32,
    /// The language of the texts; another than the asked one where the lesson is not translated.
    pub language: Language,
    pub title: String,
    pub summary: String,
    pub minutes: u32,
    pub standing: Standing,
    pub place: String,
    pub screens: Vec<ScreenText>,
}

/// A screen for scripts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScreenText {
    pub slug: String,
    pub heading: String,
    /// Sanitised.
    pub html: String,
    pub exercise: Option<ExerciseView>,
    pub is_earned: bool,
}

/// One screen with everything around it.
#[derive(Debug, Clone, PartialEq)]
pub struct ScreenView {
    pub path: LessonPath,
    pub course: Bilingual,
    pub module: Bilingual,
    /// The language of the texts.
    pub language: Language,
    pub title: String,
    pub slug: String,
    pub heading: String,
    /// Sanitised.
    pub html: String,
    pub exercise: Option<ExerciseView>,
    /// Counted from 1.
    pub number: u32,
    pub total: u32,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub is_earned: bool,
    /// The learner's last answer here.
    pub given: Option<Given>,
    /// How often the learner has answered here.
    pub attempts: u32,
    pub screens: Vec<ScreenMark>,
    pub standing: Standing,
    pub next_lesson: Option<LessonSummary>,
}

/// A screen in the list of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScreenMark {
    pub slug: String,
    pub heading: String,
    pub is_exercise: bool,
    pub is_earned: bool,
}

/// An answer and what was said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub answer: Answer,
    pub grade: Grade,
}

/// An answer on its way in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerInput {
    /// The same answer sent again under the same key counts once.
    pub key: String,
    pub answer: Answer,
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Graded {
    pub grade: Grade,
    /// Which attempt this was, counted from 1.
    pub attempt: u32,
    /// The screen that comes next.
    pub next: String,
    /// Whether nothing of the lesson is left to do.
    pub is_lesson_finished: bool,
}

/// A screen that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadScreen {
    pub next: String,
    pub is_lesson_finished: bool,
}

/// The learner's card for another device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResumeCard {
    /// `None` until the learner asks for one.
    pub code: Option<ResumeCode>,
    /// Whether there is any progress to carry.
    pub is_learner: bool,
}

/// A result, and the token of a device that became known by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<T> {
    pub value: T,
    pub new_device: Option<String>,
}

/// The review cards of today, one at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewView {
    pub card: Option<CardView>,
    /// How many are for today, this one included.
    pub left: u32,
    /// Whether a lesson with cards is finished at all.
    pub has_cards: bool,
}

/// A review card with both sides: the learner judges the answer, so the back is no secret.
#[derive(Debug, Clone, PartialEq)]
pub struct CardView {
    pub path: CardPath,
    pub front: Bilingual,
    pub back: Bilingual,
    pub lesson: Bilingual,
    pub lesson_path: LessonPath,
}

/// The courses for those who write them: every lesson with what the linter says.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthoringList {
    pub courses: Vec<AuthoringCourse>,
}

/// A course for its authors.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthoringCourse {
    pub title: Bilingual,
    pub lessons: Vec<AuthoringLesson>,
}

/// A lesson for its authors.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthoringLesson {
    pub path: LessonPath,
    pub title: Bilingual,
    pub version: u32,
    /// How much the linter advises, by language; `None` where there is no file.
    pub advice: [(Language, Option<u32>); 2],
}

/// A lesson file with the linter's words and a preview.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthoringView {
    pub path: LessonPath,
    pub language: Language,
    pub has_english: bool,
    /// The text as the author has it now.
    pub source: String,
    /// Whether it differs from the published one.
    pub is_changed: bool,
    /// In the order of their lines.
    pub faults: Vec<Fault>,
    /// `None` where the text cannot be read.
    pub preview: Option<Vec<AuthoringScreen>>,
}

/// A screen as its author sees it, with the key.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthoringScreen {
    pub slug: String,
    pub heading: String,
    /// Sanitised.
    pub html: String,
    pub words: u32,
    pub exercise: Option<Exercise>,
}
