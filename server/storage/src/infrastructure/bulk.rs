//! Files of all projects that a job has made ahead.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::infrastructure::bulk::{BulkFile, Format};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

const LIST: &str = "SELECT format, state, digest, size_bytes, packed_digest, packed_bytes, projects, as_of, made_at \
     FROM open_data_file ORDER BY format";
const SAVE: &str = "INSERT INTO open_data_file (format, state, digest, size_bytes, packed_digest, packed_bytes, projects, \
     as_of, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (format) DO UPDATE SET \
     state = excluded.state, digest = excluded.digest, size_bytes = excluded.size_bytes, \
     packed_digest = excluded.packed_digest, packed_bytes = excluded.packed_bytes, projects = excluded.projects, \
     as_of = excluded.as_of, made_at = excluded.made_at";

/// Every file that was made, in the order of their codes.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(connection: &mut AnyConnection) -> StorageResult<Vec<BulkFile>> {
    let rows = sqlx::query(LIST).fetch_all(connection).await?;
    rows.iter().map(file).collect()
}

/// Notes a file in place of the one before.
///
/// # Errors
/// When the row cannot be written.
pub async fn save(connection: &mut AnyConnection, file: &BulkFile) -> StorageResult<()> {
    sqlx::query(SAVE)
        .bind(file.format.code())
        .bind(file.state.clone())
        .bind(file.digest.clone())
        .bind(file.size_bytes)
        .bind(file.packed_digest.clone())
        .bind(file.packed_bytes)
        .bind(file.projects)
        .bind(file.as_of.0)
        .bind(file.made_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

fn file(row: &AnyRow) -> StorageResult<BulkFile> {
    let code = row.text("format")?;
    Ok(BulkFile {
        format: Format::of_code(&code).ok_or_else(|| StorageError::corrupt("format", code))?,
        state: row.text("state")?,
        digest: row.text("digest")?,
        size_bytes: row.integer("size_bytes")?,
        packed_digest: row.text("packed_digest")?,
        packed_bytes: row.integer("packed_bytes")?,
        projects: row.integer("projects")?,
        as_of: row.timestamp("as_of")?,
        made_at: row.timestamp("made_at")?,
    })
}
