//! Approval of a draft decision: colleagues give their visas one after another or all at once, and somebody who did not write
//! the draft signs it. A draft that was changed is another version with visas of its own.

use crate::actor::Role;
use crate::field::{FieldError, Problem};
use crate::id::PersonId;
use serde::{Deserialize, Serialize};

/// So many colleagues can be asked about one draft.
pub const MOST_VISAS: usize = 5;

/// What a card demands of every decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRule {
    /// At least so many visas.
    pub visas: u32,
    #[serde(default)]
    pub signer: Signer,
}

/// Who signs a draft that has its visas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signer {
    #[default]
    UnitHead,
    /// Any officer of the unit, or its head.
    CaseOfficer,
}

impl Signer {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnitHead => "unit_head",
            Self::CaseOfficer => "case_officer",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::UnitHead, Self::CaseOfficer]
            .into_iter()
            .find(|signer| signer.code() == code)
    }

    /// Whether somebody with this role can sign.
    #[must_use]
    pub const fn is(self, role: Role) -> bool {
        matches!(
            (self, role),
            (_, Role::UnitHead) | (Self::CaseOfficer, Role::CaseOfficer)
        )
    }
}

/// In which order colleagues are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// One after another: the next is asked when the one before has approved.
    Series,
    /// All at once.
    Parallel,
}

impl Order {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Parallel => "parallel",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Series, Self::Parallel]
            .into_iter()
            .find(|order| order.code() == code)
    }
}

/// What a colleague said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VisaOutcome {
    Approved,
    /// The draft goes back to its author with a remark.
    Returned,
}

impl VisaOutcome {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Returned => "returned",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Approved, Self::Returned]
            .into_iter()
            .find(|outcome| outcome.code() == code)
    }
}

/// What became of a version of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DraftOutcome {
    Signed,
    /// Sent back with a remark.
    Returned,
    /// Taken back by its author.
    Recalled,
    /// A newer version was sent instead.
    Replaced,
    /// The application was closed before it was signed.
    Dropped,
}

impl DraftOutcome {
    pub const ALL: [Self; 5] = [
        Self::Signed,
        Self::Returned,
        Self::Recalled,
        Self::Replaced,
        Self::Dropped,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Returned => "returned",
            Self::Recalled => "recalled",
            Self::Replaced => "replaced",
            Self::Dropped => "dropped",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// The version of a draft that is under approval, as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Counted from 1 for each application.
    pub number: i64,
    pub author: PersonId,
    pub is_granted: bool,
    pub order: Order,
    /// Who was asked, in order, and what they have said.
    pub visas: Vec<(PersonId, Option<VisaOutcome>)>,
}

impl Round {
    /// Whose turn it is, by position.
    #[must_use]
    pub fn waiting(&self) -> Vec<usize> {
        if self.is_returned() {
            return Vec::new();
        }
        let undecided = self.visas.iter().enumerate();
        let undecided = undecided.filter(|(_, (_, outcome))| outcome.is_none());
        let positions = undecided.map(|(position, _)| position);
        match self.order {
            Order::Series => positions.take(1).collect(),
            Order::Parallel => positions.collect(),
        }
    }

    /// The position of the visa that waits for somebody.
    #[must_use]
    pub fn waits_for(&self, person: PersonId) -> Option<usize> {
        self.waiting().into_iter().find(|position| {
            self.visas
                .get(*position)
                .is_some_and(|(asked, _)| *asked == person)
        })
    }

    /// Whether somebody has said what they had to say.
    #[must_use]
    pub fn was_answered_by(&self, person: PersonId) -> bool {
        self.visas
            .iter()
            .any(|(asked, outcome)| *asked == person && outcome.is_some())
    }

    /// Whether every visa is there, so that it can be signed.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.visas
            .iter()
            .all(|(_, outcome)| *outcome == Some(VisaOutcome::Approved))
    }

    fn is_returned(&self) -> bool {
        self.visas
            .iter()
            .any(|(_, outcome)| *outcome == Some(VisaOutcome::Returned))
    }
}

/// The name of the form's field for the visa at a position.
#[must_use]
pub fn visa_field(position: usize) -> String {
    format!("visa_{}", position + 1)
}

/// Those who are asked, in the order in which they were chosen; places left empty are none. The author and the applicant are no
/// colleagues.
///
/// # Errors
/// What is wrong, at the field of each place.
pub fn accept_visas(
    chosen: &[String],
    colleagues: &[PersonId],
    least: usize,
) -> Result<Vec<PersonId>, Vec<FieldError>> {
    let mut asked: Vec<PersonId> = Vec::new();
    let mut errors = Vec::new();
    for (position, text) in chosen.iter().enumerate() {
        let field = visa_field(position);
        if text.trim().is_empty() {
            continue;
        }
        match text.parse::<PersonId>() {
            Ok(person) if asked.contains(&person) => {
                errors.push(FieldError::new(field, Problem::AlreadyTaken));
            }
            Ok(_) if position >= MOST_VISAS => errors.push(FieldError::new(field, Problem::UnknownField)),
            Ok(person) if colleagues.contains(&person) => asked.push(person),
            Ok(_) | Err(_) => errors.push(FieldError::new(field, Problem::NotAChoice)),
        }
    }
    if errors.is_empty() && asked.len() < least.max(1) {
        let empty = chosen.iter().position(|text| text.trim().is_empty());
        let place = empty.unwrap_or(asked.len());
        errors.push(FieldError::new(visa_field(place), Problem::Required));
    }
    if errors.is_empty() { Ok(asked) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn person(number: u128) -> PersonId {
        PersonId::from(Uuid::from_u128(number))
    }

    fn round(order: Order, count: usize) -> Round {
        Round {
            number: 1,
            author: person(100),
            is_granted: true,
            order,
            visas: (0..count).map(|index| (person(index as u128), None)).collect(),
        }
    }

    fn text(number: u128) -> String {
        person(number).to_string()
    }

    #[test]
    fn codes_name_one_thing_each() {
        for outcome in DraftOutcome::ALL {
            assert_eq!(DraftOutcome::of_code(outcome.code()), Some(outcome));
        }
        for order in [Order::Series, Order::Parallel] {
            assert_eq!(Order::of_code(order.code()), Some(order));
        }
        for signer in [Signer::UnitHead, Signer::CaseOfficer] {
            assert_eq!(Signer::of_code(signer.code()), Some(signer));
        }
        for outcome in [VisaOutcome::Approved, VisaOutcome::Returned] {
            assert_eq!(VisaOutcome::of_code(outcome.code()), Some(outcome));
        }
    }

    #[test]
    fn a_head_signs_everything_and_an_officer_what_the_card_leaves_to_them() {
        let table = [
            (Signer::UnitHead, Role::UnitHead, true),
            (Signer::UnitHead, Role::CaseOfficer, false),
            (Signer::CaseOfficer, Role::UnitHead, true),
            (Signer::CaseOfficer, Role::CaseOfficer, true),
            (Signer::CaseOfficer, Role::Administrator, false),
        ];
        for (signer, role, can) in table {
            assert_eq!(signer.is(role), can, "{signer:?}, {role:?}");
        }
    }

    #[test]
    fn those_who_are_asked_are_colleagues_each_of_them_once() {
        let colleagues = [person(1), person(2), person(3)];
        let chosen = |numbers: &[u128]| -> Vec<String> {
            let mut places: Vec<String> = numbers
                .iter()
                .map(|number| {
                    if *number == 0 {
                        String::new()
                    } else {
                        text(*number)
                    }
                })
                .collect();
            places.resize(MOST_VISAS, String::new());
            places
        };
        let wrong = |field: &str, problem| Err(vec![FieldError::new(field, problem)]);
        assert_eq!(
            accept_visas(&chosen(&[2, 0, 1]), &colleagues, 1),
            Ok(vec![person(2), person(1)])
        );
        assert_eq!(
            accept_visas(&chosen(&[]), &colleagues, 0),
            wrong("visa_1", Problem::Required),
            "at least one is asked"
        );
        assert_eq!(
            accept_visas(&chosen(&[1]), &colleagues, 2),
            wrong("visa_2", Problem::Required)
        );
        assert_eq!(
            accept_visas(&chosen(&[1, 1]), &colleagues, 1),
            wrong("visa_2", Problem::AlreadyTaken)
        );
        assert_eq!(
            accept_visas(&chosen(&[9]), &colleagues, 1),
            wrong("visa_1", Problem::NotAChoice)
        );
        assert_eq!(
            accept_visas(&["somebody".to_owned()], &colleagues, 1),
            wrong("visa_1", Problem::NotAChoice)
        );
    }

    fn any_order() -> impl Strategy<Value = Order> {
        prop_oneof![Just(Order::Series), Just(Order::Parallel)]
    }

    proptest! {
        /// Whoever turns up, whenever: only those whose turn it is are heard.
        #[test]
        fn visas_are_given_in_turn_and_all_of_them_make_it_complete(
            order in any_order(),
            count in 1_usize..=MOST_VISAS,
            callers in proptest::collection::vec((0_u128..6, proptest::bool::weighted(0.9)), 0..40),
        ) {
            let mut round = round(order, count);
            for (caller, approves) in callers {
                let before = round.waiting();
                let turn = round.waits_for(person(caller));
                prop_assert_eq!(turn.is_some(), before.iter().any(|position| *position as u128 == caller));
                if let Some(position) = turn {
                    let earlier = &round.visas[..position];
                    if order == Order::Series {
                        prop_assert!(earlier.iter().all(|(_, outcome)| *outcome == Some(VisaOutcome::Approved)));
                    }
                    let outcome = if approves { VisaOutcome::Approved } else { VisaOutcome::Returned };
                    round.visas[position].1 = Some(outcome);
                    prop_assert!(round.was_answered_by(person(caller)));
                    prop_assert!(round.waits_for(person(caller)).is_none(), "nobody is heard twice");
                }
                let returned = round.visas.iter().any(|(_, outcome)| *outcome == Some(VisaOutcome::Returned));
                prop_assert!(!returned || round.waiting().is_empty(), "a returned draft waits for nobody");
                prop_assert_eq!(round.is_complete(), round.waiting().is_empty() && !returned);
                prop_assert!(order == Order::Parallel || round.waiting().len() <= 1);
            }
        }
    }
}
