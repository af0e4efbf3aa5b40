//! Who is asking.

use crate::event::Author;
use crate::id::{PersonId, SessionId, UnitId};
use serde::{Deserialize, Serialize};

/// Who asks a service for something. Every service method takes one.
#[derive(Debug, Clone, PartialEq)]
pub enum Actor {
    Anonymous,
    Person(SignedIn),
    /// The program itself: jobs and the command line.
    System,
}

/// A person with a live session.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedIn {
    pub person: PersonId,
    pub session: SessionId,
    /// Name for the header and for lists of one's own; never a key.
    pub display_name: String,
    pub identity: IdentityLevel,
    pub roles: Vec<Grant>,
    /// Whether this session has passed the second factor (TOTP or passkey).
    pub second_factor: bool,
}

/// How well the person is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityLevel {
    /// An address whose mailbox the person opened.
    Email,
    /// A resident whose tax number an identity provider or an officer has checked.
    Verified,
}

impl IdentityLevel {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Verified => "verified",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Email, Self::Verified]
            .into_iter()
            .find(|level| level.code() == code)
    }
}

/// A role held in a unit, or in the whole community when `unit` is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grant {
    pub role: Role,
    pub unit: Option<UnitId>,
}

/// What a person is to the city, besides being a resident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Decides applications of the unit.
    CaseOfficer,
    /// Leads the unit: assigns, approves, sees its load.
    UnitHead,
    /// Officer of the service centre: files on behalf, checks documents of residents.
    CentreOfficer,
    /// Moderates public comments.
    Moderator,
    /// Edits project data and answers for the customer of the works.
    ProjectEditor,
    /// Writes courses and helps learners.
    Teacher,
    /// Manages people, settings and jobs.
    Administrator,
}

impl Role {
    pub const ALL: [Self; 7] = [
        Self::CaseOfficer,
        Self::UnitHead,
        Self::CentreOfficer,
        Self::Moderator,
        Self::ProjectEditor,
        Self::Teacher,
        Self::Administrator,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CaseOfficer => "case_officer",
            Self::UnitHead => "unit_head",
            Self::CentreOfficer => "centre_officer",
            Self::Moderator => "moderator",
            Self::ProjectEditor => "project_editor",
            Self::Teacher => "teacher",
            Self::Administrator => "administrator",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether what the role is for belongs to no unit: held in one unit only, it would permit nothing.
    #[must_use]
    pub const fn is_community_wide(self) -> bool {
        match self {
            Self::Moderator | Self::ProjectEditor | Self::Teacher | Self::Administrator => true,
            Self::CaseOfficer | Self::UnitHead | Self::CentreOfficer => false,
        }
    }
}

impl Actor {
    /// The signed-in person, if there is one.
    #[must_use]
    pub const fn signed_in(&self) -> Option<&SignedIn> {
        match self {
            Self::Person(person) => Some(person),
            Self::Anonymous | Self::System => None,
        }
    }

    /// The id of the signed-in person.
    #[must_use]
    pub fn person_id(&self) -> Option<PersonId> {
        self.signed_in().map(|person| person.person)
    }

    /// How an event names this actor.
    #[must_use]
    pub fn author(&self) -> Author {
        match self {
            Self::Anonymous => Author::Anonymous,
            Self::Person(person) => Author::Person(person.person),
            Self::System => Author::System,
        }
    }
}

impl SignedIn {
    /// Whether the person works for the city in any role.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        !self.roles.is_empty()
    }

    /// Whether the person holds the role in the unit, or everywhere.
    #[must_use]
    pub fn holds(&self, role: Role, unit: Option<UnitId>) -> bool {
        self.roles
            .iter()
            .any(|grant| grant.role == role && (grant.unit.is_none() || grant.unit == unit))
    }

    /// Whether the person holds the role in some unit.
    #[must_use]
    pub fn holds_anywhere(&self, role: Role) -> bool {
        self.roles.iter().any(|grant| grant.role == role)
    }
}
