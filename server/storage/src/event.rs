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
