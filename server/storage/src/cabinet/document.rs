//! Decisions on paper: which object holds the bytes, and the code by which they are found.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::cabinet::document::DocumentCode;
use domain::id::ApplicationId;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// An issued document. It never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    pub code: DocumentCode,
    pub application: ApplicationId,
    /// The version of the application that the decision made.
    pub application_version: i64,
    pub is_granted: bool,
    /// Hex SHA-256 of the bytes: the name of the object.
    pub digest: String,
    pub size_bytes: i64,
    pub issued_at: Timestamp,
}

const INSERT: &str = "INSERT INTO decision_document (code, application, application_version, is_granted, digest, size_bytes, issued_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
const BY_CODE: &str = "SELECT code, application, application_version, is_granted, digest, size_bytes, issued_at \
     FROM decision_document WHERE code = $1";
const LAST: &str = "SELECT code, application, application_version, is_granted, digest, size_bytes, issued_at \
     FROM decision_document WHERE application = $1 ORDER BY application_version DESC LIMIT 1";

/// Adds a document, once for each decision. Says whether it was new.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, row: &DocumentRow) -> StorageResult<bool> {
    let done = sqlx::query(INSERT)
        .bind(row.code.as_str().to_owned())
        .bind(row.application.to_string())
        .bind(row.application_version)
        .bind(i64::from(row.is_granted))
        .bind(row.digest.clone())
        .bind(row.size_bytes)
        .bind(row.issued_at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The document of a code.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_code(
    connection: &mut AnyConnection,
    code: &DocumentCode,
) -> StorageResult<Option<DocumentRow>> {
    let row = sqlx::query(BY_CODE)
        .bind(code.as_str().to_owned())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(document).transpose()
}

/// The document of the last decision about an application.
///
/// # Errors
/// When the row cannot be read.
pub async fn last(
    connection: &mut AnyConnection,
    application: ApplicationId,
) -> StorageResult<Option<DocumentRow>> {
    let row = sqlx::query(LAST)
        .bind(application.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(document).transpose()
}

fn document(row: &AnyRow) -> StorageResult<DocumentRow> {
    Ok(DocumentRow {
        code: row.parsed("code")?,
        application: row.parsed("application")?,
        application_version: row.integer("application_version")?,
        is_granted: row.flag("is_granted")?,
        digest: row.text("digest")?,
        size_bytes: row.integer("size_bytes")?,
        issued_at: row.timestamp("issued_at")?,
    })
}
