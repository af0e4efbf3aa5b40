//! The operator's ground of the map: one large file, of which browsers read ranges.

use super::HttpState;
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use std::path::Path;
use std::time::UNIX_EPOCH;
use tokio::fs::File;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _, SeekFrom};
use tokio_util::io::ReaderStream;

pub(super) fn router() -> Router<HttpState> {
    Router::new().route("/map/basemap.pmtiles", get(serve))
}

async fn serve(State(state): State<HttpState>, headers: HeaderMap) -> Response {
    let path = &state.hromada.desk.settings.map.basemap;
    if path.as_os_str().is_empty() {
        return StatusCode::NOT_FOUND.into_response();
    }
    match respond(path, &headers).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(%error, "the ground of the map cannot be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn respond(path: &Path, request: &HeaderMap) -> std::io::Result<Response> {
    let mut file = File::open(path).await?;
    let metadata = file.metadata().await?;
    let size = metadata.len();
    let changed = metadata
        .modified()?
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_millis();
    let tag = format!("\"{size:x}-{changed:x}\"");
    let text = |name: HeaderName| request.get(name).and_then(|value| value.to_str().ok());
    let mut response = if text(header::IF_NONE_MATCH) == Some(tag.as_str()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        // A range of an older file would be read as tiles of this one.
        let is_current = text(header::IF_RANGE).is_none_or(|known| known == tag);
        match text(header::RANGE)
            .filter(|_| is_current)
            .map(|range| part(range, size))
        {
            Some(None) => (
                StatusCode::RANGE_NOT_SATISFIABLE,
                [(header::CONTENT_RANGE, format!("bytes */{size}"))],
            )
                .into_response(),
            Some(Some((first, last))) => {
                file.seek(SeekFrom::Start(first)).await?;
                let length = last - first + 1;
                (
                    StatusCode::PARTIAL_CONTENT,
                    [
                        (header::CONTENT_RANGE, format!("bytes {first}-{last}/{size}")),
                        (header::CONTENT_LENGTH, length.to_string()),
                    ],
                    Body::from_stream(ReaderStream::new(file.take(length))),
                )
                    .into_response()
            }
            None => (
                [(header::CONTENT_LENGTH, size.to_string())],
                Body::from_stream(ReaderStream::new(file)),
            )
                .into_response(),
        }
    };
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/vnd.pmtiles"),
    );
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=3600"),
    );
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}

/// First and last byte of a range; `None` when the file has no such bytes. Several ranges at once are answered with the
/// first: no reader of tiles asks for more.
fn part(range: &str, size: u64) -> Option<(u64, u64)> {
    let range = range.strip_prefix("bytes=")?.split(',').next()?.trim();
    let (first, last) = range.split_once('-')?;
    let end = size.checked_sub(1)?;
    if first.is_empty() {
        let length: u64 = last.parse().ok().filter(|length| *length > 0)?;
        return Some((size.saturating_sub(length), end));
    }
    let first: u64 = first.parse().ok()?;
    let last = if last.is_empty() {
        end
    } else {
        last.parse::<u64>().ok()?.min(end)
    };
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn ranges_are_cut_to_the_file() {
        assert_eq!(part("bytes=0-16383", 10), Some((0, 9)));
        assert_eq!(part("bytes=4-6", 10), Some((4, 6)));
        assert_eq!(part("bytes=4-", 10), Some((4, 9)));
        assert_eq!(part("bytes=-3", 10), Some((7, 9)));
        assert_eq!(part("bytes=-30", 10), Some((0, 9)));
    }

    #[test]
    fn ranges_beyond_the_file_or_of_another_unit_are_refused() {
        for wrong in [
            "bytes=10-",
            "bytes=6-4",
            "bytes=-0",
            "bytes=x-y",
            "lines=0-1",
            "bytes=",
            "bytes=18446744073709551616-",
        ] {
            assert_eq!(part(wrong, 10), None, "{wrong}");
        }
        assert_eq!(part("bytes=0-0", 0), None, "an empty file has no bytes");
    }
}
