//! The job table: an outbox that workers claim from.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::JobId;
use domain::job::{JobState, NewJob};
use serde_json::Value;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// A job as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRow {
    pub id: JobId,
    pub kind: String,
    pub payload: Value,
    pub key: String,
    pub state: JobState,
    pub attempts: i64,
    pub run_at: Timestamp,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    pub last_error: Option<String>,
}

const INSERT: &str = "INSERT INTO job (id, kind, payload, job_key, state, attempts, run_at, created_at) \
     VALUES ($1, $2, $3, $4, 'queued', 0, $5, $6) ON CONFLICT (job_key) DO NOTHING";
// A job whose worker died is claimed again once its lease has run out.
const CLAIM: &str = "UPDATE job SET state = 'running', attempts = attempts + 1, leased_until = $2 WHERE id IN (\
     SELECT id FROM job WHERE (state = 'queued' AND run_at <= $1) OR (state = 'running' AND leased_until <= $1) \
     ORDER BY run_at, id LIMIT $3) AND (state = 'queued' OR leased_until <= $1) \
     RETURNING id, kind, payload, job_key, state, attempts, run_at, created_at, finished_at, last_error";
// The payload may hold personal data, and nobody needs it any more.
const DONE: &str = "UPDATE job SET state = 'done', finished_at = $3, last_error = NULL, payload = '{}' \
     WHERE id = $1 AND attempts = $2 AND state = 'running'";
const FAILED: &str = "UPDATE job SET state = $3, run_at = $4, last_error = $5, finished_at = $6 \
     WHERE id = $1 AND attempts = $2 AND state = 'running'";
const RETRY: &str = "UPDATE job SET state = 'queued', attempts = 0, run_at = $2, finished_at = NULL WHERE id = $1 AND state = 'dead'";
const LIST: &str = "SELECT id, kind, payload, job_key, state, attempts, run_at, created_at, finished_at, last_error \
     FROM job WHERE state = $1 AND ($2 = '' OR kind = $2) ORDER BY created_at DESC, id DESC LIMIT $3 OFFSET $4";
const TOTAL: &str =
    "SELECT CAST(COUNT(*) AS BIGINT) AS number FROM job WHERE state = $1 AND ($2 = '' OR kind = $2)";
const KINDS: &str = "SELECT DISTINCT kind FROM job ORDER BY kind";
const COUNTS: &str = "SELECT state, CAST(COUNT(*) AS BIGINT) AS number FROM job GROUP BY state";
const OLDEST_DUE: &str = "SELECT MIN(run_at) AS oldest FROM job WHERE state = 'queued' AND run_at <= $1";
const NEXT: &str = "SELECT MIN(due) AS next FROM (SELECT MIN(run_at) AS due FROM job WHERE state = 'queued' \
     UNION ALL SELECT MIN(leased_until) AS due FROM job WHERE state = 'running') AS moments";
const BY_ID: &str = "SELECT id, kind, payload, job_key, state, attempts, run_at, created_at, finished_at, last_error \
     FROM job WHERE id = $1";
const REMOVE: &str = "DELETE FROM job WHERE id = $1";
const REMOVE_DONE: &str = "DELETE FROM job WHERE state = 'done' AND finished_at < $1";

pub(crate) async fn insert(
    connection: &mut AnyConnection,
    id: JobId,
    at: Timestamp,
    new: &NewJob,
) -> StorageResult<bool> {
    let done = sqlx::query(INSERT)
        .bind(id.to_string())
        .bind(new.kind)
        .bind(new.payload.to_string())
        .bind(new.key.clone())
        .bind(new.run_at.0)
        .bind(at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes a large row and removes it, in one change: it succeeds where a change of a person would.
pub(crate) async fn insert_and_remove_trial(
    connection: &mut AnyConnection,
    id: JobId,
    at: Timestamp,
) -> StorageResult<()> {
    let trial = NewJob {
        kind: "storage.trial",
        payload: Value::String("trial ".repeat(10_000)),
        key: format!("trial:{id}"),
        run_at: at,
    };
    insert(&mut *connection, id, at, &trial).await?;
    sqlx::query(REMOVE)
        .bind(id.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Claims up to `limit` due jobs until `leased_until`.
///
/// # Errors
/// When the rows cannot be written.
pub async fn claim(
    connection: &mut AnyConnection,
    now: Timestamp,
    leased_until: Timestamp,
    limit: i64,
) -> StorageResult<Vec<JobRow>> {
    let rows = sqlx::query(CLAIM)
        .bind(now.0)
        .bind(leased_until.0)
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(job).collect()
}

/// Marks a claimed job as done and forgets its payload. Says whether the claim was still the worker's: another may
/// have claimed the job after the lease.
///
/// # Errors
/// When the row cannot be written.
pub async fn finish(
    connection: &mut AnyConnection,
    id: JobId,
    attempt: i64,
    now: Timestamp,
) -> StorageResult<bool> {
    Ok(sqlx::query(DONE)
        .bind(id.to_string())
        .bind(attempt)
        .bind(now.0)
        .execute(connection)
        .await?
        .rows_affected()
        == 1)
}

/// Puts a failed job back for `retry_at`, or gives it up when that is `None`; a claim that another has taken over
/// stays as it is.
///
/// # Errors
/// When the row cannot be written.
pub async fn fail(
    connection: &mut AnyConnection,
    id: JobId,
    attempt: i64,
    now: Timestamp,
    retry_at: Option<Timestamp>,
    error: &str,
) -> StorageResult<()> {
    let state = if retry_at.is_some() {
        JobState::Queued
    } else {
        JobState::Dead
    };
    sqlx::query(FAILED)
        .bind(id.to_string())
        .bind(attempt)
        .bind(state.code())
        .bind(retry_at.unwrap_or(now).0)
        .bind(error.to_owned())
        .bind(if retry_at.is_some() { None } else { Some(now.0) })
        .execute(connection)
        .await?;
    Ok(())
}

/// Queues a given-up job again. Says whether there was one.
///
/// # Errors
/// When the row cannot be written.
pub async fn retry(connection: &mut AnyConnection, id: JobId, now: Timestamp) -> StorageResult<bool> {
    Ok(sqlx::query(RETRY)
        .bind(id.to_string())
        .bind(now.0)
        .execute(connection)
        .await?
        .rows_affected()
        == 1)
}

/// The newest jobs in a state, of one kind or of all, after so many; and how many there are.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(
    connection: &mut AnyConnection,
    state: JobState,
    kind: Option<&str>,
    limit: i64,
    offset: i64,
) -> StorageResult<(Vec<JobRow>, i64)> {
    let kind = kind.unwrap_or_default().to_owned();
    let total = sqlx::query(TOTAL)
        .bind(state.code())
        .bind(kind.clone())
        .fetch_one(&mut *connection)
        .await?
        .integer("number")?;
    let rows = sqlx::query(LIST)
        .bind(state.code())
        .bind(kind)
        .bind(limit)
        .bind(offset)
        .fetch_all(connection)
        .await?;
    Ok((rows.iter().map(job).collect::<StorageResult<_>>()?, total))
}

/// Every kind that has jobs, in the order of the alphabet.
///
/// # Errors
/// When the rows cannot be read.
pub async fn kinds(connection: &mut AnyConnection) -> StorageResult<Vec<String>> {
    let rows = sqlx::query(KINDS).fetch_all(connection).await?;
    rows.iter().map(|row| row.text("kind")).collect()
}

/// How many jobs there are in each state that has some.
///
/// # Errors
/// When the rows cannot be read.
pub async fn counts(connection: &mut AnyConnection) -> StorageResult<Vec<(JobState, i64)>> {
    let rows = sqlx::query(COUNTS).fetch_all(connection).await?;
    rows.iter()
        .map(|row| Ok((state(&row.text("state")?)?, row.integer("number")?)))
        .collect()
}

/// When the oldest job that should have begun was due.
///
/// # Errors
/// When the rows cannot be read.
pub async fn oldest_due(connection: &mut AnyConnection, now: Timestamp) -> StorageResult<Option<Timestamp>> {
    sqlx::query(OLDEST_DUE)
        .bind(now.0)
        .fetch_one(connection)
        .await?
        .optional_timestamp("oldest")
}

/// When the next job is due or the lease of a running one ends; `None` when nothing waits.
///
/// # Errors
/// When the rows cannot be read.
pub async fn next_at(connection: &mut AnyConnection) -> StorageResult<Option<Timestamp>> {
    sqlx::query(NEXT)
        .fetch_one(connection)
        .await?
        .optional_timestamp("next")
}

/// A job by id.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_id(connection: &mut AnyConnection, id: JobId) -> StorageResult<Option<JobRow>> {
    let row = sqlx::query(BY_ID)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(job).transpose()
}

/// Forgets jobs that were done before a moment, and how many they were. Their keys may then be queued again.
///
/// # Errors
/// When the rows cannot be removed.
pub async fn remove_done_before(connection: &mut AnyConnection, moment: Timestamp) -> StorageResult<u64> {
    Ok(sqlx::query(REMOVE_DONE)
        .bind(moment.0)
        .execute(connection)
        .await?
        .rows_affected())
}

fn state(code: &str) -> StorageResult<JobState> {
    JobState::of_code(code).ok_or_else(|| StorageError::corrupt("state", code))
}

fn job(row: &AnyRow) -> StorageResult<JobRow> {
    Ok(JobRow {
        id: row.parsed("id")?,
        kind: row.text("kind")?,
        payload: row.json("payload")?,
        key: row.text("job_key")?,
        state: state(&row.text("state")?)?,
        attempts: row.integer("attempts")?,
        run_at: row.timestamp("run_at")?,
        created_at: row.timestamp("created_at")?,
        finished_at: row.optional_timestamp("finished_at")?,
        last_error: row.optional_text("last_error")?,
    })
}
