//! The items that a test asks from, and what they are held against.

use super::estimate::Parameters;
use super::framework::{Area, Framework, Level};
use super::read::ItemFile;
use super::rules::TestRules;
use crate::Language;
use crate::learning::exercise::Exercise;
use std::collections::BTreeMap;

/// Every item with the framework that tags them and the rules of the test.
#[derive(Debug, Clone, PartialEq)]
pub struct Bank {
    pub framework: Framework,
    pub rules: TestRules,
    items: Vec<BankItem>,
    by_code: BTreeMap<String, usize>,
}

/// An item in both languages, with its key.
#[derive(Debug, Clone, PartialEq)]
pub struct BankItem {
    pub area: String,
    pub competence: String,
    pub level: Level,
    uk: Exercise,
    en: Exercise,
}

impl BankItem {
    #[must_use]
    pub fn code(&self) -> &str {
        &self.uk.code
    }

    /// In logits.
    #[must_use]
    pub const fn difficulty(&self) -> f64 {
        self.uk.difficulty
    }

    #[must_use]
    pub fn exercise(&self, language: Language) -> &Exercise {
        language.pick(&self.uk, &self.en)
    }
}

impl Bank {
    /// Joins checked files: each competence in both languages.
    #[must_use]
    pub fn new(framework: Framework, rules: TestRules, files: Vec<(ItemFile, ItemFile)>) -> Self {
        let mut items = Vec::new();
        for (uk, en) in files {
            let Some((area, competence)) = framework.competence(&uk.competence) else {
                continue;
            };
            for (uk, en) in uk.items.into_iter().zip(en.items) {
                let Some(level) = competence.level_of(&uk.exercise.outcome) else {
                    continue;
                };
                items.push(BankItem {
                    area: area.code.clone(),
                    competence: competence.code.clone(),
                    level,
                    uk: uk.exercise,
                    en: en.exercise,
                });
            }
        }
        let by_code = items
            .iter()
            .enumerate()
            .map(|(index, item)| (item.code().to_owned(), index))
            .collect();
        Self {
            framework,
            rules,
            items,
            by_code,
        }
    }

    /// Every item, in the order of the competences.
    #[must_use]
    pub fn items(&self) -> &[BankItem] {
        &self.items
    }

    #[must_use]
    pub fn item(&self, code: &str) -> Option<&BankItem> {
        self.items.get(*self.by_code.get(code)?)
    }

    #[must_use]
    pub fn area(&self, code: &str) -> Option<&Area> {
        self.framework.areas.iter().find(|area| area.code == code)
    }

    /// What the model knows of an item of this difficulty.
    #[must_use]
    pub const fn parameters(&self, difficulty: f64) -> Parameters {
        Parameters {
            discrimination: self.rules.discrimination,
            difficulty,
        }
    }
}
