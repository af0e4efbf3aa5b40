//! How many people are on which level, by the last test that each finished.

use super::sitting::number;
use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::learning::assessment::framework::Level;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// So many people on a level, altogether or in an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelCount {
    /// `None` for the whole test.
    pub area: Option<String>,
    pub level: Level,
    pub people: u32,
}

/// A test that was broken off measured too little. The last whole one of a learner before $1 is that after which no other came.
const OVERALL: &str = "SELECT level, COUNT(*) AS people FROM test_sitting \
     WHERE finished_at < $1 AND ending <> 'stopped' AND NOT EXISTS (SELECT 1 FROM test_sitting AS later \
     WHERE later.learner = test_sitting.learner AND later.finished_at < $1 AND later.ending <> 'stopped' \
     AND (later.finished_at > test_sitting.finished_at \
     OR (later.finished_at = test_sitting.finished_at AND later.id > test_sitting.id))) \
     GROUP BY level ORDER BY level";
const BY_AREA: &str = "SELECT test_area.area, test_area.level, COUNT(*) AS people FROM test_area \
     JOIN test_sitting ON test_sitting.id = test_area.sitting \
     WHERE test_area.level IS NOT NULL AND finished_at < $1 AND ending <> 'stopped' \
     AND NOT EXISTS (SELECT 1 FROM test_sitting AS later \
     WHERE later.learner = test_sitting.learner AND later.finished_at < $1 AND later.ending <> 'stopped' \
     AND (later.finished_at > test_sitting.finished_at \
     OR (later.finished_at = test_sitting.finished_at AND later.id > test_sitting.id))) \
     GROUP BY test_area.area, test_area.level ORDER BY test_area.area, test_area.level";

/// The people on each level by the tests that were finished before a moment. Two queries over every test.
///
/// # Errors
/// When the rows cannot be read.
pub async fn counts(connection: &mut AnyConnection, until: Timestamp) -> StorageResult<Vec<LevelCount>> {
    let overall = sqlx::query(OVERALL)
        .bind(until.0)
        .fetch_all(&mut *connection)
        .await?;
    let by_area = sqlx::query(BY_AREA).bind(until.0).fetch_all(connection).await?;
    let count = |row: &AnyRow, area| -> StorageResult<LevelCount> {
        Ok(LevelCount {
            area,
            level: row.parsed("level")?,
            people: number(row, "people")?,
        })
    };
    let mut counts: Vec<LevelCount> = Vec::new();
    for row in &overall {
        counts.push(count(row, None)?);
    }
    for row in &by_area {
        counts.push(count(row, Some(row.text("area")?))?);
    }
    Ok(counts)
}
