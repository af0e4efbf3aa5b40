//! Registration journals: ordinals without gaps, per journal and year.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use sqlx::AnyConnection;

// The row stays locked until the change ends, so an ordinal of an undone change is given again.
const NEXT: &str = "INSERT INTO journal (code, year, last_ordinal) VALUES ($1, $2, 1) \
     ON CONFLICT (code, year) DO UPDATE SET last_ordinal = journal.last_ordinal + 1 RETURNING last_ordinal";

/// Takes the next ordinal of a journal, counted from 1 in each year.
///
/// # Errors
/// When the row cannot be written.
pub async fn next(connection: &mut AnyConnection, code: &str, year: i64) -> StorageResult<i64> {
    let row = sqlx::query(NEXT)
        .bind(code.to_owned())
        .bind(year)
        .fetch_one(connection)
        .await?;
    row.integer("last_ordinal")
}
