//! Releases of the open data: the whole package as it was on a day, checked, numbered and never changed again.

use super::import::{FaultKind, ImportReport};
use super::project::{Day, Disclosure, ProjectId};
use super::score::Item;
use crate::error::{ServiceError, ServiceResult};
use crate::field::Problem;
use crate::id::InvalidId;
use crate::text::clean_text;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::fmt;
use std::str::FromStr;

/// The shortest note that says something.
const SHORTEST_NOTE: usize = 3;
/// The longest note.
pub const LONGEST_NOTE: u32 = 500;

/// The version of the standard that every release is checked against.
pub const STANDARD: &str = "OC4IDS 0.9.5";

/// The name of a release, which is its address: the day of its publication, and a number from the second of a day on.
///
/// ```
/// use domain::infrastructure::release::ReleaseName;
/// assert!("2026-11-25".parse::<ReleaseName>().is_ok());
/// assert!("2026-11-25-2".parse::<ReleaseName>().is_ok());
/// assert!("2026-11-25-1".parse::<ReleaseName>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReleaseName(String);

impl ReleaseName {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of what is published on a day after the last release.
    #[must_use]
    pub fn following(last: Option<&Self>, day: Day) -> Self {
        let of_day = day.to_string();
        let number = last.and_then(|last| last.number_of(&of_day));
        match number {
            None => Self(of_day),
            Some(number) => Self(format!("{of_day}-{}", number + 1)),
        }
    }

    /// The how manieth of a day this release is; `None` on another day.
    fn number_of(&self, day: &str) -> Option<u32> {
        match self.0.strip_prefix(day)? {
            "" => Some(1),
            rest => rest.strip_prefix('-')?.parse().ok(),
        }
    }
}

impl fmt::Display for ReleaseName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for ReleaseName {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let day = text.get(..10).ok_or(InvalidId)?;
        let is_day = Day::of_text(day).is_some_and(|known| known.to_string() == day);
        let number = match text.get(10..) {
            Some("") => Some(1),
            Some(rest) => rest
                .strip_prefix('-')
                .filter(|digits| !digits.starts_with(['0', '+']))
                .and_then(|digits| digits.parse::<u32>().ok())
                .filter(|number| *number > 1),
            None => None,
        };
        if is_day && number.is_some() {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidId)
        }
    }
}

/// A release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Counted from 1, in the order of publication.
    pub number: i64,
    pub name: ReleaseName,
    pub published_at: Timestamp,
    /// Who published it; empty when the program did.
    pub publisher: String,
    /// Why, in the words of the publisher.
    pub note: String,
    /// SHA-256 of the package, in hexadecimal digits.
    pub digest: String,
    pub size_bytes: i64,
    pub report: ReleaseReport,
}

/// What the check of a release found before it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseReport {
    /// The program that checked, with its version.
    pub program: String,
    /// How many projects were checked; none of them had a fault.
    pub projects: i64,
    /// How many of the 40 items of the CoST standard are told.
    pub disclosure: Disclosure,
}

/// What became of the wish to publish.
#[derive(Debug, Clone, PartialEq)]
pub enum Publication {
    Published(Release),
    /// Nothing has changed since this release.
    Unchanged(Release),
    /// Faults: nothing was published.
    Refused {
        report: ImportReport,
        /// The project of each fault of the report, where the fault is in one.
        projects: Vec<Option<ProjectId>>,
    },
}

impl Release {
    /// Where the package is, without the origin.
    #[must_use]
    pub fn package_address(&self) -> String {
        package_address(&self.name)
    }

    /// Where its report is, without the origin.
    #[must_use]
    pub fn report_address(&self) -> String {
        format!("/opendata/oc4ids/releases/{}.report.json", self.name)
    }

    /// The report as open data.
    #[must_use]
    pub fn report_document(&self, origin: &str) -> Value {
        let ReleaseReport {
            program,
            projects,
            disclosure,
        } = &self.report;
        let told: Map<String, Value> = Item::ALL
            .iter()
            .zip(&disclosure.items)
            .map(|(item, count)| (item.code().to_owned(), json!(count)))
            .collect();
        json!({
            "release": self.name,
            "uri": format!("{origin}{}", self.package_address()),
            "publishedDate": self.published_at.rfc3339(),
            "note": self.note,
            "sizeBytes": self.size_bytes,
            "sha256": self.digest,
            "validation": {
                "valid": true,
                "errors": 0,
                "standard": STANDARD,
                "program": program,
                "projects": projects,
                "rules": FaultKind::ALL.map(FaultKind::code),
            },
            "completeness": {
                "standard": "CoST IDS",
                "items": Item::ALL.len(),
                "meanScore": decimal(disclosure.mean_tenths()),
                "toldInProjects": told,
            },
        })
    }
}

/// The place in the package of the project that a fault is in: 16 for `/projects/16/locations/0`.
#[must_use]
pub fn project_of_path(path: &str) -> Option<usize> {
    path.strip_prefix("/projects/")?.split('/').next()?.parse().ok()
}

/// Where the package of a release is, without the origin.
#[must_use]
pub fn package_address(name: &ReleaseName) -> String {
    format!("/opendata/oc4ids/releases/{name}.json")
}

/// Accepts the note of a release.
///
/// # Errors
/// [`ServiceError::Invalid`] at the field `note`.
pub fn accept_note(note: &str) -> ServiceResult<String> {
    accept_words("note", note, LONGEST_NOTE)
}

/// Accepts a few words that everybody will read.
pub(super) fn accept_words(field: &str, words: &str, longest: u32) -> ServiceResult<String> {
    let refuse = |problem| ServiceError::field(field, problem);
    let words = clean_text(words, longest).map_err(refuse)?;
    match words.chars().count() {
        0 => Err(refuse(Problem::Required)),
        count if count < SHORTEST_NOTE => Err(refuse(Problem::TooShort {
            min: u32::try_from(SHORTEST_NOTE).unwrap_or_default(),
        })),
        _ => Ok(words),
    }
}

/// Tenths as a JSON number: 133 is 13.3.
fn decimal(tenths: i64) -> Value {
    format!("{}.{}", tenths / 10, tenths % 10)
        .parse::<serde_json::Number>()
        .map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: Day = Day {
        year: 2026,
        month: 11,
        day: 25,
    };

    #[test]
    fn the_second_release_of_a_day_carries_a_number_and_the_first_of_the_next_none() {
        let first = ReleaseName::following(None, DAY);
        assert_eq!(first.as_str(), "2026-11-25");
        let second = ReleaseName::following(Some(&first), DAY);
        assert_eq!(second.as_str(), "2026-11-25-2");
        let third = ReleaseName::following(Some(&second), DAY);
        assert_eq!(third.as_str(), "2026-11-25-3");
        let next = ReleaseName::following(Some(&third), Day { day: 26, ..DAY });
        assert_eq!(next.as_str(), "2026-11-26");
    }

    #[test]
    fn a_release_has_one_name_only() {
        for wrong in [
            "",
            "2026-11-25-0",
            "2026-11-25-1",
            "2026-11-25-02",
            "2026-11-25-+2",
            "2026-11-25.json",
            "2026-02-30",
            "2026-1-25",
            "щось давнє-2",
        ] {
            assert!(wrong.parse::<ReleaseName>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_fault_names_its_project() {
        assert_eq!(project_of_path("/projects/16/locations/0"), Some(16));
        assert_eq!(project_of_path("/projects/3"), Some(3));
        assert_eq!(project_of_path("/projects"), None);
        assert_eq!(project_of_path("/version"), None);
    }

    #[test]
    fn a_note_says_something() {
        let problem = |note: &str| match accept_note(note) {
            Err(ServiceError::Invalid(errors)) => errors[0].problem.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(problem("  \n"), Problem::Required);
        assert_eq!(problem("ок"), Problem::TooShort { min: 3 });
        assert_eq!(problem(&"й".repeat(501)), Problem::TooLong { max: LONGEST_NOTE });
        assert_eq!(accept_note(" Роботи осені ").unwrap(), "Роботи осені");
    }

    #[test]
    fn the_report_is_a_document_of_its_own() {
        let release = Release {
            number: 1,
            name: "2026-11-25".parse().unwrap(),
            published_at: Timestamp(1_795_420_800_000),
            publisher: "Ірина".to_owned(),
            note: "Перший".to_owned(),
            digest: "ab".to_owned(),
            size_bytes: 7,
            report: ReleaseReport {
                program: "hromada 0.1.0".to_owned(),
                projects: 3,
                disclosure: Disclosure {
                    projects: 3,
                    scores: 40,
                    items: vec![3; Item::ALL.len()],
                },
            },
        };
        let document = release.report_document("https://a.example");
        assert_eq!(
            document["uri"],
            "https://a.example/opendata/oc4ids/releases/2026-11-25.json"
        );
        assert_eq!(document["completeness"]["meanScore"].to_string(), "13.3");
        assert_eq!(document["completeness"]["toldInProjects"]["owner"], 3);
        assert_eq!(document["validation"]["errors"], 0);
        assert_eq!(document["validation"]["rules"].as_array().unwrap().len(), 12);
    }

    proptest! {
        #[test]
        fn names_follow_one_another_and_are_read_again(releases in 1_u32..40) {
            let mut last: Option<ReleaseName> = None;
            let mut seen = std::collections::HashSet::new();
            for _ in 0..releases {
                let name = ReleaseName::following(last.as_ref(), DAY);
                prop_assert_eq!(name.as_str().parse::<ReleaseName>(), Ok(name.clone()));
                prop_assert!(seen.insert(name.clone()));
                last = Some(name);
            }
        }
    }
}
