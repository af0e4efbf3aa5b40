//! The append-only event table. Rows are only ever inserted; a trigger refuses the rest.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::event::{Author, NewEvent};
use domain::id::{EventId, PersonId};
use serde_json::Value;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// An event as it was appended.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRow {
    pub id: EventId,
    pub at: Timestamp,
    pub author: Author,
    pub on_behalf_of: Option<PersonId>,
    pub subject_kind: String,
    pub subject_id: String,
    pub subject_version: i64,
    pub kind: String,
    pub reason: Option<String>,
    pub data: Value,
}

const INSERT: &str = "INSERT INTO event (id, at, author_kind, author_id, on_behalf_of, subject_kind, subject_id, \
     subject_version, kind, reason, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const OF_SUBJECT: &str = "SELECT id, at, author_kind, author_id, on_behalf_of, subject_kind, subject_id, \
     subject_version, kind, reason, data FROM event WHERE subject_kind = $1 AND subject_id = $2 ORDER BY subject_version, at, id";

const LIST: &str = "SELECT id, at, author_kind, author_id, on_behalf_of, subject_kind, subject_id, subject_version, \
     kind, reason, data FROM event WHERE ($1 = '' OR subject_kind = $1) AND ($2 = '' OR subject_id = $2) \
     AND ($3 = '' OR kind = $3) AND at >= $4 AND at < $5 AND (at < $6 OR (at = $6 AND id < $7)) \
     ORDER BY at DESC, id DESC LIMIT $8";
const PLACE: &str = "SELECT at FROM event WHERE id = $1";
// Each step jumps to the next kind in the index: a hundred kinds cost a hundred looks, not a look at every event.
const KINDS: &str = "WITH RECURSIVE known (name) AS (SELECT MIN(kind) FROM event \
     UNION ALL SELECT (SELECT MIN(kind) FROM event WHERE kind > known.name) FROM known WHERE known.name IS NOT NULL) \
     SELECT name FROM known WHERE name IS NOT NULL";
const SUBJECT_KINDS: &str = "WITH RECURSIVE known (name) AS (SELECT MIN(subject_kind) FROM event \
     UNION ALL SELECT (SELECT MIN(subject_kind) FROM event WHERE subject_kind > known.name) FROM known \
     WHERE known.name IS NOT NULL) SELECT name FROM known WHERE name IS NOT NULL";

/// Which events to list; empty texts mean any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventQuery {
    pub subject_kind: String,
    pub subject_id: String,
    pub kind: String,
    /// From this moment on.
    pub from: Timestamp,
    /// Before this moment.
    pub until: Timestamp,
    /// Only what is older than this event.
    pub before: Option<EventId>,
    pub limit: i64,
}

pub(crate) async fn insert(
    connection: &mut AnyConnection,
    id: EventId,
    at: Timestamp,
    new: &NewEvent,
) -> StorageResult<()> {
    let (author_kind, author_id) = match &new.author {
        Author::Person(person) => ("person", Some(person.to_string())),
        Author::Anonymous => ("anonymous", None),
        Author::System => ("system", None),
    };
    sqlx::query(INSERT)
        .bind(id.to_string())
        .bind(at.0)
        .bind(author_kind)
        .bind(author_id)
        .bind(new.on_behalf_of.map(|person| person.to_string()))
        .bind(new.subject_kind)
        .bind(new.subject_id.clone())
        .bind(new.subject_version)
        .bind(new.kind)
        .bind(new.reason.clone())
        .bind(new.data.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Every event of a thing, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_subject(
    connection: &mut AnyConnection,
    subject_kind: &'static str,
    subject_id: &str,
) -> StorageResult<Vec<EventRow>> {
    let rows = sqlx::query(OF_SUBJECT)
        .bind(subject_kind)
        .bind(subject_id.to_owned())
        .fetch_all(connection)
        .await?;
    rows.iter().map(event).collect()
}

/// The newest events of a query. None when it goes on from an event that is not there.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(connection: &mut AnyConnection, query: &EventQuery) -> StorageResult<Vec<EventRow>> {
    let (at, id) = match query.before {
        None => (query.until, String::new()),
        Some(before) => {
            let place = sqlx::query(PLACE)
                .bind(before.to_string())
                .fetch_optional(&mut *connection)
                .await?;
            let Some(place) = place else { return Ok(Vec::new()) };
            (place.timestamp("at")?, before.to_string())
        }
    };
    let rows = sqlx::query(LIST)
        .bind(query.subject_kind.clone())
        .bind(query.subject_id.clone())
        .bind(query.kind.clone())
        .bind(query.from.0)
        .bind(query.until.0)
        .bind(at.0)
        .bind(id)
        .bind(query.limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(event).collect()
}

/// Every kind of event that there is, in the order of the alphabet.
///
/// # Errors
/// When the rows cannot be read.
pub async fn kinds(connection: &mut AnyConnection) -> StorageResult<Vec<String>> {
    let rows = sqlx::query(KINDS).fetch_all(connection).await?;
    rows.iter().map(|row| row.text("name")).collect()
}

/// Every kind of thing that has events, in the order of the alphabet.
///
/// # Errors
/// When the rows cannot be read.
pub async fn subject_kinds(connection: &mut AnyConnection) -> StorageResult<Vec<String>> {
    let rows = sqlx::query(SUBJECT_KINDS).fetch_all(connection).await?;
    rows.iter().map(|row| row.text("name")).collect()
}

fn event(row: &AnyRow) -> StorageResult<EventRow> {
    let author = match (
        row.text("author_kind")?.as_str(),
        row.optional_parsed("author_id")?,
    ) {
        ("person", Some(person)) => Author::Person(person),
        ("anonymous", None) => Author::Anonymous,
        ("system", None) => Author::System,
        (kind, _) => return Err(StorageError::corrupt("author_kind", kind)),
    };
    Ok(EventRow {
        id: row.parsed("id")?,
        at: row.timestamp("at")?,
        author,
        on_behalf_of: row.optional_parsed("on_behalf_of")?,
        subject_kind: row.text("subject_kind")?,
        subject_id: row.text("subject_id")?,
        subject_version: row.integer("subject_version")?,
        kind: row.text("kind")?,
        reason: row.optional_text("reason")?,
        data: row.json("data")?,
    })
}
