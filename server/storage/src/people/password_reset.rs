//! Resets of passwords that wait for the reader of a mail.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::PersonId;
use sqlx::AnyConnection;

const INSERT: &str = "INSERT INTO password_reset (token_hash, person, expires_at) VALUES ($1, $2, $3)";
const GET: &str = "SELECT person FROM password_reset WHERE token_hash = $1 AND expires_at > $2";
const REMOVE: &str = "DELETE FROM password_reset WHERE person = $1";

/// Adds a reset.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(
    connection: &mut AnyConnection,
    token_hash: &str,
    person: PersonId,
    expires_at: Timestamp,
) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(token_hash.to_owned())
        .bind(person.to_string())
        .bind(expires_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Whose password a token may set, while it is in force.
///
/// # Errors
/// When the row cannot be read.
pub async fn person(
    connection: &mut AnyConnection,
    token_hash: &str,
    now: Timestamp,
) -> StorageResult<Option<PersonId>> {
    let row = sqlx::query(GET)
        .bind(token_hash.to_owned())
        .bind(now.0)
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.parsed("person")).transpose()
}

/// Ends every reset of a person. Says how many there were: of two at once, one finds any.
///
/// # Errors
/// When the rows cannot be removed.
pub async fn remove_of(connection: &mut AnyConnection, person: PersonId) -> StorageResult<u64> {
    let done = sqlx::query(REMOVE)
        .bind(person.to_string())
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}
