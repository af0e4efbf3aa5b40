//! Answers to exercises, each as it was given.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{AttemptId, LearnerId};
use domain::learning::answer::Answer;
use domain::learning::course::LessonPath;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// An attempt as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptRow {
    pub id: AttemptId,
    pub lesson_version: u32,
    pub exercise: String,
    /// Which attempt of the learner at this exercise, counted from 1.
    pub number: i64,
    pub key: String,
    pub answer: Answer,
    pub is_right: bool,
    pub at: Timestamp,
}

const INSERT: &str = "INSERT INTO exercise_attempt (id, learner, lesson, lesson_version, exercise, number, \
     attempt_key, answer, is_right, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
const AT_EXERCISE: &str = "SELECT id, lesson_version, exercise, number, attempt_key, answer, is_right, at \
     FROM exercise_attempt WHERE learner = $1 AND lesson = $2 AND exercise = $3 ORDER BY at, number, id";
/// An attempt that both have made under one key stays with the first owner's rows, which go.
const HAND_OVER: &str = "UPDATE exercise_attempt SET learner = $2 WHERE learner = $1 AND NOT EXISTS \
     (SELECT 1 FROM exercise_attempt AS own WHERE own.learner = $2 AND own.lesson = exercise_attempt.lesson \
     AND own.exercise = exercise_attempt.exercise AND own.attempt_key = exercise_attempt.attempt_key \
     AND own.answer = exercise_attempt.answer)";
const REMOVE: &str = "DELETE FROM exercise_attempt WHERE learner = $1";

/// Keeps an attempt. Says whether it is news.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(
    connection: &mut AnyConnection,
    learner: LearnerId,
    path: &LessonPath,
    attempt: &AttemptRow,
) -> StorageResult<bool> {
    let done = sqlx::query(INSERT)
        .bind(attempt.id.to_string())
        .bind(learner.to_string())
        .bind(path.to_string())
        .bind(i64::from(attempt.lesson_version))
        .bind(attempt.exercise.clone())
        .bind(attempt.number)
        .bind(attempt.key.clone())
        .bind(text_of(&attempt.answer)?)
        .bind(i64::from(attempt.is_right))
        .bind(attempt.at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The attempts of a learner at an exercise, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn at_exercise(
    connection: &mut AnyConnection,
    learner: LearnerId,
    path: &LessonPath,
    exercise: &str,
) -> StorageResult<Vec<AttemptRow>> {
    let rows = sqlx::query(AT_EXERCISE)
        .bind(learner.to_string())
        .bind(path.to_string())
        .bind(exercise.to_owned())
        .fetch_all(connection)
        .await?;
    rows.iter().map(attempt).collect()
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

fn text_of(answer: &Answer) -> StorageResult<String> {
    serde_json::to_string(answer).map_err(|error| StorageError::corrupt("answer", error))
}

fn attempt(row: &AnyRow) -> StorageResult<AttemptRow> {
    let version = row.integer("lesson_version")?;
    Ok(AttemptRow {
        id: row.parsed("id")?,
        lesson_version: u32::try_from(version)
            .map_err(|error| StorageError::corrupt("lesson_version", error))?,
        exercise: row.text("exercise")?,
        number: row.integer("number")?,
        key: row.text("attempt_key")?,
        answer: row.json("answer")?,
        is_right: row.flag("is_right")?,
        at: row.timestamp("at")?,
    })
}
