//! Answers to review cards.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::LearnerId;
use domain::learning::review::{CardPath, History, Review};
use sqlx::AnyConnection;

const INSERT: &str = "INSERT INTO review_answer (learner, card, day, knows, at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (learner, card, day) DO NOTHING";
const ALL: &str = "SELECT card, day, knows FROM review_answer WHERE learner = $1 ORDER BY day";
const COPY: &str = "INSERT INTO review_answer (learner, card, day, knows, at) \
     SELECT $2, card, day, knows, at FROM review_answer WHERE learner = $1 \
     ON CONFLICT (learner, card, day) DO NOTHING";
const REMOVE: &str = "DELETE FROM review_answer WHERE learner = $1";

/// Keeps an answer. Says whether it is the first to this card on this day.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(
    connection: &mut AnyConnection,
    learner: LearnerId,
    card: &CardPath,
    review: Review,
    at: Timestamp,
) -> StorageResult<bool> {
    let done = sqlx::query(INSERT)
        .bind(learner.to_string())
        .bind(card.to_string())
        .bind(review.day)
        .bind(i64::from(review.knows))
        .bind(at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Every answer of a learner by card, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn all(connection: &mut AnyConnection, learner: LearnerId) -> StorageResult<History> {
    let rows = sqlx::query(ALL)
        .bind(learner.to_string())
        .fetch_all(connection)
        .await?;
    let mut history = History::new();
    for row in &rows {
        let review = Review {
            day: row.integer("day")?,
            knows: row.flag("knows")?,
        };
        history.entry(row.parsed("card")?).or_default().push(review);
    }
    Ok(history)
}

/// Moves the answers of one learner to another.
///
/// # Errors
/// When the rows cannot be written.
pub async fn hand_over(connection: &mut AnyConnection, from: LearnerId, to: LearnerId) -> StorageResult<()> {
    sqlx::query(COPY)
        .bind(from.to_string())
        .bind(to.to_string())
        .execute(&mut *connection)
        .await?;
    sqlx::query(REMOVE)
        .bind(from.to_string())
        .execute(connection)
        .await?;
    Ok(())
}
