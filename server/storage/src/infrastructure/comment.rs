//! Public comments on projects.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{CommentId, PersonId};
use domain::infrastructure::ProjectId;
use domain::infrastructure::comment::{Comment, CommentState, HidingReason, OfficialAnswer};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

const INSERT: &str = "INSERT INTO project_comment (id, project, parent, author, author_name, body, state, reason, \
     written_at, judged_at, answer, answer_author, answer_author_name, answered_at, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, $8, NULL, NULL, NULL, NULL, NULL, $9)";
const BY_ID: &str = "SELECT id, project, parent, author, author_name, body, state, reason, written_at, answer, \
     answer_author, answer_author_name, answered_at, version FROM project_comment WHERE id = $1";
const OF_PROJECT: &str = "SELECT id, project, parent, author, author_name, body, state, reason, written_at, answer, \
     answer_author, answer_author_name, answered_at, version FROM project_comment \
     WHERE project = $1 AND (state = 'published' OR author = $2) ORDER BY written_at, id";
const QUEUE: &str = "SELECT c.id, c.project, c.parent, c.author, c.author_name, c.body, c.state, c.reason, c.written_at, \
     c.answer, c.answer_author, c.answer_author_name, c.answered_at, c.version, p.title FROM project_comment c \
     JOIN project p ON p.id = c.project WHERE c.state = 'pending' ORDER BY c.written_at, c.id LIMIT $1";
const JUDGED: &str = "SELECT c.id, c.project, c.parent, c.author, c.author_name, c.body, c.state, c.reason, c.written_at, \
     c.answer, c.answer_author, c.answer_author_name, c.answered_at, c.version, p.title FROM project_comment c \
     JOIN project p ON p.id = c.project WHERE c.judged_at IS NOT NULL ORDER BY c.judged_at DESC, c.id DESC LIMIT $1";
const UNANSWERED: &str = "SELECT c.id, c.project, c.parent, c.author, c.author_name, c.body, c.state, c.reason, c.written_at, \
     c.answer, c.answer_author, c.answer_author_name, c.answered_at, c.version, p.title FROM project_comment c \
     JOIN project p ON p.id = c.project WHERE c.state = 'published' AND c.answer IS NULL AND c.parent IS NULL \
     ORDER BY c.written_at, c.id LIMIT $1";
const WRITTEN_SINCE: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS written, CAST(COALESCE(MIN(written_at), 0) AS BIGINT) \
     AS oldest FROM project_comment WHERE author = $1 AND written_at > $2";
const JUDGE: &str = "UPDATE project_comment SET state = $1, reason = $2, judged_at = $3, version = $4 WHERE id = $5 AND version = $6";
const ANSWER: &str = "UPDATE project_comment SET answer = $1, answer_author = $2, answer_author_name = $3, \
     answered_at = $4, version = $5 WHERE id = $6 AND version = $7";

/// Writes a new comment.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, comment: &Comment) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(comment.id.to_string())
        .bind(comment.project.to_string())
        .bind(comment.parent.map(|parent| parent.to_string()))
        .bind(comment.author.to_string())
        .bind(comment.author_name.clone())
        .bind(comment.text.clone())
        .bind(comment.state.code().to_owned())
        .bind(comment.written_at.0)
        .bind(comment.version)
        .execute(connection)
        .await?;
    Ok(())
}

/// A comment by id.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_id(connection: &mut AnyConnection, id: CommentId) -> StorageResult<Option<Comment>> {
    let row = sqlx::query(BY_ID)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(comment).transpose()
}

/// Published comments of a project and those of one reader, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_project(
    connection: &mut AnyConnection,
    project: &ProjectId,
    reader: Option<PersonId>,
) -> StorageResult<Vec<Comment>> {
    let rows = sqlx::query(OF_PROJECT)
        .bind(project.to_string())
        .bind(reader.map(|reader| reader.to_string()).unwrap_or_default())
        .fetch_all(connection)
        .await?;
    rows.iter().map(comment).collect()
}

/// Comments with the titles of their projects: those that wait, oldest first, or those judged, latest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn queue(
    connection: &mut AnyConnection,
    judged: bool,
    limit: i64,
) -> StorageResult<Vec<(Comment, String)>> {
    let rows = sqlx::query(if judged { JUDGED } else { QUEUE })
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok((comment(row)?, row.text("title")?)))
        .collect()
}

/// Published comments without an official answer that reply to no other, with the titles of their projects, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn unanswered(connection: &mut AnyConnection, limit: i64) -> StorageResult<Vec<(Comment, String)>> {
    let rows = sqlx::query(UNANSWERED).bind(limit).fetch_all(connection).await?;
    rows.iter()
        .map(|row| Ok((comment(row)?, row.text("title")?)))
        .collect()
}

/// How many comments a person has written since a moment, and when the first of them.
///
/// # Errors
/// When the rows cannot be read.
pub async fn written_since(
    connection: &mut AnyConnection,
    author: PersonId,
    since: Timestamp,
) -> StorageResult<(i64, Timestamp)> {
    let row = sqlx::query(WRITTEN_SINCE)
        .bind(author.to_string())
        .bind(since.0)
        .fetch_one(connection)
        .await?;
    Ok((row.integer("written")?, row.timestamp("oldest")?))
}

/// Stores a verdict; `false` when the comment changed meanwhile.
///
/// # Errors
/// When the row cannot be written.
pub async fn save_verdict(
    connection: &mut AnyConnection,
    comment: &Comment,
    at: Timestamp,
) -> StorageResult<bool> {
    let result = sqlx::query(JUDGE)
        .bind(comment.state.code().to_owned())
        .bind(comment.reason.map(|reason| reason.code().to_owned()))
        .bind(at.0)
        .bind(comment.version)
        .bind(comment.id.to_string())
        .bind(comment.version - 1)
        .execute(connection)
        .await?;
    Ok(result.rows_affected() == 1)
}

/// Stores the city's answer; `false` when the comment changed meanwhile.
///
/// # Errors
/// When the row cannot be written.
pub async fn save_answer(connection: &mut AnyConnection, comment: &Comment) -> StorageResult<bool> {
    let Some(answer) = &comment.answer else {
        return Ok(false);
    };
    let result = sqlx::query(ANSWER)
        .bind(answer.text.clone())
        .bind(answer.author.to_string())
        .bind(answer.author_name.clone())
        .bind(answer.answered_at.0)
        .bind(comment.version)
        .bind(comment.id.to_string())
        .bind(comment.version - 1)
        .execute(connection)
        .await?;
    Ok(result.rows_affected() == 1)
}

fn comment(row: &AnyRow) -> StorageResult<Comment> {
    let state = row.text("state")?;
    Ok(Comment {
        id: row.parsed("id")?,
        project: row.parsed("project")?,
        parent: row.optional_parsed("parent")?,
        author: row.parsed("author")?,
        author_name: row.text("author_name")?,
        text: row.text("body")?,
        state: CommentState::of_code(&state)
            .ok_or_else(|| StorageError::corrupt("state of a comment", state))?,
        reason: row
            .optional_text("reason")?
            .and_then(|code| HidingReason::of_code(&code)),
        written_at: row.timestamp("written_at")?,
        answer: answer(row)?,
        version: row.integer("version")?,
    })
}

fn answer(row: &AnyRow) -> StorageResult<Option<OfficialAnswer>> {
    let Some(text) = row.optional_text("answer")? else {
        return Ok(None);
    };
    let author = row
        .optional_parsed("answer_author")?
        .ok_or_else(|| StorageError::corrupt("answer", "it has no author"))?;
    Ok(Some(OfficialAnswer {
        text,
        author,
        author_name: row.optional_text("answer_author_name")?.unwrap_or_default(),
        answered_at: row.optional_timestamp("answered_at")?.unwrap_or_default(),
    }))
}
