//! Open data: the OC4IDS package, its releases, single projects, CSV and GeoJSON. Files of all projects are made ahead by a job; what
//! a filter finds, and what no job has made yet, is written while it is read from the database, so that memory does not grow with the
//! number of projects. The same revision gives the same bytes, on either way.

mod answers;
mod cabinet;
mod catalogue;
mod learning;
mod release;
pub(super) mod services;
mod skills;

use super::HttpState;
use super::api::infrastructure::{filter, pairs, refusal};
use super::assets::accepts;
use crate::service::infrastructure::Writer;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bytes::Bytes;
use domain::infrastructure::ProjectId;
use domain::infrastructure::bulk::Format;
use domain::infrastructure::filter::Filter;
use domain::infrastructure::project::Dataset;
use domain::infrastructure::release::Release;
use domain::infrastructure::service::InfrastructureService;
use domain::link::encode;
use domain::{Actor, ServiceError, ServiceResult, Timestamp};
use flate2::Compression;
use flate2::write::GzEncoder;
use futures::stream;
use std::io::{Read, Write as _};
use std::sync::Arc;

/// Projects that are read from the database at a time.
const STEP: u32 = 250;
/// Bytes of a file that are read at a time.
const PIECE: usize = 64 * 1024;

pub(super) fn router() -> Router<HttpState> {
    Router::new()
        .route("/opendata/oc4ids/{file}", get(package))
        .route("/opendata/oc4ids/projects/{file}", get(project))
        .route("/opendata/oc4ids/releases/{file}", get(release::file))
        .route("/opendata/catalog.jsonld", get(catalog))
        .route("/opendata/projects.csv", get(csv))
        .route("/opendata/projects.geojson", get(geojson))
        .merge(answers::router())
        .merge(cabinet::router())
        .merge(learning::router())
        .merge(services::router())
        .merge(skills::router())
}

/// Whether a route yields whole files, not pages that tell of them.
pub(super) fn is_export(route: &str) -> bool {
    route.starts_with("/opendata/") && !route.starts_with("/opendata/releases")
}

async fn package(
    State(state): State<HttpState>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let name = &state.hromada.services.infrastructure.profile().package;
    if file.strip_suffix(".json") == Some(name.as_str()) {
        export(&state, Format::Package, query, &headers).await
    } else {
        refusal(ServiceError::NotFound)
    }
}

async fn csv(State(state): State<HttpState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    export(&state, Format::Csv, query, &headers).await
}

async fn geojson(State(state): State<HttpState>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    export(&state, Format::GeoJson, query, &headers).await
}

/// What there is, for portals that harvest catalogues.
async fn catalog(State(state): State<HttpState>, headers: HeaderMap) -> Response {
    let service = &state.hromada.services.infrastructure;
    let described = async {
        let dataset = service.dataset(&Actor::Anonymous, &Filter::default()).await?;
        Ok((dataset, service.releases(&Actor::Anonymous).await?))
    };
    let (dataset, releases) = match described.await {
        Ok(described) => described,
        Err(error) => return refusal(error),
    };
    let version = Version::with_releases(&dataset, &releases);
    let mut response = match unchanged(&headers, &version) {
        Some(response) => response,
        None => catalogue::catalogue(&state.hromada, &dataset, &releases)
            .to_string()
            .into_response(),
    };
    describe(response.headers_mut(), Format::Package, &version);
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/ld+json"),
    );
    response
}

/// One project as a package of its own, under the address that the standard recommends.
async fn project(State(state): State<HttpState>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(id) = file
        .strip_suffix(".json")
        .and_then(|id| id.parse::<ProjectId>().ok())
    else {
        return refusal(ServiceError::NotFound);
    };
    match one(&state, &id).await {
        Ok((Some(document), dataset)) => {
            let version = Version::of(&dataset);
            let mut response = match unchanged(&headers, &version) {
                Some(response) => response,
                None => document.into_response(),
            };
            describe(response.headers_mut(), Format::Package, &version);
            response
        }
        Ok((None, _)) => refusal(ServiceError::NotFound),
        Err(error) => refusal(error),
    }
}

async fn one(state: &HttpState, id: &ProjectId) -> ServiceResult<(Option<Bytes>, Dataset)> {
    let service = &state.hromada.services.infrastructure;
    let dataset = service.dataset(&Actor::Anonymous, &Filter::default()).await?;
    let Some(document) = service.document(&Actor::Anonymous, id).await? else {
        return Ok((None, dataset));
    };
    let address = format!("/opendata/oc4ids/projects/{}.json", encode(id.as_str()));
    let home = (state.hromada.community.origin.as_str(), service.profile());
    let writer = Writer::new(Format::Package, home, &address, &dataset);
    let mut text = writer.head();
    text.push_str(&document);
    text.push_str(writer.tail());
    Ok((Some(text.into()), dataset))
}

async fn export(state: &HttpState, format: Format, query: Option<String>, headers: &HeaderMap) -> Response {
    let filter = match filter(&pairs(query.as_deref())) {
        Ok(filter) => filter,
        Err(error) => return refusal(error),
    };
    let service = Arc::clone(&state.hromada.services.infrastructure);
    // The state of all projects, not of those found: a project that leaves the filter changes the export, too.
    let dataset = match service.dataset(&Actor::Anonymous, &Filter::default()).await {
        Ok(dataset) => dataset,
        Err(error) => return refusal(error),
    };
    let version = Version::of(&dataset);
    let mut response = match unchanged(headers, &version) {
        Some(response) => response,
        None if filter.is_empty() => match whole(service.as_ref(), &dataset, format, headers).await {
            Ok(Some(response)) => response,
            Ok(None) => written(state, (format, filter), dataset, headers),
            Err(error) => return refusal(error),
        },
        None => written(state, (format, filter), dataset, headers),
    };
    describe(response.headers_mut(), format, &version);
    response
}

/// The file that a job has made of all projects in this state: the same bytes as [`written`] gives.
async fn whole(
    service: &dyn InfrastructureService,
    dataset: &Dataset,
    format: Format,
    headers: &HeaderMap,
) -> ServiceResult<Option<Response>> {
    let is_packed = accepts(headers, "gzip");
    let Some((file, content)) = service
        .open_bulk_file(&Actor::Anonymous, dataset, format, is_packed)
        .await?
    else {
        return Ok(None);
    };
    let mut response = Body::from_stream(stream::try_unfold(content, read_on)).into_response();
    let fields = response.headers_mut();
    if is_packed {
        fields.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    let length = if is_packed {
        file.packed_bytes
    } else {
        file.size_bytes
    };
    fields.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if let Some(digest) = release::repr_digest(&file.digest) {
        fields.insert(HeaderName::from_static("repr-digest"), digest);
    }
    Ok(Some(response))
}

/// A file that is being read.
type Content = Box<dyn Read + Send>;

/// The next piece of a file, read beside the threads that answer.
async fn read_on(mut content: Content) -> std::io::Result<Option<(Bytes, Content)>> {
    tokio::task::spawn_blocking(move || {
        let mut piece = Vec::with_capacity(PIECE);
        content.by_ref().take(PIECE as u64).read_to_end(&mut piece)?;
        Ok((!piece.is_empty()).then(|| (piece.into(), content)))
    })
    .await
    .map_err(std::io::Error::other)?
}

/// The export as it is read from the database.
fn written(
    state: &HttpState,
    (format, filter): (Format, Filter),
    dataset: Dataset,
    headers: &HeaderMap,
) -> Response {
    let service = Arc::clone(&state.hromada.services.infrastructure);
    let address = format.address(service.profile());
    let query = filter.to_query();
    let address = if query.is_empty() {
        address
    } else {
        format!("{address}?{query}")
    };
    let home = (state.hromada.community.origin.as_str(), service.profile());
    let progress = Progress {
        writer: Writer::new(format, home, &address, &dataset),
        service,
        filter,
        dataset,
        step: Step::Head,
        packer: accepts(headers, "gzip").then(|| GzEncoder::new(Vec::new(), Compression::fast())),
    };
    let is_packed = progress.packer.is_some();
    let mut response = Body::from_stream(stream::try_unfold(progress, Progress::next)).into_response();
    if is_packed {
        let gzip = HeaderValue::from_static("gzip");
        response.headers_mut().insert(header::CONTENT_ENCODING, gzip);
    }
    response
}

/// Where an export stands.
struct Progress {
    service: Arc<dyn InfrastructureService>,
    filter: Filter,
    writer: Writer,
    dataset: Dataset,
    step: Step,
    /// Packs what goes out, for clients that can unpack it: it is text, and seven times smaller.
    packer: Option<GzEncoder<Vec<u8>>>,
}

enum Step {
    Head,
    After(Option<ProjectId>),
    Done,
}

impl Progress {
    /// The next piece as it travels. What the packer holds back for a better fit comes with a later piece.
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, ServiceError> {
        let fault = |error: std::io::Error| ServiceError::Internal(format!("packing failed: {error}"));
        while let Some(piece) = self.piece().await? {
            let Some(packer) = &mut self.packer else {
                return Ok(Some((piece, self)));
            };
            packer.write_all(&piece).map_err(fault)?;
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

    /// The next piece of the file. A change of the data meanwhile breaks the download off: a client then sees a
    /// connection that ended early, never a file that mixes two revisions.
    async fn piece(&mut self) -> ServiceResult<Option<Bytes>> {
        match &self.step {
            Step::Head => {
                self.step = Step::After(None);
                Ok(Some(self.writer.head().into()))
            }
            Step::After(after) => {
                let is_first = after.is_none();
                let page = self
                    .service
                    .export(&Actor::Anonymous, &self.filter, after.as_ref(), STEP)
                    .await?;
                let Some(last) = page.last() else {
                    let now = self
                        .service
                        .dataset(&Actor::Anonymous, &Filter::default())
                        .await?;
                    if now != self.dataset {
                        return Err(ServiceError::Conflict);
                    }
                    self.step = Step::Done;
                    return Ok(Some(Bytes::from_static(self.writer.tail().as_bytes())));
                };
                let last = last.item.id.clone();
                let text = self.writer.projects(&page, is_first)?;
                self.step = Step::After(Some(last));
                Ok(Some(text.into()))
            }
            Step::Done => Ok(None),
        }
    }
}

/// How a revision is named in headers.
struct Version {
    tag: String,
    modified: String,
}

impl Version {
    /// Names a revision, in whatever coding it travels; the version of the program stands for changes of the form.
    fn of(dataset: &Dataset) -> Self {
        let Dataset {
            count,
            changed_at,
            revision,
        } = dataset;
        let tag = format!(
            "W/\"{}-{count:x}-{revision:x}-{:x}\"",
            env!("CARGO_PKG_VERSION"),
            changed_at.0
        );
        Self {
            tag,
            modified: http_date(*changed_at),
        }
    }

    /// The same for what lists the releases, too.
    fn with_releases(dataset: &Dataset, releases: &[Release]) -> Self {
        let version = Self::of(dataset);
        match releases.first() {
            None => version,
            Some(latest) => Self {
                tag: format!("{}-{:x}\"", version.tag.trim_end_matches('"'), latest.number),
                modified: http_date(latest.published_at.max(dataset.changed_at)),
            },
        }
    }
}

fn http_date(at: Timestamp) -> String {
    let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    moment.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// `304` when the client has this revision.
fn unchanged(request: &HeaderMap, version: &Version) -> Option<Response> {
    let text = |name| {
        request
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let has_it = match text(header::IF_NONE_MATCH) {
        Some(tags) => tags.split(',').any(|known| {
            let known = known.trim();
            known == "*" || known.trim_start_matches("W/") == version.tag.trim_start_matches("W/")
        }),
        None => text(header::IF_MODIFIED_SINCE) == Some(version.modified.as_str()),
    };
    has_it.then(|| StatusCode::NOT_MODIFIED.into_response())
}

fn describe(headers: &mut HeaderMap, format: Format, version: &Version) {
    let mut insert = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    insert(header::CONTENT_TYPE, format.media_type());
    insert(header::ETAG, &version.tag);
    insert(header::LAST_MODIFIED, &version.modified);
    insert(header::CACHE_CONTROL, "public, no-cache");
    insert(header::VARY, "accept-encoding");
    open_to_others(headers);
}

/// Open data may be read by the pages of others.
fn open_to_others(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
}
