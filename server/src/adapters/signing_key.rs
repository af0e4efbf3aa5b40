//! The keys of the city, each in a file that only its owner may read: under the roots of the log, under certificates.

use super::random::Random;
use ed25519_dalek::SigningKey;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

const SEED_BYTES: usize = 32;

/// The file with the seed of a key. Made when something is signed for the first time, never overwritten: what was signed
/// before is held against it.
#[derive(Debug)]
pub struct SigningKeyFile {
    path: PathBuf,
    known: OnceLock<SigningKey>,
}

impl SigningKeyFile {
    /// The key under the roots of the log of applications.
    #[must_use]
    pub fn in_data_dir(data_dir: &Path) -> Self {
        Self::named("log", data_dir)
    }

    /// The key under certificates of courses. Whoever removes its file gets a new one; the public halves of those before
    /// stay published with the certificates that they signed.
    #[must_use]
    pub fn of_certificates(data_dir: &Path) -> Self {
        Self::named("certificates", data_dir)
    }

    fn named(name: &str, data_dir: &Path) -> Self {
        Self {
            path: data_dir.join(format!("keys/{name}.ed25519")),
            known: OnceLock::new(),
        }
    }

    /// The key, when there is one.
    ///
    /// # Errors
    /// When the file cannot be read or holds no key.
    pub fn existing(&self) -> io::Result<Option<SigningKey>> {
        if let Some(key) = self.known.get() {
            return Ok(Some(key.clone()));
        }
        match std::fs::read(&self.path) {
            Ok(content) => {
                let key = of_seed(&content)?;
                Ok(Some(self.known.get_or_init(|| key).clone()))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The key; a new one when there is no file yet.
    ///
    /// # Errors
    /// When the file cannot be read or written, or holds no key.
    pub fn key(&self, random: &dyn Random) -> io::Result<SigningKey> {
        match self.existing()? {
            Some(key) => Ok(key),
            None => {
                let key = self.create(random)?;
                Ok(self.known.get_or_init(|| key).clone())
            }
        }
    }

    fn create(&self, random: &dyn Random) -> io::Result<SigningKey> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut seed = [0; SEED_BYTES];
        random.fill(&mut seed);
        // Born with the rights of its owner alone, and under its name only when it is whole.
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&seed)?;
        file.as_file().sync_all()?;
        match file.persist_noclobber(&self.path) {
            Ok(_) => of_seed(&seed),
            // Another server on the same folder was faster.
            Err(fault) if fault.error.kind() == io::ErrorKind::AlreadyExists => {
                of_seed(&std::fs::read(&self.path)?)
            }
            Err(fault) => Err(fault.error),
        }
    }
}

fn of_seed(content: &[u8]) -> io::Result<SigningKey> {
    let seed: [u8; SEED_BYTES] = content
        .try_into()
        .map_err(|_| io::Error::other("the file of the key is broken: bring it back from a backup"))?;
    Ok(SigningKey::from_bytes(&seed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapters::random::SeededRandom;

    #[test]
    fn a_key_is_made_once_and_read_by_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let random = SeededRandom::new(1);
        let first = SigningKeyFile::in_data_dir(folder.path()).key(&random).unwrap();
        let again = SigningKeyFile::in_data_dir(folder.path()).key(&random).unwrap();
        assert_eq!(first, again);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let file = folder.path().join("keys/log.ed25519");
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o077, 0);
        }
    }

    #[test]
    fn a_broken_file_is_no_reason_for_a_new_key() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("keys")).unwrap();
        std::fs::write(folder.path().join("keys/log.ed25519"), "short").unwrap();
        let fault = SigningKeyFile::in_data_dir(folder.path()).key(&SeededRandom::new(1));
        assert!(fault.unwrap_err().to_string().contains("backup"));
    }
}
