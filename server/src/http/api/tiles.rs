//! Vector tiles of the map, by the filter of the list.

use super::super::HttpState;
use super::infrastructure::{filter, pairs, refusal};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::infrastructure::tile::{EXTENT, Mark, MarkKind, Tile};
use domain::{Actor, ServiceError};
use mvt::{GeomEncoder, GeomType};

pub(super) fn router() -> Router<HttpState> {
    Router::new().route("/api/infrastructure/tiles/{level}/{column}/{row}", get(tile))
}

async fn tile(
    State(state): State<HttpState>,
    Path((level, column, row)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let numbers = (level.parse(), column.parse(), row.parse());
    let tile = match numbers {
        (Ok(level), Ok(column), Ok(row)) => Tile::new(level, column, row),
        _ => None,
    };
    let Some(tile) = tile else {
        return refusal(ServiceError::NotFound);
    };
    let filter = match filter(&pairs(query.as_deref())) {
        Ok(filter) => filter,
        Err(error) => return refusal(error),
    };
    let service = &state.hromada.services.infrastructure;
    let marks = match service.tile(&Actor::Anonymous, &filter, tile).await {
        Ok(marks) => marks,
        Err(error) => return refusal(error),
    };
    match encode(&marks) {
        Ok(bytes) => (
            [
                (header::CONTENT_TYPE, "application/vnd.mapbox-vector-tile"),
                (header::CACHE_CONTROL, "no-cache"),
            ],
            bytes,
        )
            .into_response(),
        Err(error) => refusal(ServiceError::Internal(format!("a tile: {error}"))),
    }
}

/// Marks as a layer `projects`; clusters carry the names that MapLibre's own clusters have.
fn encode(marks: &[Mark]) -> Result<Vec<u8>, mvt::Error> {
    let mut tile = mvt::Tile::new(EXTENT);
    let mut layer = tile.create_layer("projects");
    for mark in marks {
        let place = GeomEncoder::new(GeomType::Point)
            .point(f64::from(mark.x), f64::from(mark.y))?
            .encode()?;
        let mut feature = layer.into_feature(place);
        match &mark.kind {
            MarkKind::Work(id) => feature.add_tag_string("id", id.as_str()),
            MarkKind::Cluster(count) => {
                feature.add_tag_uint("point_count", u64::from(*count));
                feature.add_tag_string("point_count_abbreviated", &abbreviated(*count));
            }
        }
        layer = feature.into_layer();
    }
    tile.add_layer(layer)?;
    tile.to_bytes()
}

/// A count in a circle: `999`, `1.2k`, `15k`.
fn abbreviated(count: u32) -> String {
    match count {
        0..1_000 => count.to_string(),
        1_000..10_000 => format!("{}.{}k", count / 1_000, count % 1_000 / 100),
        _ => format!("{}k", count / 1_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_tile_and_a_full_one_are_encoded() {
        assert!(encode(&[]).unwrap().len() < 40);
        let work = Mark {
            x: 5,
            y: 4_095,
            kind: MarkKind::Work("oc4ids-abc123-1".parse().unwrap()),
        };
        let cluster = Mark {
            x: 0,
            y: 0,
            kind: MarkKind::Cluster(1_234),
        };
        let bytes = encode(&[work, cluster]).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(
            text.contains("oc4ids-abc123-1") && text.contains("1.2k"),
            "{text}"
        );
    }

    #[test]
    fn counts_are_short_enough_for_a_circle() {
        assert_eq!(abbreviated(999), "999");
        assert_eq!(abbreviated(9_999), "9.9k");
        assert_eq!(abbreviated(100_000), "100k");
    }
}
