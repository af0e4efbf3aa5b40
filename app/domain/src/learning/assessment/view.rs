//! What pages read of tests.

use super::analysis::ItemStatistics;
use super::estimate::Estimate;
use super::framework::{Area, Level};
use super::level::Measured;
use super::rules::{Ending, Goal};
use super::sitting::Gain;
use crate::Timestamp;
use crate::id::SittingId;
use crate::language::Bilingual;
use crate::learning::answer::Answer;
use crate::learning::exercise::ExerciseView;
use crate::learning::grade::Grade;
use crate::learning::view::LessonSummary;
use serde::Serialize;

/// What the test is, the one that somebody is in, and those that are done.
#[derive(Debug, Clone, PartialEq)]
pub struct TestHome {
    pub items: u32,
    pub least_questions: u32,
    pub most_questions: u32,
    pub running: Option<Running>,
    /// The newest first.
    pub finished: Vec<Sitting>,
}

/// A test that is not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Running {
    pub answered: u32,
    pub most: u32,
}

/// A finished test in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Sitting {
    pub id: SittingId,
    pub finished_at: Timestamp,
    pub measured: Measured,
    pub estimate: Estimate,
    pub answers: u32,
    /// How many lessons were finished when it began.
    pub lessons_finished: u32,
}

/// What is asked before the first question.
#[derive(Debug, Clone, PartialEq)]
pub struct TestStart {
    pub areas: Vec<Area>,
    pub least_questions: u32,
    pub most_questions: u32,
    pub least_in_area: u32,
    pub is_running: bool,
}

/// The question that waits for an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub test: SittingId,
    /// Counted from 1.
    pub number: u32,
    pub most: u32,
    /// `None` where it was taken out of the bank while somebody had it before them.
    pub exercise: Option<ExerciseView>,
}

/// What somebody does with which question of which test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestReply<'a> {
    pub test: SittingId,
    pub number: u32,
    pub reply: Reply<'a>,
}

/// What somebody does with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply<'a> {
    /// The fields of the answered form.
    Fields(&'a [(String, String)]),
    /// «I do not know»: better than a guess.
    Unknown,
    /// The question is there no more: another one, please.
    Replace,
    /// The person wants to see the result now.
    Stop,
}

/// Where it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestStep {
    Question,
    Finished(SittingId),
    /// There is no test to go on with.
    Nothing,
}

/// What a test measured.
#[derive(Debug, Clone, PartialEq)]
pub struct TestResult {
    pub sitting: Sitting,
    pub goal: Goal,
    pub ending: Ending,
    /// Fewer questions than a sound measurement takes.
    pub is_rough: bool,
    pub right: u32,
    pub least_in_area: u32,
    pub areas: Vec<AreaResult>,
    pub lessons: Vec<LessonSummary>,
    pub change: Option<Change>,
}

/// What a test measured in an area, and how the person saw themselves before.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaResult {
    pub code: String,
    pub title: Bilingual,
    pub answers: u32,
    /// `None` where the answers are too few.
    pub measured: Option<Measured>,
    pub reflection: Option<Level>,
}

/// What has changed since the first test.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub first: Sitting,
    pub gain: Gain,
    /// Lessons that were finished between the two.
    pub lessons_between: u32,
}

/// A question of a finished test with the answer and what is to be said about it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewedQuestion {
    pub number: u32,
    pub competence: Bilingual,
    pub exercise: ExerciseView,
    /// `None` where the person did not know.
    pub answer: Option<Answer>,
    pub grade: Grade,
    /// What the right answer is.
    pub solution: Vec<String>,
}

/// An item for its authors.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemLine {
    pub code: String,
    pub area: Bilingual,
    pub competence: Bilingual,
    pub competence_code: String,
    pub level: Level,
    pub difficulty: f64,
    pub statistics: ItemStatistics,
}
