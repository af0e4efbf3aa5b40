//! Who of the staff looked at a person's data. The person can read it.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::PersonId;
use sqlx::AnyConnection;
use uuid::Uuid;

/// One look at a person's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookRow {
    pub id: Uuid,
    pub at: Timestamp,
    /// Who looked.
    pub reader: PersonId,
    pub reader_name: String,
    /// Whose data.
    pub person: PersonId,
    /// What for: `cabinet.application`, with its id.
    pub subject_kind: String,
    pub subject_id: String,
    /// Why: the step of the case, as a stable code.
    pub purpose: String,
}

const INSERT: &str = "INSERT INTO access_log (id, at, reader, reader_name, person, subject_kind, subject_id, purpose) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const OF_PERSON: &str = "SELECT id, at, reader, reader_name, person, subject_kind, subject_id, purpose \
     FROM access_log WHERE person = $1 ORDER BY at DESC, id DESC LIMIT $2";

/// Writes down a look.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, look: &LookRow) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(look.id.to_string())
        .bind(look.at.0)
        .bind(look.reader.to_string())
        .bind(look.reader_name.clone())
        .bind(look.person.to_string())
        .bind(look.subject_kind.clone())
        .bind(look.subject_id.clone())
        .bind(look.purpose.clone())
        .execute(connection)
        .await?;
    Ok(())
}

/// The newest looks at a person's data.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_person(
    connection: &mut AnyConnection,
    person: PersonId,
    limit: i64,
) -> StorageResult<Vec<LookRow>> {
    let rows = sqlx::query(OF_PERSON)
        .bind(person.to_string())
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(LookRow {
                id: row.parsed("id")?,
                at: row.timestamp("at")?,
                reader: row.parsed("reader")?,
                reader_name: row.text("reader_name")?,
                person: row.parsed("person")?,
                subject_kind: row.text("subject_kind")?,
                subject_id: row.text("subject_id")?,
                purpose: row.text("purpose")?,
            })
        })
        .collect()
}
