//! Objects in a local folder, named by the digest of their bytes. An object never changes once it is there.

use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The name of an object: the hex SHA-256 of its bytes.
#[must_use]
pub fn digest_of(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

/// A folder of objects: `objects/3f/9a…`.
#[derive(Debug, Clone)]
pub struct FileStore {
    folder: PathBuf,
}

impl FileStore {
    #[must_use]
    pub fn in_data_dir(data_dir: &Path) -> Self {
        Self {
            folder: data_dir.join("objects"),
        }
    }

    /// The folder of exports: they can be made again, and old ones are removed.
    #[must_use]
    pub fn of_exports(data_dir: &Path) -> Self {
        Self {
            folder: data_dir.join("exports"),
        }
    }

    /// The folder of archives of own data. They are removed after a week; among the objects, one could be an attachment of the same
    /// bytes, which must stay.
    #[must_use]
    pub fn of_own_data(data_dir: &Path) -> Self {
        Self {
            folder: data_dir.join("own-data"),
        }
    }

    /// A file in the folder that has no name as an object yet; it is removed unless it is kept.
    ///
    /// # Errors
    /// When the disk is full or refuses.
    pub async fn draft(&self) -> std::io::Result<NamedTempFile> {
        let folder = self.folder.clone();
        tokio::task::spawn_blocking(move || {
            std::fs::create_dir_all(&folder)?;
            NamedTempFile::new_in(folder)
        })
        .await
        .map_err(std::io::Error::other)?
    }

    /// Makes a draft the object of a digest that its writer has counted.
    ///
    /// # Errors
    /// When the disk is full or refuses; no half-written object stays under its name.
    pub async fn keep(&self, draft: NamedTempFile, digest: &str) -> std::io::Result<()> {
        let path = self.path(digest);
        tokio::task::spawn_blocking(move || {
            let path = path.ok_or_else(|| std::io::Error::other("the digest is malformed"))?;
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            name(draft, &path)
        })
        .await
        .map_err(std::io::Error::other)?
    }

    /// Whether there is an object of a digest.
    #[must_use]
    pub fn has(&self, digest: &str) -> bool {
        self.path(digest).is_some_and(|path| path.is_file())
    }

    /// An object to be read piece by piece; `None` when there is none of this digest.
    ///
    /// # Errors
    /// When the disk cannot be read.
    pub async fn open(&self, digest: &str) -> std::io::Result<Option<File>> {
        let Some(path) = self.path(digest) else {
            return Ok(None);
        };
        match tokio::fs::File::open(path).await {
            Ok(file) => Ok(Some(file.into_std().await)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Removes every object but those named.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn retain(&self, named: Vec<String>) -> std::io::Result<()> {
        let store = self.clone();
        tokio::task::spawn_blocking(move || {
            let kept: Vec<PathBuf> = named.iter().filter_map(|digest| store.path(digest)).collect();
            for folder in std::fs::read_dir(&store.folder)? {
                let folder = folder?.path();
                if !folder.is_dir() {
                    continue;
                }
                for object in std::fs::read_dir(&folder)? {
                    let object = object?.path();
                    if !kept.contains(&object) {
                        std::fs::remove_file(object)?;
                    }
                }
            }
            Ok(())
        })
        .await
        .map_err(std::io::Error::other)?
    }

    /// Keeps the bytes and says their digest. Bytes that are there already are not written again.
    ///
    /// # Errors
    /// When the disk is full or refuses; no half-written object stays under its name.
    pub async fn put(&self, content: Vec<u8>) -> std::io::Result<String> {
        let store = self.clone();
        tokio::task::spawn_blocking(move || store.put_now(&content))
            .await
            .map_err(std::io::Error::other)?
    }

    fn put_now(&self, content: &[u8]) -> std::io::Result<String> {
        let digest = digest_of(content);
        let path = self
            .path(&digest)
            .ok_or_else(|| std::io::Error::other("the digest is malformed"))?;
        if path.is_file() {
            return Ok(digest);
        }
        let folder = path
            .parent()
            .ok_or_else(|| std::io::Error::other("an object lies in no folder"))?;
        std::fs::create_dir_all(folder)?;
        // Written beside and renamed: a reader or a power cut never sees half of an object.
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(content)?;
        name(file, &path)?;
        Ok(digest)
    }

    /// The bytes of an object; `None` when there is none of this digest.
    ///
    /// # Errors
    /// When the disk cannot be read.
    pub async fn get(&self, digest: &str) -> std::io::Result<Option<Vec<u8>>> {
        let Some(path) = self.path(digest) else {
            return Ok(None);
        };
        match tokio::fs::read(path).await {
            Ok(content) => Ok(Some(content)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Removes an object that nothing names any more; one that is not there is no error.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn remove(&self, digest: &str) -> std::io::Result<()> {
        let Some(path) = self.path(digest) else {
            return Ok(());
        };
        match tokio::fs::remove_file(path).await {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Only a digest names an object: nothing else can reach a path.
    fn path(&self, digest: &str) -> Option<PathBuf> {
        let is_digest = digest.len() == 64
            && digest
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let (head, tail) = is_digest.then(|| digest.split_at_checked(2)).flatten()?;
        Some(self.folder.join(head).join(tail))
    }
}

/// Brings a file to the disk and gives it its name; an object that is there already has the same bytes.
fn name(file: NamedTempFile, path: &Path) -> std::io::Result<()> {
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(fault) if fault.error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(fault) => Err(fault.error),
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_same_bytes_are_one_object() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::in_data_dir(folder.path());
        let first = store.put("ґанок".as_bytes().to_vec()).await.unwrap();
        assert_eq!(store.put("ґанок".as_bytes().to_vec()).await.unwrap(), first);
        assert_eq!(store.get(&first).await.unwrap().unwrap(), "ґанок".as_bytes());
    }

    #[tokio::test]
    async fn a_path_is_not_a_digest() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::in_data_dir(folder.path());
        std::fs::write(folder.path().join("secret"), "x").unwrap();
        assert_eq!(store.get("../secret").await.unwrap(), None);
        assert_eq!(store.get(&"A".repeat(64)).await.unwrap(), None);
    }
}
