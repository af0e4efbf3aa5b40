//! Tiles of the map, for more works than a browser should be sent at once: marks of one square, those close together
//! joined. Drawn from the same query as the list.

use super::project::ProjectId;
use std::collections::BTreeMap;

/// The side of a tile in its own units.
pub const EXTENT: u32 = 4_096;
/// From this level on every work is a mark of its own.
pub const SINGLE_FROM: u32 = 17;
/// Works within the same cell of this side are joined: an eighth of a tile, 64 pixels on the screen.
const CELL: u32 = EXTENT / 8;

/// A square of the world: level, column from the west, row from the north.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    level: u32,
    column: u32,
    row: u32,
}

/// A work on the unit square of the Mercator projection: west and north are 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin {
    pub id: ProjectId,
    x: f64,
    y: f64,
}

/// What a tile shows at a place, in units from its north-western corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub x: u32,
    pub y: u32,
    pub kind: MarkKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    Work(ProjectId),
    /// So many works.
    Cluster(u32),
}

impl Pin {
    /// A work at a place in degrees. Latitudes beyond the projection are set on its edge.
    #[must_use]
    pub fn at(id: ProjectId, longitude: f64, latitude: f64) -> Self {
        let latitude = latitude.clamp(-85.051_128, 85.051_128).to_radians();
        let y = (1.0 - latitude.tan().asinh() / std::f64::consts::PI) / 2.0;
        Self {
            id,
            x: (longitude + 180.0) / 360.0,
            y,
        }
    }
}

impl Tile {
    /// A tile; `None` when there is no such square.
    #[must_use]
    pub fn new(level: u32, column: u32, row: u32) -> Option<Self> {
        let side = 1_u32.checked_shl(level).filter(|_| level <= 22)?;
        (column < side && row < side).then_some(Self { level, column, row })
    }

    /// Where a pin lies in this tile; `None` when it lies in another.
    fn place(self, pin: &Pin) -> Option<(u32, u32)> {
        let side = f64::from(1_u32 << self.level);
        let unit = |coordinate: f64, index: u32| {
            let within = (coordinate * side - f64::from(index)) * f64::from(EXTENT);
            if !(0.0..f64::from(EXTENT)).contains(&within) {
                return None;
            }
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it lies between 0 and 4096"
            )]
            let whole = within as u32;
            Some(whole)
        };
        Some((unit(pin.x, self.column)?, unit(pin.y, self.row)?))
    }

    /// The marks of a tile, in a steady order. Every pin is in exactly one tile of a level, so counts add up.
    #[must_use]
    pub fn marks(self, pins: &[Pin]) -> Vec<Mark> {
        let placed = pins
            .iter()
            .filter_map(|pin| self.place(pin).map(|(x, y)| (x, y, pin)));
        if self.level >= SINGLE_FROM {
            return placed
                .map(|(x, y, pin)| Mark {
                    x,
                    y,
                    kind: MarkKind::Work(pin.id.clone()),
                })
                .collect();
        }
        let mut cells: BTreeMap<(u32, u32), Cell<'_>> = BTreeMap::new();
        for (x, y, pin) in placed {
            let cell = cells.entry((x / CELL, y / CELL)).or_insert(Cell {
                x: 0,
                y: 0,
                count: 0,
                first: pin,
            });
            cell.x += u64::from(x);
            cell.y += u64::from(y);
            cell.count += 1;
        }
        cells.into_values().map(Cell::mark).collect()
    }
}

/// Works that are joined.
struct Cell<'a> {
    x: u64,
    y: u64,
    count: u32,
    first: &'a Pin,
}

impl Cell<'_> {
    /// A mark in the middle of its works.
    fn mark(self) -> Mark {
        let middle = |sum: u64| u32::try_from(sum / u64::from(self.count.max(1))).unwrap_or_default();
        Mark {
            x: middle(self.x),
            y: middle(self.y),
            kind: if self.count == 1 {
                MarkKind::Work(self.first.id.clone())
            } else {
                MarkKind::Cluster(self.count)
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pin(number: usize, longitude: f64, latitude: f64) -> Pin {
        Pin::at(
            format!("oc4ids-abc123-{number}").parse().unwrap(),
            longitude,
            latitude,
        )
    }

    fn works(marks: &[Mark]) -> u32 {
        marks
            .iter()
            .map(|mark| match mark.kind {
                MarkKind::Work(_) => 1,
                MarkKind::Cluster(count) => count,
            })
            .sum()
    }

    #[test]
    fn only_squares_of_the_world_are_tiles() {
        assert!(Tile::new(0, 0, 0).is_some());
        assert!(Tile::new(1, 2, 0).is_none() && Tile::new(23, 0, 0).is_none());
        assert!(Tile::new(22, u32::MAX, 0).is_none());
    }

    #[test]
    fn the_theatre_of_the_city_lies_where_maps_put_it() {
        // Level 14 at 25.5948, 49.5535, by the formula of slippy maps.
        let marks = Tile::new(14, 9356, 5588)
            .unwrap()
            .marks(&[pin(1, 25.5948, 49.5535)]);
        assert_eq!(marks.len(), 1, "{marks:?}");
        assert!(matches!(marks[0].kind, MarkKind::Work(_)));
        assert_eq!(
            Tile::new(14, 9357, 5588)
                .unwrap()
                .marks(&[pin(1, 25.5948, 49.5535)]),
            []
        );
    }

    #[test]
    fn works_of_one_street_are_joined_until_the_reader_is_near() {
        let pins = [pin(1, 25.5948, 49.5535), pin(2, 25.5949, 49.5535)];
        let whole = Tile::new(0, 0, 0).unwrap().marks(&pins);
        assert_eq!(whole.len(), 1);
        assert_eq!(whole[0].kind, MarkKind::Cluster(2));
        let side = 1_u32 << SINGLE_FROM;
        let near: Vec<Mark> = (0..side)
            .filter(|column| (74_850..74_860).contains(column))
            .flat_map(|column| (44_700..44_710).filter_map(move |row| Tile::new(SINGLE_FROM, column, row)))
            .flat_map(|tile| tile.marks(&pins))
            .collect();
        assert_eq!(near.len(), 2);
    }

    proptest! {
        #[test]
        fn no_work_is_lost_or_doubled_at_any_level(
            places in prop::collection::vec((-180.0_f64..179.999, -84.0_f64..84.0), 0..60), level in 0_u32..4,
        ) {
            let pins: Vec<Pin> = places.iter().enumerate().map(|(n, (lon, lat))| pin(n, *lon, *lat)).collect();
            let side = 1_u32 << level;
            let total: u32 = (0..side)
                .flat_map(|column| (0..side).map(move |row| Tile::new(level, column, row).unwrap()))
                .map(|tile| works(&tile.marks(&pins)))
                .sum();
            prop_assert_eq!(total as usize, pins.len());
        }
    }
}
