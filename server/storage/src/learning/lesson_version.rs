//! Lessons as somebody began them.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::learning::course::{Lesson, LessonPath};
use sqlx::AnyConnection;

const KEEP: &str = "INSERT INTO lesson_version (lesson, version, content) VALUES ($1, $2, $3) \
     ON CONFLICT (lesson, version) DO NOTHING";
const GET: &str = "SELECT content FROM lesson_version WHERE lesson = $1 AND version = $2";

/// Keeps a version of a lesson; one that is kept already stays as it is.
///
/// # Errors
/// When the row cannot be written.
pub async fn keep(connection: &mut AnyConnection, path: &LessonPath, lesson: &Lesson) -> StorageResult<()> {
    let content = serde_json::to_string(lesson).map_err(|error| StorageError::corrupt("lesson", error))?;
    sqlx::query(KEEP)
        .bind(path.to_string())
        .bind(i64::from(lesson.version))
        .bind(content)
        .execute(connection)
        .await?;
    Ok(())
}

/// A kept version of a lesson.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(
    connection: &mut AnyConnection,
    path: &LessonPath,
    version: u32,
) -> StorageResult<Option<Lesson>> {
    let row = sqlx::query(GET)
        .bind(path.to_string())
        .bind(i64::from(version))
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.json("content")).transpose()
}
