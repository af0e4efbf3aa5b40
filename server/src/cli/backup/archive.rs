//! The archive itself: a zip file whose every entry is told by size and digest in its manifest.

use super::manifest::{Entry, FORMAT, MANIFEST, Manifest};
use super::{file_fault, refused};
use crate::adapters::file_store::hex;
use crate::wiring::StartError;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Component, Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The manifest of a city's backup with millions of files is some hundred megabytes; more is no manifest.
const MOST_MANIFEST: u64 = 1 << 30;
const BUFFER: usize = 256 * 1024;

/// An archive that is being written.
pub(super) struct Packer {
    zip: ZipWriter<BufWriter<File>>,
    entries: Vec<Entry>,
}

impl Packer {
    pub(super) fn new(file: File) -> Self {
        Self {
            zip: ZipWriter::new(BufWriter::with_capacity(BUFFER, file)),
            entries: Vec::new(),
        }
    }

    /// Adds a file. Documents and pictures of people are packed already, so they are only stored.
    pub(super) fn add(&mut self, name: &str, source: &Path, is_packed: bool) -> Result<(), StartError> {
        let mut file = File::open(source).map_err(file_fault(source))?;
        let method = if is_packed {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        self.zip.start_file(name, options(method)).map_err(zip_fault)?;
        let (bytes, sha256) = copy(&mut file, &mut self.zip).map_err(file_fault(source))?;
        self.entries.push(Entry {
            name: name.to_owned(),
            bytes,
            sha256,
        });
        Ok(())
    }

    /// Whether an entry was added.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name)
    }

    /// Writes the manifest and everything to the disk.
    pub(super) fn finish(mut self, manifest: Manifest) -> Result<Manifest, StartError> {
        let manifest = Manifest {
            entries: self.entries,
            ..manifest
        };
        let text = serde_json::to_vec_pretty(&manifest)
            .map_err(|error| refused(format!("the manifest cannot be written: {error}")))?;
        self.zip
            .start_file(MANIFEST, options(CompressionMethod::Deflated))
            .map_err(zip_fault)?;
        self.zip
            .write_all(&text)
            .map_err(file_fault(Path::new(MANIFEST)))?;
        let file = self
            .zip
            .finish()
            .map_err(zip_fault)?
            .into_inner()
            .map_err(|error| StartError::File {
                what: "the archive cannot be written".to_owned(),
                source: error.into_error(),
            })?;
        file.sync_all().map_err(file_fault(Path::new("the archive")))?;
        Ok(manifest)
    }
}

fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .large_file(true)
        .unix_permissions(0o600)
}

/// An archive that is being read.
pub(super) struct Unpacker {
    zip: ZipArchive<BufReader<File>>,
    pub manifest: Manifest,
}

impl Unpacker {
    /// Reads the manifest, and compares it with the names in the archive.
    pub(super) fn open(path: &Path) -> Result<Self, StartError> {
        let file = File::open(path).map_err(file_fault(path))?;
        let damaged = |what: String| refused(format!("{} is no whole backup: {what}", path.display()));
        let mut zip = ZipArchive::new(BufReader::with_capacity(BUFFER, file))
            .map_err(|error| damaged(error.to_string()))?;
        let mut text = Vec::new();
        zip.by_name(MANIFEST)
            .map_err(|_| damaged("it has no manifest".to_owned()))?
            .take(MOST_MANIFEST)
            .read_to_end(&mut text)
            .map_err(|error| damaged(format!("the manifest: {error}")))?;
        let manifest: Manifest =
            serde_json::from_slice(&text).map_err(|error| damaged(format!("the manifest: {error}")))?;
        if manifest.format != FORMAT {
            return Err(damaged(format!(
                "it has the shape {}, and this program knows the shape {FORMAT}",
                manifest.format
            )));
        }
        let mut told: BTreeMap<&str, ()> = BTreeMap::new();
        for entry in &manifest.entries {
            if told.insert(&entry.name, ()).is_some() {
                return Err(damaged(format!("{} is in it twice", entry.name)));
            }
        }
        for name in zip.file_names() {
            let name = name.map_err(|error| damaged(error.to_string()))?;
            if name != MANIFEST && !told.contains_key(name.as_ref()) {
                return Err(damaged(format!("its manifest does not tell of {name}")));
            }
        }
        Ok(Self { zip, manifest })
    }

    /// Unpacks everything into a folder and compares each file with the manifest.
    pub(super) fn unpack(&mut self, folder: &Path) -> Result<(), StartError> {
        for entry in self.manifest.entries.clone() {
            let target = folder.join(inner_path(&entry.name)?);
            if let Some(parent) = target.parent() {
                std::fs::create_dir_all(parent).map_err(file_fault(parent))?;
            }
            let damaged = |what: &str| refused(format!("the backup is damaged: {} {what}", entry.name));
            let packed = self.zip.by_name(&entry.name).map_err(|_| damaged("is missing"))?;
            let mut file = File::create_new(&target).map_err(file_fault(&target))?;
            // A byte more than told is enough to see that it is another file.
            let mut limited = packed.take(entry.bytes.saturating_add(1));
            let (bytes, sha256) = copy_apart(&mut limited, &mut file).map_err(|fault| match fault {
                CopyFault::Reading(_) => damaged("cannot be unpacked"),
                CopyFault::Writing(source) => file_fault(&target)(source),
            })?;
            if bytes != entry.bytes || sha256 != entry.sha256 {
                return Err(damaged("is not what the manifest tells"));
            }
            file.sync_all().map_err(file_fault(&target))?;
        }
        Ok(())
    }
}

/// A name of the archive as a path below a folder, and nowhere else.
fn inner_path(name: &str) -> Result<PathBuf, StartError> {
    let path = PathBuf::from(name);
    let is_inner = !name.is_empty()
        && !name.contains('\\')
        && path.components().all(|part| matches!(part, Component::Normal(_)));
    if is_inner {
        Ok(path)
    } else {
        Err(refused(format!(
            "the backup names a file outside of itself: {name}"
        )))
    }
}

enum CopyFault {
    Reading(std::io::Error),
    Writing(std::io::Error),
}

fn copy(from: &mut impl Read, to: &mut impl Write) -> std::io::Result<(u64, String)> {
    copy_apart(from, to).map_err(|fault| match fault {
        CopyFault::Reading(error) | CopyFault::Writing(error) => error,
    })
}

/// Copies, and says how many bytes there were and their digest.
fn copy_apart(from: &mut impl Read, to: &mut impl Write) -> Result<(u64, String), CopyFault> {
    let mut digest = Sha256::new();
    let mut bytes = 0;
    let mut buffer = vec![0_u8; BUFFER];
    loop {
        let length = match from.read(&mut buffer) {
            Ok(0) => return Ok((bytes, hex(&digest.finalize()))),
            Ok(length) => length,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(CopyFault::Reading(error)),
        };
        let part = buffer.get(..length).unwrap_or_default();
        digest.update(part);
        to.write_all(part).map_err(CopyFault::Writing)?;
        bytes += length as u64;
    }
}

/// The digest of a whole file.
pub(super) fn digest(path: &Path) -> Result<String, StartError> {
    let mut file = File::open(path).map_err(file_fault(path))?;
    copy(&mut file, &mut std::io::sink())
        .map(|(_, sha256)| sha256)
        .map_err(file_fault(path))
}

fn zip_fault(error: zip::result::ZipError) -> StartError {
    StartError::File {
        what: "the archive cannot be written".to_owned(),
        source: error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_leaves_the_folder() {
        assert_eq!(inner_path("objects/3f/9a").unwrap(), Path::new("objects/3f/9a"));
        for name in ["", "/etc/passwd", "../x", "objects/../../x", "a\\..\\b", "./a"] {
            assert!(inner_path(name).is_err(), "{name}");
        }
    }
}
