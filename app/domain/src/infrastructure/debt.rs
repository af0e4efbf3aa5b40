//! What the city owes to those who asked: questions that wait, the term, and how long answers took.

use super::project::{Day, Organisation};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How long the city gives itself for an answer to a question below a project, and the act that says so.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerTerm {
    /// In calendar days, from the day after the question was published or asked again.
    pub days: u16,
    pub act: String,
}

impl AnswerTerm {
    /// The last day of the term.
    #[must_use]
    pub fn due(&self, waits_since: Day) -> Day {
        waits_since.plus_days(i64::from(self.days))
    }
}

/// By how many days an answer is late today; nothing while there is time.
#[must_use]
pub fn days_late(due: Day, today: Day) -> Option<i64> {
    Some(due.days_until(today)).filter(|days| *days > 0)
}

/// A published question, as the figures need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Who orders the works, and so owes the answer; `None` where the project does not tell.
    pub body: Option<Organisation>,
    /// Since when it waits; `None` when it is answered.
    pub waits_since: Option<Day>,
    /// How often the asker was not satisfied.
    pub reopened: i64,
}

/// An answer that was given to such a question, now or before the asker objected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub body: Option<Organisation>,
    pub waited_since: Day,
    pub answered_on: Day,
}

/// The debt of one body, or of all together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Debt {
    pub body: Option<Organisation>,
    pub questions: i64,
    /// Those that wait.
    pub open: i64,
    /// Those whose term is over; `None` while no term is set.
    pub overdue: Option<i64>,
    /// For how many days the oldest of them waits.
    pub oldest_days: Option<i64>,
    /// Answers given, those that did not satisfy included.
    pub answers: i64,
    /// Half of the answers took no longer than this, in days; with an even number the mean of the middle two, rounded up.
    pub median_days: Option<i64>,
    /// Questions that the asker has opened again at least once.
    pub reopened: i64,
}

impl Debt {
    /// Questions that have an answer now.
    #[must_use]
    pub const fn answered(&self) -> i64 {
        self.questions - self.open
    }

    /// How many of a hundred questions have an answer now, rounded; `None` without questions.
    #[must_use]
    pub const fn answered_percent(&self) -> Option<i64> {
        percent(self.answered(), self.questions)
    }

    /// How many of a hundred questions were opened again, rounded; `None` without questions.
    #[must_use]
    pub const fn reopened_percent(&self) -> Option<i64> {
        percent(self.reopened, self.questions)
    }
}

const fn percent(part: i64, whole: i64) -> Option<i64> {
    if whole == 0 {
        None
    } else {
        Some((part * 100 + whole / 2) / whole)
    }
}

/// The board: all together, and each body, the largest debt first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Board {
    pub all: Debt,
    pub bodies: Vec<Debt>,
}

/// Counts the debts of a day.
#[must_use]
pub fn board(asked: &[Asked], given: &[Given], term: Option<&AnswerTerm>, today: Day) -> Board {
    type Body = Option<String>;
    let id = |body: &Option<Organisation>| -> Body { body.as_ref().map(|body| body.id.clone()) };
    let mut of: BTreeMap<Body, (Vec<&Asked>, Vec<&Given>)> = BTreeMap::new();
    for question in asked {
        of.entry(id(&question.body)).or_default().0.push(question);
    }
    for answer in given {
        of.entry(id(&answer.body)).or_default().1.push(answer);
    }
    let mut bodies: Vec<Debt> = of
        .into_values()
        .map(|(asked, given)| {
            let name = asked.first().map(|first| &first.body);
            let name = name.or_else(|| given.first().map(|first| &first.body));
            Debt {
                body: name.cloned().flatten(),
                ..debt(&asked, &given, term, today)
            }
        })
        .collect();
    bodies.sort_by_key(|debt| {
        let name = debt.body.as_ref().map(|body| body.name.clone());
        (
            std::cmp::Reverse((debt.overdue, debt.open)),
            name.is_none(),
            name.unwrap_or_default(),
        )
    });
    let (asked, given): (Vec<&Asked>, Vec<&Given>) = (asked.iter().collect(), given.iter().collect());
    Board {
        all: debt(&asked, &given, term, today),
        bodies,
    }
}

fn debt(asked: &[&Asked], given: &[&Given], term: Option<&AnswerTerm>, today: Day) -> Debt {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let waits: Vec<Day> = asked.iter().filter_map(|question| question.waits_since).collect();
    let is_late = |term: &AnswerTerm, since: Day| days_late(term.due(since), today).is_some();
    let mut took: Vec<i64> = given
        .iter()
        .map(|answer| answer.waited_since.days_until(answer.answered_on).max(0))
        .collect();
    took.sort_unstable();
    Debt {
        body: None,
        questions: count(asked.len()),
        open: count(waits.len()),
        overdue: term.map(|term| count(waits.iter().filter(|since| is_late(term, **since)).count())),
        oldest_days: waits.iter().map(|since| since.days_until(today).max(0)).max(),
        answers: count(took.len()),
        median_days: median(&took),
        reopened: count(asked.iter().filter(|question| question.reopened > 0).count()),
    }
}

fn median(sorted: &[i64]) -> Option<i64> {
    let (low, high) = (
        sorted.get(sorted.len().checked_sub(1)? / 2)?,
        sorted.get(sorted.len() / 2)?,
    );
    Some((low + high + 1) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::of_text(text).unwrap()
    }

    fn body(id: &str) -> Option<Organisation> {
        Some(Organisation {
            id: id.to_owned(),
            name: format!("Управління {id}"),
        })
    }

    fn asked(of: Option<Organisation>, since: Option<&str>, reopened: i64) -> Asked {
        Asked {
            body: of,
            waits_since: since.map(day),
            reopened,
        }
    }

    fn given(of: Option<Organisation>, since: &str, on: &str) -> Given {
        Given {
            body: of,
            waited_since: day(since),
            answered_on: day(on),
        }
    }

    fn term() -> AnswerTerm {
        AnswerTerm {
            days: 5,
            act: "рішення".to_owned(),
        }
    }

    #[test]
    fn the_last_day_of_the_term_is_not_late_yet() {
        let due = term().due(day("2026-02-25"));
        assert_eq!(due, day("2026-03-02"));
        assert_eq!(days_late(due, day("2026-03-02")), None);
        assert_eq!(days_late(due, day("2026-03-04")), Some(2));
    }

    #[test]
    fn each_body_owes_its_own_questions_and_the_largest_debt_comes_first() {
        let asked = [
            asked(body("a"), None, 0),
            asked(body("a"), Some("2026-03-01"), 1),
            asked(body("b"), Some("2026-01-01"), 0),
            asked(body("b"), Some("2026-03-09"), 0),
            asked(None, Some("2026-03-09"), 0),
        ];
        let given = [
            given(body("a"), "2026-01-01", "2026-01-04"),
            given(body("a"), "2026-02-01", "2026-02-11"),
        ];
        let board = board(&asked, &given, Some(&term()), day("2026-03-10"));
        let told = board.bodies.iter().map(|debt| {
            let id = debt.body.as_ref().map(|body| body.id.as_str());
            (id, debt.open, debt.overdue, debt.median_days)
        });
        let told: Vec<_> = told.collect();
        assert_eq!(
            told,
            [
                (Some("b"), 2, Some(1), None),
                (Some("a"), 1, Some(1), Some(7)),
                (None, 1, Some(0), None),
            ]
        );
        assert_eq!(
            (board.all.questions, board.all.open, board.all.answered()),
            (5, 4, 1)
        );
        assert_eq!(
            (board.all.oldest_days, board.all.answered_percent()),
            (Some(68), Some(20))
        );
        assert_eq!(board.bodies[1].reopened_percent(), Some(50));
    }

    #[test]
    fn without_a_term_nothing_is_called_late() {
        let asked = [asked(body("a"), Some("2020-01-01"), 0)];
        let board = board(&asked, &[], None, day("2026-03-10"));
        assert_eq!(board.all.overdue, None);
        assert_eq!(board.all.open, 1);
    }

    #[test]
    fn without_questions_there_are_no_shares() {
        let board = board(&[], &[], Some(&term()), day("2026-03-10"));
        assert_eq!(board.bodies, []);
        assert_eq!(
            (board.all.answered_percent(), board.all.median_days),
            (None, None)
        );
    }

    #[test]
    fn the_median_of_an_even_number_is_between_the_middle_two() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3]), Some(3));
        assert_eq!(median(&[1, 4]), Some(3));
        assert_eq!(median(&[0, 2, 90]), Some(2));
        assert_eq!(median(&[0, 2, 4, 90]), Some(3));
    }
}
