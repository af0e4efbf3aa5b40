//! Files of all projects, made ahead by a job when the data have changed, so that a download costs no walk over the database.

use super::profile::Profile;
use crate::job::NewJob;
use crate::time::Timestamp;

/// Changes that follow each other within this time are written into the files once.
pub const DEBOUNCE_MS: i64 = 30_000;

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    Package,
    Csv,
    GeoJson,
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Package, Self::Csv, Self::GeoJson];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Package => "package",
            Self::Csv => "csv",
            Self::GeoJson => "geojson",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Package => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::GeoJson => "application/geo+json",
        }
    }

    /// The path under which everybody downloads it.
    #[must_use]
    pub fn address(self, profile: &Profile) -> String {
        match self {
            Self::Package => format!("/opendata/oc4ids/{}.json", profile.package),
            Self::Csv => "/opendata/projects.csv".to_owned(),
            Self::GeoJson => "/opendata/projects.geojson".to_owned(),
        }
    }
}

/// A file that a job has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkFile {
    pub format: Format,
    /// Names what the file was made of: the same state, the same bytes.
    pub state: String,
    /// SHA-256 of the bytes, in hexadecimal digits.
    pub digest: String,
    pub size_bytes: i64,
    /// SHA-256 of the same file packed by gzip.
    pub packed_digest: String,
    pub packed_bytes: i64,
    pub projects: i64,
    /// The latest change that the file tells of.
    pub as_of: Timestamp,
    pub made_at: Timestamp,
}

/// The job that makes the files.
pub struct ExportJob;

impl ExportJob {
    pub const KIND: &str = "infrastructure.export";

    /// The job that makes the files soon after a change. Changes of the same half of a minute share one job; it begins one to two halves
    /// later, so that all of them are on disk by then.
    #[must_use]
    pub fn queued(now: Timestamp) -> NewJob {
        let turn = now.0.div_euclid(DEBOUNCE_MS);
        NewJob {
            kind: Self::KIND,
            payload: serde_json::json!({}),
            key: format!("{}:{turn}", Self::KIND),
            run_at: Timestamp((turn + 2) * DEBOUNCE_MS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_one_half_minute_share_a_job_that_begins_after_all_of_them() {
        let (first, last) = (
            ExportJob::queued(Timestamp(60_000)),
            ExportJob::queued(Timestamp(89_999)),
        );
        assert_eq!(first, last);
        assert_eq!(first.run_at, Timestamp(120_000));
        let next = ExportJob::queued(Timestamp(90_000));
        assert_ne!(next.key, first.key);
        assert!(next.run_at.0 - 90_000 >= DEBOUNCE_MS);
    }

    #[test]
    fn a_code_names_its_format() {
        for format in Format::ALL {
            assert_eq!(Format::of_code(format.code()), Some(format));
        }
        assert_eq!(Format::of_code("xml"), None);
    }
}
