//! Releases of the open data: written once, read for ever.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::infrastructure::project::ProjectId;
use domain::infrastructure::release::{Release, ReleaseName};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

const LIST: &str = "SELECT number, name, published_at, publisher, note, digest, size_bytes, report FROM dataset_release \
     ORDER BY number DESC LIMIT $1";
const BY_NAME: &str = "SELECT number, name, published_at, publisher, note, digest, size_bytes, report \
     FROM dataset_release WHERE name = $1";
const BEFORE: &str = "SELECT number, name, published_at, publisher, note, digest, size_bytes, report \
     FROM dataset_release WHERE number < $1 ORDER BY number DESC LIMIT 1";
const STATE: &str = "SELECT state FROM dataset_release WHERE number = $1";
const HEAD: &str = "SELECT head FROM dataset_release WHERE number = $1";
const INSERT: &str = "INSERT INTO dataset_release (number, name, published_at, publisher, note, head, state, digest, \
     size_bytes, report) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const INSERT_DOCUMENT: &str =
    "INSERT INTO dataset_document (digest, document) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING";
const INSERT_PROJECT: &str =
    "INSERT INTO dataset_project (release, position, project, digest) VALUES ($1, $2, $3, $4)";
const DOCUMENTS: &str = "SELECT p.position, d.document FROM dataset_project p \
     JOIN dataset_document d ON d.digest = p.digest \
     WHERE p.release = $1 AND p.position > $2 ORDER BY p.position LIMIT $3";
/// What the later release has, and the earlier has not or has otherwise.
const NEW_OR_CHANGED: &str = "SELECT a.position, a.project, bd.document AS document_before, ad.document AS document_after \
     FROM dataset_project a \
     JOIN dataset_document ad ON ad.digest = a.digest \
     LEFT JOIN dataset_project b ON b.release = $1 AND b.project = a.project \
     LEFT JOIN dataset_document bd ON bd.digest = b.digest \
     WHERE a.release = $2 AND a.position > $3 AND (b.digest IS NULL OR b.digest <> a.digest) \
     ORDER BY a.position LIMIT $4";
/// What the earlier release has and the later has not.
const GONE: &str = "SELECT b.position, b.project, bd.document AS document_before FROM dataset_project b \
     JOIN dataset_document bd ON bd.digest = b.digest \
     LEFT JOIN dataset_project a ON a.release = $2 AND a.project = b.project \
     WHERE b.release = $1 AND b.position > $3 AND a.project IS NULL ORDER BY b.position LIMIT $4";
const ONE: &str = "SELECT d.document FROM dataset_project p JOIN dataset_document d ON d.digest = p.digest \
     WHERE p.release = $1 AND p.project = $2";

/// What seals a release, besides what everybody reads of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal<'a> {
    pub head: &'a str,
    pub state: &'a str,
}

/// A project that two releases tell differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferingRow {
    /// Place in the package that was walked through.
    pub position: i64,
    pub project: ProjectId,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Which projects of two releases are walked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walk {
    NewOrChanged,
    Gone,
}

/// The latest releases, newest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(connection: &mut AnyConnection, limit: i64) -> StorageResult<Vec<Release>> {
    let rows = sqlx::query(LIST).bind(limit).fetch_all(connection).await?;
    rows.iter().map(release).collect()
}

/// A release by name.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_name(connection: &mut AnyConnection, name: &ReleaseName) -> StorageResult<Option<Release>> {
    let row = sqlx::query(BY_NAME)
        .bind(name.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(release).transpose()
}

/// The release before a number.
///
/// # Errors
/// When the row cannot be read.
pub async fn before(connection: &mut AnyConnection, number: i64) -> StorageResult<Option<Release>> {
    let row = sqlx::query(BEFORE)
        .bind(number)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(release).transpose()
}

/// The digest of all that a release tells.
///
/// # Errors
/// When the row cannot be read.
pub async fn state(connection: &mut AnyConnection, number: i64) -> StorageResult<Option<String>> {
    let row = sqlx::query(STATE).bind(number).fetch_optional(connection).await?;
    row.map(|row| row.text("state")).transpose()
}

/// What stands before the first project of a package.
///
/// # Errors
/// When the row cannot be read.
pub async fn head(connection: &mut AnyConnection, number: i64) -> StorageResult<Option<String>> {
    let row = sqlx::query(HEAD).bind(number).fetch_optional(connection).await?;
    row.map(|row| row.text("head")).transpose()
}

/// Puts a project into a release that is not sealed yet.
///
/// # Errors
/// When the rows cannot be written, or the release is sealed.
pub async fn add_project(
    connection: &mut AnyConnection,
    release: i64,
    position: i64,
    id: &ProjectId,
    (digest, document): (&str, &str),
) -> StorageResult<()> {
    sqlx::query(INSERT_DOCUMENT)
        .bind(digest.to_owned())
        .bind(document.to_owned())
        .execute(&mut *connection)
        .await?;
    sqlx::query(INSERT_PROJECT)
        .bind(release)
        .bind(position)
        .bind(id.to_string())
        .bind(digest.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes the release itself: from now on nothing of it can change.
///
/// # Errors
/// [`StorageError::Conflict`] when its number or name is taken; otherwise when the row cannot be written.
pub async fn seal(connection: &mut AnyConnection, release: &Release, seal: &Seal<'_>) -> StorageResult<()> {
    let report =
        serde_json::to_string(&release.report).map_err(|error| StorageError::corrupt("report", error))?;
    sqlx::query(INSERT)
        .bind(release.number)
        .bind(release.name.to_string())
        .bind(release.published_at.0)
        .bind(release.publisher.clone())
        .bind(release.note.clone())
        .bind(seal.head.to_owned())
        .bind(seal.state.to_owned())
        .bind(release.digest.clone())
        .bind(release.size_bytes)
        .bind(report)
        .execute(connection)
        .await?;
    Ok(())
}

/// The next documents of a release with their places, after a place.
///
/// # Errors
/// When the rows cannot be read.
pub async fn documents(
    connection: &mut AnyConnection,
    release: i64,
    after: i64,
    limit: i64,
) -> StorageResult<Vec<(i64, String)>> {
    let rows = sqlx::query(DOCUMENTS)
        .bind(release)
        .bind(after)
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok((row.integer("position")?, row.text("document")?)))
        .collect()
}

/// The next projects that two releases tell differently, after a place in the package that is walked through.
///
/// # Errors
/// When the rows cannot be read.
pub async fn differing(
    connection: &mut AnyConnection,
    walk: Walk,
    (before, after): (i64, i64),
    from: i64,
    limit: i64,
) -> StorageResult<Vec<DifferingRow>> {
    let query = match walk {
        Walk::NewOrChanged => sqlx::query(NEW_OR_CHANGED),
        Walk::Gone => sqlx::query(GONE),
    };
    let rows = query
        .bind(before)
        .bind(after)
        .bind(from)
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let after = match walk {
                Walk::NewOrChanged => row.optional_text("document_after")?,
                Walk::Gone => None,
            };
            Ok(DifferingRow {
                position: row.integer("position")?,
                project: row.parsed("project")?,
                before: row.optional_text("document_before")?,
                after,
            })
        })
        .collect()
}

/// The document of a project in a release.
///
/// # Errors
/// When the row cannot be read.
pub async fn document(
    connection: &mut AnyConnection,
    release: i64,
    id: &ProjectId,
) -> StorageResult<Option<String>> {
    let row = sqlx::query(ONE)
        .bind(release)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.text("document")).transpose()
}

fn release(row: &AnyRow) -> StorageResult<Release> {
    Ok(Release {
        number: row.integer("number")?,
        name: row.parsed("name")?,
        published_at: row.timestamp("published_at")?,
        publisher: row.text("publisher")?,
        note: row.text("note")?,
        digest: row.text("digest")?,
        size_bytes: row.integer("size_bytes")?,
        report: row.json("report")?,
    })
}
