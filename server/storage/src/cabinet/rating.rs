//! How satisfied applicants are.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::cabinet::view::Rating;
use domain::id::ApplicationId;
use sqlx::AnyConnection;

const INSERT: &str = "INSERT INTO rating (application, score, comment, at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (application) DO NOTHING";
const OF_APPLICATION: &str = "SELECT score, comment FROM rating WHERE application = $1";

/// Adds the rating of an application, once. Says whether it was the first.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(
    connection: &mut AnyConnection,
    application: ApplicationId,
    rating: &Rating,
    now: Timestamp,
) -> StorageResult<bool> {
    let done = sqlx::query(INSERT)
        .bind(application.to_string())
        .bind(i64::from(rating.score))
        .bind(rating.comment.clone())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The rating of an application.
///
/// # Errors
/// When the row cannot be read.
pub async fn of_application(
    connection: &mut AnyConnection,
    application: ApplicationId,
) -> StorageResult<Option<Rating>> {
    let row = sqlx::query(OF_APPLICATION)
        .bind(application.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(Rating {
            score: u8::try_from(row.integer("score")?).unwrap_or(0),
            comment: row.text("comment")?,
        })
    })
    .transpose()
}
