//! Who may do what, as one table: every action against every kind of actor. A change of a rule is a change here.

use crate::access::{Action, Scope, permit};
use crate::actor::{Actor, Grant, IdentityLevel, Role, SignedIn};
use crate::error::ServiceError;
use crate::id::{PersonId, UnitId};
use uuid::Uuid;

/// `+` may, `-` may not, `?` must sign in first. A role may what its column says in its own unit and, when it is held
/// in the whole community, everywhere; never in another unit and never without the second factor.
const TABLE: &str = "
                     anonymous  resident  owner  case  head  centre  moderator  editor  teacher  administrator
ManageOwnAccount     ?          -         +      -     -     -       -          -       -        -
ReadOwnAccessLog     ?          -         +      -     -     -       -          -       -        -
ManagePeople         ?          -         -      -     -     -       -          -       -        +
VerifyResident       ?          -         -      -     -     +       -          -       -        -
ReadPerson           ?          -         +      -     -     +       -          -       -        +
ReadJobs             ?          -         -      -     -     -       -          -       -        +
RetryJob             ?          -         -      -     -     -       -          -       -        +
ReadDemoMail         ?          -         -      -     -     -       -          -       -        +
ReadEvents           ?          -         -      -     -     -       -          -       -        +
StartDraft           ?          +         +      +     +     +       +          +       +        +
EditDraft            ?          -         +      -     -     -       -          -       -        -
SubmitApplication    ?          -         +      -     -     -       -          -       -        -
ReadApplication      ?          -         +      +     +     -       -          -       -        -
AnswerCorrection     ?          -         +      -     -     -       -          -       -        -
WithdrawApplication  ?          -         +      -     -     -       -          -       -        -
ListQueue            ?          -         -      +     +     -       -          -       -        -
TakeApplication      ?          -         -      +     +     -       -          -       -        -
AssignApplication    ?          -         -      -     +     -       -          -       -        -
RequestCorrection    ?          -         -      +     +     -       -          -       -        -
DecideApplication    ?          -         -      +     +     -       -          -       -        -
GiveVisa             ?          -         -      +     +     -       -          -       -        -
SignDecision         ?          -         -      -     +     -       -          -       -        -
GiveOpinion          ?          -         -      +     +     -       -          -       -        -
ExtendTerm           ?          -         -      -     +     -       -          -       -        -
SpeakAtHearing       ?          -         +      +     +     -       -          -       -        -
WriteMessage         ?          -         +      +     +     -       -          -       -        -
AppealDecision       ?          -         +      -     -     -       -          -       -        -
DecideAppeal         ?          -         -      -     +     -       -          -       -        -
RateService          ?          -         +      -     -     -       -          -       -        -
ReadUnitFigures      ?          -         -      -     +     -       -          -       -        -
ImportProjects       ?          -         -      -     -     -       -          -       -        +
EditProject          ?          -         -      -     -     -       -          +       -        -
PublishRelease       ?          -         -      -     -     -       -          +       -        -
WriteComment         ?          +         +      +     +     +       +          +       +        +
ModerateComment      ?          -         -      -     -     -       +          -       -        -
AnswerComment        ?          -         -      -     -     -       -          +       -        -
ReopenQuestion       ?          -         +      -     -     -       -          -       -        -
ConductHearing       ?          -         -      -     -     -       -          +       -        -
TakePartInHearing    ?          +         +      +     +     +       +          +       +        +
FollowProjects       ?          +         +      +     +     +       +          +       +        +
StopLetters          +          +         +      +     +     +       +          +       +        +
LearnWithProgress    +          +         +      +     +     +       +          +       +        +
EditCourse           ?          -         -      -     -     -       -          -       +        -
ReadClassProgress    ?          -         -      -     -     -       -          -       +        -
TakeTest             +          +         +      +     +     +       +          +       +        +
ReadItemStatistics   ?          -         -      -     -     -       -          -       +        +
ClaimCertificate     +          +         +      +     +     +       +          +       +        +
RevokeCertificate    ?          -         -      -     -     -       -          -       +        +
AnnounceClass        ?          -         -      -     -     -       -          -       +        -
EnrolInClass         ?          +         +      +     +     +       +          +       +        +
LeaveClass           ?          -         +      -     -     -       -          -       -        -
EnrolVisitor         ?          -         -      -     -     +       -          -       +        -
ReadEnrolments       ?          -         -      -     -     +       -          -       +        -
RecordAttendance     ?          -         -      -     -     -       -          -       +        -
ConfirmAttendance    ?          +         +      +     +     +       +          +       +        +
AskTeacher           ?          +         +      +     +     +       +          +       +        +
AnswerQuestion       ?          -         -      -     -     -       -          -       +        -
";

const OWNER: u128 = 1;
const OTHER: u128 = 2;
const UNIT: UnitId = UnitId(Uuid::from_u128(10));
const ANOTHER_UNIT: UnitId = UnitId(Uuid::from_u128(11));

fn person(id: u128, roles: Vec<Grant>, second_factor: bool) -> Actor {
    Actor::Person(SignedIn {
        person: PersonId(Uuid::from_u128(id)),
        session: Uuid::from_u128(id).into(),
        display_name: String::new(),
        identity: IdentityLevel::Verified,
        roles,
        second_factor,
    })
}

fn staff(role: Role, unit: Option<UnitId>, second_factor: bool) -> Actor {
    person(OTHER, vec![Grant { role, unit }], second_factor)
}

fn mark(actor: &Actor, action: Action) -> char {
    let scope = Scope::owned_by(PersonId(Uuid::from_u128(OWNER))).with_unit(Some(UNIT));
    match permit(actor, action, scope) {
        Ok(()) => '+',
        Err(ServiceError::SignInNeeded) => '?',
        Err(ServiceError::Forbidden) => '-',
        Err(ServiceError::SecondFactorNeeded) => '2',
        Err(other) => panic!("{action:?}: {other}"),
    }
}

/// The lines of the table: the action and its marks.
fn lines() -> Vec<(Action, Vec<char>)> {
    TABLE
        .lines()
        .skip(2)
        .map(|line| {
            let mut words = line.split_whitespace();
            let name = words.next().unwrap();
            let action = Action::ALL
                .into_iter()
                .find(|action| format!("{action:?}") == name)
                .unwrap_or_else(|| panic!("there is no action {name}"));
            let marks = words.map(|word| word.chars().next().unwrap()).collect();
            (action, marks)
        })
        .collect()
}

#[test]
fn the_table_holds_every_action_once_and_every_role() {
    let actions: Vec<Action> = lines().into_iter().map(|(action, _)| action).collect();
    assert_eq!(actions, Action::ALL);
    assert!(
        lines()
            .iter()
            .all(|(_, marks)| marks.len() == 3 + Role::ALL.len())
    );
}

#[test]
fn everybody_may_what_the_table_says() {
    for (action, marks) in lines() {
        let mut found = vec![
            mark(&Actor::Anonymous, action),
            mark(&person(OTHER, Vec::new(), false), action),
            mark(&person(OWNER, Vec::new(), false), action),
        ];
        found.extend(Role::ALL.map(|role| mark(&staff(role, Some(UNIT), true), action)));
        assert_eq!(found, marks, "{action:?}");
        let everywhere = Role::ALL.map(|role| mark(&staff(role, None, true), action));
        assert_eq!(everywhere[..], marks[3..], "{action:?}, in the whole community");
    }
}

#[test]
fn a_role_is_worth_nothing_in_another_unit_and_waits_for_the_second_factor() {
    for (action, marks) in lines() {
        let resident = marks[1];
        for (role, allowed) in Role::ALL.into_iter().zip(&marks[3..]) {
            let elsewhere = mark(&staff(role, Some(ANOTHER_UNIT), true), action);
            assert_eq!(elsewhere, resident, "{action:?} by {role:?} of another unit");
            let unproved = mark(&staff(role, Some(UNIT), false), action);
            let expected = if *allowed == '+' && resident != '+' {
                '2'
            } else {
                resident
            };
            assert_eq!(
                unproved, expected,
                "{action:?} by {role:?} without the second factor"
            );
        }
    }
}

#[test]
fn the_program_itself_may_do_everything() {
    assert!(
        Action::ALL
            .iter()
            .all(|action| mark(&Actor::System, *action) == '+')
    );
}
