//! Drafts: answers as they were typed.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::cabinet::form::Answers;
use domain::id::{ApplicationId, DraftId, PersonId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// A draft as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    pub id: DraftId,
    pub person: PersonId,
    pub service: String,
    pub card_version: i64,
    pub answers: Answers,
    pub version: i64,
    pub application: Option<ApplicationId>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub expires_at: Timestamp,
}

const INSERT: &str = "INSERT INTO draft (id, person, service, card_version, answers, version, created_at, updated_at, \
     expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
     ON CONFLICT (person, service) WHERE application IS NULL DO NOTHING";
const GET: &str = "SELECT id, person, service, card_version, answers, version, application, created_at, updated_at, \
     expires_at FROM draft WHERE id = $1";
const OPEN_FOR: &str = "SELECT id, person, service, card_version, answers, version, application, created_at, \
     updated_at, expires_at FROM draft WHERE person = $1 AND service = $2 AND application IS NULL";
const OPEN_OF: &str = "SELECT id, person, service, card_version, answers, version, application, created_at, \
     updated_at, expires_at FROM draft WHERE person = $1 AND application IS NULL AND expires_at > $2 \
     ORDER BY updated_at DESC, id DESC";
const SAVE: &str = "UPDATE draft SET answers = $3, card_version = $4, version = version + 1, updated_at = $5, \
     expires_at = $6 WHERE id = $1 AND version = $2 AND application IS NULL";
const SUBMIT: &str = "UPDATE draft SET application = $3, version = version + 1, updated_at = $4 \
     WHERE id = $1 AND version = $2 AND application IS NULL";

/// Adds a draft, unless the person has an open one for the service. Says whether it was added.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, draft: &DraftRow) -> StorageResult<bool> {
    let done = sqlx::query(INSERT)
        .bind(draft.id.to_string())
        .bind(draft.person.to_string())
        .bind(draft.service.clone())
        .bind(draft.card_version)
        .bind(json(&draft.answers)?)
        .bind(draft.version)
        .bind(draft.created_at.0)
        .bind(draft.updated_at.0)
        .bind(draft.expires_at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// A draft by id.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(connection: &mut AnyConnection, id: DraftId) -> StorageResult<Option<DraftRow>> {
    let row = sqlx::query(GET)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(draft).transpose()
}

/// The draft of a person for a service that is not submitted, expired or not.
///
/// # Errors
/// When the row cannot be read.
pub async fn open_for(
    connection: &mut AnyConnection,
    person: PersonId,
    service: &str,
) -> StorageResult<Option<DraftRow>> {
    let row = sqlx::query(OPEN_FOR)
        .bind(person.to_string())
        .bind(service.to_owned())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(draft).transpose()
}

/// The drafts of a person that can be gone on with, the last changed first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn open_of(
    connection: &mut AnyConnection,
    person: PersonId,
    now: Timestamp,
) -> StorageResult<Vec<DraftRow>> {
    let rows = sqlx::query(OPEN_OF)
        .bind(person.to_string())
        .bind(now.0)
        .fetch_all(connection)
        .await?;
    rows.iter().map(draft).collect()
}

/// Saves the answers of a draft over the version that it has in `draft`. Says whether that was still its version.
///
/// # Errors
/// When the row cannot be written.
pub async fn save(connection: &mut AnyConnection, draft: &DraftRow) -> StorageResult<bool> {
    let done = sqlx::query(SAVE)
        .bind(draft.id.to_string())
        .bind(draft.version)
        .bind(json(&draft.answers)?)
        .bind(draft.card_version)
        .bind(draft.updated_at.0)
        .bind(draft.expires_at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes the application that came of a draft. Says whether the draft was still open and of this version.
///
/// # Errors
/// When the row cannot be written.
pub async fn submit(
    connection: &mut AnyConnection,
    id: DraftId,
    version: i64,
    application: ApplicationId,
    now: Timestamp,
) -> StorageResult<bool> {
    let done = sqlx::query(SUBMIT)
        .bind(id.to_string())
        .bind(version)
        .bind(application.to_string())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

fn json(answers: &Answers) -> StorageResult<String> {
    serde_json::to_string(answers).map_err(|error| StorageError::corrupt("answers", error))
}

fn draft(row: &AnyRow) -> StorageResult<DraftRow> {
    Ok(DraftRow {
        id: row.parsed("id")?,
        person: row.parsed("person")?,
        service: row.text("service")?,
        card_version: row.integer("card_version")?,
        answers: row.json("answers")?,
        version: row.integer("version")?,
        application: row.optional_parsed("application")?,
        created_at: row.timestamp("created_at")?,
        updated_at: row.timestamp("updated_at")?,
        expires_at: row.timestamp("expires_at")?,
    })
}
