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
const DONE: &str =
    "UPDATE job SET state = 'done', finished_at = $2, last_error = NULL WHERE id = $1 AND state = 'running'";
const FAILED: &str =
    "UPDATE job SET state = $2, run_at = $3, last_error = $4, finished_at = $5 WHERE id = $1";
const RETRY: &str = "UPDATE job SET state = 'queued', attempts = 0, run_at = $2, finished_at = NULL WHERE id = $1 AND state = 'dead'";
const LIST: &str = "SELECT id, kind, payload, job_key, state, attempts, run_at, created_at, finished_at, last_error \
     FROM job WHERE state = $1 ORDER BY created_at DESC, id DESC LIMIT $2";
const COUNTS: &str = "SELECT state, CAST(COUNT(*) AS BIGINT) AS number FROM job GROUP BY state";
const OLDEST_DUE: &str = "SELECT MIN(run_at) AS oldest FROM job WHERE state = 'queued' AND run_at <= $1";

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

/// Marks a claimed job as done.
///
/// # Errors
/// When the row cannot be written.
pub async fn finish(connection: &mut AnyConnection, id: JobId, now: Timestamp) -> StorageResult<()> {
    sqlx::query(DONE)
        .bind(id.to_string())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Puts a failed job back for `retry_at`, or gives it up when that is `None`.
///
/// # Errors
/// When the row cannot be written.
pub async fn fail(
    connection: &mut AnyConnection,
    id: JobId,
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

/// The newest jobs in a state.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(connection: &mut AnyConnection, state: JobState, limit: i64) -> StorageResult<Vec<JobRow>> {
    let rows = sqlx::query(LIST)
        .bind(state.code())
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(job).collect()
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
