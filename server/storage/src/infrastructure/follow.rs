//! What people follow, and how often they want letters.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::PersonId;
use domain::infrastructure::follow::{Pace, Target};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// Somebody who follows something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowerRow {
    pub person: PersonId,
    pub pace: Pace,
    pub stop_key: String,
    pub seen_at: Timestamp,
    pub told_until: Timestamp,
    pub version: i64,
}

const ADD: &str = "INSERT INTO project_follow (person, target, followed_at) VALUES ($1, $2, $3) \
     ON CONFLICT (person, target) DO NOTHING";
const REMOVE: &str = "DELETE FROM project_follow WHERE person = $1 AND target = $2";
const HAS: &str = "SELECT followed_at FROM project_follow WHERE person = $1 AND target = $2";
const OF_PERSON: &str =
    "SELECT target, followed_at FROM project_follow WHERE person = $1 ORDER BY followed_at, target";
const INSERT: &str = "INSERT INTO project_follower (person, pace, stop_key, seen_at, told_until, version) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (person) DO NOTHING";
const UPDATE: &str = "UPDATE project_follower SET pace = $2, seen_at = $3, told_until = $4, version = $5 \
     WHERE person = $1 AND version = $6";
const GET: &str =
    "SELECT person, pace, stop_key, seen_at, told_until, version FROM project_follower WHERE person = $1";
const BY_KEY: &str =
    "SELECT person, pace, stop_key, seen_at, told_until, version FROM project_follower WHERE stop_key = $1";
const WANTING: &str = "SELECT person, pace, stop_key, seen_at, told_until, version FROM project_follower \
     WHERE person > $1 AND pace <> 'never' ORDER BY person LIMIT $2";
const TOLD: &str =
    "UPDATE project_follower SET told_until = $2 WHERE person = $1 AND told_until = $3 AND pace <> 'never'";

/// Adds a followed thing; one that is followed already stays as it is. Says whether it was new.
///
/// # Errors
/// When the row cannot be written.
pub async fn add(
    connection: &mut AnyConnection,
    person: PersonId,
    target: &Target,
    at: Timestamp,
) -> StorageResult<bool> {
    let done = sqlx::query(ADD)
        .bind(person.to_string())
        .bind(target.key())
        .bind(at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes a followed thing. Says whether it was followed.
///
/// # Errors
/// When the row cannot be removed.
pub async fn remove(
    connection: &mut AnyConnection,
    person: PersonId,
    target: &Target,
) -> StorageResult<bool> {
    let done = sqlx::query(REMOVE)
        .bind(person.to_string())
        .bind(target.key())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether a person follows something.
///
/// # Errors
/// When the row cannot be read.
pub async fn has(connection: &mut AnyConnection, person: PersonId, target: &Target) -> StorageResult<bool> {
    let row = sqlx::query(HAS)
        .bind(person.to_string())
        .bind(target.key())
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// What a person follows and since when, in the order in which it was added. A target that this program cannot read, because a
/// code is gone from the standard, is left out.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_person(
    connection: &mut AnyConnection,
    person: PersonId,
) -> StorageResult<Vec<(Target, Timestamp)>> {
    let rows = sqlx::query(OF_PERSON)
        .bind(person.to_string())
        .fetch_all(connection)
        .await?;
    let mut followed = Vec::with_capacity(rows.len());
    for row in &rows {
        if let Some(target) = Target::of_key(&row.text("target")?) {
            followed.push((target, row.timestamp("followed_at")?));
        }
    }
    Ok(followed)
}

/// Writes down somebody who follows for the first time; who is there already stays as they are.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert_follower(connection: &mut AnyConnection, follower: &FollowerRow) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(follower.person.to_string())
        .bind(follower.pace.code())
        .bind(follower.stop_key.clone())
        .bind(follower.seen_at.0)
        .bind(follower.told_until.0)
        .bind(follower.version)
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes pace and moments as version `follower.version`; `false` when somebody was faster.
///
/// # Errors
/// When the row cannot be written.
pub async fn update_follower(connection: &mut AnyConnection, follower: &FollowerRow) -> StorageResult<bool> {
    let done = sqlx::query(UPDATE)
        .bind(follower.person.to_string())
        .bind(follower.pace.code())
        .bind(follower.seen_at.0)
        .bind(follower.told_until.0)
        .bind(follower.version)
        .bind(follower.version - 1)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// A follower by person.
///
/// # Errors
/// When the row cannot be read.
pub async fn follower(
    connection: &mut AnyConnection,
    person: PersonId,
) -> StorageResult<Option<FollowerRow>> {
    let row = sqlx::query(GET)
        .bind(person.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

/// A follower by the key in their letters.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_key(connection: &mut AnyConnection, key: &str) -> StorageResult<Option<FollowerRow>> {
    let row = sqlx::query(BY_KEY)
        .bind(key.to_owned())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(read).transpose()
}

/// The next people who want letters, after one of them.
///
/// # Errors
/// When the rows cannot be read.
pub async fn wanting_letters(
    connection: &mut AnyConnection,
    after: Option<PersonId>,
    limit: i64,
) -> StorageResult<Vec<FollowerRow>> {
    let rows = sqlx::query(WANTING)
        .bind(after.map(|person| person.to_string()).unwrap_or_default())
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(read).collect()
}

/// Remembers how far a letter has told; `false` when another run was faster, or the letters were stopped meanwhile.
///
/// # Errors
/// When the row cannot be written.
pub async fn told(
    connection: &mut AnyConnection,
    follower: &FollowerRow,
    until: Timestamp,
) -> StorageResult<bool> {
    let done = sqlx::query(TOLD)
        .bind(follower.person.to_string())
        .bind(until.0)
        .bind(follower.told_until.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

fn read(row: &AnyRow) -> StorageResult<FollowerRow> {
    let pace = row.text("pace")?;
    Ok(FollowerRow {
        person: row.parsed("person")?,
        pace: Pace::of_code(&pace).ok_or_else(|| StorageError::corrupt("pace of letters", pace))?,
        stop_key: row.text("stop_key")?,
        seen_at: row.timestamp("seen_at")?,
        told_until: row.timestamp("told_until")?,
        version: row.integer("version")?,
    })
}
