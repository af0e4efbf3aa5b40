//! The rules of a test: where it begins, when it is enough, where levels begin.

use super::estimate::Estimate;
use super::level::Cuts;
use crate::learning::rule::Rule;
use serde::{Deserialize, Serialize};

/// `test.yaml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesFile {
    pub discrimination: f64,
    pub first_difficulty: f64,
    pub least_questions: u32,
    pub most_questions: u32,
    pub least_in_area: u32,
    pub wanted_error: f64,
    pub cuts: Vec<f64>,
}

/// Rules that hold together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TestRules {
    pub discrimination: f64,
    pub first_difficulty: f64,
    pub least_questions: u32,
    pub most_questions: u32,
    /// With fewer answers in an area there is too little to say about it.
    pub least_in_area: u32,
    pub wanted_error: f64,
    pub cuts: Cuts,
}

/// What the person wants to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// The level as a whole.
    Overall,
    /// The level of every area, too; that takes more questions.
    ByArea,
}

/// Why a test has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The error is small enough.
    Precise,
    /// That many questions are enough for anybody.
    Longest,
    /// The person wanted to stop.
    Stopped,
    /// There is nothing left to ask.
    NothingLeft,
}

macro_rules! codes {
    ($name:ident, $error:ident, $what:literal: $($variant:ident $code:literal)+) => {
        impl $name {
            /// The stable name, as it is stored and sent.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        #[doc = concat!("Says that a text is no ", $what, ".")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
        #[error("no such {}", $what)]
        pub struct $error;

        impl std::str::FromStr for $name {
            type Err = $error;
            fn from_str(text: &str) -> Result<Self, $error> {
                match text { $($code => Ok(Self::$variant),)+ _ => Err($error) }
            }
        }
    };
}

codes!(Goal, NotAGoal, "goal of a test": Overall "overall" ByArea "by_area");
codes!(Ending, NotAnEnding, "ending of a test":
    Precise "precise" Longest "longest" Stopped "stopped" NothingLeft "nothing_left");

impl RulesFile {
    /// # Errors
    /// Everything that cannot be so.
    pub fn rules(self) -> Result<TestRules, Vec<Rule>> {
        let positive = |number: f64| number.is_finite() && number > 0.0;
        let mut faults = Vec::new();
        let mut wants = |is_so: bool, name| {
            if !is_so {
                faults.push(Rule::TestRules(name));
            }
        };
        wants(positive(self.discrimination), "discrimination");
        wants(self.first_difficulty.is_finite(), "first_difficulty");
        wants(self.least_questions > 0, "least_questions");
        wants(self.most_questions >= self.least_questions, "most_questions");
        wants(self.least_in_area > 0, "least_in_area");
        wants(positive(self.wanted_error), "wanted_error");
        let cuts = Cuts::new(&self.cuts).map_err(|_| faults.push(Rule::Cuts));
        match (cuts, faults.is_empty()) {
            (Ok(cuts), true) => Ok(TestRules {
                discrimination: self.discrimination,
                first_difficulty: self.first_difficulty,
                least_questions: self.least_questions,
                most_questions: self.most_questions,
                least_in_area: self.least_in_area,
                wanted_error: self.wanted_error,
                cuts,
            }),
            _ => Err(faults),
        }
    }
}

impl TestRules {
    /// Whether it is enough after so many answers in every area.
    #[must_use]
    pub fn ending(&self, goal: Goal, by_area: &[u32], estimate: Estimate) -> Option<Ending> {
        let answers: u32 = by_area.iter().sum();
        let has_areas = match goal {
            Goal::Overall => true,
            Goal::ByArea => by_area.iter().all(|answers| *answers >= self.least_in_area),
        };
        if answers >= self.least_questions && has_areas && estimate.error <= self.wanted_error {
            return Some(Ending::Precise);
        }
        (answers >= self.most_questions).then_some(Ending::Longest)
    }
}
