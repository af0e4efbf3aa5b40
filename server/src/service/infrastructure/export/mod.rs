//! Files of all projects, made ahead by a job. A file is named by its digest and lies in a folder of its own: it can be made again, so no
//! backup needs it, and where it is missing the export is written as it is read.

mod format;

pub use format::Writer;

use super::Infrastructure;
use crate::adapters::file_store::{FileStore, digest_of, hex};
use domain::event::NewEvent;
use domain::infrastructure::Filter;
use domain::infrastructure::bulk::{BulkFile, Format};
use domain::infrastructure::package;
use domain::infrastructure::project::Dataset;
use domain::{Actor, ServiceError, ServiceResult};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::io::{BufWriter, Read, Write};
use storage::infrastructure::bulk;
use tempfile::NamedTempFile;
use tokio::sync::Mutex;

/// Projects that are read at a time.
const PAGE: u32 = 250;

/// Where the files lie; one job at a time writes them.
pub(super) struct Exports {
    files: FileStore,
    making: Mutex<()>,
}

impl Exports {
    pub(super) fn new(files: FileStore) -> Self {
        Self {
            files,
            making: Mutex::new(()),
        }
    }
}

impl Infrastructure {
    /// The files that there are, in the order of [`Format::ALL`], and whether each tells of now.
    pub(super) async fn read_bulk_files(&self) -> ServiceResult<Vec<(BulkFile, bool)>> {
        let dataset = self.read_dataset(&Filter::default()).await?;
        let mut files = self.made().await?;
        files.sort_by_key(|file| file.format);
        Ok(files
            .into_iter()
            .map(|file| {
                let is_current = file.state == self.state(file.format, &dataset);
                (file, is_current)
            })
            .collect())
    }

    /// A file of a state.
    pub(super) async fn open_bulk(
        &self,
        dataset: &Dataset,
        format: Format,
        is_packed: bool,
    ) -> ServiceResult<Option<(BulkFile, Box<dyn Read + Send>)>> {
        let state = self.state(format, dataset);
        let known = {
            let mut connection = self.desk.database.read().await?;
            bulk::list(&mut connection).await?
        };
        let Some(file) = known
            .into_iter()
            .find(|file| file.format == format && file.state == state)
        else {
            return Ok(None);
        };
        let digest = if is_packed {
            &file.packed_digest
        } else {
            &file.digest
        };
        let opened = self
            .exports
            .files
            .open(digest)
            .await
            .map_err(|error| aside(&error))?;
        Ok(opened.map(|content| (file, Box::new(content) as Box<dyn Read + Send>)))
    }

    /// Makes the files that do not tell of now, in one walk over all projects; says how many.
    pub(super) async fn make_bulk(&self, actor: &Actor) -> ServiceResult<u64> {
        if *actor != Actor::System {
            return Err(ServiceError::Forbidden);
        }
        let _one_at_a_time = self.exports.making.lock().await;
        let dataset = self.read_dataset(&Filter::default()).await?;
        let made = self.made().await?;
        let is_made = |format: &Format| {
            let state = self.state(*format, &dataset);
            made.iter()
                .any(|file| file.format == *format && file.state == state)
        };
        let missing: Vec<Format> = Format::ALL
            .into_iter()
            .filter(|format| !is_made(format))
            .collect();
        // Of nothing there is nothing to make ready.
        if missing.is_empty() || dataset.count == 0 {
            return Ok(0);
        }
        let files = self.write_files(&missing, &dataset).await?;
        let mut tx = self.desk.database.begin().await?;
        for file in &files {
            bulk::save(tx.connection()?, file).await?;
            let event = NewEvent {
                author: actor.author(),
                on_behalf_of: None,
                subject_kind: "infrastructure.export",
                subject_id: file.format.code().to_owned(),
                subject_version: dataset.revision,
                kind: "infrastructure.export.made",
                reason: None,
                data: json!({"digest": file.digest, "size_bytes": file.size_bytes, "projects": file.projects}),
            };
            self.desk.record(&mut tx, &event).await?;
        }
        tx.commit().await?;
        self.forget_old_files().await?;
        Ok(files.len() as u64)
    }

    /// The files whose bytes are there.
    async fn made(&self) -> ServiceResult<Vec<BulkFile>> {
        let known = {
            let mut connection = self.desk.database.read().await?;
            bulk::list(&mut connection).await?
        };
        let is_there = |digest: &str| self.exports.files.has(digest);
        Ok(known
            .into_iter()
            .filter(|file| is_there(&file.digest) && is_there(&file.packed_digest))
            .collect())
    }

    /// What a file is made of: the revision of the data, what the package says of itself, and the program that writes it.
    fn state(&self, format: Format, dataset: &Dataset) -> String {
        let address = format.address(&self.profile);
        let head = package::head(
            &self.profile,
            &self.desk.settings.origin,
            &address,
            dataset.changed_at,
        );
        let Dataset {
            count,
            changed_at,
            revision,
        } = dataset;
        let text = format!(
            "{}\n{count} {revision} {}\n{head}",
            env!("CARGO_PKG_VERSION"),
            changed_at.0
        );
        digest_of(text.as_bytes())
    }

    async fn write_files(&self, formats: &[Format], dataset: &Dataset) -> ServiceResult<Vec<BulkFile>> {
        let home = (self.desk.settings.origin.as_str(), self.profile.as_ref());
        let mut drafts = Vec::with_capacity(formats.len());
        for format in formats {
            let address = format.address(&self.profile);
            let mut draft = Draft {
                format: *format,
                writer: Writer::new(*format, home, &address, dataset),
                plain: self.sink().await?,
                packed: GzEncoder::new(self.sink().await?, Compression::default()),
            };
            let head = draft.writer.head();
            draft.add(&head)?;
            drafts.push(draft);
        }
        let mut last = None;
        loop {
            let page = self.read_export(&Filter::default(), last.as_ref(), PAGE).await?;
            let Some(end) = page.last() else { break };
            for draft in &mut drafts {
                let text = draft.writer.projects(&page, last.is_none())?;
                draft.add(&text)?;
            }
            last = Some(end.item.id.clone());
        }
        if self.read_dataset(&Filter::default()).await? != *dataset {
            // A file that mixes two revisions is none.
            return Err(ServiceError::Conflict);
        }
        let mut files = Vec::with_capacity(drafts.len());
        for mut draft in drafts {
            let tail = draft.writer.tail();
            draft.add(tail)?;
            let packed = draft.packed.finish().map_err(|error| aside(&error))?;
            let (digest, size_bytes) = self.keep(draft.plain).await?;
            let (packed_digest, packed_bytes) = self.keep(packed).await?;
            files.push(BulkFile {
                format: draft.format,
                state: self.state(draft.format, dataset),
                digest,
                size_bytes,
                packed_digest,
                packed_bytes,
                projects: dataset.count,
                as_of: dataset.changed_at,
                made_at: self.desk.now(),
            });
        }
        Ok(files)
    }

    async fn sink(&self) -> ServiceResult<Sink> {
        let file = self.exports.files.draft().await.map_err(|error| aside(&error))?;
        Ok(Sink {
            file: BufWriter::new(file),
            digest: Sha256::new(),
            size: 0,
        })
    }

    async fn keep(&self, sink: Sink) -> ServiceResult<(String, i64)> {
        let digest = hex(&sink.digest.finalize());
        let file = sink
            .file
            .into_inner()
            .map_err(|error| aside(&error.into_error()))?;
        self.exports
            .files
            .keep(file, &digest)
            .await
            .map_err(|error| aside(&error))?;
        Ok((digest, sink.size))
    }

    /// Removes what no row names any more. Whoever reads such a file reads on to its end.
    async fn forget_old_files(&self) -> ServiceResult<()> {
        let named: Vec<String> = self
            .made()
            .await?
            .into_iter()
            .flat_map(|file| [file.digest, file.packed_digest])
            .collect();
        self.exports
            .files
            .retain(named)
            .await
            .map_err(|error| aside(&error))
    }
}

/// A file as it is written, plain and packed.
struct Draft {
    format: Format,
    writer: Writer,
    plain: Sink,
    packed: GzEncoder<Sink>,
}

impl Draft {
    fn add(&mut self, text: &str) -> ServiceResult<()> {
        self.plain
            .write_all(text.as_bytes())
            .and_then(|()| self.packed.write_all(text.as_bytes()))
            .map_err(|error| aside(&error))
    }
}

/// Writes, counts and digests.
struct Sink {
    file: BufWriter<NamedTempFile>,
    digest: Sha256,
    size: i64,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or_default());
        self.size += i64::try_from(written).unwrap_or_default();
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

fn aside(error: &std::io::Error) -> ServiceError {
    ServiceError::Unavailable(format!("a file of open data: {error}"))
}
