//! What somebody can do to an application now: the one rule that services obey and pages draw their buttons by.

use super::application::{Command, State, next, rule};
use super::approval::{Round, Signer};
use super::card::ServiceCard;
use crate::access::{Action, Scope, permit};
use crate::id::{PersonId, UnitId};
use crate::{Actor, ServiceError, ServiceResult};
use jiff::civil::Date;

/// What of an application decides who can do what.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    pub state: State,
    /// The applicant.
    pub owner: PersonId,
    pub unit: UnitId,
    /// Who has it, or who had it when it was decided.
    pub officer: Option<PersonId>,
    pub card: &'a ServiceCard,
    /// Whether the longer term of the card was set already.
    pub is_extended: bool,
    /// Whether the applicant may still speak today.
    pub hearing_lasts: bool,
    /// The draft that waits for visas or for its signature.
    pub round: Option<&'a Round>,
    /// Who signed the decision, when that was somebody else than the officer.
    pub signer: Option<PersonId>,
    /// Who made the last decision that was complained about, and who signed it.
    pub deciders: [Option<PersonId>; 2],
}

impl Standing<'_> {
    /// Who signs a draft here.
    fn signed_by(&self) -> Signer {
        self.card.approval.map(|rule| rule.signer).unwrap_or_default()
    }
}

/// Says why the actor cannot carry out a command now.
///
/// # Errors
/// What [`permit`] says, a code of [`rule`], or [`ServiceError::NotFound`] for what the card does not know.
pub fn permitted(actor: &Actor, command: Command, standing: &Standing<'_>) -> ServiceResult<()> {
    let scope = Scope::owned_by(standing.owner).with_unit(Some(standing.unit));
    permit(actor, command.action(), scope)?;
    next(standing.state, command).map_err(ServiceError::Rule)?;
    let reader = actor.person_id();
    let is_owner = reader == Some(standing.owner);
    let mine = || {
        if standing.officer.is_some() && standing.officer == reader {
            Ok(())
        } else {
            Err(ServiceError::Rule(rule::NOT_YOURS))
        }
    };
    let known = |is_known: bool| {
        if is_known {
            Ok(())
        } else {
            Err(ServiceError::NotFound)
        }
    };
    match command {
        Command::Take if is_owner => Err(ServiceError::Rule(rule::OWN_APPLICATION)),
        Command::Take if reader.is_some() && standing.deciders.contains(&reader) => {
            Err(ServiceError::Rule(rule::OWN_DECISION))
        }
        Command::RequestCorrection
        | Command::Resume
        | Command::SendForApproval
        | Command::RecallDraft
        | Command::AskOpinion => mine(),
        // It is answered on a page that has a rule of its own.
        Command::GiveOpinion => Err(ServiceError::NotFound),
        Command::Grant | Command::Refuse => match standing.round {
            Some(round) => known(round.is_granted == (command == Command::Grant))
                .and_then(|()| sign(actor, standing, round)),
            None if standing.state == State::Approval => Err(ServiceError::Rule(rule::NO_DRAFT)),
            None => mine().and(match standing.card.approval {
                Some(_) => Err(ServiceError::Rule(rule::APPROVAL_NEEDED)),
                None => Ok(()),
            }),
        },
        Command::GiveVisa => visa(reader, standing),
        // Whoever could sign it can also send it back.
        Command::ReturnDraft => visa(reader, standing).or_else(|error| match standing.round {
            Some(round) => sign(actor, standing, round),
            None => Err(error),
        }),
        Command::Suspend => known(!standing.card.suspension_grounds.is_empty()).and_then(|()| mine()),
        Command::Forward => known(standing.card.forwarding.is_some()).and_then(|()| mine()),
        Command::IntendRefusal => known(standing.card.hearing_required).and_then(|()| mine()),
        Command::Extend if standing.is_extended => Err(ServiceError::Rule(rule::EXTENDED_ALREADY)),
        Command::Extend => known(standing.card.extended_term().is_some()),
        // The applicant speaks; the officer waits until the day has passed.
        Command::EndHearing if is_owner => Ok(()),
        Command::EndHearing => mine().and({
            if standing.hearing_lasts {
                Err(ServiceError::Rule(rule::HEARING_LASTS))
            } else {
                Ok(())
            }
        }),
        Command::Uphold | Command::Annul
            if is_owner || [standing.officer, standing.signer].contains(&reader) =>
        {
            Err(ServiceError::Rule(rule::OWN_DECISION))
        }
        Command::Take
        | Command::Correct
        | Command::Withdraw
        | Command::Appeal
        | Command::Uphold
        | Command::Annul => Ok(()),
    }
}

/// Why a visa does not wait for the reader.
fn visa(reader: Option<PersonId>, standing: &Standing<'_>) -> ServiceResult<()> {
    let round = standing.round.ok_or(ServiceError::Rule(rule::NO_DRAFT))?;
    let turn = reader.and_then(|reader| round.waits_for(reader));
    turn.map(|_| ()).ok_or(ServiceError::Rule(rule::NOT_YOUR_VISA))
}

/// Why the reader cannot sign a draft: never its author, never the applicant, and not before every visa is there.
fn sign(actor: &Actor, standing: &Standing<'_>, round: &Round) -> ServiceResult<()> {
    let action = match standing.signed_by() {
        Signer::UnitHead => Action::SignDecision,
        Signer::CaseOfficer => Action::DecideApplication,
    };
    permit(
        actor,
        action,
        Scope::owned_by(standing.owner).with_unit(Some(standing.unit)),
    )?;
    let reader = actor.person_id();
    if reader == Some(standing.owner) {
        Err(ServiceError::Rule(rule::OWN_APPLICATION))
    } else if reader == Some(round.author) {
        Err(ServiceError::Rule(rule::OWN_DRAFT))
    } else if !round.is_complete() {
        Err(ServiceError::Rule(rule::VISAS_AWAITED))
    } else {
        Ok(())
    }
}

/// What the reader can do now, in the order of the commands.
#[must_use]
pub fn offered(actor: &Actor, standing: &Standing<'_>) -> Vec<Command> {
    Command::ALL
        .into_iter()
        .filter(|command| permitted(actor, *command, standing).is_ok())
        .collect()
}

/// What the role of the reader and the state would allow, but a rule forbids this reader or forbids today: told beside the
/// place where the button would stand.
#[must_use]
pub fn hindered(actor: &Actor, standing: &Standing<'_>) -> Option<&'static str> {
    [
        Command::Take,
        Command::EndHearing,
        Command::Grant,
        Command::Refuse,
        Command::Uphold,
    ]
    .into_iter()
    .find_map(|command| match permitted(actor, command, standing) {
        Err(ServiceError::Rule(
            code @ (rule::OWN_APPLICATION
            | rule::OWN_DECISION
            | rule::HEARING_LASTS
            | rule::OWN_DRAFT
            | rule::APPROVAL_NEEDED),
        )) => Some(code),
        Ok(()) | Err(_) => None,
    })
}

/// The days on which an applicant may be awaited: from tomorrow, so that there is time to read and answer, until the day before
/// the application is due, so that there is time to decide. A term that leaves no such day leaves only tomorrow.
///
/// ```
/// use domain::cabinet::offer::days_to_answer;
/// use jiff::civil::date;
/// let today = date(2026, 11, 23);
/// assert_eq!(days_to_answer(today, Some(date(2026, 12, 18))), (date(2026, 11, 24), Some(date(2026, 12, 17))));
/// assert_eq!(days_to_answer(today, Some(date(2026, 11, 20))), (date(2026, 11, 24), Some(date(2026, 11, 24))));
/// assert_eq!(days_to_answer(today, None), (date(2026, 11, 24), None));
/// ```
#[must_use]
pub fn days_to_answer(today: Date, due: Option<Date>) -> (Date, Option<Date>) {
    let first = today.tomorrow().unwrap_or(today);
    let last = due.map(|due| due.yesterday().unwrap_or(due).max(first));
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{Grant, IdentityLevel, Role, SignedIn};
    use crate::cabinet::approval::{ApprovalRule, Order, VisaOutcome};
    use uuid::Uuid;

    /// A card on which everything can be done.
    fn sample() -> ServiceCard {
        let text = serde_json::json!({ "uk": "а", "en": "a" });
        let ground = serde_json::json!({ "code": "a", "text": text, "citation": text });
        let card = serde_json::json!({
            "code": "S99", "version": 1, "category": "city", "name": text, "summary": text, "unit": "unit",
            "identity": "email", "who": text, "documents": [], "fee": text, "result": text,
            "terms": [{ "code": "longer", "name": text, "number": 20, "unit": "working_day", "by_extension": true }],
            "refusal_grounds": [ground], "suspension_grounds": [ground], "hearing_required": true, "forwarding": text, "appeal": text,
            "law": [], "stages": [],
        });
        serde_json::from_value(card).unwrap()
    }

    /// A state, and what the applicant, the officer who has it, and another head can do.
    type Row<'a> = (State, &'a [Command], &'a [Command], &'a [Command]);

    const OWNER: u128 = 1;
    const OFFICER: u128 = 2;
    const OTHER: u128 = 3;

    fn person(id: u128) -> PersonId {
        PersonId::from(Uuid::from_u128(id))
    }

    fn actor(id: u128, role: Option<Role>) -> Actor {
        Actor::Person(SignedIn {
            person: person(id),
            session: Uuid::from_u128(id).into(),
            display_name: String::new(),
            identity: IdentityLevel::Verified,
            roles: role.map(|role| Grant { role, unit: None }).into_iter().collect(),
            second_factor: true,
        })
    }

    fn standing(card: &ServiceCard, state: State) -> Standing<'_> {
        Standing {
            state,
            owner: person(OWNER),
            unit: UnitId::from(Uuid::from_u128(9)),
            officer: Some(person(OFFICER)),
            card,
            is_extended: false,
            hearing_lasts: true,
            round: None,
            signer: None,
            deciders: [None, None],
        }
    }

    #[test]
    fn what_is_offered_is_what_the_state_the_role_and_the_person_allow() {
        use Command::{
            Annul, Appeal, AskOpinion, Correct, EndHearing, Extend, Forward, Grant, IntendRefusal,
            RecallDraft, Refuse, RequestCorrection, Resume, SendForApproval, Suspend, Take, Uphold, Withdraw,
        };
        let card = sample();
        let working = [
            RequestCorrection,
            Suspend,
            IntendRefusal,
            SendForApproval,
            AskOpinion,
            Grant,
            Refuse,
            Forward,
        ];
        let table: [Row<'_>; 12] = [
            // state, the applicant, the officer who has it, another head
            (State::Registered, &[Withdraw], &[Take], &[Take]),
            (State::InReview, &[Withdraw], &working, &[Extend]),
            (State::Returned, &[Correct, Withdraw], &[], &[]),
            (State::Suspended, &[Withdraw], &[Resume], &[]),
            (State::Hearing, &[EndHearing, Withdraw], &[], &[]),
            // Of a draft below.
            (
                State::Approval,
                &[Withdraw],
                &[SendForApproval, RecallDraft],
                &[Extend],
            ),
            (State::Granted, &[Appeal], &[], &[]),
            (State::Refused, &[Appeal], &[], &[]),
            (State::Withdrawn, &[], &[], &[]),
            (State::Appealed, &[], &[], &[Uphold, Annul]),
            (State::Upheld, &[], &[], &[]),
            (State::Forwarded, &[Appeal], &[], &[]),
        ];
        for (state, owner, officer, head) in table {
            let standing = standing(&card, state);
            assert_eq!(
                offered(&actor(OWNER, None), &standing),
                owner,
                "{state:?}, applicant"
            );
            assert_eq!(
                offered(&actor(OFFICER, Some(Role::CaseOfficer)), &standing),
                officer,
                "{state:?}, officer"
            );
            assert_eq!(
                offered(&actor(OTHER, Some(Role::UnitHead)), &standing),
                head,
                "{state:?}, head"
            );
            assert_eq!(offered(&actor(OTHER, None), &standing), [], "{state:?}, stranger");
            assert_eq!(offered(&Actor::Anonymous, &standing), [], "{state:?}, nobody");
        }
    }

    fn round(author: u128, order: Order, visas: &[(u128, Option<VisaOutcome>)]) -> Round {
        Round {
            number: 1,
            author: person(author),
            is_granted: true,
            order,
            visas: visas
                .iter()
                .map(|(asked, outcome)| (person(*asked), *outcome))
                .collect(),
        }
    }

    #[test]
    fn a_draft_waits_for_its_visas_in_turn_and_then_for_a_signature_that_is_not_its_authors() {
        use Command::{Extend, GiveVisa, Grant, RecallDraft, ReturnDraft, SendForApproval, Withdraw};
        const THIRD: u128 = 4;
        const APPROVED: Option<VisaOutcome> = Some(VisaOutcome::Approved);
        // a draft, and what its author, the first and the second colleague, and the head can do
        type Line<'a> = (Round, [&'a [Command]; 4]);
        let card = sample();
        let author = [SendForApproval, RecallDraft];
        let visa = [GiveVisa, ReturnDraft];
        let table: [Line<'_>; 5] = [
            (
                round(OFFICER, Order::Series, &[(OTHER, None), (THIRD, None)]),
                [&author, &visa, &[], &[Extend]],
            ),
            (
                round(OFFICER, Order::Series, &[(OTHER, APPROVED), (THIRD, None)]),
                [&author, &[], &visa, &[Extend]],
            ),
            (
                round(OFFICER, Order::Parallel, &[(OTHER, None), (THIRD, None)]),
                [&author, &visa, &visa, &[Extend]],
            ),
            (
                round(OFFICER, Order::Parallel, &[(OTHER, APPROVED), (THIRD, None)]),
                [&author, &[], &visa, &[Extend]],
            ),
            (
                round(OFFICER, Order::Parallel, &[(OTHER, APPROVED), (THIRD, APPROVED)]),
                [&author, &[], &[], &[ReturnDraft, Grant, Extend]],
            ),
        ];
        for (round, expected) in table {
            let standing = Standing {
                round: Some(&round),
                ..standing(&card, State::Approval)
            };
            let readers = [
                (OFFICER, Role::CaseOfficer),
                (OTHER, Role::CaseOfficer),
                (THIRD, Role::CaseOfficer),
                (5, Role::UnitHead),
            ];
            for ((reader, role), expected) in readers.into_iter().zip(expected) {
                let mut found = offered(&actor(reader, Some(role)), &standing);
                let mut expected = expected.to_vec();
                let by_name = |command: &Command| format!("{command:?}");
                found.sort_by_key(by_name);
                expected.sort_by_key(by_name);
                assert_eq!(found, expected, "{reader} of {round:?}");
            }
            assert_eq!(
                offered(&actor(OWNER, Some(Role::UnitHead)), &standing),
                [Extend, Withdraw]
            );
            assert_eq!(offered(&actor(7, None), &standing), []);
        }
    }

    #[test]
    fn whoever_wrote_a_draft_never_signs_it() {
        let mut card = sample();
        let own = round(OFFICER, Order::Series, &[(OTHER, Some(VisaOutcome::Approved))]);
        for signer in [Signer::UnitHead, Signer::CaseOfficer] {
            card.approval = Some(ApprovalRule { visas: 1, signer });
            let standing = Standing {
                round: Some(&own),
                ..standing(&card, State::Approval)
            };
            let author = actor(OFFICER, Some(Role::UnitHead));
            let refused = permitted(&author, Command::Grant, &standing);
            assert!(matches!(refused, Err(ServiceError::Rule(rule::OWN_DRAFT))));
            assert_eq!(hindered(&author, &standing), Some(rule::OWN_DRAFT));
            let colleague = actor(OTHER, Some(Role::CaseOfficer));
            assert_eq!(
                permitted(&colleague, Command::Grant, &standing).is_ok(),
                signer == Signer::CaseOfficer
            );
            let refusal = permitted(&colleague, Command::Refuse, &standing);
            assert!(refusal.is_err(), "the draft grants");
        }
    }

    #[test]
    fn a_card_that_demands_approval_lets_nobody_decide_alone() {
        let mut card = sample();
        card.approval = Some(ApprovalRule {
            visas: 1,
            signer: Signer::UnitHead,
        });
        let standing = standing(&card, State::InReview);
        let officer = actor(OFFICER, Some(Role::CaseOfficer));
        let offered = offered(&officer, &standing);
        assert!(offered.contains(&Command::SendForApproval));
        assert!(!offered.contains(&Command::Grant) && !offered.contains(&Command::Refuse));
        assert_eq!(hindered(&officer, &standing), Some(rule::APPROVAL_NEEDED));
        let colleague = actor(OTHER, Some(Role::CaseOfficer));
        assert_eq!(hindered(&colleague, &standing), None);
    }

    #[test]
    fn whoever_signed_a_decision_judges_no_complaint_about_it() {
        let card = sample();
        let appealed = Standing {
            signer: Some(person(OTHER)),
            ..standing(&card, State::Appealed)
        };
        let signer = actor(OTHER, Some(Role::UnitHead));
        assert_eq!(offered(&signer, &appealed), []);
        assert_eq!(hindered(&signer, &appealed), Some(rule::OWN_DECISION));
        let annulled = Standing {
            officer: None,
            deciders: [Some(person(OFFICER)), Some(person(OTHER))],
            ..standing(&card, State::Registered)
        };
        assert_eq!(offered(&signer, &annulled), []);
        assert_eq!(
            offered(&actor(5, Some(Role::UnitHead)), &annulled),
            [Command::Take]
        );
    }

    #[test]
    fn a_hindrance_is_told_only_to_whom_it_concerns() {
        let card = sample();
        let officer = actor(OFFICER, Some(Role::CaseOfficer));
        let annulled = Standing {
            officer: None,
            deciders: [Some(person(OFFICER)), None],
            ..standing(&card, State::Registered)
        };
        assert_eq!(hindered(&officer, &annulled), Some(rule::OWN_DECISION));
        let colleague = actor(OTHER, Some(Role::CaseOfficer));
        assert_eq!(hindered(&colleague, &annulled), None);
        assert!(offered(&colleague, &annulled).contains(&Command::Take));
        let own = actor(OWNER, Some(Role::CaseOfficer));
        assert_eq!(
            hindered(&own, &standing(&card, State::Registered)),
            Some(rule::OWN_APPLICATION)
        );
        let heard = standing(&card, State::Hearing);
        assert_eq!(hindered(&officer, &heard), Some(rule::HEARING_LASTS));
        let passed = Standing {
            hearing_lasts: false,
            ..heard
        };
        assert_eq!(hindered(&officer, &passed), None);
        assert_eq!(offered(&officer, &passed), [Command::EndHearing]);
        assert_eq!(hindered(&colleague, &heard), None, "not theirs to end");
        let head = actor(OFFICER, Some(Role::UnitHead));
        assert_eq!(
            hindered(&head, &standing(&card, State::Appealed)),
            Some(rule::OWN_DECISION)
        );
    }

    #[test]
    fn a_card_without_grounds_hearing_longer_term_or_forwarding_offers_none_of_them() {
        let mut card = sample();
        card.forwarding = None;
        card.suspension_grounds.clear();
        card.hearing_required = false;
        card.terms.retain(|term| !term.by_extension);
        let standing = standing(&card, State::InReview);
        let offered = offered(&actor(OFFICER, Some(Role::UnitHead)), &standing);
        assert_eq!(
            offered,
            [
                Command::RequestCorrection,
                Command::SendForApproval,
                Command::AskOpinion,
                Command::Grant,
                Command::Refuse
            ]
        );
    }
}
