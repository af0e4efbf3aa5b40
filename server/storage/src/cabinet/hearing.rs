//! Hearings before refusals.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::cabinet::view::HearingOutcome;
use domain::id::{ApplicationId, HearingId};
use sqlx::AnyConnection;

/// A hearing as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HearingRow {
    pub id: HearingId,
    pub application: ApplicationId,
    pub ground: String,
    pub motivation: String,
    pub asked_at: Timestamp,
    pub answer_until: Timestamp,
    pub answer: Option<String>,
    pub outcome: Option<HearingOutcome>,
}

const INSERT: &str = "INSERT INTO hearing (id, application, ground, motivation, asked_at, answer_until) \
     VALUES ($1, $2, $3, $4, $5, $6)";
const LAST: &str = "SELECT id, application, ground, motivation, asked_at, answer_until, answer, outcome FROM hearing \
     WHERE application = $1 ORDER BY asked_at DESC, id DESC LIMIT 1";
const END: &str =
    "UPDATE hearing SET outcome = $2, answer = $3, ended_at = $4 WHERE application = $1 AND outcome IS NULL";

/// Adds a hearing.
///
/// # Errors
/// When the row cannot be written; a conflict when another is awaited.
pub async fn insert(connection: &mut AnyConnection, hearing: &HearingRow) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(hearing.id.to_string())
        .bind(hearing.application.to_string())
        .bind(hearing.ground.clone())
        .bind(hearing.motivation.clone())
        .bind(hearing.asked_at.0)
        .bind(hearing.answer_until.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The newest hearing of an application.
///
/// # Errors
/// When the row cannot be read.
pub async fn last(
    connection: &mut AnyConnection,
    application: ApplicationId,
) -> StorageResult<Option<HearingRow>> {
    let row = sqlx::query(LAST)
        .bind(application.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let outcome = row.optional_text("outcome")?;
        let outcome = outcome
            .map(|code| HearingOutcome::of_code(&code).ok_or_else(|| StorageError::corrupt("outcome", code)))
            .transpose()?;
        Ok(HearingRow {
            id: row.parsed("id")?,
            application: row.parsed("application")?,
            ground: row.text("ground")?,
            motivation: row.text("motivation")?,
            asked_at: row.timestamp("asked_at")?,
            answer_until: row.timestamp("answer_until")?,
            answer: row.optional_text("answer")?,
            outcome,
        })
    })
    .transpose()
}

/// Ends the awaited hearing of an application, if there is one.
///
/// # Errors
/// When the row cannot be written.
pub async fn end(
    connection: &mut AnyConnection,
    application: ApplicationId,
    outcome: HearingOutcome,
    answer: Option<&str>,
    now: Timestamp,
) -> StorageResult<()> {
    sqlx::query(END)
        .bind(application.to_string())
        .bind(outcome.code())
        .bind(answer.map(str::to_owned))
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}
