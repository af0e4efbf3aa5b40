//! How items do: who solves them, whether they tell people apart, and what their difficulty seems to be.

use super::estimate::Parameters;
use super::framework::Level;
use super::level::Cuts;

/// With so many answers a difficulty can be worked out from them.
pub const ENOUGH_ANSWERS: u32 = 200;
/// A smaller change of difficulty is not worth a new number, in logits.
const WORTH: f64 = 0.25;

/// Answers of people of about one ability to one item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    pub ability: f64,
    pub answers: u32,
    pub right: u32,
}

/// What answers say about an item.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemStatistics {
    pub answers: u32,
    pub right: u32,
    /// Answers and right ones by the level of those who answered.
    pub by_level: [(u32, u32); 4],
    /// How solving it goes with ability, −1 to 1; `None` where everybody or nobody solved it.
    pub point_biserial: Option<f64>,
    pub proposal: Proposal,
}

/// What to do about a difficulty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Proposal {
    /// So many answers are still needed.
    Wait { missing: u32 },
    /// Everybody or nobody solved it: its difficulty cannot be worked out.
    Unmeasurable,
    /// What is written is near enough to what the answers say.
    Keep { measured: f64, error: f64 },
    /// What the answers say.
    Change { measured: f64, error: f64 },
}

/// What the answers in the bins say about an item.
#[must_use]
pub fn statistics(bins: &[Bin], cuts: Cuts, item: Parameters) -> ItemStatistics {
    let answers = bins.iter().map(|bin| bin.answers).sum();
    let right = bins.iter().map(|bin| bin.right).sum();
    let by_level = Level::ALL.map(|level| {
        let own = bins.iter().filter(|bin| cuts.level(bin.ability) == level);
        own.fold((0, 0), |(answers, right), bin| {
            (answers + bin.answers, right + bin.right)
        })
    });
    let is_measurable = right > 0 && right < answers;
    ItemStatistics {
        answers,
        right,
        by_level,
        point_biserial: is_measurable.then(|| point_biserial(bins)).flatten(),
        proposal: if answers < ENOUGH_ANSWERS {
            Proposal::Wait {
                missing: ENOUGH_ANSWERS - answers,
            }
        } else if is_measurable {
            proposal(bins, item)
        } else {
            Proposal::Unmeasurable
        },
    }
}

/// (M₁ − M₀) / s · √(pq): the mean abilities of those who solved it and of those who did not.
fn point_biserial(bins: &[Bin]) -> Option<f64> {
    let weighed = |weight: &dyn Fn(&Bin) -> u32| -> (f64, f64) {
        bins.iter().fold((0.0, 0.0), |(count, sum), bin| {
            let weight = f64::from(weight(bin));
            (count + weight, weight.mul_add(bin.ability, sum))
        })
    };
    let (all, sum) = weighed(&|bin| bin.answers);
    let (solved, sum_solved) = weighed(&|bin| bin.right);
    let (failed, sum_failed) = (all - solved, sum - sum_solved);
    let mean = sum / all;
    let squares: f64 = bins
        .iter()
        .map(|bin| f64::from(bin.answers) * (bin.ability - mean).powi(2))
        .sum();
    let deviation = (squares / all).sqrt();
    (deviation > 0.0).then(|| {
        let distance = sum_solved / solved - sum_failed / failed;
        distance / deviation * (solved / all * failed / all).sqrt()
    })
}

/// The difficulty at which the model expects as many right answers as there are.
fn proposal(bins: &[Bin], item: Parameters) -> Proposal {
    const STEPS: usize = 60;
    let expected = |difficulty: f64| -> f64 {
        let item = Parameters { difficulty, ..item };
        bins.iter()
            .map(|bin| f64::from(bin.answers) * item.probability(bin.ability))
            .sum()
    };
    let right: f64 = bins.iter().map(|bin| f64::from(bin.right)).sum();
    // Fewer are expected the harder it is.
    let (mut easy, mut hard) = (-8.0_f64, 8.0_f64);
    for _ in 0..STEPS {
        let middle = f64::midpoint(easy, hard);
        if expected(middle) > right {
            easy = middle;
        } else {
            hard = middle;
        }
    }
    let measured = f64::midpoint(easy, hard);
    let fitted = Parameters {
        difficulty: measured,
        ..item
    };
    let information: f64 = bins
        .iter()
        .map(|bin| f64::from(bin.answers) * fitted.information(bin.ability))
        .sum();
    let error = 1.0 / information.sqrt();
    let distance = (measured - item.difficulty).abs();
    // A change within the error of the measurement says nothing.
    if distance < WORTH || distance < 2.0 * error {
        Proposal::Keep { measured, error }
    } else {
        Proposal::Change { measured, error }
    }
}
