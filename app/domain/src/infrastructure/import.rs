//! What an import says: how much has changed, or every fault with its place.

use super::change::Changes;
use super::project::ProjectItem;
use crate::id::ImportId;
use serde::{Deserialize, Serialize};

/// The most faults that a report lists; the rest is only counted.
pub const MOST_FAULTS: usize = 200;

/// What became of a package.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportFault {
    /// JSON pointer: `/projects/16/locations/0/geometry/coordinates`.
    pub path: String,
    /// Counted from 1.
    pub line: u64,
    /// Counted from 1, in bytes.
    pub column: u64,
    pub kind: FaultKind,
    /// More about it, in English, for the operator: what was expected, what was found.
    pub detail: String,
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
    /// A sum that its parts contradict, or that is negative.
    Sum,
}

impl FaultKind {
    pub const ALL: [Self; 11] = [
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
        }
    }
}
