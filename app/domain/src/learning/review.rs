//! Review cards: what was learnt comes back shortly before it would be forgotten.
//!
//! The memory model is FSRS-6 (open-spaced-repetition) with its default parameters: nobody has enough reviews to be
//! measured yet. A test holds it against numbers of the crate `fsrs` 6.6.2. The answers are the only thing that is
//! kept; memory and due days are worked out from them.

use super::course::LessonPath;
use super::progress::Progress;
use crate::language::Bilingual;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A fact on two sides. It comes up once its lesson is finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    pub id: String,
    pub lesson: String,
    pub outcome: String,
    pub front: Bilingual,
    pub back: Bilingual,
}

/// Where a card is: course, module and card.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardPath {
    pub course: String,
    pub module: String,
    pub card: String,
}

impl std::fmt::Display for CardPath {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}/{}/{}", self.course, self.module, self.card)
    }
}

impl std::str::FromStr for CardPath {
    type Err = super::course::NotAPath;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let path: LessonPath = text.parse()?;
        Ok(Self {
            course: path.course,
            module: path.module,
            card: path.lesson,
        })
    }
}

/// A day, counted from 1970-01-01 in the community's zone.
pub type Day = i64;

/// One answer to a card; at most one a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    pub day: Day,
    /// «Знаю» or «не певен».
    pub knows: bool,
}

/// The answers of a learner by card, oldest first.
pub type History = BTreeMap<CardPath, Vec<Review>>;

/// So much is enough for a day; whatever waits beyond it is never shown as a number.
pub const MOST_A_DAY: usize = 7;
const LONGEST_INTERVAL: f64 = 180.0;
/// How likely a card should be known when it comes back.
const RETENTION: f64 = 0.85;

/// w0…w20 of FSRS-6.
const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614,
    0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/// How well something is remembered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Days until the chance to remember has fallen to 90 %.
    pub stability: f64,
    /// From 1 to 10.
    pub difficulty: f64,
}

/// How a review went, as FSRS counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rating {
    Again,
    Hard,
    Good,
    Easy,
}

impl Rating {
    const fn grade(self) -> f64 {
        match self {
            Self::Again => 1.0,
            Self::Hard => 2.0,
            Self::Good => 3.0,
            Self::Easy => 4.0,
        }
    }
}

impl Memory {
    /// The memory after a first review.
    #[must_use]
    pub fn first(rating: Rating) -> Self {
        let [again, hard, good, easy, ..] = W;
        Self {
            stability: match rating {
                Rating::Again => again,
                Rating::Hard => hard,
                Rating::Good => good,
                Rating::Easy => easy,
            },
            difficulty: first_difficulty(rating.grade()).clamp(1.0, 10.0),
        }
    }

    /// The memory after one more review, `days` after the last.
    #[must_use]
    pub fn after(self, rating: Rating, days: f64) -> Self {
        let [
            ..,
            w6,
            w7,
            w8,
            w9,
            w10,
            w11,
            w12,
            w13,
            w14,
            w15,
            w16,
            w17,
            w18,
            w19,
            _,
        ] = W;
        let Self {
            stability,
            difficulty,
        } = self;
        let grade = rating.grade();
        let step = -w6 * (grade - 3.0) * (10.0 - difficulty) / 9.0;
        let next = w7 * first_difficulty(4.0) + (1.0 - w7) * (difficulty + step);
        let chance = self.chance(days);
        let grown = |bonus: f64| {
            let growth =
                w8.exp() * (11.0 - difficulty) * stability.powf(-w9) * ((w10 * (1.0 - chance)).exp() - 1.0);
            stability * (1.0 + growth * bonus)
        };
        let same_day = || {
            let growth = (w17 * (grade - 3.0 + w18)).exp() * stability.powf(-w19);
            let is_kept = matches!(rating, Rating::Good | Rating::Easy);
            stability * if is_kept { growth.max(1.0) } else { growth }
        };
        let lapsed = || {
            let kept = w11
                * difficulty.powf(-w12)
                * ((stability + 1.0).powf(w13) - 1.0)
                * (w14 * (1.0 - chance)).exp();
            kept.min(stability / (w17 * w18).exp())
        };
        Self {
            stability: match rating {
                _ if days <= 0.0 => same_day(),
                Rating::Again => lapsed(),
                Rating::Hard => grown(w15),
                Rating::Good => grown(1.0),
                Rating::Easy => grown(w16),
            },
            difficulty: next.clamp(1.0, 10.0),
        }
    }

    /// How likely it is remembered after so many days, from 0 to 1.
    #[must_use]
    pub fn chance(self, days: f64) -> f64 {
        let [.., decay] = W;
        (1.0 + factor() * days / self.stability).powf(-decay)
    }

    /// After how many days the chance has fallen to `retention`.
    #[must_use]
    pub fn interval(self, retention: f64) -> f64 {
        let [.., decay] = W;
        self.stability / factor() * (retention.powf(-1.0 / decay) - 1.0)
    }
}

fn first_difficulty(grade: f64) -> f64 {
    let [_, _, _, _, w4, w5, ..] = W;
    w4 - (w5 * (grade - 1.0)).exp() + 1.0
}

fn factor() -> f64 {
    let [.., decay] = W;
    0.9_f64.powf(-1.0 / decay) - 1.0
}

/// The memory that a learner's answers tell of; `None` before the first.
#[must_use]
pub fn memory(reviews: &[Review]) -> Option<Memory> {
    let mut last: Option<(Memory, Day)> = None;
    for review in reviews {
        let rating = if review.knows { Rating::Good } else { Rating::Again };
        let memory = match last {
            None => Memory::first(rating),
            Some((memory, day)) => memory.after(rating, days_between(day, review.day)),
        };
        last = Some((memory, review.day));
    }
    last.map(|(memory, _)| memory)
}

/// The day on which a card comes back: tomorrow at the earliest, in half a year at the latest.
#[must_use]
pub fn due_day(reviews: &[Review]) -> Option<Day> {
    let last = reviews.last()?;
    let interval = memory(reviews)?
        .interval(RETENTION)
        .round()
        .clamp(1.0, LONGEST_INTERVAL);
    // From 1 to 180, so nothing is cut off.
    let days = interval as i64;
    Some(last.day + days)
}

/// The cards of a day, the most endangered first, then new ones of finished lessons; never more than
/// [`MOST_A_DAY`], those that were answered today included.
#[must_use]
pub fn cards_of_today<'a>(
    cards: &'a [(CardPath, Card)],
    progress: &Progress,
    history: &History,
    today: Day,
) -> Vec<&'a (CardPath, Card)> {
    let reviews = |path: &CardPath| history.get(path).map_or(&[][..], Vec::as_slice);
    let is_answered = |path: &CardPath| reviews(path).last().is_some_and(|review| review.day >= today);
    let answered = history.keys().filter(|path| is_answered(path)).count();
    let is_open = |path: &CardPath, card: &Card| {
        let lesson = LessonPath::new(&path.course, &path.module, &card.lesson);
        progress
            .get(&lesson)
            .is_some_and(|lesson| lesson.finished_at.is_some())
    };
    let mut due: Vec<(f64, &(CardPath, Card))> = cards
        .iter()
        .filter(|(path, _)| due_day(reviews(path)).is_some_and(|day| day <= today))
        .filter_map(|entry| {
            let reviews = reviews(&entry.0);
            let chance = memory(reviews)?.chance(days_between(reviews.last()?.day, today));
            Some((chance, entry))
        })
        .collect();
    due.sort_by(|(one, _), (another, _)| one.total_cmp(another));
    let new = cards
        .iter()
        .filter(|(path, card)| reviews(path).is_empty() && is_open(path, card));
    due.into_iter()
        .map(|(_, entry)| entry)
        .chain(new)
        .take(MOST_A_DAY.saturating_sub(answered))
        .collect()
}

fn days_between(earlier: Day, later: Day) -> f64 {
    (later - earlier).max(0) as f64
}
