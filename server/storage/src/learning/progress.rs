//! What learners have earned.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::LearnerId;
use domain::learning::course::LessonPath;
use domain::learning::progress::{LessonProgress, Progress};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;
use std::collections::BTreeSet;

const PUT: &str = "INSERT INTO lesson_progress (learner, lesson, version, place, started_at, touched_at, finished_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (learner, lesson) DO UPDATE SET version = $3, place = $4, \
     started_at = $5, touched_at = $6, finished_at = $7";
const GET: &str = "SELECT lesson, version, place, started_at, touched_at, finished_at FROM lesson_progress \
     WHERE learner = $1 AND lesson = $2";
const ALL: &str = "SELECT lesson, version, place, started_at, touched_at, finished_at FROM lesson_progress \
     WHERE learner = $1";
const EARN: &str = "INSERT INTO screen_earned (learner, lesson, screen, at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (learner, lesson, screen) DO NOTHING";
const EARNED: &str = "SELECT screen FROM screen_earned WHERE learner = $1 AND lesson = $2";
const ALL_EARNED: &str = "SELECT lesson, screen FROM screen_earned WHERE learner = $1";
const REMOVE: &str = "DELETE FROM lesson_progress WHERE learner = $1";
const COPY_EARNED: &str = "INSERT INTO screen_earned (learner, lesson, screen, at) \
     SELECT $2, lesson, screen, at FROM screen_earned WHERE learner = $1 \
     ON CONFLICT (learner, lesson, screen) DO NOTHING";
const REMOVE_EARNED: &str = "DELETE FROM screen_earned WHERE learner = $1";

/// Writes how far a learner is with a lesson; its earned screens are written by [`earn`].
///
/// # Errors
/// When the row cannot be written.
pub async fn put(
    connection: &mut AnyConnection,
    learner: LearnerId,
    path: &LessonPath,
    progress: &LessonProgress,
) -> StorageResult<()> {
    sqlx::query(PUT)
        .bind(learner.to_string())
        .bind(path.to_string())
        .bind(i64::from(progress.version))
        .bind(progress.place.clone())
        .bind(progress.started_at.0)
        .bind(progress.touched_at.0)
        .bind(progress.finished_at.map(|at| at.0))
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes a screen as earned. Says whether it is news.
///
/// # Errors
/// When the row cannot be written.
pub async fn earn(
    connection: &mut AnyConnection,
    learner: LearnerId,
    path: &LessonPath,
    screen: &str,
    at: Timestamp,
) -> StorageResult<bool> {
    let done = sqlx::query(EARN)
        .bind(learner.to_string())
        .bind(path.to_string())
        .bind(screen.to_owned())
        .bind(at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// How far a learner is with one lesson. Two queries.
///
/// # Errors
/// When the rows cannot be read.
pub async fn get(
    connection: &mut AnyConnection,
    learner: LearnerId,
    path: &LessonPath,
) -> StorageResult<Option<LessonProgress>> {
    let row = sqlx::query(GET)
        .bind(learner.to_string())
        .bind(path.to_string())
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let earned = sqlx::query(EARNED)
        .bind(learner.to_string())
        .bind(path.to_string())
        .fetch_all(connection)
        .await?;
    let (_, mut progress) = progress(&row)?;
    for row in &earned {
        progress.earned.insert(row.text("screen")?);
    }
    Ok(Some(progress))
}

/// Everything that a learner has done. Two queries.
///
/// # Errors
/// When the rows cannot be read.
pub async fn all(connection: &mut AnyConnection, learner: LearnerId) -> StorageResult<Progress> {
    let rows = sqlx::query(ALL)
        .bind(learner.to_string())
        .fetch_all(&mut *connection)
        .await?;
    let mut all: Progress = rows.iter().map(progress).collect::<StorageResult<_>>()?;
    let earned = sqlx::query(ALL_EARNED)
        .bind(learner.to_string())
        .fetch_all(connection)
        .await?;
    for row in &earned {
        let path: LessonPath = row.parsed("lesson")?;
        if let Some(progress) = all.get_mut(&path) {
            progress.earned.insert(row.text("screen")?);
        }
    }
    Ok(all)
}

/// Moves the earned screens of one learner to another, and removes the rest of the first one's progress.
///
/// # Errors
/// When the rows cannot be written.
pub async fn hand_over(connection: &mut AnyConnection, from: LearnerId, to: LearnerId) -> StorageResult<()> {
    sqlx::query(COPY_EARNED)
        .bind(from.to_string())
        .bind(to.to_string())
        .execute(&mut *connection)
        .await?;
    for statement in [REMOVE_EARNED, REMOVE] {
        sqlx::query(statement)
            .bind(from.to_string())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

fn progress(row: &AnyRow) -> StorageResult<(LessonPath, LessonProgress)> {
    let version = row.integer("version")?;
    let progress = LessonProgress {
        version: u32::try_from(version).map_err(|error| StorageError::corrupt("version", error))?,
        place: row.text("place")?,
        earned: BTreeSet::new(),
        started_at: row.timestamp("started_at")?,
        touched_at: row.timestamp("touched_at")?,
        finished_at: row.optional_timestamp("finished_at")?,
    };
    Ok((row.parsed("lesson")?, progress))
}
