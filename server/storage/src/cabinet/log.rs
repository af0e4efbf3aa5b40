//! The log of applications: events as they are hashed, leaves, complete subtrees, signed roots.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::EventId;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// The row of an event, every column as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedEvent {
    pub id: String,
    pub at: i64,
    pub author_kind: String,
    pub author_id: Option<String>,
    pub on_behalf_of: Option<String>,
    pub subject_kind: String,
    pub subject_id: String,
    pub subject_version: i64,
    pub kind: String,
    pub reason: Option<String>,
    pub data: String,
}

/// A signed root as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RootRow {
    pub day: String,
    pub origin: String,
    pub size: u64,
    pub hash: String,
    pub signed_at: Timestamp,
    pub key: String,
    pub signature: String,
}

const WAITING: &str = "SELECT id, at, author_kind, author_id, on_behalf_of, subject_kind, subject_id, subject_version, kind, \
     reason, data FROM event WHERE subject_kind = 'cabinet.application' AND at >= $1 AND (at > $1 OR id > $2) AND at < $3 \
     AND NOT EXISTS (SELECT 1 FROM log_leaf WHERE log_leaf.event = event.id) ORDER BY at, id LIMIT $4";
const OF_APPLICATION: &str = "SELECT id, at, author_kind, author_id, on_behalf_of, subject_kind, subject_id, subject_version, \
     kind, reason, data, position FROM event LEFT JOIN log_leaf ON log_leaf.event = event.id \
     WHERE subject_kind = 'cabinet.application' AND subject_id = $1 ORDER BY subject_version, at, id";
const BY_ID: &str = "SELECT id, at, author_kind, author_id, on_behalf_of, subject_kind, subject_id, subject_version, kind, \
     reason, data FROM event WHERE id = $1";
const LEAVES: &str = "SELECT id, at, author_kind, author_id, on_behalf_of, subject_kind, subject_id, subject_version, kind, \
     reason, data FROM log_leaf JOIN event ON event.id = log_leaf.event WHERE position >= $1 ORDER BY position LIMIT $2";
const ADD_LEAF: &str = "INSERT INTO log_leaf (position, event) VALUES ($1, $2)";
const ADD_NODE: &str = "INSERT INTO log_node (level, position, hash) VALUES ($1, $2, $3)";
const SIZE: &str = "SELECT CAST(COALESCE(MAX(position) + 1, 0) AS BIGINT) AS size FROM log_leaf";
const NODE: &str = "SELECT hash FROM log_node WHERE level = $1 AND position = $2";
const ADD_ROOT: &str = "INSERT INTO log_root (day, origin, size, hash, signed_at, key, signature) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (day) DO NOTHING";
const ROOTS: &str =
    "SELECT day, origin, size, hash, signed_at, key, signature FROM log_root ORDER BY day DESC LIMIT $1";
const ROOT_OF_SIZE: &str = "SELECT day, origin, size, hash, signed_at, key, signature FROM log_root WHERE size = $1 AND hash = $2 LIMIT 1";
const KEYS: &str = "SELECT DISTINCT key FROM log_root ORDER BY key";

/// Events of applications that are no leaves yet and happened before a moment, in the order in which they become
/// leaves; those after the given event.
///
/// # Errors
/// When the rows cannot be read.
pub async fn waiting(
    connection: &mut AnyConnection,
    after: Option<&LoggedEvent>,
    until: Timestamp,
    limit: i64,
) -> StorageResult<Vec<LoggedEvent>> {
    let (at, id) = after.map_or((i64::MIN, String::new()), |event| (event.at, event.id.clone()));
    let rows = sqlx::query(WAITING)
        .bind(at)
        .bind(id)
        .bind(until.0)
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(event).collect()
}

/// The events of an application, oldest first, with their places in the log; `None` for those that wait.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_application(
    connection: &mut AnyConnection,
    application: &str,
) -> StorageResult<Vec<(LoggedEvent, Option<u64>)>> {
    let rows = sqlx::query(OF_APPLICATION)
        .bind(application.to_owned())
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let position = row
                .optional_integer("position")?
                .map(|position| number("position", position))
                .transpose()?;
            Ok((event(row)?, position))
        })
        .collect()
}

/// An event by its id.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_id(connection: &mut AnyConnection, id: EventId) -> StorageResult<Option<LoggedEvent>> {
    let row = sqlx::query(BY_ID)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(event).transpose()
}

/// The events of leaves from a position on, in order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn leaves(
    connection: &mut AnyConnection,
    from: u64,
    limit: i64,
) -> StorageResult<Vec<LoggedEvent>> {
    let rows = sqlx::query(LEAVES)
        .bind(signed(from))
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(event).collect()
}

/// Makes an event a leaf.
///
/// # Errors
/// When the row cannot be written; a conflict when the place is taken.
pub async fn add_leaf(connection: &mut AnyConnection, position: u64, event: &str) -> StorageResult<()> {
    sqlx::query(ADD_LEAF)
        .bind(signed(position))
        .bind(event.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps the hash of a complete subtree.
///
/// # Errors
/// When the row cannot be written.
pub async fn add_node(
    connection: &mut AnyConnection,
    level: u32,
    position: u64,
    hash: &str,
) -> StorageResult<()> {
    sqlx::query(ADD_NODE)
        .bind(i64::from(level))
        .bind(signed(position))
        .bind(hash.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// How many leaves there are.
///
/// # Errors
/// When the rows cannot be read.
pub async fn size(connection: &mut AnyConnection) -> StorageResult<u64> {
    let size = sqlx::query(SIZE).fetch_one(connection).await?.integer("size")?;
    number("size", size)
}

/// The hash of a complete subtree.
///
/// # Errors
/// When the row cannot be read.
pub async fn node(
    connection: &mut AnyConnection,
    level: u32,
    position: u64,
) -> StorageResult<Option<String>> {
    let row = sqlx::query(NODE)
        .bind(i64::from(level))
        .bind(signed(position))
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.text("hash")).transpose()
}

/// Keeps a signed root. Says whether it is the first one of its day.
///
/// # Errors
/// When the row cannot be written.
pub async fn add_root(connection: &mut AnyConnection, root: &RootRow) -> StorageResult<bool> {
    let done = sqlx::query(ADD_ROOT)
        .bind(root.day.clone())
        .bind(root.origin.clone())
        .bind(signed(root.size))
        .bind(root.hash.clone())
        .bind(root.signed_at.0)
        .bind(root.key.clone())
        .bind(root.signature.clone())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The newest signed roots, newest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn roots(connection: &mut AnyConnection, limit: i64) -> StorageResult<Vec<RootRow>> {
    let rows = sqlx::query(ROOTS).bind(limit).fetch_all(connection).await?;
    rows.iter().map(root).collect()
}

/// The signed root of so many leaves with this hash.
///
/// # Errors
/// When the row cannot be read.
pub async fn root_of_size(
    connection: &mut AnyConnection,
    size: u64,
    hash: &str,
) -> StorageResult<Option<RootRow>> {
    let row = sqlx::query(ROOT_OF_SIZE)
        .bind(signed(size))
        .bind(hash.to_owned())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(root).transpose()
}

/// Every key with which a root was signed.
///
/// # Errors
/// When the rows cannot be read.
pub async fn keys(connection: &mut AnyConnection) -> StorageResult<Vec<String>> {
    let rows = sqlx::query(KEYS).fetch_all(connection).await?;
    rows.iter().map(|row| row.text("key")).collect()
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn number(column: &'static str, value: i64) -> StorageResult<u64> {
    u64::try_from(value).map_err(|error| StorageError::corrupt(column, error))
}

fn event(row: &AnyRow) -> StorageResult<LoggedEvent> {
    Ok(LoggedEvent {
        id: row.text("id")?,
        at: row.integer("at")?,
        author_kind: row.text("author_kind")?,
        author_id: row.optional_text("author_id")?,
        on_behalf_of: row.optional_text("on_behalf_of")?,
        subject_kind: row.text("subject_kind")?,
        subject_id: row.text("subject_id")?,
        subject_version: row.integer("subject_version")?,
        kind: row.text("kind")?,
        reason: row.optional_text("reason")?,
        data: row.text("data")?,
    })
}

fn root(row: &AnyRow) -> StorageResult<RootRow> {
    Ok(RootRow {
        day: row.text("day")?,
        origin: row.text("origin")?,
        size: number("size", row.integer("size")?)?,
        hash: row.text("hash")?,
        signed_at: row.timestamp("signed_at")?,
        key: row.text("key")?,
        signature: row.text("signature")?,
    })
}
