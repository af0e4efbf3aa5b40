//! Tiles of the map. The places of a filter are read once and kept while the database stays as it is: a browser asks for
//! a dozen tiles at a time.

use super::Infrastructure;
use super::reading::SUMMARY_LIFE_MS;
use domain::ServiceResult;
use domain::infrastructure::filter::Filter;
use domain::infrastructure::tile::{Mark, Pin, Tile};
use std::collections::VecDeque;
use std::sync::Arc;
use storage::infrastructure::search;
use tokio::sync::Mutex;

/// Filters whose places are kept.
const MOST_FILTERS: usize = 8;
/// Places that are kept in all: some 80 bytes each.
const MOST_PINS: usize = 400_000;

/// The places of the filters asked for last, latest first.
#[derive(Default)]
pub(super) struct PinCache(Mutex<VecDeque<Kept>>);

struct Kept {
    filter: String,
    changes: u64,
    at: i64,
    pins: Arc<Vec<Pin>>,
}

impl Infrastructure {
    pub(super) async fn read_tile(&self, filter: &Filter, tile: Tile) -> ServiceResult<Vec<Mark>> {
        let pins = self.pins_of(filter).await?;
        Ok(tile.marks(&pins))
    }

    /// Held while reading: the other tiles of the same view wait for the one answer instead of asking the same again.
    async fn pins_of(&self, filter: &Filter) -> ServiceResult<Arc<Vec<Pin>>> {
        let database = &self.desk.database;
        let (key, changes, now) = (filter.to_query(), database.changes(), self.desk.now().0);
        let mut kept = self.pins.0.lock().await;
        kept.retain(|entry| entry.changes == changes && now - entry.at < SUMMARY_LIFE_MS);
        if let Some(entry) = kept.iter().find(|entry| entry.filter == key) {
            return Ok(Arc::clone(&entry.pins));
        }
        let points = {
            let mut connection = database.read().await?;
            search::points(&mut connection, database.engine(), filter).await?
        };
        let pins: Vec<Pin> = points
            .into_iter()
            .map(|point| Pin::at(point.0, point.1, point.2))
            .collect();
        let pins = Arc::new(pins);
        kept.push_front(Kept {
            filter: key,
            changes,
            at: now,
            pins: Arc::clone(&pins),
        });
        let mut total = 0;
        let mut places = 0;
        kept.retain(|entry| {
            total += entry.pins.len();
            places += 1;
            places == 1 || (places <= MOST_FILTERS && total <= MOST_PINS)
        });
        Ok(pins)
    }
}
