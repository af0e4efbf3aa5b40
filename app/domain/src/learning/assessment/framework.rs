//! DigComp 3.0, by which items are tagged: areas, competences, levels and outcomes.

use crate::language::Bilingual;
use serde::{Deserialize, Serialize};

/// A level of DigComp 3.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Basic,
    Intermediate,
    Advanced,
    HighlyAdvanced,
}

/// Says that a text names no level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a level")]
pub struct NotALevel;

impl Level {
    pub const ALL: [Self; 4] = [
        Self::Basic,
        Self::Intermediate,
        Self::Advanced,
        Self::HighlyAdvanced,
    ];

    /// From 1 on.
    #[must_use]
    pub const fn number(self) -> u32 {
        match self {
            Self::Basic => 1,
            Self::Intermediate => 2,
            Self::Advanced => 3,
            Self::HighlyAdvanced => 4,
        }
    }

    /// The stable name, as it is stored and sent.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Intermediate => "intermediate",
            Self::Advanced => "advanced",
            Self::HighlyAdvanced => "highly_advanced",
        }
    }

    /// How hard an item of this level may be by the expert rule, in logits.
    #[must_use]
    pub const fn difficulties(self) -> (f64, f64) {
        match self {
            Self::Basic => (-2.0, -0.5),
            Self::Intermediate => (-0.5, 0.5),
            Self::Advanced => (0.5, 1.5),
            Self::HighlyAdvanced => (1.5, 2.5),
        }
    }
}

impl std::fmt::Display for Level {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.code())
    }
}

impl std::str::FromStr for Level {
    type Err = NotALevel;

    fn from_str(text: &str) -> Result<Self, NotALevel> {
        Self::ALL
            .into_iter()
            .find(|level| level.code() == text)
            .ok_or(NotALevel)
    }
}

/// `digcomp.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    pub areas: Vec<Area>,
}

/// An area of competences.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    pub code: String,
    pub title: Bilingual,
    /// What the self-reflection asks about.
    pub about: Bilingual,
    pub competences: Vec<Competence>,
}

/// A competence with the ids of its outcomes by level.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Competence {
    pub code: String,
    pub title: Bilingual,
    pub basic: Vec<String>,
    pub intermediate: Vec<String>,
    pub advanced: Vec<String>,
    pub highly_advanced: Vec<String>,
}

impl Framework {
    /// Every competence, in order, with the area that it is of.
    pub fn competences(&self) -> impl Iterator<Item = (&Area, &Competence)> {
        let areas = self.areas.iter();
        areas.flat_map(|area| area.competences.iter().map(move |competence| (area, competence)))
    }

    /// A competence by its code, with its area.
    #[must_use]
    pub fn competence(&self, code: &str) -> Option<(&Area, &Competence)> {
        self.competences().find(|(_, competence)| competence.code == code)
    }
}

impl Competence {
    /// The level of an outcome of this competence.
    #[must_use]
    pub fn level_of(&self, outcome: &str) -> Option<Level> {
        let lists = [
            &self.basic,
            &self.intermediate,
            &self.advanced,
            &self.highly_advanced,
        ];
        let at = lists
            .iter()
            .position(|list| list.iter().any(|known| known == outcome))?;
        Level::ALL.get(at).copied()
    }
}

/// The competence that an outcome of DigComp belongs to: `LO1.1.06` is of `1.1`.
#[must_use]
pub fn competence_of(outcome: &str) -> Option<&str> {
    let (competence, _) = outcome.strip_prefix("LO")?.rsplit_once('.')?;
    Some(competence)
}
