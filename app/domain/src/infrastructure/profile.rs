//! What a community settles about its map and its open data, in `content/infrastructure/profile.yaml`.

use super::comment::Moderation;
use super::debt::AnswerTerm;
use super::filter::Area;
use crate::field::Problem;
use crate::language::Bilingual;
use serde::Deserialize;

/// The community's choices.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Name of the package in addresses: `/opendata/oc4ids/<package>.json`.
    pub package: String,
    /// Who publishes, as the package says it.
    pub publisher: String,
    /// Whether the prefix of the project ids was assigned by the OC4IDS helpdesk.
    pub is_prefix_registered: bool,
    /// The canonical address of the licence; empty while none is settled.
    pub licence: String,
    pub source: Source,
    /// The rectangle in which the community lies.
    pub bounds: Bounds,
    pub moderation: Moderation,
    /// The public term of the city's answers; `None` while no act sets one, and pages say so.
    #[serde(default)]
    pub answer_term: Option<AnswerTerm>,
}

/// Where the data come from, named wherever they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub name: Bilingual,
    pub url: String,
    /// How the ids of its projects begin: of others it says nothing.
    pub covers: String,
}

/// A rectangle by its edges, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Bounds {
    /// The rectangle, checked.
    ///
    /// # Errors
    /// When the edges make no rectangle on the earth.
    pub fn area(self) -> Result<Area, Problem> {
        Area::of_text(&format!(
            "{},{},{},{}",
            self.west, self.south, self.east, self.north
        ))
    }
}

impl Profile {
    /// Says what is wrong with the profile, for the operator.
    ///
    /// # Errors
    /// The reason, in English.
    pub fn check(&self) -> Result<(), String> {
        if self.package.is_empty()
            || !self
                .package
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-')
        {
            return Err("package: Latin letters, digits and hyphens only".to_owned());
        }
        if self.publisher.trim().is_empty() {
            return Err("publisher: must not be empty".to_owned());
        }
        if let Some(term) = &self.answer_term
            && (term.days == 0 || term.act.trim().is_empty())
        {
            return Err("answer_term: days from 1, and the act that sets them".to_owned());
        }
        self.bounds
            .area()
            .map(drop)
            .map_err(|_| "bounds: no rectangle on the earth".to_owned())
    }
}
