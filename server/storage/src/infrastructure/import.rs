//! Imports that were done, and taking one back.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::ImportId;
use domain::infrastructure::project::ProjectId;
use domain::infrastructure::undo::{ImportedProject, PastImport, ProjectNow, Undone};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

const INSERT: &str =
    "INSERT INTO project_import (id, imported_at, author, created, changed) VALUES ($1, $2, $3, $4, $5)";
const INSERT_ITEM: &str = "INSERT INTO project_import_item (import_id, position, project, digest, replaced) \
     VALUES ($1, $2, $3, $4, $5)";
const LIST: &str = "SELECT id, imported_at, author, created, changed, undone_at, undone_author, undone_reason \
     FROM project_import ORDER BY imported_at DESC, id DESC LIMIT $1";
const BY_ID: &str = "SELECT id, imported_at, author, created, changed, undone_at, undone_author, undone_reason \
     FROM project_import WHERE id = $1";
const ITEMS: &str = "SELECT i.position, i.project, i.digest AS written, i.replaced, p.title, p.digest, p.version, p.updated_at, \
     (SELECT CAST(COUNT(*) AS BIGINT) FROM project_comment c WHERE c.project = i.project) AS comments \
     FROM project_import_item i LEFT JOIN project p ON p.id = i.project \
     WHERE i.import_id = $1 AND i.position > $2 ORDER BY i.position LIMIT $3";
const UNDO: &str = "UPDATE project_import SET undone_at = $1, undone_author = $2, undone_reason = $3 \
     WHERE id = $4 AND undone_at IS NULL";
const KEEP_VERSIONS: &str = "INSERT INTO project_taken_back (import_id, project, version, document, written_at) \
     SELECT $1, v.project, v.version, v.document, v.written_at FROM project_version v WHERE v.project = $2";
const KEEP_LAST: &str = "INSERT INTO project_taken_back (import_id, project, version, document, written_at) \
     SELECT $1, p.id, p.version, d.document, p.updated_at FROM project p JOIN project_document d ON d.project = p.id \
     WHERE p.id = $2 AND NOT EXISTS (SELECT 1 FROM project_version v WHERE v.project = p.id AND v.version = p.version)";
/// Everything that hangs on a project, and then the project itself.
const REMOVE: [&str; 5] = [
    "DELETE FROM project_version WHERE project = $1",
    "DELETE FROM project_supplier WHERE project = $1",
    "DELETE FROM project_sector WHERE project = $1",
    "DELETE FROM project_document WHERE project = $1",
    "DELETE FROM project WHERE id = $1",
];
const VERSION: &str = "SELECT document FROM project_version WHERE project = $1 AND version = $2";

/// What an import wrote for one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRow<'a> {
    pub position: i64,
    pub project: &'a ProjectId,
    pub digest: &'a str,
    pub replaced: Option<i64>,
}

/// Remembers an import.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, import: &PastImport) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(import.id.to_string())
        .bind(import.at.0)
        .bind(import.author.clone())
        .bind(import.created)
        .bind(import.changed)
        .execute(connection)
        .await?;
    Ok(())
}

/// Remembers what an import wrote for one project.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert_item(
    connection: &mut AnyConnection,
    import: ImportId,
    item: &ItemRow<'_>,
) -> StorageResult<()> {
    sqlx::query(INSERT_ITEM)
        .bind(import.to_string())
        .bind(item.position)
        .bind(item.project.to_string())
        .bind(item.digest.to_owned())
        .bind(item.replaced)
        .execute(connection)
        .await?;
    Ok(())
}

/// The latest imports.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(connection: &mut AnyConnection, limit: i64) -> StorageResult<Vec<PastImport>> {
    let rows = sqlx::query(LIST).bind(limit).fetch_all(connection).await?;
    rows.iter().map(import).collect()
}

/// An import by id.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_id(connection: &mut AnyConnection, id: ImportId) -> StorageResult<Option<PastImport>> {
    let row = sqlx::query(BY_ID)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(import).transpose()
}

/// The next projects of an import, as it wrote them and as they are now, after a place.
///
/// # Errors
/// When the rows cannot be read.
pub async fn items(
    connection: &mut AnyConnection,
    id: ImportId,
    after: i64,
    limit: i64,
) -> StorageResult<Vec<ImportedProject>> {
    let rows = sqlx::query(ITEMS)
        .bind(id.to_string())
        .bind(after)
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(item).collect()
}

/// Marks an import as taken back; `false` when it was already.
///
/// # Errors
/// When the row cannot be written.
pub async fn mark_undone(
    connection: &mut AnyConnection,
    id: ImportId,
    undone: &Undone,
) -> StorageResult<bool> {
    let done = sqlx::query(UNDO)
        .bind(undone.at.0)
        .bind(undone.author.clone())
        .bind(undone.reason.clone())
        .bind(id.to_string())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a project out and keeps every version of it aside.
///
/// # Errors
/// When the rows cannot be written, or something still hangs on the project.
pub async fn remove_project(
    connection: &mut AnyConnection,
    import: ImportId,
    project: &ProjectId,
) -> StorageResult<()> {
    for keep in [KEEP_VERSIONS, KEEP_LAST] {
        sqlx::query(keep)
            .bind(import.to_string())
            .bind(project.to_string())
            .execute(&mut *connection)
            .await?;
    }
    for remove in REMOVE {
        sqlx::query(remove)
            .bind(project.to_string())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// The document of a version that was replaced.
///
/// # Errors
/// When the row cannot be read.
pub async fn version(
    connection: &mut AnyConnection,
    project: &ProjectId,
    version: i64,
) -> StorageResult<Option<String>> {
    let row = sqlx::query(VERSION)
        .bind(project.to_string())
        .bind(version)
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.text("document")).transpose()
}

fn import(row: &AnyRow) -> StorageResult<PastImport> {
    let undone = match row.optional_integer("undone_at")? {
        None => None,
        Some(at) => Some(Undone {
            at: Timestamp(at),
            author: row.optional_text("undone_author")?.unwrap_or_default(),
            reason: row.optional_text("undone_reason")?.unwrap_or_default(),
        }),
    };
    Ok(PastImport {
        id: row.parsed("id")?,
        at: row.timestamp("imported_at")?,
        author: row.text("author")?,
        created: row.integer("created")?,
        changed: row.integer("changed")?,
        undone,
    })
}

fn item(row: &AnyRow) -> StorageResult<ImportedProject> {
    let now = match row.optional_text("digest")? {
        None => None,
        Some(digest) => Some(ProjectNow {
            digest,
            title: row.text("title")?,
            version: row.integer("version")?,
            changed_at: row.timestamp("updated_at")?,
        }),
    };
    Ok(ImportedProject {
        position: row.integer("position")?,
        project: row.parsed("project")?,
        written: row.text("written")?,
        replaced: row.optional_integer("replaced")?,
        now,
        comments: row.integer("comments")?,
    })
}
