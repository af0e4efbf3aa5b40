//! Complaints about decisions.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{AppealId, ApplicationId, PersonId};
use sqlx::AnyConnection;

/// A complaint as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealRow {
    pub id: AppealId,
    pub application: ApplicationId,
    pub content: String,
    /// Who made the decision.
    pub decider: Option<PersonId>,
    /// Who signed it, when that was somebody else.
    pub signer: Option<PersonId>,
    pub filed_at: Timestamp,
    /// Whether the decision was annulled; `None` while the complaint is awaited.
    pub annuls: Option<bool>,
    pub reason: Option<String>,
}

const INSERT: &str = "INSERT INTO appeal (id, application, content, decider, filed_at, signer) VALUES ($1, $2, $3, $4, $5, $6)";
const LAST: &str = "SELECT id, application, content, decider, signer, filed_at, annuls, reason FROM appeal \
     WHERE application = $1 ORDER BY filed_at DESC, id DESC LIMIT 1";
const DECIDE: &str = "UPDATE appeal SET annuls = $2, reason = $3, decided_at = $4 WHERE application = $1 AND decided_at IS NULL";

/// Adds a complaint.
///
/// # Errors
/// When the row cannot be written; a conflict when another is awaited.
pub async fn insert(connection: &mut AnyConnection, appeal: &AppealRow) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(appeal.id.to_string())
        .bind(appeal.application.to_string())
        .bind(appeal.content.clone())
        .bind(appeal.decider.map(|decider| decider.to_string()))
        .bind(appeal.filed_at.0)
        .bind(appeal.signer.map(|signer| signer.to_string()))
        .execute(connection)
        .await?;
    Ok(())
}

/// The newest complaint of an application.
///
/// # Errors
/// When the row cannot be read.
pub async fn last(
    connection: &mut AnyConnection,
    application: ApplicationId,
) -> StorageResult<Option<AppealRow>> {
    let row = sqlx::query(LAST)
        .bind(application.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(AppealRow {
            id: row.parsed("id")?,
            application: row.parsed("application")?,
            content: row.text("content")?,
            decider: row.optional_parsed("decider")?,
            signer: row.optional_parsed("signer")?,
            filed_at: row.timestamp("filed_at")?,
            annuls: row.optional_integer("annuls")?.map(|flag| flag != 0),
            reason: row.optional_text("reason")?,
        })
    })
    .transpose()
}

/// Decides the awaited complaint of an application.
///
/// # Errors
/// When the row cannot be written.
pub async fn decide(
    connection: &mut AnyConnection,
    application: ApplicationId,
    annuls: bool,
    reason: &str,
    now: Timestamp,
) -> StorageResult<()> {
    sqlx::query(DECIDE)
        .bind(application.to_string())
        .bind(i64::from(annuls))
        .bind(reason.to_owned())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}
