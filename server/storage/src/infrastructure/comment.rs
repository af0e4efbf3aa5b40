//! Public comments on projects.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{CommentId, PersonId};
use domain::infrastructure::ProjectId;
use domain::infrastructure::comment::{
    Comment, CommentState, HidingReason, Objection, OfficialAnswer, PastAnswer,
};
use domain::infrastructure::project::Organisation;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

const INSERT: &str = "INSERT INTO project_comment (id, project, parent, author, author_name, body, state, reason, \
     written_at, judged_at, answer, answer_author, answer_author_name, answered_at, version, waits_since, \
     reopened) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, $8, NULL, NULL, NULL, NULL, NULL, $9, $10, $11)";
const BY_ID: &str = "SELECT id, project, parent, author, author_name, body, state, reason, written_at, answer, \
     answer_author, answer_author_name, answered_at, waits_since, reopened, version FROM project_comment WHERE id = $1";
const OF_PROJECT: &str = "SELECT id, project, parent, author, author_name, body, state, reason, written_at, answer, \
     answer_author, answer_author_name, answered_at, waits_since, reopened, version FROM project_comment \
     WHERE project = $1 AND (state = 'published' OR author = $2) ORDER BY written_at, id";
const QUEUE: &str = "SELECT c.id, c.project, c.parent, c.author, c.author_name, c.body, c.state, c.reason, c.written_at, \
     c.answer, c.answer_author, c.answer_author_name, c.answered_at, c.waits_since, c.reopened, c.version, p.title FROM project_comment c \
     JOIN project p ON p.id = c.project WHERE c.state = 'pending' ORDER BY c.written_at, c.id LIMIT $1";
const JUDGED: &str = "SELECT c.id, c.project, c.parent, c.author, c.author_name, c.body, c.state, c.reason, c.written_at, \
     c.answer, c.answer_author, c.answer_author_name, c.answered_at, c.waits_since, c.reopened, c.version, p.title FROM project_comment c \
     JOIN project p ON p.id = c.project WHERE c.judged_at IS NOT NULL ORDER BY c.judged_at DESC, c.id DESC LIMIT $1";
const UNANSWERED: &str = "SELECT c.id, c.project, c.parent, c.author, c.author_name, c.body, c.state, c.reason, c.written_at, \
     c.answer, c.answer_author, c.answer_author_name, c.answered_at, c.waits_since, c.reopened, c.version, p.title FROM project_comment c \
     JOIN project p ON p.id = c.project WHERE c.state = 'published' AND c.answer IS NULL AND c.parent IS NULL \
     ORDER BY c.waits_since, c.id LIMIT $1";
const WRITTEN_SINCE: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS written, CAST(COALESCE(MIN(written_at), 0) AS BIGINT) \
     AS oldest FROM project_comment WHERE author = $1 AND written_at > $2";
const JUDGE: &str = "UPDATE project_comment SET state = $1, reason = $2, judged_at = $3, waits_since = $7, version = $4 \
     WHERE id = $5 AND version = $6";
const ANSWER: &str = "UPDATE project_comment SET answer = $1, answer_author = $2, answer_author_name = $3, \
     answered_at = $4, waits_since = NULL, version = $5 WHERE id = $6 AND version = $7";
const KEEP_ANSWER: &str = "INSERT INTO project_answer (comment, number, waited_since, answer, answer_author, \
     answer_author_name, answered_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const REOPEN: &str = "UPDATE project_comment SET answer = NULL, answer_author = NULL, answer_author_name = NULL, \
     answered_at = NULL, waits_since = $1, reopened = $2, version = $3 WHERE id = $4 AND version = $5";
const OBJECT: &str = "UPDATE project_answer SET objection = $1, objected_at = $2 \
     WHERE comment = $3 AND number = $4 AND objection IS NULL";
const PAST: &str = "SELECT a.comment, a.answer, a.answer_author, a.answer_author_name, a.answered_at, a.objection, \
     a.objected_at FROM project_answer a JOIN project_comment c ON c.id = a.comment \
     WHERE c.project = $1 AND a.objection IS NOT NULL ORDER BY a.comment, a.number";
/// Of every published question: whose it is, and since when it waits.
const ASKED: &str = "SELECT p.authority, p.authority_name, c.waits_since, c.reopened FROM project_comment c \
     JOIN project p ON p.id = c.project WHERE c.state = 'published' AND c.parent IS NULL";
const GIVEN: &str = "SELECT p.authority, p.authority_name, a.waited_since, a.answered_at FROM project_answer a \
     JOIN project_comment c ON c.id = a.comment JOIN project p ON p.id = c.project \
     WHERE c.state = 'published' AND c.parent IS NULL";

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
        .bind(comment.waits_since.map(|since| since.0))
        .bind(comment.reopened)
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
        .bind(comment.waits_since.map(|since| since.0))
        .execute(connection)
        .await?;
    Ok(result.rows_affected() == 1)
}

/// Stores the city's answer, and keeps it for good; `false` when the comment changed meanwhile.
///
/// # Errors
/// When the rows cannot be written.
pub async fn save_answer(
    connection: &mut AnyConnection,
    comment: &Comment,
    waited_since: Timestamp,
) -> StorageResult<bool> {
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
        .execute(&mut *connection)
        .await?;
    if result.rows_affected() != 1 {
        return Ok(false);
    }
    sqlx::query(KEEP_ANSWER)
        .bind(comment.id.to_string())
        .bind(comment.reopened + 1)
        .bind(waited_since.0)
        .bind(answer.text.clone())
        .bind(answer.author.to_string())
        .bind(answer.author_name.clone())
        .bind(answer.answered_at.0)
        .execute(connection)
        .await?;
    Ok(true)
}

/// Stores that a question is open again, and what its author objects to; `false` when the comment changed meanwhile.
///
/// # Errors
/// When the rows cannot be written.
pub async fn save_reopening(
    connection: &mut AnyConnection,
    comment: &Comment,
    past: &PastAnswer,
) -> StorageResult<bool> {
    let result = sqlx::query(REOPEN)
        .bind(comment.waits_since.map(|since| since.0))
        .bind(comment.reopened)
        .bind(comment.version)
        .bind(comment.id.to_string())
        .bind(comment.version - 1)
        .execute(&mut *connection)
        .await?;
    if result.rows_affected() != 1 {
        return Ok(false);
    }
    let marked = sqlx::query(OBJECT)
        .bind(past.objection.code())
        .bind(past.objected_at.0)
        .bind(comment.id.to_string())
        .bind(comment.reopened)
        .execute(connection)
        .await?;
    Ok(marked.rows_affected() == 1)
}

/// The answers below a project that did not satisfy, by comment, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn past_answers(
    connection: &mut AnyConnection,
    project: &ProjectId,
) -> StorageResult<Vec<PastAnswer>> {
    let rows = sqlx::query(PAST)
        .bind(project.to_string())
        .fetch_all(connection)
        .await?;
    let mut past = Vec::with_capacity(rows.len());
    for row in &rows {
        let code = row.text("objection")?;
        let answer = answer(row)?.ok_or_else(|| StorageError::corrupt("answer", "there is none"))?;
        past.push(PastAnswer {
            comment: row.parsed("comment")?,
            answer,
            objection: Objection::of_code(&code)
                .ok_or_else(|| StorageError::corrupt("objection to an answer", code))?,
            objected_at: row.timestamp("objected_at")?,
        });
    }
    Ok(past)
}

/// A body with its id and its name; `None` where the project names none.
type Body = Option<Organisation>;

/// Every published question: who owes the answer, since when it waits, how often it was opened again.
///
/// # Errors
/// When the rows cannot be read.
pub async fn asked(connection: &mut AnyConnection) -> StorageResult<Vec<(Body, Option<Timestamp>, i64)>> {
    let rows = sqlx::query(ASKED).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            let since = row.optional_timestamp("waits_since")?;
            Ok((body(row)?, since, row.integer("reopened")?))
        })
        .collect()
}

/// Every answer to such a question: who gave it, since when it was waited for, when it came.
///
/// # Errors
/// When the rows cannot be read.
pub async fn given(connection: &mut AnyConnection) -> StorageResult<Vec<(Body, Timestamp, Timestamp)>> {
    let rows = sqlx::query(GIVEN).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            let since = row.timestamp("waited_since")?;
            Ok((body(row)?, since, row.timestamp("answered_at")?))
        })
        .collect()
}

fn body(row: &AnyRow) -> StorageResult<Body> {
    let Some(id) = row.optional_text("authority")? else {
        return Ok(None);
    };
    let name = row.text("authority_name")?;
    Ok(Some(Organisation { id, name }))
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
        waits_since: row.optional_timestamp("waits_since")?,
        reopened: row.integer("reopened")?,
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
