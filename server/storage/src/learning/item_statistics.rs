//! Answers to the items of the test by the ability of those who answered.

use super::sitting::{logits, number};
use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::learning::assessment::analysis::Bin;
use sqlx::AnyConnection;
use std::collections::BTreeMap;

/// Finished tests only: without one, nobody knows how able the person is. Bins are a tenth of a logit wide; abilities
/// are within ±6 logits, and are moved up because databases round towards zero.
const BINS: &str = "SELECT item, (ability_m + 10000) / 100 AS bin, COUNT(*) AS answers, \
     CAST(SUM(is_right) AS BIGINT) AS solved FROM test_answer \
     JOIN test_sitting ON test_sitting.id = test_answer.sitting \
     WHERE answered_at IS NOT NULL AND finished_at IS NOT NULL \
     GROUP BY item, (ability_m + 10000) / 100 ORDER BY item, bin";

/// The answers to every item.
///
/// # Errors
/// When the rows cannot be read.
pub async fn bins(connection: &mut AnyConnection) -> StorageResult<BTreeMap<String, Vec<Bin>>> {
    let rows = sqlx::query(BINS).fetch_all(connection).await?;
    let mut items: BTreeMap<String, Vec<Bin>> = BTreeMap::new();
    for row in &rows {
        // The middle of the bin.
        let thousandths = row.integer("bin")? * 100 - 10_000 + 50;
        items.entry(row.text("item")?).or_default().push(Bin {
            ability: logits(thousandths),
            answers: number(row, "answers")?,
            right: number(row, "solved")?,
        });
    }
    Ok(items)
}
