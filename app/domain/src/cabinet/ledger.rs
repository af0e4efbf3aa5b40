//! The time ledger: whose each day of an application was, from its events alone.
//!
//! Days are counted as terms are, from the day after an event. A day belongs to whoever had the application when the
//! day began, so the day on which somebody handed it on is still theirs. Days of a closed application are nobody's.

use super::application::{Command, State, next};
use super::view::HappenedKind;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Who had the application on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The applicant was to mend something or to speak.
    Applicant,
    /// The unit of the city.
    Unit,
    /// Another body, on which the decision depends.
    External,
    /// The law stopped the clock.
    Law,
}

impl Side {
    pub const ALL: [Self; 4] = [Self::Unit, Self::Applicant, Self::External, Self::Law];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Unit => "unit",
            Self::External => "external",
            Self::Law => "law",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.code() == code)
    }
}

/// An event that moved the application, on its civil day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    pub did: HappenedKind,
    pub day: Date,
    /// Whose the days of a suspension are, by the ground of the card; without it they are the law's.
    pub suspended_for: Option<Side>,
}

/// Days in a row in one state: from the day after `from` to `to`, which counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub state: State,
    pub side: Side,
    pub from: Date,
    pub to: Date,
}

impl Stretch {
    #[must_use]
    pub fn days(&self) -> u32 {
        days_between(self.from, self.to)
    }
}

/// How many days each side had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Days {
    pub applicant: u32,
    pub unit: u32,
    pub external: u32,
    pub law: u32,
}

impl Days {
    #[must_use]
    pub const fn of(&self, side: Side) -> u32 {
        match side {
            Side::Applicant => self.applicant,
            Side::Unit => self.unit,
            Side::External => self.external,
            Side::Law => self.law,
        }
    }

    #[must_use]
    pub const fn total(&self) -> u32 {
        self.applicant
            .saturating_add(self.unit)
            .saturating_add(self.external)
            .saturating_add(self.law)
    }

    pub const fn add(&mut self, side: Side, days: u32) {
        let place = match side {
            Side::Applicant => &mut self.applicant,
            Side::Unit => &mut self.unit,
            Side::External => &mut self.external,
            Side::Law => &mut self.law,
        };
        *place = place.saturating_add(days);
    }

    /// The sum of stretches.
    #[must_use]
    pub fn sum<'a>(stretches: impl IntoIterator<Item = &'a Stretch>) -> Self {
        let mut days = Self::default();
        for stretch in stretches {
            days.add(stretch.side, stretch.days());
        }
        days
    }
}

/// Days from one day to a later one; 0 when it is not later.
#[must_use]
pub fn days_between(from: Date, to: Date) -> u32 {
    from.until(to)
        .ok()
        .and_then(|span| u32::try_from(span.get_days()).ok())
        .unwrap_or(0)
}

/// The whole ledger of an application. The moves must be in the order of time, the submission first; an open
/// application is counted up to `today`.
#[must_use]
pub fn stretches(moves: &[Move], today: Date) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut holder: Option<(State, Side, Date)> = None;
    let mut state = State::Registered;
    for step in moves {
        if let Some((state, side, since)) = holder {
            push(&mut stretches, state, side, since, step.day);
        }
        state = match step.did {
            HappenedKind::Submitted => State::Registered,
            // A move that the machine refuses is none: the state stays as it was.
            HappenedKind::Did(command) => next(state, command).unwrap_or(state),
        };
        holder = side_of(state, step).map(|side| (state, side, step.day));
    }
    if let Some((state, side, since)) = holder {
        push(&mut stretches, state, side, since, today);
    }
    stretches
}

fn push(stretches: &mut Vec<Stretch>, state: State, side: Side, from: Date, to: Date) {
    if to <= from {
        return;
    }
    match stretches.last_mut() {
        Some(last) if last.state == state && last.side == side && last.to == from => last.to = to,
        _ => stretches.push(Stretch {
            state,
            side,
            from,
            to,
        }),
    }
}

const fn side_of(state: State, step: &Move) -> Option<Side> {
    match state {
        State::Registered | State::InReview | State::Approval | State::Appealed => Some(Side::Unit),
        State::Returned | State::Hearing => Some(Side::Applicant),
        State::Suspended => match (step.did, step.suspended_for) {
            (HappenedKind::Did(Command::Suspend), Some(side)) => Some(side),
            _ => Some(Side::Law),
        },
        State::Granted | State::Refused | State::Withdrawn | State::Upheld => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const MONDAY: Date = date(2026, 11, 23);

    fn day(offset: i32) -> Date {
        MONDAY.checked_add(jiff::Span::new().days(offset)).unwrap()
    }

    fn submitted(offset: i32) -> Move {
        Move {
            did: HappenedKind::Submitted,
            day: day(offset),
            suspended_for: None,
        }
    }

    fn did(command: Command, offset: i32) -> Move {
        Move {
            did: HappenedKind::Did(command),
            day: day(offset),
            suspended_for: None,
        }
    }

    #[test]
    fn each_side_gets_its_days() {
        let suspended = Move {
            suspended_for: Some(Side::External),
            ..did(Command::Suspend, 9)
        };
        let moves = [
            submitted(0),
            did(Command::Take, 1),
            did(Command::RequestCorrection, 3),
            did(Command::Correct, 8),
            suspended,
            did(Command::Resume, 19),
            did(Command::Grant, 20),
        ];
        let ledger = stretches(&moves, day(90));
        assert_eq!(
            Days::sum(&ledger),
            Days {
                unit: 3 + 1 + 1,
                applicant: 5,
                external: 10,
                law: 0
            }
        );
        assert_eq!(Days::sum(&ledger).total(), 20);
    }

    #[test]
    fn a_suspension_without_a_side_is_the_laws() {
        let moves = [
            submitted(0),
            did(Command::Take, 0),
            did(Command::Suspend, 2),
            did(Command::Resume, 5),
        ];
        assert_eq!(
            Days::sum(&stretches(&moves, day(6))),
            Days {
                unit: 3,
                law: 3,
                ..Days::default()
            }
        );
    }

    #[test]
    fn what_happened_within_a_day_takes_no_days() {
        let moves = [submitted(0), did(Command::Take, 0), did(Command::Grant, 0)];
        assert_eq!(stretches(&moves, day(30)), []);
    }

    #[test]
    fn a_longer_term_does_not_break_a_stretch() {
        let moves = [submitted(0), did(Command::Take, 1), did(Command::Extend, 4)];
        let ledger = stretches(&moves, day(9));
        assert_eq!(ledger.len(), 2);
        assert_eq!(ledger.last().map(Stretch::days), Some(8));
    }

    #[test]
    fn days_after_the_end_are_nobodys_until_a_complaint() {
        let moves = [
            submitted(0),
            did(Command::Take, 0),
            did(Command::Refuse, 4),
            did(Command::Appeal, 14),
            did(Command::Annul, 17),
        ];
        let ledger = stretches(&moves, day(19));
        assert_eq!(Days::sum(&ledger).total(), 4 + 3 + 2);
    }

    fn any_side() -> impl Strategy<Value = Option<Side>> {
        proptest::sample::select(vec![
            None,
            Some(Side::External),
            Some(Side::Applicant),
            Some(Side::Law),
        ])
    }

    /// A walk that the machine allows, with days between its steps.
    fn walk(steps: &[(usize, i32, Option<Side>)]) -> Vec<Move> {
        let (mut moves, mut state, mut offset) = (vec![submitted(0)], State::Registered, 0);
        for (choice, gap, side) in steps {
            let allowed: Vec<Command> = Command::ALL
                .into_iter()
                .filter(|command| next(state, *command).is_ok())
                .collect();
            let Some(command) = allowed.get(choice % allowed.len().max(1)).copied() else {
                break;
            };
            state = next(state, command).unwrap();
            offset += gap;
            moves.push(Move {
                suspended_for: *side,
                ..did(command, offset)
            });
        }
        moves
    }

    /// The same day by day: whoever had it when the day began.
    fn day_by_day(moves: &[Move], today: Date) -> Days {
        let mut days = Days::default();
        let mut day = moves.first().unwrap().day.tomorrow().unwrap();
        while day <= today {
            let (mut state, mut last) = (State::Registered, moves.first().unwrap());
            for step in moves.iter().filter(|step| step.day < day) {
                if let HappenedKind::Did(command) = step.did {
                    state = next(state, command).unwrap();
                }
                last = step;
            }
            if let Some(side) = side_of(state, last) {
                days.add(side, 1);
            }
            day = day.tomorrow().unwrap();
        }
        days
    }

    proptest! {
        #[test]
        fn the_days_sum_to_the_whole_duration(
            steps in proptest::collection::vec((0_usize..14, 0_i32..9, any_side()), 0..20),
            rest in 0_i32..30,
        ) {
            let moves = walk(&steps);
            let today = moves.last().unwrap().day.checked_add(jiff::Span::new().days(rest)).unwrap();
            let ledger = stretches(&moves, today);
            prop_assert_eq!(Days::sum(&ledger), day_by_day(&moves, today));
            let whole = days_between(moves.first().unwrap().day, today);
            prop_assert!(Days::sum(&ledger).total() <= whole);
            if moves.iter().all(|step| !matches!(step.did, HappenedKind::Did(Command::Grant | Command::Refuse | Command::Withdraw | Command::Uphold))) {
                prop_assert_eq!(Days::sum(&ledger).total(), whole, "an application that was never closed has all its days");
            }
        }

        #[test]
        fn stretches_follow_each_other(steps in proptest::collection::vec((0_usize..14, 0_i32..9, any_side()), 0..20)) {
            let moves = walk(&steps);
            let ledger = stretches(&moves, moves.last().unwrap().day);
            for pair in ledger.windows(2) {
                prop_assert!(pair[0].to <= pair[1].from);
                prop_assert!(pair[0].from < pair[0].to);
                prop_assert!(pair[0].to < pair[1].from || (pair[0].state, pair[0].side) != (pair[1].state, pair[1].side));
            }
        }
    }
}
