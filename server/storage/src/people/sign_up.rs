//! Sign-ups that wait for their confirmation by mail.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::{Language, Timestamp};
use sqlx::AnyConnection;

/// A sign-up as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignUpRow {
    pub token_hash: String,
    pub email: String,
    pub name: String,
    pub language: Language,
    pub password_hash: String,
    pub expires_at: Timestamp,
}

const INSERT: &str = "INSERT INTO sign_up (token_hash, email, name, language, password_hash, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6)";
const GET: &str = "SELECT token_hash, email, name, language, password_hash, expires_at FROM sign_up \
     WHERE token_hash = $1 AND expires_at > $2";
const REMOVE: &str = "DELETE FROM sign_up WHERE token_hash = $1";
const REMOVE_OLD: &str = "DELETE FROM sign_up WHERE expires_at <= $1";

/// Adds a sign-up, and removes those that nobody confirmed in time.
///
/// # Errors
/// When the rows cannot be written.
pub async fn insert(
    connection: &mut AnyConnection,
    sign_up: &SignUpRow,
    now: Timestamp,
) -> StorageResult<()> {
    sqlx::query(REMOVE_OLD)
        .bind(now.0)
        .execute(&mut *connection)
        .await?;
    sqlx::query(INSERT)
        .bind(sign_up.token_hash.clone())
        .bind(sign_up.email.clone())
        .bind(sign_up.name.clone())
        .bind(sign_up.language.code())
        .bind(sign_up.password_hash.clone())
        .bind(sign_up.expires_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The sign-up of a token that is still in force.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(
    connection: &mut AnyConnection,
    token_hash: &str,
    now: Timestamp,
) -> StorageResult<Option<SignUpRow>> {
    let row = sqlx::query(GET)
        .bind(token_hash.to_owned())
        .bind(now.0)
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let language = row.text("language")?;
        Ok(SignUpRow {
            token_hash: row.text("token_hash")?,
            email: row.text("email")?,
            name: row.text("name")?,
            language: Language::of_code(&language)
                .ok_or_else(|| StorageError::corrupt("language", language))?,
            password_hash: row.text("password_hash")?,
            expires_at: row.timestamp("expires_at")?,
        })
    })
    .transpose()
}

/// Uses a sign-up up. Says whether it was there: of two at once, one gets it.
///
/// # Errors
/// When the row cannot be removed.
pub async fn take(connection: &mut AnyConnection, token_hash: &str) -> StorageResult<bool> {
    let done = sqlx::query(REMOVE)
        .bind(token_hash.to_owned())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}
