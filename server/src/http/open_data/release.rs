//! The files of a release: its package and the report of its check. They never change, so a browser may keep them for ever.

use super::super::HttpState;
use super::super::assets::accepts;
use super::{open_to_others, refusal};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use bytes::Bytes;
use domain::infrastructure::package::{SEPARATOR, TAIL};
use domain::infrastructure::release::Release;
use domain::infrastructure::service::InfrastructureService;
use domain::{Actor, ServiceError, ServiceResult};
use flate2::Compression;
use flate2::write::GzEncoder;
use futures::stream;
use std::io::Write as _;
use std::sync::Arc;

/// Documents that are read from the database at a time.
const STEP: u32 = 250;
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// `2026-11-25.json` is the package, `2026-11-25.report.json` the report.
pub(super) async fn file(
    State(state): State<HttpState>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(stem) = file.strip_suffix(".json") else {
        return refusal(ServiceError::NotFound);
    };
    let (name, is_report) = match stem.strip_suffix(".report") {
        Some(name) => (name, true),
        None => (stem, false),
    };
    let Ok(name) = name.parse() else {
        return refusal(ServiceError::NotFound);
    };
    let service = Arc::clone(&state.hromada.services.infrastructure);
    let release = match service.release(&Actor::Anonymous, &name).await {
        Ok(Some(release)) => release,
        Ok(None) => return refusal(ServiceError::NotFound),
        Err(error) => return refusal(error),
    };
    let mut response = if is_report {
        let origin = &state.hromada.community.origin;
        release.report_document(origin).to_string().into_response()
    } else {
        match package(service, release, &headers).await {
            Ok(response) => response,
            Err(error) => return refusal(error),
        }
    };
    let fields = response.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    fields.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    open_to_others(fields);
    response
}

async fn package(
    service: Arc<dyn InfrastructureService>,
    release: Release,
    request: &HeaderMap,
) -> ServiceResult<Response> {
    let tag = format!("\"{}\"", release.digest);
    let has_it = request
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| {
            tags.split(',')
                .any(|known| known.trim() == "*" || known.trim().trim_start_matches("W/") == tag)
        });
    let digest = repr_digest(&release.digest);
    let mut response = if has_it {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let size = release.size_bytes;
        let head = service.release_head(&Actor::Anonymous, &release).await?;
        let is_packed = accepts(request, "gzip");
        let reading = Reading {
            service,
            release,
            step: Step::Head(head),
            packer: is_packed.then(|| GzEncoder::new(Vec::new(), Compression::fast())),
        };
        let mut response = Body::from_stream(stream::try_unfold(reading, Reading::next)).into_response();
        let fields = response.headers_mut();
        if is_packed {
            fields.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        } else {
            fields.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
        }
        response
    };
    let fields = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        fields.insert(header::ETAG, tag);
    }
    if let Some(digest) = digest {
        fields.insert(HeaderName::from_static("repr-digest"), digest);
    }
    Ok(response)
}

/// The digest as RFC 9530 writes it; it is of the package before packing.
pub(super) fn repr_digest(hex: &str) -> Option<HeaderValue> {
    let bytes: Option<Vec<u8>> = (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok())
        .collect();
    let text = base64::engine::general_purpose::STANDARD.encode(bytes?);
    HeaderValue::from_str(&format!("sha-256=:{text}:")).ok()
}

/// Where the reading of a package stands.
struct Reading {
    service: Arc<dyn InfrastructureService>,
    release: Release,
    step: Step,
    packer: Option<GzEncoder<Vec<u8>>>,
}

enum Step {
    Head(String),
    /// After the document at this place.
    After(i64),
    Done,
}

impl Reading {
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, ServiceError> {
        let fault = |error: std::io::Error| ServiceError::Internal(format!("packing failed: {error}"));
        while let Some(piece) = self.piece().await? {
            let Some(packer) = &mut self.packer else {
                return Ok(Some((piece.into(), self)));
            };
            packer.write_all(piece.as_bytes()).map_err(fault)?;
            let packed = std::mem::take(packer.get_mut());
            if !packed.is_empty() {
                return Ok(Some((packed.into(), self)));
            }
        }
        match self.packer.take() {
            Some(packer) => Ok(Some((packer.finish().map_err(fault)?.into(), self))),
            None => Ok(None),
        }
    }

    async fn piece(&mut self) -> ServiceResult<Option<String>> {
        let after = match &mut self.step {
            Step::Head(head) => {
                let head = std::mem::take(head);
                self.step = Step::After(-1);
                return Ok(Some(head));
            }
            Step::After(after) => *after,
            Step::Done => return Ok(None),
        };
        let page = self
            .service
            .release_documents(&Actor::Anonymous, &self.release, after, STEP)
            .await?;
        let Some((last, _)) = page.last() else {
            self.step = Step::Done;
            return Ok(Some(TAIL.to_owned()));
        };
        self.step = Step::After(*last);
        let mut text = String::new();
        for (position, document) in &page {
            if *position > 0 {
                text.push_str(SEPARATOR);
            }
            text.push_str(document);
        }
        Ok(Some(text))
    }
}
