//! Certificates of courses, their revocations, and which object holds one on paper.

use super::sitting::number;
use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{CertificateId, LearnerId};
use domain::learning::certificate::{CertificateCode, Holder, Revocation, RevocationReason, Statement};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// A certificate as it is stored. Only its learner ever changes.
#[derive(Debug, Clone, PartialEq)]
pub struct CertificateRow {
    pub id: CertificateId,
    pub code: CertificateCode,
    pub learner: LearnerId,
    pub course: String,
    pub course_version: u32,
    pub statement: Statement,
    pub holder: Holder,
    /// The signed credential, byte for byte.
    pub credential: String,
    /// The public key, as a multikey.
    pub key: String,
    pub status_list: i64,
    pub status_position: i64,
    pub issued_at: Timestamp,
    pub valid_until: Option<Timestamp>,
}

/// A certificate on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateDocumentRow {
    pub certificate: CertificateId,
    /// Hex SHA-256 of the bytes: the name of the object.
    pub digest: String,
    pub size_bytes: i64,
    pub set_at: Timestamp,
}

const INSERT: &str = "INSERT INTO certificate (id, code, learner, course, course_version, statement, holder, credential, \
     signing_key, status_list, status_position, issued_at, valid_until) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const BY_CODE: &str = "SELECT id, code, learner, course, course_version, statement, holder, credential, signing_key, \
     status_list, status_position, issued_at, valid_until FROM certificate WHERE code = $1";
const BY_ID: &str = "SELECT id, code, learner, course, course_version, statement, holder, credential, signing_key, \
     status_list, status_position, issued_at, valid_until FROM certificate WHERE id = $1";
const OF_LEARNER: &str = "SELECT id, code, learner, course, course_version, statement, holder, credential, signing_key, \
     status_list, status_position, issued_at, valid_until FROM certificate WHERE learner = $1 \
     ORDER BY issued_at DESC, id DESC";
const COUNT: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS number FROM certificate";
const IS_TAKEN: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS number FROM certificate \
     WHERE status_list = $1 AND status_position = $2";
const KEYS: &str =
    "SELECT signing_key FROM certificate GROUP BY signing_key ORDER BY MAX(issued_at) DESC, signing_key";
const HAND_OVER: &str = "UPDATE certificate SET learner = $2 WHERE learner = $1";
const REVOKE: &str = "INSERT INTO certificate_revocation (certificate, reason, revoked_at) VALUES ($1, $2, $3) \
     ON CONFLICT DO NOTHING";
const REVOCATION: &str = "SELECT reason, revoked_at FROM certificate_revocation WHERE certificate = $1";
const REVOKED: &str = "SELECT certificate.status_position FROM certificate_revocation \
     JOIN certificate ON certificate.id = certificate_revocation.certificate WHERE certificate.status_list = $1 \
     ORDER BY certificate.status_position";
const LIST: &str = "SELECT MIN(certificate.issued_at) AS first_at, \
     MAX(certificate_revocation.revoked_at) AS revoked_at FROM certificate \
     LEFT JOIN certificate_revocation ON certificate_revocation.certificate = certificate.id \
     WHERE certificate.status_list = $1";
const SET: &str = "INSERT INTO certificate_document (certificate, digest, size_bytes, set_at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT DO NOTHING";
const DOCUMENT: &str =
    "SELECT certificate, digest, size_bytes, set_at FROM certificate_document WHERE certificate = $1";

/// Adds a certificate.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, row: &CertificateRow) -> StorageResult<()> {
    let json = |text: Result<String, serde_json::Error>, column: &'static str| {
        text.map_err(|error| StorageError::corrupt(column, error))
    };
    sqlx::query(INSERT)
        .bind(row.id.to_string())
        .bind(row.code.as_str().to_owned())
        .bind(row.learner.to_string())
        .bind(row.course.clone())
        .bind(i64::from(row.course_version))
        .bind(json(serde_json::to_string(&row.statement), "statement")?)
        .bind(json(serde_json::to_string(&row.holder), "holder")?)
        .bind(row.credential.clone())
        .bind(row.key.clone())
        .bind(row.status_list)
        .bind(row.status_position)
        .bind(row.issued_at.0)
        .bind(row.valid_until.map(|until| until.0))
        .execute(connection)
        .await?;
    Ok(())
}

/// The certificate of a code.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_code(
    connection: &mut AnyConnection,
    code: &CertificateCode,
) -> StorageResult<Option<CertificateRow>> {
    let row = sqlx::query(BY_CODE)
        .bind(code.as_str().to_owned())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(certificate).transpose()
}

/// A certificate.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(connection: &mut AnyConnection, id: CertificateId) -> StorageResult<Option<CertificateRow>> {
    let row = sqlx::query(BY_ID)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(certificate).transpose()
}

/// The certificates of a learner, the newest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_learner(
    connection: &mut AnyConnection,
    learner: LearnerId,
) -> StorageResult<Vec<CertificateRow>> {
    let rows = sqlx::query(OF_LEARNER)
        .bind(learner.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(certificate).collect()
}

/// How many certificates there are.
///
/// # Errors
/// When the rows cannot be read.
pub async fn count(connection: &mut AnyConnection) -> StorageResult<i64> {
    sqlx::query(COUNT).fetch_one(connection).await?.integer("number")
}

/// Whether a place in a list of revocations belongs to a certificate.
///
/// # Errors
/// When the rows cannot be read.
pub async fn is_taken(connection: &mut AnyConnection, list: i64, position: i64) -> StorageResult<bool> {
    let row = sqlx::query(IS_TAKEN)
        .bind(list)
        .bind(position)
        .fetch_one(connection)
        .await?;
    Ok(row.integer("number")? > 0)
}

/// Every key that has signed a certificate, the last one first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn keys(connection: &mut AnyConnection) -> StorageResult<Vec<String>> {
    let rows = sqlx::query(KEYS).fetch_all(connection).await?;
    rows.iter().map(|row| row.text("signing_key")).collect()
}

/// Moves the certificates of one learner to another.
///
/// # Errors
/// When the rows cannot be written.
pub async fn hand_over(connection: &mut AnyConnection, from: LearnerId, to: LearnerId) -> StorageResult<()> {
    sqlx::query(HAND_OVER)
        .bind(from.to_string())
        .bind(to.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Revokes a certificate. Says whether it was not revoked before.
///
/// # Errors
/// When the row cannot be written.
pub async fn revoke(
    connection: &mut AnyConnection,
    id: CertificateId,
    revocation: Revocation,
) -> StorageResult<bool> {
    let done = sqlx::query(REVOKE)
        .bind(id.to_string())
        .bind(revocation.reason.code())
        .bind(revocation.at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// When and why a certificate was revoked.
///
/// # Errors
/// When the row cannot be read.
pub async fn revocation(
    connection: &mut AnyConnection,
    id: CertificateId,
) -> StorageResult<Option<Revocation>> {
    let row = sqlx::query(REVOCATION)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let reason: RevocationReason = row.parsed("reason")?;
    let at = row.timestamp("revoked_at")?;
    Ok(Some(Revocation { reason, at }))
}

/// The places of the revoked certificates of a list, rising.
///
/// # Errors
/// When the rows cannot be read.
pub async fn revoked(connection: &mut AnyConnection, list: i64) -> StorageResult<Vec<u32>> {
    let rows = sqlx::query(REVOKED).bind(list).fetch_all(connection).await?;
    rows.iter().map(|row| number(row, "status_position")).collect()
}

/// When a list of revocations changed last; `None` when there is no such list.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list_changed_at(connection: &mut AnyConnection, list: i64) -> StorageResult<Option<Timestamp>> {
    let row = sqlx::query(LIST).bind(list).fetch_one(connection).await?;
    let first = row.optional_timestamp("first_at")?;
    Ok(row.optional_timestamp("revoked_at")?.or(first))
}

/// Notes a certificate on paper, once. Says whether it was new.
///
/// # Errors
/// When the row cannot be written.
pub async fn set(connection: &mut AnyConnection, row: &CertificateDocumentRow) -> StorageResult<bool> {
    let done = sqlx::query(SET)
        .bind(row.certificate.to_string())
        .bind(row.digest.clone())
        .bind(row.size_bytes)
        .bind(row.set_at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// A certificate on paper, once it is set.
///
/// # Errors
/// When the row cannot be read.
pub async fn document(
    connection: &mut AnyConnection,
    id: CertificateId,
) -> StorageResult<Option<CertificateDocumentRow>> {
    let row = sqlx::query(DOCUMENT)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(CertificateDocumentRow {
        certificate: row.parsed("certificate")?,
        digest: row.text("digest")?,
        size_bytes: row.integer("size_bytes")?,
        set_at: row.timestamp("set_at")?,
    }))
}

fn certificate(row: &AnyRow) -> StorageResult<CertificateRow> {
    Ok(CertificateRow {
        id: row.parsed("id")?,
        code: row.parsed("code")?,
        learner: row.parsed("learner")?,
        course: row.text("course")?,
        course_version: number(row, "course_version")?,
        statement: row.json("statement")?,
        holder: row.json("holder")?,
        credential: row.text("credential")?,
        key: row.text("signing_key")?,
        status_list: row.integer("status_list")?,
        status_position: row.integer("status_position")?,
        issued_at: row.timestamp("issued_at")?,
        valid_until: row.optional_timestamp("valid_until")?,
    })
}
