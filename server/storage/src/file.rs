//! Files: which object holds the bytes, what they are called and who owns them. The bytes lie in object storage.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{FileId, PersonId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// An accepted file. Its object never changes; a derivative is another object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    pub id: FileId,
    /// Hex SHA-256 of the bytes: the name of the object.
    pub digest: String,
    pub size_bytes: i64,
    /// Media type found in the content.
    pub media_type: String,
    /// The name that the person gave it, cleaned.
    pub name: String,
    pub owner: PersonId,
    /// Digest of the thumbnail, once a job made it.
    pub thumbnail: Option<String>,
    pub created_at: Timestamp,
}

const INSERT: &str = "INSERT INTO file (id, digest, size_bytes, media_type, name, owner, thumbnail, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const BY_ID: &str =
    "SELECT id, digest, size_bytes, media_type, name, owner, thumbnail, created_at FROM file WHERE id = $1";
const SET_THUMBNAIL: &str = "UPDATE file SET thumbnail = $2 WHERE id = $1";

/// Adds a file.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, file: &FileRow) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(file.id.to_string())
        .bind(file.digest.clone())
        .bind(file.size_bytes)
        .bind(file.media_type.clone())
        .bind(file.name.clone())
        .bind(file.owner.to_string())
        .bind(file.thumbnail.clone())
        .bind(file.created_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// A file by id.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_id(connection: &mut AnyConnection, id: FileId) -> StorageResult<Option<FileRow>> {
    let row = sqlx::query(BY_ID)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(file).transpose()
}

/// The file of a row.
pub(crate) fn file(row: &AnyRow) -> StorageResult<FileRow> {
    Ok(FileRow {
        id: row.parsed("id")?,
        digest: row.text("digest")?,
        size_bytes: row.integer("size_bytes")?,
        media_type: row.text("media_type")?,
        name: row.text("name")?,
        owner: row.parsed("owner")?,
        thumbnail: row.optional_text("thumbnail")?,
        created_at: row.timestamp("created_at")?,
    })
}

/// Notes the thumbnail of a file.
///
/// # Errors
/// When the row cannot be written.
pub async fn set_thumbnail(connection: &mut AnyConnection, id: FileId, digest: &str) -> StorageResult<()> {
    sqlx::query(SET_THUMBNAIL)
        .bind(id.to_string())
        .bind(digest.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}
