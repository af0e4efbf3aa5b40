//! What pages of the training copy show.

use super::{Finding, TrainingState, TrainingTask};
use crate::cabinet::card::ServiceCard;
use crate::cabinet::form::{Answers, Day, Prefilled};
use crate::learning::course::LessonPath;
use std::sync::Arc;

/// The screen of a lesson whose exercise is a task of the training copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainingPlace {
    pub task: String,
    pub lesson: LessonPath,
    pub screen: String,
}

/// A task with the learner's own attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainingView {
    pub task: Arc<TrainingTask>,
    /// The service, its form without files.
    pub card: Arc<ServiceCard>,
    pub place: TrainingPlace,
    /// What the made-up account fills in.
    pub prefilled: Vec<Prefilled>,
    /// The day on which dates are judged.
    pub today: Day,
    /// `None` before the first.
    pub attempt: Option<TrainingAttempt>,
}

/// The attempt that the learner is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainingAttempt {
    /// Counted from 1: each begins with an empty form.
    pub number: i64,
    pub state: TrainingState,
    pub answers: Answers,
    /// What was found in what was sent.
    pub findings: Vec<Finding>,
}
