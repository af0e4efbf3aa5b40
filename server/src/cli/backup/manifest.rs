//! What an archive says of itself: its last entry, written when everything else is known.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The entry that holds the manifest.
pub(super) const MANIFEST: &str = "manifest.json";
/// The shape of the archive; another shape gets another number.
pub(super) const FORMAT: u32 = 1;

/// What an archive holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    pub format: u32,
    /// The version of the program that made it.
    pub program: String,
    /// The moment of the copy, in UTC.
    pub created_at: String,
    pub engine: EngineName,
    pub migrations: Vec<i64>,
    /// Rows by table.
    pub counts: BTreeMap<String, i64>,
    pub entries: Vec<Entry>,
}

/// The kind of database that the archive can be restored to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum EngineName {
    Sqlite,
    Postgres,
}

/// A file of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub name: String,
    pub bytes: u64,
    /// Hexadecimal.
    pub sha256: String,
}

impl EngineName {
    /// The entry that holds the database.
    pub(super) const fn database_entry(self) -> &'static str {
        match self {
            Self::Sqlite => "database.sqlite",
            Self::Postgres => "database.dump",
        }
    }

    pub(super) const fn of(engine: storage::Engine) -> Self {
        match engine {
            storage::Engine::Sqlite => Self::Sqlite,
            storage::Engine::Postgres => Self::Postgres,
        }
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

impl Manifest {
    /// Rows of all tables.
    pub(super) fn rows(&self) -> i64 {
        self.counts.values().sum()
    }

    /// Bytes of all files.
    pub(super) fn bytes(&self) -> u64 {
        self.entries.iter().map(|entry| entry.bytes).sum()
    }
}
