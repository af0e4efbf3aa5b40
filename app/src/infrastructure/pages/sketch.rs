//! A picture of the map where none can be drawn: without scripts, or on a telephone without WebGL. Every work of the filter is a
//! dot on plain ground.

use super::filter_form::asked;
use crate::shared::{Answer, Download, Outcome, PageRequest};
use domain::ServiceError;
use domain::infrastructure::filter::Area;
use domain::infrastructure::project::MapPoint;
use std::collections::BTreeSet;
use std::fmt::Write as _;

pub(super) const WIDTH: u32 = 800;
pub(super) const HEIGHT: u32 = 600;
/// Room around the outermost dots.
const MARGIN: f64 = 24.0;

pub async fn show(request: PageRequest) -> Outcome {
    let asked = asked(&request);
    if !asked.errors.is_empty() {
        return Err(ServiceError::NotFound);
    }
    let service = &request.services.infrastructure;
    let found = service.points(&request.actor, &asked.filter).await?;
    let bounds = service
        .profile()
        .bounds
        .area()
        .map_err(|_| ServiceError::NotFound)?;
    Ok(Answer::Download(Download {
        media_type: "image/svg+xml".to_owned(),
        file_name: None,
        content: svg(&found.points, bounds).into_bytes(),
    }))
}

/// The picture; its colours follow the reader's choice of light or dark.
fn svg(points: &[MapPoint], bounds: Area) -> String {
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\">\
         <style>rect{{fill:#eef1f4}}circle{{fill:#1d5c8f;fill-opacity:.75}}\
         @media(prefers-color-scheme:dark){{rect{{fill:#1b232c}}circle{{fill:#8cc4f0}}}}</style>\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\"/>"
    );
    for (x, y) in dots(points, bounds) {
        let _ = write!(picture, "<circle cx=\"{x}\" cy=\"{y}\" r=\"5\"/>");
    }
    picture.push_str("</svg>");
    picture
}

/// Where the dots lie. Works on one spot are one dot, so the picture stays small.
fn dots(points: &[MapPoint], bounds: Area) -> BTreeSet<(u32, u32)> {
    let places: Vec<(f64, f64)> = points
        .iter()
        .map(|MapPoint(_, longitude, latitude, ..)| mercator(*longitude, *latitude))
        .collect();
    let corners = [
        mercator(bounds.west, bounds.south),
        mercator(bounds.east, bounds.north),
    ];
    let shown = if places.is_empty() { &corners[..] } else { &places };
    let least = |pick: fn(&(f64, f64)) -> f64| shown.iter().map(pick).fold(f64::INFINITY, f64::min);
    let most = |pick: fn(&(f64, f64)) -> f64| shown.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
    let (west, east) = (least(|place| place.0), most(|place| place.0));
    let (north, south) = (least(|place| place.1), most(|place| place.1));
    let (width, height) = (f64::from(WIDTH), f64::from(HEIGHT));
    // A single spot has no extent: it lies in the middle of a kilometre or so.
    const LEAST_EXTENT: f64 = 0.000_02;
    let scale = ((width - 2.0 * MARGIN) / (east - west).max(LEAST_EXTENT))
        .min((height - 2.0 * MARGIN) / (south - north).max(LEAST_EXTENT));
    let (middle_x, middle_y) = (f64::midpoint(west, east), f64::midpoint(north, south));
    places
        .into_iter()
        .map(|(x, y)| {
            (
                pixel((x - middle_x).mul_add(scale, width / 2.0), width),
                pixel((y - middle_y).mul_add(scale, height / 2.0), height),
            )
        })
        .collect()
}

/// A place on the unit square of the Mercator projection.
fn mercator(longitude: f64, latitude: f64) -> (f64, f64) {
    let latitude = latitude.clamp(-85.0, 85.0).to_radians();
    let y = (1.0 - latitude.tan().asinh() / std::f64::consts::PI) / 2.0;
    ((longitude + 180.0) / 360.0, y)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is clamped to the side of the picture"
)]
fn pixel(at: f64, side: f64) -> u32 {
    at.clamp(0.0, side).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(longitude: f64, latitude: f64) -> MapPoint {
        MapPoint(
            "oc4ids-x-1".parse().unwrap(),
            longitude,
            latitude,
            None,
            String::new(),
        )
    }

    const CITY: Area = Area {
        west: 25.5,
        south: 49.5,
        east: 25.7,
        north: 49.6,
    };

    #[test]
    fn the_outermost_works_lie_at_the_margin_and_north_is_up() {
        let dots = dots(&[point(25.58, 49.52), point(25.62, 49.58)], CITY);
        let (left, right) = (dots.first().unwrap(), dots.last().unwrap());
        assert!(left.1 > right.1, "the southern one lies lower");
        assert_eq!(left.1 - right.1, HEIGHT - 48, "as high as the picture allows");
        assert_eq!(left.0 + right.0, WIDTH, "in the middle");
    }

    #[test]
    fn works_on_one_spot_are_one_dot_in_the_middle() {
        let dots = dots(&[point(25.6, 49.55), point(25.6, 49.55)], CITY);
        assert_eq!(dots.into_iter().collect::<Vec<_>>(), [(WIDTH / 2, HEIGHT / 2)]);
    }

    #[test]
    fn a_filter_without_works_is_an_empty_picture() {
        let picture = svg(&[], CITY);
        assert!(!picture.contains("<circle") && picture.ends_with("</svg>"));
    }
}
