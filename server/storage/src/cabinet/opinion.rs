//! Questions to other units of the city and to bodies outside it, and their answers.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::cabinet::opinion::Asked;
use domain::id::{ApplicationId, OpinionId, PersonId, UnitId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// A question as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionRow {
    pub id: OpinionId,
    pub application: ApplicationId,
    pub asked: Asked<UnitId>,
    pub question: String,
    pub asked_by: PersonId,
    pub asked_by_name: String,
    pub asked_at: Timestamp,
    pub answer_until: Timestamp,
    pub answer: Option<String>,
    pub answered_by_name: Option<String>,
    /// When it was answered, or when the application was closed without it.
    pub ended_at: Option<Timestamp>,
}

/// Whose questions are looked for: those to units, but none about an application of the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfUnits {
    /// `None` means every unit.
    pub units: Option<Vec<UnitId>>,
    pub reader: Option<PersonId>,
}

const INSERT: &str = "INSERT INTO opinion (id, application, unit, body, question, asked_by, asked_by_name, asked_at, \
     answer_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const GET: &str = "SELECT id, application, unit, body, question, asked_by, asked_by_name, asked_at, answer_until, answer, \
     answered_by_name, ended_at FROM opinion WHERE id = $1";
const OF_APPLICATION: &str = "SELECT id, application, unit, body, question, asked_by, asked_by_name, asked_at, answer_until, \
     answer, answered_by_name, ended_at FROM opinion WHERE application = $1 ORDER BY asked_at, id";
// Units come as one text with separators: a list of ids cannot be bound on both engines.
const AWAITED: &str = "SELECT o.id, o.application, o.unit, o.body, o.question, o.asked_by, o.asked_by_name, o.asked_at, \
     o.answer_until, o.answer, o.answered_by_name, o.ended_at FROM opinion o JOIN application a ON a.id = o.application \
     WHERE o.ended_at IS NULL AND o.unit IS NOT NULL AND ($1 = '*' OR $1 LIKE '%' || o.unit || '%') AND a.person <> $2 \
     ORDER BY o.answer_until, o.id LIMIT $3";
const COUNT: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS number FROM opinion o JOIN application a ON a.id = o.application \
     WHERE o.ended_at IS NULL AND o.unit IS NOT NULL AND ($1 = '*' OR $1 LIKE '%' || o.unit || '%') AND a.person <> $2";
const ANSWER: &str = "UPDATE opinion SET answer = $2, answered_by = $3, answered_by_name = $4, ended_at = $5 \
     WHERE id = $1 AND ended_at IS NULL";
const END: &str = "UPDATE opinion SET ended_at = $2 WHERE application = $1 AND ended_at IS NULL";

/// Adds a question.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, opinion: &OpinionRow) -> StorageResult<()> {
    let (unit, body) = match &opinion.asked {
        Asked::Unit(unit) => (Some(unit.to_string()), None),
        Asked::Body(name) => (None, Some(name.clone())),
    };
    sqlx::query(INSERT)
        .bind(opinion.id.to_string())
        .bind(opinion.application.to_string())
        .bind(unit)
        .bind(body)
        .bind(opinion.question.clone())
        .bind(opinion.asked_by.to_string())
        .bind(opinion.asked_by_name.clone())
        .bind(opinion.asked_at.0)
        .bind(opinion.answer_until.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// A question by id.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(connection: &mut AnyConnection, id: OpinionId) -> StorageResult<Option<OpinionRow>> {
    let row = sqlx::query(GET)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(opinion).transpose()
}

/// The questions of an application, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_application(
    connection: &mut AnyConnection,
    application: ApplicationId,
) -> StorageResult<Vec<OpinionRow>> {
    let rows = sqlx::query(OF_APPLICATION)
        .bind(application.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(opinion).collect()
}

/// What is asked of units and not answered yet, the most urgent first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn awaited(
    connection: &mut AnyConnection,
    of: &OfUnits,
    limit: i64,
) -> StorageResult<Vec<OpinionRow>> {
    let rows = sqlx::query(AWAITED)
        .bind(units_text(of))
        .bind(reader_text(of))
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(opinion).collect()
}

/// How many questions wait for units.
///
/// # Errors
/// When the rows cannot be counted.
pub async fn count_awaited(connection: &mut AnyConnection, of: &OfUnits) -> StorageResult<i64> {
    let row = sqlx::query(COUNT)
        .bind(units_text(of))
        .bind(reader_text(of))
        .fetch_one(connection)
        .await?;
    row.integer("number")
}

fn units_text(of: &OfUnits) -> String {
    match &of.units {
        None => "*".to_owned(),
        Some(units) => units.iter().map(|unit| format!("{unit},")).collect(),
    }
}

fn reader_text(of: &OfUnits) -> String {
    of.reader.map(|reader| reader.to_string()).unwrap_or_default()
}

/// Keeps an answer. Says whether the question was still awaited.
///
/// # Errors
/// When the row cannot be written.
pub async fn answer(
    connection: &mut AnyConnection,
    id: OpinionId,
    text: &str,
    (person, name): (PersonId, &str),
    now: Timestamp,
) -> StorageResult<bool> {
    let done = sqlx::query(ANSWER)
        .bind(id.to_string())
        .bind(text.to_owned())
        .bind(person.to_string())
        .bind(name.to_owned())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends every question of an application that was closed: nobody is asked any more.
///
/// # Errors
/// When a row cannot be written.
pub async fn end(
    connection: &mut AnyConnection,
    application: ApplicationId,
    now: Timestamp,
) -> StorageResult<()> {
    sqlx::query(END)
        .bind(application.to_string())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}

fn opinion(row: &AnyRow) -> StorageResult<OpinionRow> {
    let asked = match (row.optional_parsed("unit")?, row.optional_text("body")?) {
        (Some(unit), None) => Asked::Unit(unit),
        (None, Some(name)) => Asked::Body(name),
        _ => return Err(StorageError::corrupt("unit", row.text("id")?)),
    };
    Ok(OpinionRow {
        id: row.parsed("id")?,
        application: row.parsed("application")?,
        asked,
        question: row.text("question")?,
        asked_by: row.parsed("asked_by")?,
        asked_by_name: row.text("asked_by_name")?,
        asked_at: row.timestamp("asked_at")?,
        answer_until: row.timestamp("answer_until")?,
        answer: row.optional_text("answer")?,
        answered_by_name: row.optional_text("answered_by_name")?,
        ended_at: row.optional_timestamp("ended_at")?,
    })
}
