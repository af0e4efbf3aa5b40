//! The community's picture of digital skills: how many people are on which level, told so that nobody can be found in it.
//!
//! Everybody counts once, with the last test that they finished. A number of people below [`SMALLEST`] is never told, nor
//! one that follows from the others. The picture changes once a month and its numbers are rounded, so that two pictures
//! held against each other do not tell what one person measured in between.

use super::framework::Level;
use crate::Timestamp;
use crate::language::Bilingual;

/// Fewer people than this are told of by no number.
pub const SMALLEST: u32 = 10;
/// Numbers are rounded to a multiple of this.
pub const ROUNDED_TO: u32 = 5;

/// How many people are on each level, from the lowest.
pub type Counts = [u32; Level::ALL.len()];

/// The picture as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Tests that were finished before this moment, the beginning of a month.
    pub until: Timestamp,
    /// `None` where too few people took the test.
    pub overall: Option<Group>,
    pub areas: Vec<AreaPicture>,
}

/// An area of skills in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaPicture {
    pub code: String,
    pub title: Bilingual,
    pub group: Option<Group>,
}

/// People on levels, rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    pub people: u32,
    /// From the lowest level; `None` where the number is not told.
    pub levels: [Option<u32>; Level::ALL.len()],
}

impl Group {
    /// What may be told of people on levels; `None` where they are too few altogether.
    ///
    /// Where one number is held back, what is held back must be ten people or more: otherwise it would follow from the
    /// sum. So further numbers are held back, the smallest first.
    #[must_use]
    pub fn of(counts: Counts) -> Option<Self> {
        let people: u32 = counts.iter().sum();
        if people < SMALLEST {
            return None;
        }
        let mut is_told = counts.map(|count| count == 0 || count >= SMALLEST);
        loop {
            let held_back: Vec<u32> = of_marked(counts, is_told, false).collect();
            let is_safe =
                held_back.is_empty() || (held_back.len() > 1 && held_back.iter().sum::<u32>() >= SMALLEST);
            if is_safe {
                break;
            }
            let Some(next) = of_marked(counts, is_told, true).min() else {
                break;
            };
            let at = counts
                .iter()
                .zip(is_told)
                .position(|(count, is_told)| is_told && *count == next);
            if let Some(mark) = at.and_then(|at| is_told.get_mut(at)) {
                *mark = false;
            }
        }
        let mut told = counts.iter().zip(is_told);
        Some(Self {
            people: rounded(people),
            levels: std::array::from_fn(|_| {
                told.next()
                    .and_then(|(count, is_told)| is_told.then(|| rounded(*count)))
            }),
        })
    }
}

/// The counts that are told, or those that are not.
fn of_marked(counts: Counts, is_told: [bool; 4], wanted: bool) -> impl Iterator<Item = u32> {
    counts
        .into_iter()
        .zip(is_told)
        .filter(move |(_, is_told)| *is_told == wanted)
        .map(|(count, _)| count)
}

const fn rounded(people: u32) -> u32 {
    people.saturating_add(ROUNDED_TO / 2) / ROUNDED_TO * ROUNDED_TO
}
