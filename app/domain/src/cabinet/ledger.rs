//! The time ledger: whose each day of an application was, from its events alone.
//!
//! Days are counted as terms are, from the day after an event. A day belongs to whoever had the application when the
//! day began, so the day on which somebody handed it on is still theirs. Days of a closed application are nobody's.

use super::application::{Command, State, next};
use super::opinion::Awaited;
use super::view::HappenedKind;
use crate::id::OpinionId;
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
    /// The question that is asked, or answered.
    pub asked: Option<Awaited>,
}

/// Days in a row in one state: from the day after `from` to `to`, which counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub state: State,
    pub side: Side,
    /// The question whose answer was awaited; of several, the one that was asked first.
    pub asked: Option<OpinionId>,
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
    let mut holder: Option<Stretch> = None;
    let mut standing = Standing::default();
    for step in moves {
        if let Some(holder) = holder {
            push(&mut stretches, holder, step.day);
        }
        standing.go(step);
        holder = standing.side().map(|side| Stretch {
            state: standing.state,
            side,
            asked: standing.awaited().map(|asked| asked.opinion),
            from: step.day,
            to: step.day,
        });
    }
    if let Some(holder) = holder {
        push(&mut stretches, holder, today);
    }
    stretches
}

/// What of the moves so far says whose the days are.
#[derive(Debug)]
struct Standing {
    state: State,
    /// Of the last suspension.
    suspended_for: Option<Side>,
    /// The questions that wait for an answer, in the order in which they were asked.
    asked: Vec<Awaited>,
}

impl Default for Standing {
    fn default() -> Self {
        Self {
            state: State::Registered,
            suspended_for: None,
            asked: Vec::new(),
        }
    }
}

impl Standing {
    fn go(&mut self, step: &Move) {
        match step.did {
            HappenedKind::Submitted => self.state = State::Registered,
            HappenedKind::Did(command) => {
                // A move that the machine refuses is none: the state stays as it was.
                self.state = next(self.state, command).unwrap_or(self.state);
                match (command, step.asked) {
                    (Command::Suspend, _) => self.suspended_for = step.suspended_for,
                    (Command::AskOpinion, Some(asked)) => self.asked.push(asked),
                    (Command::GiveOpinion, Some(given)) => {
                        self.asked.retain(|asked| asked.opinion != given.opinion);
                    }
                    _ => {}
                }
            }
        }
        if self.state.is_closed() {
            // Nobody is asked any more.
            self.asked.clear();
        }
    }

    /// The question that the work waits for. While the case is with the applicant or with colleagues it does not.
    fn awaited(&self) -> Option<&Awaited> {
        self.asked.first().filter(|_| self.state == State::InReview)
    }

    fn side(&self) -> Option<Side> {
        match self.state {
            State::InReview if self.awaited().is_some_and(|asked| asked.is_outside) => Some(Side::External),
            State::Registered | State::InReview | State::Approval | State::Appealed => Some(Side::Unit),
            State::Returned | State::Hearing => Some(Side::Applicant),
            State::Suspended => Some(self.suspended_for.unwrap_or(Side::Law)),
            State::Granted | State::Refused | State::Withdrawn | State::Upheld | State::Forwarded => None,
        }
    }
}

fn push(stretches: &mut Vec<Stretch>, holder: Stretch, to: Date) {
    if to <= holder.from {
        return;
    }
    let is_same =
        |last: &Stretch| (last.state, last.side, last.asked) == (holder.state, holder.side, holder.asked);
    match stretches.last_mut() {
        Some(last) if is_same(last) && last.to == holder.from => last.to = to,
        _ => stretches.push(Stretch { to, ..holder }),
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
            asked: None,
        }
    }

    fn did(command: Command, offset: i32) -> Move {
        Move {
            did: HappenedKind::Did(command),
            day: day(offset),
            suspended_for: None,
            asked: None,
        }
    }

    fn question(number: u128) -> OpinionId {
        OpinionId::from(uuid::Uuid::from_u128(number))
    }

    fn about(command: Command, number: u128, is_outside: bool, offset: i32) -> Move {
        Move {
            asked: Some(Awaited {
                opinion: question(number),
                is_outside,
            }),
            ..did(command, offset)
        }
    }

    /// State, side, question and number of days of each stretch.
    fn told(moves: &[Move]) -> Vec<(State, Side, Option<OpinionId>, u32)> {
        stretches(moves, day(90))
            .into_iter()
            .map(|stretch| (stretch.state, stretch.side, stretch.asked, stretch.days()))
            .collect()
    }

    #[test]
    fn days_in_which_another_unit_is_asked_tell_of_its_question() {
        let moves = [
            submitted(0),
            did(Command::Take, 1),
            about(Command::AskOpinion, 1, false, 2),
            about(Command::AskOpinion, 2, false, 3),
            about(Command::GiveOpinion, 1, false, 5),
            did(Command::Suspend, 6),
            about(Command::GiveOpinion, 2, false, 8),
            did(Command::Resume, 9),
            did(Command::Grant, 10),
        ];
        assert_eq!(
            told(&moves),
            [
                (State::Registered, Side::Unit, None, 1),
                (State::InReview, Side::Unit, None, 1),
                (State::InReview, Side::Unit, Some(question(1)), 3),
                (State::InReview, Side::Unit, Some(question(2)), 1),
                (State::Suspended, Side::Law, None, 3),
                (State::InReview, Side::Unit, None, 1),
            ]
        );
    }

    #[test]
    fn days_in_which_a_body_outside_the_city_is_asked_are_that_bodys() {
        let suspended = Move {
            suspended_for: Some(Side::Applicant),
            ..did(Command::Suspend, 5)
        };
        let moves = [
            submitted(0),
            did(Command::Take, 0),
            about(Command::AskOpinion, 1, true, 1),
            about(Command::AskOpinion, 2, false, 2),
            suspended,
            about(Command::GiveOpinion, 1, true, 7),
            did(Command::Resume, 8),
            about(Command::GiveOpinion, 2, false, 9),
            did(Command::Refuse, 11),
            did(Command::Appeal, 12),
            did(Command::Annul, 13),
            did(Command::Take, 14),
            did(Command::Grant, 15),
        ];
        assert_eq!(
            told(&moves),
            [
                (State::InReview, Side::Unit, None, 1),
                (State::InReview, Side::External, Some(question(1)), 4),
                (State::Suspended, Side::Applicant, None, 3),
                (State::InReview, Side::Unit, Some(question(2)), 1),
                (State::InReview, Side::Unit, None, 2),
                (State::Appealed, Side::Unit, None, 1),
                (State::Registered, Side::Unit, None, 1),
                (State::InReview, Side::Unit, None, 1),
            ]
        );
    }

    #[test]
    fn a_question_that_nobody_answered_ends_with_the_case() {
        let moves = [
            submitted(0),
            did(Command::Take, 0),
            about(Command::AskOpinion, 1, true, 1),
            did(Command::Grant, 4),
            did(Command::Appeal, 6),
            did(Command::Annul, 8),
            did(Command::Take, 8),
        ];
        assert_eq!(
            told(&moves).last(),
            Some(&(State::InReview, Side::Unit, None, 90 - 8))
        );
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
        let (mut asked, mut given) = (0_u128, 0_u128);
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
            // Every second question is to a body outside the city; an answer is to the oldest that has none.
            let number = match command {
                Command::AskOpinion => {
                    asked += 1;
                    Some(asked)
                }
                Command::GiveOpinion if given < asked => {
                    given += 1;
                    Some(given)
                }
                _ => None,
            };
            moves.push(Move {
                suspended_for: *side,
                asked: number.map(|number| Awaited {
                    opinion: question(number),
                    is_outside: number % 2 == 0,
                }),
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
            let mut state = State::Registered;
            let before: Vec<&Move> = moves.iter().filter(|step| step.day < day).collect();
            for step in &before {
                if let HappenedKind::Did(command) = step.did {
                    state = next(state, command).unwrap();
                }
            }
            let last = |command| {
                before
                    .iter()
                    .rposition(|step| step.did == HappenedKind::Did(command))
            };
            let closed = [Command::Grant, Command::Refuse, Command::Forward]
                .into_iter()
                .filter_map(last)
                .max();
            let since = closed.map_or(0, |position| position + 1);
            let is_given = |asked: Awaited| {
                before.iter().any(|step| {
                    step.did == HappenedKind::Did(Command::GiveOpinion)
                        && step.asked.is_some_and(|given| given.opinion == asked.opinion)
                })
            };
            let asked = before.iter().skip(since);
            let asked = asked.filter(|step| step.did == HappenedKind::Did(Command::AskOpinion));
            let first = asked
                .filter_map(|step| step.asked)
                .find(|asked| !is_given(*asked));
            let side = match state {
                State::InReview if first.is_some_and(|asked| asked.is_outside) => Some(Side::External),
                State::Returned | State::Hearing => Some(Side::Applicant),
                State::Suspended => {
                    let suspended =
                        last(Command::Suspend).and_then(|position| before[position].suspended_for);
                    Some(suspended.unwrap_or(Side::Law))
                }
                state if state.is_closed() => None,
                _ => Some(Side::Unit),
            };
            if let Some(side) = side {
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
            if moves.iter().all(|step| !matches!(step.did, HappenedKind::Did(Command::Grant | Command::Refuse | Command::Forward | Command::Withdraw | Command::Uphold))) {
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
                prop_assert!(pair[0].to < pair[1].from || (pair[0].state, pair[0].side, pair[0].asked) != (pair[1].state, pair[1].side, pair[1].asked));
            }
        }
    }
}
