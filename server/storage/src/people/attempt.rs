//! Attempts within a window of time: passwords, codes, mails asked for.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use sqlx::AnyConnection;

/// How many attempts were made in the window that is open now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    pub number: i64,
    pub window_ends_at: Timestamp,
}

const COUNT: &str = "INSERT INTO attempt (attempt_key, number, window_ends_at) VALUES ($1, 1, $3) \
     ON CONFLICT (attempt_key) DO UPDATE SET \
     number = CASE WHEN attempt.window_ends_at <= $2 THEN 1 ELSE attempt.number + 1 END, \
     window_ends_at = CASE WHEN attempt.window_ends_at <= $2 THEN $3 ELSE attempt.window_ends_at END \
     RETURNING number, window_ends_at";
const FORGET: &str = "DELETE FROM attempt WHERE attempt_key = $1";
const GIVE_BACK: &str = "UPDATE attempt SET number = number - 1 WHERE attempt_key = $1 AND number > 0";
const FORGET_OLD: &str = "DELETE FROM attempt WHERE window_ends_at <= $1";

/// Counts an attempt; a window that has passed begins anew and ends at `window_ends_at`.
///
/// # Errors
/// When the row cannot be written.
pub async fn count(
    connection: &mut AnyConnection,
    key: &str,
    now: Timestamp,
    window_ends_at: Timestamp,
) -> StorageResult<Attempts> {
    let row = sqlx::query(COUNT)
        .bind(key.to_owned())
        .bind(now.0)
        .bind(window_ends_at.0)
        .fetch_one(connection)
        .await?;
    Ok(Attempts {
        number: row.integer("number")?,
        window_ends_at: row.timestamp("window_ends_at")?,
    })
}

/// Forgets the attempts of a key: the right password was given.
///
/// # Errors
/// When the row cannot be removed.
pub async fn forget(connection: &mut AnyConnection, key: &str) -> StorageResult<()> {
    sqlx::query(FORGET)
        .bind(key.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes one attempt off the count of a key: it was none.
///
/// # Errors
/// When the row cannot be written.
pub async fn give_back(connection: &mut AnyConnection, key: &str) -> StorageResult<()> {
    sqlx::query(GIVE_BACK)
        .bind(key.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Removes windows that have passed.
///
/// # Errors
/// When the rows cannot be removed.
pub async fn forget_passed(connection: &mut AnyConnection, now: Timestamp) -> StorageResult<()> {
    sqlx::query(FORGET_OLD).bind(now.0).execute(connection).await?;
    Ok(())
}
