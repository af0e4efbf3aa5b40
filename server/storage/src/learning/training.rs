//! Attempts on the training copy of the cabinet: one of each learner at each task.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::cabinet::form::Answers;
use domain::id::{AttemptId, LearnerId};
use domain::learning::training::TrainingState;
use sqlx::AnyConnection;

/// An attempt as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainingRow {
    pub id: AttemptId,
    pub task: String,
    /// Which attempt of the learner at this task, counted from 1.
    pub number: i64,
    pub state: TrainingState,
    pub answers: Answers,
    pub begun_at: Timestamp,
    pub touched_at: Timestamp,
}

const PUT: &str = "INSERT INTO training_attempt (learner, task, id, number, state, answers, begun_at, touched_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (learner, task) DO UPDATE SET id = excluded.id, \
     number = excluded.number, state = excluded.state, answers = excluded.answers, begun_at = excluded.begun_at, \
     touched_at = excluded.touched_at";
const GET: &str = "SELECT id, task, number, state, answers, begun_at, touched_at FROM training_attempt \
     WHERE learner = $1 AND task = $2";
/// Where both have an attempt at a task, the one of the second owner stays.
const HAND_OVER: &str = "UPDATE training_attempt SET learner = $2 WHERE learner = $1 AND NOT EXISTS \
     (SELECT 1 FROM training_attempt AS own WHERE own.learner = $2 AND own.task = training_attempt.task)";
const REMOVE: &str = "DELETE FROM training_attempt WHERE learner = $1";
const FORGET: &str = "DELETE FROM training_attempt WHERE touched_at < $1";

/// Keeps an attempt in the place of the learner's last one at the task.
///
/// # Errors
/// When the row cannot be written.
pub async fn put(connection: &mut AnyConnection, learner: LearnerId, row: &TrainingRow) -> StorageResult<()> {
    let answers =
        serde_json::to_string(&row.answers).map_err(|error| StorageError::corrupt("answers", error))?;
    sqlx::query(PUT)
        .bind(learner.to_string())
        .bind(row.task.clone())
        .bind(row.id.to_string())
        .bind(row.number)
        .bind(row.state.code())
        .bind(answers)
        .bind(row.begun_at.0)
        .bind(row.touched_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The attempt of a learner at a task.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(
    connection: &mut AnyConnection,
    learner: LearnerId,
    task: &str,
) -> StorageResult<Option<TrainingRow>> {
    let row = sqlx::query(GET)
        .bind(learner.to_string())
        .bind(task.to_owned())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(TrainingRow {
            id: row.parsed("id")?,
            task: row.text("task")?,
            number: row.integer("number")?,
            state: row.parsed("state")?,
            answers: row.json("answers")?,
            begun_at: row.timestamp("begun_at")?,
            touched_at: row.timestamp("touched_at")?,
        })
    })
    .transpose()
}

/// Moves the attempts of one learner to another.
///
/// # Errors
/// When the rows cannot be written.
pub async fn hand_over(connection: &mut AnyConnection, from: LearnerId, to: LearnerId) -> StorageResult<()> {
    sqlx::query(HAND_OVER)
        .bind(from.to_string())
        .bind(to.to_string())
        .execute(&mut *connection)
        .await?;
    sqlx::query(REMOVE)
        .bind(from.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets attempts that nobody has touched since a moment: what was typed there is nobody's business.
///
/// # Errors
/// When the rows cannot be removed.
pub async fn forget(connection: &mut AnyConnection, untouched_since: Timestamp) -> StorageResult<()> {
    sqlx::query(FORGET)
        .bind(untouched_since.0)
        .execute(connection)
        .await?;
    Ok(())
}
