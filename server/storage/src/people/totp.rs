//! Authenticator applications and recovery codes.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::PersonId;
use sqlx::AnyConnection;

/// The secret of a person's authenticator.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpRow {
    pub person: PersonId,
    /// In base32.
    pub secret: String,
    /// `None` until a code of it was shown.
    pub confirmed_at: Option<Timestamp>,
    /// The time step of the last accepted code.
    pub last_step: i64,
}

const PUT: &str = "INSERT INTO totp (person, secret, confirmed_at, last_step) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (person) DO UPDATE SET secret = $2, confirmed_at = $3, last_step = $4";
const GET: &str = "SELECT person, secret, confirmed_at, last_step FROM totp WHERE person = $1";
const ACCEPT: &str = "UPDATE totp SET last_step = $2 WHERE person = $1 AND last_step < $2";
const REMOVE: &str = "DELETE FROM totp WHERE person = $1";
const INSERT_CODE: &str = "INSERT INTO recovery_code (person, code_hash) VALUES ($1, $2)";
const TAKE_CODE: &str = "DELETE FROM recovery_code WHERE person = $1 AND code_hash = $2";
const REMOVE_CODES: &str = "DELETE FROM recovery_code WHERE person = $1";
const COUNT_CODES: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS number FROM recovery_code WHERE person = $1";

/// Keeps a secret in place of the former one.
///
/// # Errors
/// When the row cannot be written.
pub async fn put(connection: &mut AnyConnection, totp: &TotpRow) -> StorageResult<()> {
    sqlx::query(PUT)
        .bind(totp.person.to_string())
        .bind(totp.secret.clone())
        .bind(totp.confirmed_at.map(|at| at.0))
        .bind(totp.last_step)
        .execute(connection)
        .await?;
    Ok(())
}

/// The secret of a person.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(connection: &mut AnyConnection, person: PersonId) -> StorageResult<Option<TotpRow>> {
    let row = sqlx::query(GET)
        .bind(person.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(TotpRow {
            person: row.parsed("person")?,
            secret: row.text("secret")?,
            confirmed_at: row.optional_timestamp("confirmed_at")?,
            last_step: row.integer("last_step")?,
        })
    })
    .transpose()
}

/// Notes that the code of a step was accepted. Says no when that step or a later one was accepted before.
///
/// # Errors
/// When the row cannot be written.
pub async fn accept(connection: &mut AnyConnection, person: PersonId, step: i64) -> StorageResult<bool> {
    let done = sqlx::query(ACCEPT)
        .bind(person.to_string())
        .bind(step)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes the authenticator and its recovery codes.
///
/// # Errors
/// When the rows cannot be removed.
pub async fn remove(connection: &mut AnyConnection, person: PersonId) -> StorageResult<()> {
    for sql in [REMOVE, REMOVE_CODES] {
        sqlx::query(sql)
            .bind(person.to_string())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Keeps recovery codes in place of the former ones.
///
/// # Errors
/// When the rows cannot be written.
pub async fn put_codes(
    connection: &mut AnyConnection,
    person: PersonId,
    code_hashes: &[String],
) -> StorageResult<()> {
    sqlx::query(REMOVE_CODES)
        .bind(person.to_string())
        .execute(&mut *connection)
        .await?;
    for code_hash in code_hashes {
        sqlx::query(INSERT_CODE)
            .bind(person.to_string())
            .bind(code_hash.clone())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Uses a recovery code up. Says whether it was one.
///
/// # Errors
/// When the row cannot be removed.
pub async fn take_code(
    connection: &mut AnyConnection,
    person: PersonId,
    code_hash: &str,
) -> StorageResult<bool> {
    let done = sqlx::query(TAKE_CODE)
        .bind(person.to_string())
        .bind(code_hash.to_owned())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// How many recovery codes are left.
///
/// # Errors
/// When the row cannot be read.
pub async fn count_codes(connection: &mut AnyConnection, person: PersonId) -> StorageResult<i64> {
    sqlx::query(COUNT_CODES)
        .bind(person.to_string())
        .fetch_one(connection)
        .await?
        .integer("number")
}
