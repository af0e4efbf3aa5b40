//! Sessions. The token itself is never stored.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{PersonId, SessionId};
use domain::people::session::SecondFactor;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// A session as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    pub id: SessionId,
    /// SHA-256 of the token, in hexadecimal.
    pub token_hash: String,
    pub person: PersonId,
    pub second_factor: SecondFactor,
    pub device: String,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
}

const INSERT: &str = "INSERT INTO session (id, token_hash, person, second_factor, device, created_at, last_seen_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";
const BY_TOKEN: &str = "SELECT id, token_hash, person, second_factor, device, created_at, last_seen_at \
     FROM session WHERE token_hash = $1";
const OF_PERSON: &str = "SELECT id, token_hash, person, second_factor, device, created_at, last_seen_at \
     FROM session WHERE person = $1 ORDER BY last_seen_at DESC, id DESC";
const SEEN: &str = "UPDATE session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2";
const ROTATE: &str =
    "UPDATE session SET token_hash = $2, second_factor = $3, last_seen_at = $4 WHERE id = $1";
const REMOVE: &str = "DELETE FROM session WHERE id = $1 AND person = $2";
const REMOVE_OTHERS: &str = "DELETE FROM session WHERE person = $1 AND id <> $2";
const REMOVE_OLD: &str = "DELETE FROM session WHERE created_at < $1";

/// Adds a session.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, session: &SessionRow) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(session.id.to_string())
        .bind(session.token_hash.clone())
        .bind(session.person.to_string())
        .bind(session.second_factor.code())
        .bind(session.device.clone())
        .bind(session.created_at.0)
        .bind(session.last_seen_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The session of a token's digest, however old.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_token(connection: &mut AnyConnection, token_hash: &str) -> StorageResult<Option<SessionRow>> {
    let row = sqlx::query(BY_TOKEN)
        .bind(token_hash.to_owned())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(session).transpose()
}

/// The sessions of a person, the last used first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_person(connection: &mut AnyConnection, person: PersonId) -> StorageResult<Vec<SessionRow>> {
    let rows = sqlx::query(OF_PERSON)
        .bind(person.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(session).collect()
}

/// Writes down that a session was used.
///
/// # Errors
/// When the row cannot be written.
pub async fn seen(connection: &mut AnyConnection, id: SessionId, now: Timestamp) -> StorageResult<()> {
    sqlx::query(SEEN)
        .bind(id.to_string())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Gives a session another token, so that nobody who knew the former one gains its rights. Says whether it exists.
///
/// # Errors
/// When the row cannot be written.
pub async fn rotate(
    connection: &mut AnyConnection,
    id: SessionId,
    token_hash: &str,
    second_factor: SecondFactor,
    now: Timestamp,
) -> StorageResult<bool> {
    let done = sqlx::query(ROTATE)
        .bind(id.to_string())
        .bind(token_hash.to_owned())
        .bind(second_factor.code())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends a session of a person. Says whether there was one.
///
/// # Errors
/// When the row cannot be removed.
pub async fn remove(connection: &mut AnyConnection, id: SessionId, person: PersonId) -> StorageResult<bool> {
    let done = sqlx::query(REMOVE)
        .bind(id.to_string())
        .bind(person.to_string())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends every session of a person but `kept`. Says how many.
///
/// # Errors
/// When the rows cannot be removed.
pub async fn remove_others(
    connection: &mut AnyConnection,
    person: PersonId,
    kept: Option<SessionId>,
) -> StorageResult<u64> {
    let done = sqlx::query(REMOVE_OTHERS)
        .bind(person.to_string())
        .bind(kept.map(|id| id.to_string()).unwrap_or_default())
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

/// Removes the sessions that were opened before a moment: too old for anything.
///
/// # Errors
/// When the rows cannot be removed.
pub async fn remove_opened_before(connection: &mut AnyConnection, moment: Timestamp) -> StorageResult<u64> {
    let done = sqlx::query(REMOVE_OLD).bind(moment.0).execute(connection).await?;
    Ok(done.rows_affected())
}

fn session(row: &AnyRow) -> StorageResult<SessionRow> {
    let code = row.text("second_factor")?;
    Ok(SessionRow {
        id: row.parsed("id")?,
        token_hash: row.text("token_hash")?,
        person: row.parsed("person")?,
        second_factor: SecondFactor::of_code(&code)
            .ok_or_else(|| StorageError::corrupt("second_factor", code))?,
        device: row.text("device")?,
        created_at: row.timestamp("created_at")?,
        last_seen_at: row.timestamp("last_seen_at")?,
    })
}
