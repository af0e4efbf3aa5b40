//! From logits to levels: where each begins, and how far the truth may lie from what was measured.

use super::estimate::Estimate;
use super::framework::Level;

/// Where Intermediate, Advanced and Highly advanced begin, in logits. Strictly rising.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cuts([f64; 3]);

/// Says that numbers cannot be cuts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cuts are three numbers, each greater than the one before")]
pub struct NotRising;

/// What was measured, in words and on the scale of levels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    pub level: Level,
    /// On the scale of levels: 2.0 is the middle of the second.
    pub score: f64,
    /// «±»: in two cases of three the truth is no farther away.
    pub margin: f64,
    /// The lowest and the highest level within it.
    pub from: Level,
    pub to: Level,
}

impl Cuts {
    /// # Errors
    /// When they are not three finite numbers, each greater than the one before.
    pub fn new(cuts: &[f64]) -> Result<Self, NotRising> {
        let [first, second, third] = cuts else {
            return Err(NotRising);
        };
        let is_rising = first < second && second < third;
        if !is_rising || cuts.iter().any(|cut| !cut.is_finite()) {
            return Err(NotRising);
        }
        Ok(Self([*first, *second, *third]))
    }

    /// The level of an ability.
    #[must_use]
    pub fn level(self, ability: f64) -> Level {
        let passed = self.0.iter().filter(|cut| ability >= **cut).count();
        Level::ALL.get(passed).copied().unwrap_or(Level::HighlyAdvanced)
    }

    /// An ability on the scale of levels: a cut lies half-way between two levels. It rises with the ability, from 0.5
    /// to 4.5.
    #[must_use]
    pub fn score(self, ability: f64) -> f64 {
        let [first, second, third] = self.0;
        let score = if ability < second {
            1.5 + (ability - first) / (second - first)
        } else {
            2.5 + (ability - second) / (third - second)
        };
        score.clamp(0.5, 4.5)
    }

    /// An estimate in words.
    #[must_use]
    pub fn measured(self, estimate: Estimate) -> Measured {
        let Estimate { ability, error } = estimate;
        let [first, _, third] = self.0;
        Measured {
            level: self.level(ability),
            score: self.score(ability),
            // Two levels lie between the outer cuts. The scale ends where the ± does not.
            margin: error * 2.0 / (third - first),
            from: self.level(ability - error),
            to: self.level(ability + error),
        }
    }
}
