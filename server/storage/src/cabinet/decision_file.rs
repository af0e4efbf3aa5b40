//! Files that go along with a decision and with the drafts of it.

use crate::error::StorageResult;
use crate::file::{FileRow, file};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{ApplicationId, DecisionDraftId, FileId};
use sqlx::AnyConnection;

const INSERT: &str =
    "INSERT INTO decision_file (application, file, draft, decided_at, position) VALUES ($1, $2, $3, $4, $5)";
// A file that was kept in a draft and in the decision is one file.
const OF_APPLICATION: &str = "SELECT id, digest, size_bytes, media_type, name, owner, thumbnail, created_at FROM file \
     WHERE id IN (SELECT file FROM decision_file WHERE application = $1) ORDER BY created_at, id";
const OF_DRAFTS: &str = "SELECT f.id, f.digest, f.size_bytes, f.media_type, f.name, f.owner, f.thumbnail, f.created_at, d.draft \
     FROM decision_file d JOIN file f ON f.id = d.file WHERE d.application = $1 AND d.draft IS NOT NULL ORDER BY d.position";
const OF_DECISION: &str = "SELECT f.id, f.digest, f.size_bytes, f.media_type, f.name, f.owner, f.thumbnail, f.created_at \
     FROM decision_file d JOIN file f ON f.id = d.file WHERE d.application = $1 AND d.decided_at = $2 ORDER BY d.position";

/// Notes a file that an officer attached and that nothing holds yet.
///
/// # Errors
/// When the row cannot be written.
pub async fn attach(
    connection: &mut AnyConnection,
    application: ApplicationId,
    file: FileId,
) -> StorageResult<()> {
    insert(connection, application, file, (None, None), 0).await
}

/// Keeps the files of a version of a draft.
///
/// # Errors
/// When a row cannot be written.
pub async fn put_in_draft(
    connection: &mut AnyConnection,
    application: ApplicationId,
    draft: DecisionDraftId,
    files: &[FileRow],
) -> StorageResult<()> {
    for (position, file) in (0_i64..).zip(files) {
        let of = (Some(draft), None);
        insert(&mut *connection, application, file.id, of, position).await?;
    }
    Ok(())
}

/// Keeps the files of a decision.
///
/// # Errors
/// When a row cannot be written.
pub async fn put_in_decision(
    connection: &mut AnyConnection,
    application: ApplicationId,
    decided_at: Timestamp,
    files: &[FileRow],
) -> StorageResult<()> {
    for (position, file) in (0_i64..).zip(files) {
        let of = (None, Some(decided_at));
        insert(&mut *connection, application, file.id, of, position).await?;
    }
    Ok(())
}

async fn insert(
    connection: &mut AnyConnection,
    application: ApplicationId,
    file: FileId,
    (draft, decided_at): (Option<DecisionDraftId>, Option<Timestamp>),
    position: i64,
) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(application.to_string())
        .bind(file.to_string())
        .bind(draft.map(|draft| draft.to_string()))
        .bind(decided_at.map(|at| at.0))
        .bind(position)
        .execute(connection)
        .await?;
    Ok(())
}

/// Every file that was ever attached to a decision of an application or a draft of one, each once, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_application(
    connection: &mut AnyConnection,
    application: ApplicationId,
) -> StorageResult<Vec<FileRow>> {
    let rows = sqlx::query(OF_APPLICATION)
        .bind(application.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(file).collect()
}

/// The files of every version of the draft, each with its version, in their order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_drafts(
    connection: &mut AnyConnection,
    application: ApplicationId,
) -> StorageResult<Vec<(DecisionDraftId, FileRow)>> {
    let rows = sqlx::query(OF_DRAFTS)
        .bind(application.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok((row.parsed("draft")?, file(row)?)))
        .collect()
}

/// The files of the decision that was made at a moment, in their order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_decision(
    connection: &mut AnyConnection,
    application: ApplicationId,
    decided_at: Timestamp,
) -> StorageResult<Vec<FileRow>> {
    let rows = sqlx::query(OF_DECISION)
        .bind(application.to_string())
        .bind(decided_at.0)
        .fetch_all(connection)
        .await?;
    rows.iter().map(file).collect()
}
