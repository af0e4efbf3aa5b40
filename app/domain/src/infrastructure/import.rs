//! What an import says: how much has changed, or every fault with its place.

use super::change::Changes;
use super::project::ProjectItem;
use crate::id::ImportId;
use serde::{Deserialize, Serialize};

/// The most faults that a report lists; the rest is only counted.
pub const MOST_FAULTS: usize = 200;

/// What became of a package.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ImportReport {
    /// Projects in the package.
    pub read: u64,
    pub created: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// The first faults, in the order of the file. When there is one, nothing was imported.
    pub faults: Vec<ImportFault>,
    /// How many faults there are in all.
    pub fault_count: u64,
}

impl ImportReport {
    /// Whether the package was taken.
    #[must_use]
    pub const fn is_accepted(&self) -> bool {
        self.fault_count == 0
    }

    /// Adds a fault; beyond [`MOST_FAULTS`] it is only counted.
    pub fn refuse(&mut self, fault: ImportFault) {
        self.fault_count += 1;
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        }
    }
}

/// What a package would change, before anything is written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportPreview {
    pub report: ImportReport,
    /// Under which the package waits for the confirmation; nothing when it was refused.
    pub key: Option<ImportId>,
    /// The first new projects.
    pub new: Vec<ProjectItem>,
    /// The first projects that would change, with the changes.
    pub changed: Vec<(ProjectItem, Changes)>,
}

/// The most projects of a kind that a preview lists.
pub const MOST_LISTED: usize = 100;

/// A fault and where it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportFault {
    /// JSON pointer: `/projects/16/locations/0/geometry/coordinates`.
    pub path: String,
    /// Counted from 1.
    pub line: u64,
    /// Counted from 1, in bytes.
    pub column: u64,
    pub kind: FaultKind,
    pub detail: FaultDetail,
}

/// What was expected and what was found. Codes, names of fields and values stand as they are in the file; the rest is said in
/// the language of the reader.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultDetail {
    /// Something else than JSON stands here.
    NotJson,
    /// The file ends, or cannot be read on, before everything that was opened is closed.
    EndsEarly,
    TooLarge,
    /// The file holds no object.
    NotAPackage,
    /// `projects` is no list.
    ProjectsNotAList,
    NoProjects,
    ProjectsTwice,
    OtherVersion,
    /// A field that must be there.
    Missing {
        field: String,
    },
    WrongType {
        expected: Vec<JsonType>,
        found: JsonType,
    },
    /// A code that a closed list does not have.
    NotACode {
        value: String,
    },
    /// A text that is no date, address, or whatever the field takes.
    Malformed {
        value: String,
    },
    /// A list that must hold something.
    TooFewItems,
    RepeatedItems,
    /// Another rule of the schema, by its keyword.
    Rule {
        keyword: String,
    },
    /// An id that stands at another line, too.
    RepeatedId {
        id: String,
        line: u64,
    },
    UnusableId,
    /// An organisation by its id.
    NotAParty {
        id: String,
    },
    /// Longitude and latitude as they stand.
    Swapped(f64, f64),
    Outside(f64, f64),
    EndBeforeStart {
        start: String,
        end: String,
    },
    Negative {
        amount: f64,
    },
    PartsAboveWhole {
        parts: f64,
        whole: f64,
    },
}

/// What a value of JSON is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonType {
    Text,
    Number,
    Whole,
    Boolean,
    List,
    Object,
    Null,
}

/// What is wrong, as a stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Not JSON, or not UTF-8.
    Syntax,
    /// Breaks the schema of the standard.
    Schema,
    /// A package without `projects`, or with a version that is not 0.9.
    Package,
    /// A project that is larger than any real one.
    TooLarge,
    DuplicateId,
    /// An id that cannot be part of an address.
    UnusableId,
    /// An organisation that `parties` does not list.
    DanglingOrganisation,
    CoordinatesSwapped,
    CoordinatesOutside,
    /// A period that ends before it begins.
    DateOrder,
    /// A sum that its parts contradict.
    Sum,
    /// A sum below nothing.
    NegativeSum,
}

impl FaultKind {
    pub const ALL: [Self; 12] = [
        Self::Syntax,
        Self::Schema,
        Self::Package,
        Self::TooLarge,
        Self::DuplicateId,
        Self::UnusableId,
        Self::DanglingOrganisation,
        Self::CoordinatesSwapped,
        Self::CoordinatesOutside,
        Self::DateOrder,
        Self::Sum,
        Self::NegativeSum,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Schema => "schema",
            Self::Package => "package",
            Self::TooLarge => "too_large",
            Self::DuplicateId => "duplicate_id",
            Self::UnusableId => "unusable_id",
            Self::DanglingOrganisation => "dangling_organisation",
            Self::CoordinatesSwapped => "coordinates_swapped",
            Self::CoordinatesOutside => "coordinates_outside",
            Self::DateOrder => "date_order",
            Self::Sum => "sum",
            Self::NegativeSum => "negative_sum",
        }
    }
}
