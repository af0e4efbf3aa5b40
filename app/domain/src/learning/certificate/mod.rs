//! The certificate of a course: who has earned it, what it states, under which name, and whether it holds.
//!
//! What a certificate states is fixed when it is issued: a later edit of the course changes no certificate. Whether it
//! holds may change once: it runs out, or it is revoked with a reason.

pub mod credential;
pub mod view;

use super::course::{Audience, Course, LessonPath, Outcome};
use super::progress::Progress;
use crate::actor::{IdentityLevel, SignedIn};
use crate::field::{FieldError, Problem};
use crate::id::CertificateId;
use crate::job::NewJob;
use crate::language::Bilingual;
use crate::printed_code::PrintedCode;
use crate::text::clean_line;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// 74 bits: nobody comes upon somebody else's certificate by trying.
pub type CertificateCode = PrintedCode<16>;

/// The subject of its events.
pub const SUBJECT: &str = "learning.certificate";
pub const ISSUED: &str = "learning.certificate.issued";
pub const REVOKED: &str = "learning.certificate.revoked";
pub const SET: &str = "learning.certificate.set";

/// The rule that refuses a claim before every lesson is finished.
pub const NOT_EARNED: &str = "certificate_not_earned";
/// The rule that refuses to revoke what is revoked.
pub const REVOKED_ALREADY: &str = "certificate_revoked_already";

/// The longest pseudonym.
pub const MOST_NAME_CHARACTERS: u32 = 60;

/// `certificate` of `course.yaml`. A course without it gives none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateTerms {
    /// For how many years it holds; without a number it does not run out.
    #[serde(default)]
    pub valid_years: Option<u8>,
}

/// How far a learner is on the way to a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    pub finished: u32,
    pub lessons: u32,
}

impl Way {
    /// Counts the finished lessons of a course. The final test is one of its lessons.
    #[must_use]
    pub fn of(course: &Course, progress: &Progress) -> Self {
        let is_finished = |path: &LessonPath| {
            progress
                .get(path)
                .is_some_and(|progress| progress.finished_at.is_some())
        };
        let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            finished: number(course.lessons().filter(|(path, _)| is_finished(path)).count()),
            lessons: number(course.lessons().count()),
        }
    }

    /// Whether nothing is left: a course without lessons earns nothing.
    #[must_use]
    pub const fn is_done(self) -> bool {
        self.lessons > 0 && self.finished == self.lessons
    }
}

/// What a certificate states of the course, as it was when it was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub course: String,
    pub version: u32,
    pub audience: Audience,
    pub title: Bilingual,
    pub summary: Bilingual,
    /// As the course names it: `A1-A2`.
    pub level: String,
    pub lessons: u32,
    pub minutes: u32,
    pub modules: Vec<Bilingual>,
    /// Each once, in the order of the course.
    pub outcomes: Vec<Outcome>,
}

impl Statement {
    #[must_use]
    pub fn of(course: &Course) -> Self {
        let mut seen = BTreeSet::new();
        let outcomes = course.modules.iter().flat_map(|module| &module.outcomes);
        Self {
            course: course.code.clone(),
            version: course.version,
            audience: course.audience,
            title: course.title.clone(),
            summary: course.summary.clone(),
            level: course.level.clone(),
            lessons: u32::try_from(course.lessons().count()).unwrap_or(u32::MAX),
            minutes: course.lessons().map(|(_, lesson)| lesson.minutes).sum(),
            modules: course.modules.iter().map(|module| module.title.clone()).collect(),
            outcomes: outcomes
                .filter(|one| seen.insert(one.id.clone()))
                .cloned()
                .collect(),
        }
    }

    /// Hours and the minutes over them.
    #[must_use]
    pub const fn time(&self) -> (u32, u32) {
        (self.minutes / 60, self.minutes % 60)
    }

    /// The outcomes that DigComp 3.0 names; the others are the course's own.
    pub fn digcomp(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(|outcome| is_of_digcomp(&outcome.id))
    }
}

/// Whether an id is of DigComp 3.0: `LO1.1.05`.
#[must_use]
pub fn is_of_digcomp(outcome: &str) -> bool {
    outcome.starts_with("LO")
}

/// Under which name somebody shows what they have learnt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Holder {
    /// The name of the account; whether the city has checked who it is.
    Account { name: String, is_verified: bool },
    /// Any name that the learner likes. Nobody has checked it.
    Pseudonym { name: String },
}

impl Holder {
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Account { name, .. } | Self::Pseudonym { name } => name,
        }
    }

    /// Whether the city has checked who it is.
    #[must_use]
    pub const fn is_verified(&self) -> bool {
        match self {
            Self::Account { is_verified, .. } => *is_verified,
            Self::Pseudonym { .. } => false,
        }
    }

    /// What the account of a person says.
    #[must_use]
    pub fn of_account(person: &SignedIn) -> Self {
        Self::Account {
            name: person.display_name.clone(),
            is_verified: person.identity == IdentityLevel::Verified,
        }
    }

    /// What was chosen in the form.
    ///
    /// # Errors
    /// The problems of its fields.
    pub fn chosen(input: &ClaimInput, person: Option<&SignedIn>) -> Result<Self, Vec<FieldError>> {
        match (NameKind::of_code(&input.name_kind), person) {
            (Some(NameKind::Account), Some(person)) => Ok(Self::of_account(person)),
            (Some(NameKind::Pseudonym), _) => Self::pseudonym(&input.pseudonym),
            // Without an account there is nothing to choose from.
            (None, None) if input.name_kind.is_empty() => Self::pseudonym(&input.pseudonym),
            (None, Some(_)) if input.name_kind.is_empty() => {
                Err(vec![FieldError::new(NameKind::FIELD, Problem::Required)])
            }
            (Some(NameKind::Account), None) | (None, _) => {
                Err(vec![FieldError::new(NameKind::FIELD, Problem::NotAChoice)])
            }
        }
    }

    fn pseudonym(typed: &str) -> Result<Self, Vec<FieldError>> {
        let problem = match clean_line(typed, MOST_NAME_CHARACTERS) {
            Ok(name) if name.is_empty() => Problem::Required,
            Ok(name) => return Ok(Self::Pseudonym { name }),
            Err(problem) => problem,
        };
        Err(vec![FieldError::new("pseudonym", problem)])
    }
}

/// The two ways to be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    Account,
    Pseudonym,
}

impl NameKind {
    pub const FIELD: &str = "name_kind";

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Pseudonym => "pseudonym",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Account, Self::Pseudonym]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// The form of a claim as it came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClaimInput {
    pub name_kind: String,
    pub pseudonym: String,
}

/// Why a certificate does not hold any more. The page that checks it says so; the words of the officer stay inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevocationReason {
    /// It was issued by mistake.
    Mistake,
    /// Somebody else did the work.
    NotOwnWork,
    /// Its holder wished so.
    HolderAsked,
    /// Its holder took another with another name.
    Replaced,
}

impl RevocationReason {
    /// What an officer may give as a reason.
    pub const OF_OFFICERS: [Self; 3] = [Self::Mistake, Self::NotOwnWork, Self::HolderAsked];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mistake => "mistake",
            Self::NotOwnWork => "not_own_work",
            Self::HolderAsked => "holder_asked",
            Self::Replaced => "replaced",
        }
    }
}

/// Says that a text is no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a reason for a revocation")]
pub struct NotAReason;

impl std::str::FromStr for RevocationReason {
    type Err = NotAReason;

    fn from_str(text: &str) -> Result<Self, NotAReason> {
        [Self::Mistake, Self::NotOwnWork, Self::HolderAsked, Self::Replaced]
            .into_iter()
            .find(|reason| reason.code() == text)
            .ok_or(NotAReason)
    }
}

/// The form of a revocation as it came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RevocationInput {
    pub reason: String,
    /// For the record of the city.
    pub words: String,
}

impl RevocationInput {
    /// The longest words of an officer.
    pub const MOST_CHARACTERS: u32 = 500;

    /// Reason and words.
    ///
    /// # Errors
    /// The problems of the fields: a reason that is none, words that are missing or too long.
    pub fn checked(&self) -> Result<(RevocationReason, String), Vec<FieldError>> {
        let mut errors = Vec::new();
        let reason = RevocationReason::OF_OFFICERS
            .into_iter()
            .find(|reason| reason.code() == self.reason);
        if reason.is_none() {
            let problem = if self.reason.is_empty() {
                Problem::Required
            } else {
                Problem::NotAChoice
            };
            errors.push(FieldError::new("reason", problem));
        }
        let words = match crate::text::clean_text(&self.words, Self::MOST_CHARACTERS) {
            Ok(words) if words.is_empty() => Err(Problem::Required),
            other => other,
        };
        match (reason, words) {
            (Some(reason), Ok(words)) => Ok((reason, words)),
            (_, words) => {
                errors.extend(words.err().map(|problem| FieldError::new("words", problem)));
                Err(errors)
            }
        }
    }
}

/// When and why a certificate was revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revocation {
    pub reason: RevocationReason,
    pub at: Timestamp,
}

/// Whether a certificate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    Valid,
    /// It ran out.
    Expired,
    Revoked(Revocation),
}

impl Validity {
    /// A revocation outlives the term.
    #[must_use]
    pub fn at(now: Timestamp, valid_until: Option<Timestamp>, revocation: Option<Revocation>) -> Self {
        match (revocation, valid_until) {
            (Some(revocation), _) => Self::Revoked(revocation),
            (None, Some(until)) if until <= now => Self::Expired,
            (None, _) => Self::Valid,
        }
    }

    #[must_use]
    pub const fn is_valid(self) -> bool {
        matches!(self, Self::Valid)
    }
}

/// The payload of the job that sets a certificate on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateJob {
    pub certificate: CertificateId,
}

impl CertificateJob {
    pub const KIND: &str = "learning.certificate";

    /// The job, once for each certificate, as soon as it can.
    #[must_use]
    pub fn queued(self, now: Timestamp) -> NewJob {
        let certificate = self.certificate;
        NewJob {
            kind: Self::KIND,
            payload: serde_json::json!({ "certificate": certificate }),
            key: format!("certificate:{certificate}"),
            run_at: now,
        }
    }
}
