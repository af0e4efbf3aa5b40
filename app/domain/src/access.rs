//! The one authorisation predicate: who may do what to which thing.
//!
//! Read, list, search, export and notification all ask [`permit`]; nothing else decides. A table test in
//! `access_table.rs` covers every role and every action.

use crate::actor::{Actor, Role, SignedIn};
use crate::error::{ServiceError, ServiceResult};
use crate::id::{PersonId, UnitId};

/// Everything that somebody can ask a service to do. Public reading needs no action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    // people
    ManageOwnAccount,
    ReadOwnAccessLog,
    ManagePeople,
    VerifyResident,
    ReadPerson,
    // the program itself
    ReadJobs,
    RetryJob,
    ReadDemoMail,
    ReadEvents,
    // cabinet
    StartDraft,
    EditDraft,
    SubmitApplication,
    ReadApplication,
    AnswerCorrection,
    WithdrawApplication,
    ListQueue,
    TakeApplication,
    AssignApplication,
    RequestCorrection,
    DecideApplication,
    GiveVisa,
    SignDecision,
    GiveOpinion,
    ExtendTerm,
    SpeakAtHearing,
    WriteMessage,
    AppealDecision,
    DecideAppeal,
    RateService,
    ReadUnitFigures,
    // infrastructure
    ImportProjects,
    EditProject,
    PublishRelease,
    WriteComment,
    ModerateComment,
    AnswerComment,
    ReopenQuestion,
    ConductHearing,
    TakePartInHearing,
    FollowProjects,
    StopLetters,
    // learning
    LearnWithProgress,
    EditCourse,
    ReadClassProgress,
    TakeTest,
    ReadItemStatistics,
    ClaimCertificate,
    RevokeCertificate,
    AnnounceClass,
    EnrolInClass,
    LeaveClass,
    EnrolVisitor,
    ReadEnrolments,
    RecordAttendance,
    ConfirmAttendance,
    AskTeacher,
    AnswerQuestion,
}

impl Action {
    pub const ALL: [Self; 57] = [
        Self::ManageOwnAccount,
        Self::ReadOwnAccessLog,
        Self::ManagePeople,
        Self::VerifyResident,
        Self::ReadPerson,
        Self::ReadJobs,
        Self::RetryJob,
        Self::ReadDemoMail,
        Self::ReadEvents,
        Self::StartDraft,
        Self::EditDraft,
        Self::SubmitApplication,
        Self::ReadApplication,
        Self::AnswerCorrection,
        Self::WithdrawApplication,
        Self::ListQueue,
        Self::TakeApplication,
        Self::AssignApplication,
        Self::RequestCorrection,
        Self::DecideApplication,
        Self::GiveVisa,
        Self::SignDecision,
        Self::GiveOpinion,
        Self::ExtendTerm,
        Self::SpeakAtHearing,
        Self::WriteMessage,
        Self::AppealDecision,
        Self::DecideAppeal,
        Self::RateService,
        Self::ReadUnitFigures,
        Self::ImportProjects,
        Self::EditProject,
        Self::PublishRelease,
        Self::WriteComment,
        Self::ModerateComment,
        Self::AnswerComment,
        Self::ReopenQuestion,
        Self::ConductHearing,
        Self::TakePartInHearing,
        Self::FollowProjects,
        Self::StopLetters,
        Self::LearnWithProgress,
        Self::EditCourse,
        Self::ReadClassProgress,
        Self::TakeTest,
        Self::ReadItemStatistics,
        Self::ClaimCertificate,
        Self::RevokeCertificate,
        Self::AnnounceClass,
        Self::EnrolInClass,
        Self::LeaveClass,
        Self::EnrolVisitor,
        Self::ReadEnrolments,
        Self::RecordAttendance,
        Self::ConfirmAttendance,
        Self::AskTeacher,
        Self::AnswerQuestion,
    ];
}

/// What is known of the thing acted upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scope {
    /// The person whose thing it is.
    pub owner: Option<PersonId>,
    /// The unit that is responsible for it.
    pub unit: Option<UnitId>,
}

impl Scope {
    /// The thing belongs to nobody in particular.
    pub const COMMUNITY: Self = Self {
        owner: None,
        unit: None,
    };

    #[must_use]
    pub const fn owned_by(owner: PersonId) -> Self {
        Self {
            owner: Some(owner),
            unit: None,
        }
    }

    #[must_use]
    pub const fn in_unit(unit: UnitId) -> Self {
        Self {
            owner: None,
            unit: Some(unit),
        }
    }

    #[must_use]
    pub const fn with_unit(self, unit: Option<UnitId>) -> Self {
        Self { unit, ..self }
    }
}

/// Who an action is for.
enum Rule {
    /// Anybody, signed in or not.
    Anybody,
    /// Any signed-in person.
    SignedIn,
    /// The owner of the thing.
    Owner,
    /// Holders of one of the roles, in the unit of the thing or everywhere.
    Roles(&'static [Role]),
    /// The owner, or holders of one of the roles.
    OwnerOrRoles(&'static [Role]),
}

const fn rule(action: Action) -> Rule {
    use Role::{Administrator, CaseOfficer, CentreOfficer, Moderator, ProjectEditor, Teacher, UnitHead};
    match action {
        // Whoever holds the key of a letter may stop the letters.
        Action::LearnWithProgress | Action::TakeTest | Action::ClaimCertificate | Action::StopLetters => {
            Rule::Anybody
        }
        Action::StartDraft
        | Action::WriteComment
        | Action::FollowProjects
        | Action::TakePartInHearing
        | Action::EnrolInClass
        | Action::ConfirmAttendance
        | Action::AskTeacher => Rule::SignedIn,
        Action::ManageOwnAccount
        | Action::ReadOwnAccessLog
        | Action::EditDraft
        | Action::SubmitApplication
        | Action::AnswerCorrection
        | Action::WithdrawApplication
        | Action::AppealDecision
        | Action::RateService
        | Action::LeaveClass
        | Action::ReopenQuestion => Rule::Owner,
        Action::ManagePeople
        | Action::ReadJobs
        | Action::RetryJob
        | Action::ReadDemoMail
        | Action::ReadEvents
        | Action::ImportProjects => Rule::Roles(&[Administrator]),
        Action::VerifyResident => Rule::Roles(&[CentreOfficer]),
        Action::ReadPerson => Rule::OwnerOrRoles(&[CentreOfficer, Administrator]),
        Action::ReadApplication | Action::WriteMessage | Action::SpeakAtHearing => {
            Rule::OwnerOrRoles(&[CaseOfficer, UnitHead])
        }
        Action::ListQueue
        | Action::TakeApplication
        | Action::RequestCorrection
        | Action::DecideApplication
        | Action::GiveVisa
        | Action::GiveOpinion => Rule::Roles(&[CaseOfficer, UnitHead]),
        Action::AssignApplication
        | Action::SignDecision
        | Action::ExtendTerm
        | Action::DecideAppeal
        | Action::ReadUnitFigures => Rule::Roles(&[UnitHead]),
        Action::EditProject | Action::PublishRelease | Action::AnswerComment | Action::ConductHearing => {
            Rule::Roles(&[ProjectEditor])
        }
        Action::ModerateComment => Rule::Roles(&[Moderator]),
        Action::EditCourse
        | Action::ReadClassProgress
        | Action::AnnounceClass
        | Action::RecordAttendance
        | Action::AnswerQuestion => Rule::Roles(&[Teacher]),
        Action::EnrolVisitor | Action::ReadEnrolments => Rule::Roles(&[CentreOfficer, Teacher]),
        Action::ReadItemStatistics | Action::RevokeCertificate => Rule::Roles(&[Teacher, Administrator]),
    }
}

/// Decides whether the actor may do the action to the thing. The program itself may do everything.
///
/// Reading somebody's thing without the right to is refused as [`ServiceError::NotFound`] by the callers that
/// must not tell that the thing exists.
///
/// # Errors
/// [`ServiceError::SignInNeeded`] without a session, [`ServiceError::SecondFactorNeeded`] for staff whose session
/// has not passed the second factor, [`ServiceError::Forbidden`] otherwise.
pub fn permit(actor: &Actor, action: Action, scope: Scope) -> ServiceResult<()> {
    let person = match actor {
        Actor::System => return Ok(()),
        Actor::Person(person) => Some(person),
        Actor::Anonymous => None,
    };
    match (rule(action), person) {
        (Rule::Anybody, _) | (Rule::SignedIn, Some(_)) => Ok(()),
        (_, None) => Err(ServiceError::SignInNeeded),
        (Rule::Owner, Some(person)) => owner(person, scope),
        (Rule::Roles(roles), Some(person)) => staff(person, roles, scope),
        (Rule::OwnerOrRoles(roles), Some(person)) => {
            owner(person, scope).or_else(|_| staff(person, roles, scope))
        }
    }
}

fn owner(person: &SignedIn, scope: Scope) -> ServiceResult<()> {
    if scope.owner == Some(person.person) {
        Ok(())
    } else {
        Err(ServiceError::Forbidden)
    }
}

fn staff(person: &SignedIn, roles: &[Role], scope: Scope) -> ServiceResult<()> {
    if !roles.iter().any(|role| person.holds(*role, scope.unit)) {
        return Err(ServiceError::Forbidden);
    }
    if person.second_factor {
        Ok(())
    } else {
        Err(ServiceError::SecondFactorNeeded)
    }
}
