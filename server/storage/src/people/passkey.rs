//! Passkeys, and the ceremonies that wait for a browser's answer.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{PasskeyId, PersonId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// A passkey as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyRow {
    pub id: PasskeyId,
    pub person: PersonId,
    /// The id that the device gave it, in base64url.
    pub credential_id: String,
    /// The public key and its counter, as JSON of the library that checks them.
    pub credential: String,
    pub name: String,
    pub created_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
}

/// A ceremony as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChallengeRow {
    pub token_hash: String,
    /// Who registers; nobody is known yet at a sign-in.
    pub person: Option<PersonId>,
    pub state: String,
    pub expires_at: Timestamp,
}

const INSERT: &str = "INSERT INTO passkey (id, person, credential_id, credential, name, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6)";
const OF_PERSON: &str = "SELECT id, person, credential_id, credential, name, created_at, last_used_at FROM passkey \
     WHERE person = $1 ORDER BY created_at DESC, id DESC";
const BY_CREDENTIAL: &str = "SELECT id, person, credential_id, credential, name, created_at, last_used_at \
     FROM passkey WHERE credential_id = $1";
const USED: &str = "UPDATE passkey SET credential = $2, last_used_at = $3 WHERE id = $1";
const RENAME: &str = "UPDATE passkey SET name = $3 WHERE id = $1 AND person = $2";
const REMOVE: &str = "DELETE FROM passkey WHERE id = $1 AND person = $2";
const REMOVE_OLD_CHALLENGES: &str = "DELETE FROM passkey_challenge WHERE expires_at <= $1";
const INSERT_CHALLENGE: &str =
    "INSERT INTO passkey_challenge (token_hash, person, state, expires_at) VALUES ($1, $2, $3, $4)";
const TAKE_CHALLENGE: &str = "DELETE FROM passkey_challenge WHERE token_hash = $1 AND expires_at > $2 \
     RETURNING token_hash, person, state, expires_at";

/// Adds a passkey.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when the credential is registered already.
pub async fn insert(connection: &mut AnyConnection, passkey: &PasskeyRow) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(passkey.id.to_string())
        .bind(passkey.person.to_string())
        .bind(passkey.credential_id.clone())
        .bind(passkey.credential.clone())
        .bind(passkey.name.clone())
        .bind(passkey.created_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The passkeys of a person, newest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_person(connection: &mut AnyConnection, person: PersonId) -> StorageResult<Vec<PasskeyRow>> {
    let rows = sqlx::query(OF_PERSON)
        .bind(person.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(passkey).collect()
}

/// The passkey of a credential.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_credential(
    connection: &mut AnyConnection,
    credential_id: &str,
) -> StorageResult<Option<PasskeyRow>> {
    let row = sqlx::query(BY_CREDENTIAL)
        .bind(credential_id.to_owned())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(passkey).transpose()
}

/// Keeps the new counter of a passkey that was used.
///
/// # Errors
/// When the row cannot be written.
pub async fn used(
    connection: &mut AnyConnection,
    id: PasskeyId,
    credential: &str,
    now: Timestamp,
) -> StorageResult<()> {
    sqlx::query(USED)
        .bind(id.to_string())
        .bind(credential.to_owned())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Renames a passkey of a person. Says whether there was one.
///
/// # Errors
/// When the row cannot be written.
pub async fn rename(
    connection: &mut AnyConnection,
    id: PasskeyId,
    person: PersonId,
    name: &str,
) -> StorageResult<bool> {
    let done = sqlx::query(RENAME)
        .bind(id.to_string())
        .bind(person.to_string())
        .bind(name.to_owned())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes a passkey of a person. Says whether there was one.
///
/// # Errors
/// When the row cannot be removed.
pub async fn remove(connection: &mut AnyConnection, id: PasskeyId, person: PersonId) -> StorageResult<bool> {
    let done = sqlx::query(REMOVE)
        .bind(id.to_string())
        .bind(person.to_string())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Adds a ceremony, and removes those whose time is over.
///
/// # Errors
/// When the rows cannot be written.
pub async fn insert_challenge(
    connection: &mut AnyConnection,
    challenge: &ChallengeRow,
    now: Timestamp,
) -> StorageResult<()> {
    sqlx::query(REMOVE_OLD_CHALLENGES)
        .bind(now.0)
        .execute(&mut *connection)
        .await?;
    sqlx::query(INSERT_CHALLENGE)
        .bind(challenge.token_hash.clone())
        .bind(challenge.person.map(|person| person.to_string()))
        .bind(challenge.state.clone())
        .bind(challenge.expires_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Uses a ceremony up: of two answers at once, one gets it.
///
/// # Errors
/// When the row cannot be removed.
pub async fn take_challenge(
    connection: &mut AnyConnection,
    token_hash: &str,
    now: Timestamp,
) -> StorageResult<Option<ChallengeRow>> {
    let row = sqlx::query(TAKE_CHALLENGE)
        .bind(token_hash.to_owned())
        .bind(now.0)
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(ChallengeRow {
            token_hash: row.text("token_hash")?,
            person: row.optional_parsed("person")?,
            state: row.text("state")?,
            expires_at: row.timestamp("expires_at")?,
        })
    })
    .transpose()
}

fn passkey(row: &AnyRow) -> StorageResult<PasskeyRow> {
    Ok(PasskeyRow {
        id: row.parsed("id")?,
        person: row.parsed("person")?,
        credential_id: row.text("credential_id")?,
        credential: row.text("credential")?,
        name: row.text("name")?,
        created_at: row.timestamp("created_at")?,
        last_used_at: row.optional_timestamp("last_used_at")?,
    })
}
