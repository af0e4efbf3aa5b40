//! Corrections that officers ask for.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::cabinet::view::FieldRemark;
use domain::id::{ApplicationId, CorrectionId};
use sqlx::AnyConnection;

/// A correction that is awaited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRow {
    pub id: CorrectionId,
    pub application: ApplicationId,
    pub remarks: Vec<FieldRemark>,
    pub asked_at: Timestamp,
}

const INSERT: &str = "INSERT INTO correction (id, application, remarks, asked_at) VALUES ($1, $2, $3, $4)";
const AWAITED: &str = "SELECT id, application, remarks, asked_at FROM correction WHERE application = $1 AND answered_at IS NULL";
const ANSWER: &str = "UPDATE correction SET answered_at = $2 WHERE application = $1 AND answered_at IS NULL";

/// Adds a correction.
///
/// # Errors
/// When the row cannot be written; a conflict when another is awaited.
pub async fn insert(connection: &mut AnyConnection, correction: &CorrectionRow) -> StorageResult<()> {
    let remarks = serde_json::to_string(&correction.remarks)
        .map_err(|error| StorageError::corrupt("remarks", error))?;
    sqlx::query(INSERT)
        .bind(correction.id.to_string())
        .bind(correction.application.to_string())
        .bind(remarks)
        .bind(correction.asked_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The correction that an application waits for.
///
/// # Errors
/// When the row cannot be read.
pub async fn awaited(
    connection: &mut AnyConnection,
    application: ApplicationId,
) -> StorageResult<Option<CorrectionRow>> {
    let row = sqlx::query(AWAITED)
        .bind(application.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(CorrectionRow {
            id: row.parsed("id")?,
            application: row.parsed("application")?,
            remarks: row.json("remarks")?,
            asked_at: row.timestamp("asked_at")?,
        })
    })
    .transpose()
}

/// Ends the awaited correction of an application, if there is one: answered, or of no use any more.
///
/// # Errors
/// When the row cannot be written.
pub async fn end(
    connection: &mut AnyConnection,
    application: ApplicationId,
    now: Timestamp,
) -> StorageResult<()> {
    sqlx::query(ANSWER)
        .bind(application.to_string())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}
