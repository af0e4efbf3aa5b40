//! Questions to teachers.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{PersonId, QuestionId};
use domain::learning::class::Subject;
use domain::learning::question::{QuestionState, Reply};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// A question as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionRow {
    pub id: QuestionId,
    pub subject: Subject,
    pub person: PersonId,
    pub content: String,
    pub state: QuestionState,
    pub asked_at: Timestamp,
    pub reply: Option<Reply>,
}

const INSERT: &str = "INSERT INTO teacher_question (id, course, module, person, content, state, asked_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";
const GET: &str = "SELECT id, course, module, person, content, state, asked_at, reply, teacher, replied_at \
     FROM teacher_question WHERE id = $1";
const ANSWERED: &str = "SELECT id, course, module, person, content, state, asked_at, reply, teacher, replied_at \
     FROM teacher_question WHERE state = 'answered' AND ($1 = '' OR course = $1) AND ($2 = '' OR module = $2) \
     ORDER BY replied_at DESC, id DESC LIMIT $3";
const WAITING: &str = "SELECT id, course, module, person, content, state, asked_at, reply, teacher, replied_at \
     FROM teacher_question WHERE state = 'waiting' ORDER BY asked_at, id LIMIT $1";
const OF_PERSON: &str = "SELECT id, course, module, person, content, state, asked_at, reply, teacher, replied_at \
     FROM teacher_question WHERE person = $1 ORDER BY asked_at DESC, id DESC LIMIT $2";
const REPLY: &str = "UPDATE teacher_question SET state = $2, reply = $3, teacher = $4, replied_at = $5 \
     WHERE id = $1 AND state = $6";

/// Adds a question.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, row: &QuestionRow) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(row.id.to_string())
        .bind(row.subject.course.clone())
        .bind(row.subject.module.clone())
        .bind(row.person.to_string())
        .bind(row.content.clone())
        .bind(row.state.code())
        .bind(row.asked_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// A question.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(connection: &mut AnyConnection, id: QuestionId) -> StorageResult<Option<QuestionRow>> {
    let row = sqlx::query(GET)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(question).transpose()
}

/// Answered questions, all or those about a course or module, the newest answer first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn answered(
    connection: &mut AnyConnection,
    about: Option<&Subject>,
    limit: i64,
) -> StorageResult<Vec<QuestionRow>> {
    let course = about.map(|subject| subject.course.clone());
    let module = about.and_then(|subject| subject.module.clone());
    let rows = sqlx::query(ANSWERED)
        .bind(course.unwrap_or_default())
        .bind(module.unwrap_or_default())
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(question).collect()
}

/// Questions that wait, the oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn waiting(connection: &mut AnyConnection, limit: i64) -> StorageResult<Vec<QuestionRow>> {
    let rows = sqlx::query(WAITING).bind(limit).fetch_all(connection).await?;
    rows.iter().map(question).collect()
}

/// The questions of a person, the newest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_person(
    connection: &mut AnyConnection,
    person: PersonId,
    limit: i64,
) -> StorageResult<Vec<QuestionRow>> {
    let rows = sqlx::query(OF_PERSON)
        .bind(person.to_string())
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(question).collect()
}

/// Keeps what a teacher said, once. Says whether the question was as it was read.
///
/// # Errors
/// When the row cannot be written.
pub async fn reply(
    connection: &mut AnyConnection,
    row: &QuestionRow,
    state: QuestionState,
    reply: &Reply,
) -> StorageResult<bool> {
    let done = sqlx::query(REPLY)
        .bind(row.id.to_string())
        .bind(state.code())
        .bind(reply.content.clone())
        .bind(reply.teacher.clone())
        .bind(reply.at.0)
        .bind(row.state.code())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

fn question(row: &AnyRow) -> StorageResult<QuestionRow> {
    let content = row.optional_text("reply")?;
    let (teacher, at) = (
        row.optional_text("teacher")?,
        row.optional_timestamp("replied_at")?,
    );
    Ok(QuestionRow {
        id: row.parsed("id")?,
        subject: Subject {
            course: row.text("course")?,
            module: row.optional_text("module")?,
        },
        person: row.parsed("person")?,
        content: row.text("content")?,
        state: row.parsed("state")?,
        asked_at: row.timestamp("asked_at")?,
        reply: content
            .zip(teacher)
            .zip(at)
            .map(|((content, teacher), at)| Reply { content, teacher, at }),
    })
}
