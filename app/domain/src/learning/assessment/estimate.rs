//! Where a person stands, estimated from answers.
//!
//! The model is the two-parameter logistic one, P(θ) = 1 / (1 + e^(−a(θ−b))); with the same `a` for every item it is the
//! Rasch model. The estimate is the mean of the posterior (EAP) on a grid of 121 nodes from −6 to 6 with the prior N(0, 1),
//! and its error is the deviation of the posterior. Tests hold it against numbers of two other programs.

/// What the model knows of an item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameters {
    pub discrimination: f64,
    pub difficulty: f64,
}

impl Parameters {
    /// How probable a right answer is.
    #[must_use]
    pub fn probability(self, ability: f64) -> f64 {
        1.0 / (1.0 + (-self.discrimination * (ability - self.difficulty)).exp())
    }

    /// How much an answer would tell about somebody of this ability.
    #[must_use]
    pub fn information(self, ability: f64) -> f64 {
        let probability = self.probability(ability);
        self.discrimination * self.discrimination * probability * (1.0 - probability)
    }
}

/// An ability and how sure it is, in logits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub ability: f64,
    pub error: f64,
}

const NODES: u32 = 121;
const LOWEST: f64 = -6.0;
const STEP: f64 = 0.1;

/// How probable each ability on the grid is.
#[derive(Debug, Clone, PartialEq)]
pub struct Posterior(Vec<f64>);

fn nodes() -> impl Iterator<Item = f64> {
    (0..NODES).map(|node| f64::from(node).mul_add(STEP, LOWEST))
}

impl Posterior {
    /// What is assumed before the first answer: N(0, 1).
    #[must_use]
    pub fn prior() -> Self {
        Self(nodes().map(|ability| (-ability * ability / 2.0).exp()).collect()).normalised()
    }

    /// What is known after these answers.
    #[must_use]
    pub fn after(answers: impl IntoIterator<Item = (Parameters, bool)>) -> Self {
        answers
            .into_iter()
            .fold(Self::prior(), |known, (item, is_right)| {
                known.with(item, is_right)
            })
    }

    /// What is known after one more answer.
    #[must_use]
    pub fn with(self, item: Parameters, is_right: bool) -> Self {
        let weighed = self.0.into_iter().zip(nodes()).map(|(weight, ability)| {
            let probability = item.probability(ability);
            weight * if is_right { probability } else { 1.0 - probability }
        });
        Self(weighed.collect()).normalised()
    }

    fn normalised(self) -> Self {
        let sum: f64 = self.0.iter().sum();
        // Thirty answers cannot make every node vanish: the model gives each of them a chance.
        if sum <= 0.0 {
            return Self::prior();
        }
        Self(self.0.into_iter().map(|weight| weight / sum).collect())
    }

    /// The mean and the deviation.
    #[must_use]
    pub fn estimate(&self) -> Estimate {
        let mean: f64 = self
            .0
            .iter()
            .zip(nodes())
            .map(|(weight, ability)| weight * ability)
            .sum();
        let variance: f64 = self
            .0
            .iter()
            .zip(nodes())
            .map(|(weight, ability)| (ability - mean).powi(2) * weight)
            .sum();
        Estimate {
            ability: mean,
            error: variance.sqrt(),
        }
    }
}
