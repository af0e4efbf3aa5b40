//! Reading and checking files of items: one competence in one language each.

use super::framework::{Competence, Framework};
use crate::Language;
use crate::learning::exercise::{Exercise, Expected, Task};
use crate::learning::lint::{key, lint_exercise};
use crate::learning::parse::{Lines, ReadYaml, exercise};
use crate::learning::rule::{Fault, Rule};
use std::collections::BTreeSet;

/// How many items a competence has.
pub const ITEMS_OF_COMPETENCE: usize = 10;

/// Items of one competence in one language, as their file has them.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemFile {
    pub file: String,
    pub competence: String,
    pub items: Vec<WrittenItem>,
    pub lines: Lines,
}

/// An item and what its author says about its difficulty.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenItem {
    pub exercise: Exercise,
    /// Where it begins, counted from 1.
    pub line: usize,
    /// Where its difficulty stands, and what is written behind it.
    difficulty_line: usize,
    features: Option<String>,
}

/// What makes an item harder, in logits: the expert rule of `content/items/README.md`.
const FEATURES: [(&str, f64); 5] = [
    ("conditions", 0.5),
    ("unfamiliar", 0.5),
    ("misconception", 0.5),
    ("steps", 0.5),
    ("weighing", 0.75),
];
/// The easiest item: one familiar thing is to be recognised.
const EASIEST: f64 = -2.0;
const NO_FEATURE: &str = "one familiar thing";
const TWICE: &str = " ×2";

/// The name of a file of items.
#[must_use]
pub fn item_file_name(competence: &str, language: Language) -> String {
    format!("{competence}.{}.yaml", language.code())
}

/// Reads a file of items.
///
/// # Errors
/// Every fault of the writing, each with file and line; the rules about content are [`lint_items`]'s.
pub fn parse_items(
    file: &str,
    competence: &str,
    text: &str,
    yaml: &impl ReadYaml,
) -> Result<ItemFile, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut items = Vec::new();
    let mut lines = Lines::default();
    for block in blocks(file, text, &mut faults) {
        let line = block.first().map_or(1, |(line, _)| *line);
        match exercise(file, &block, yaml) {
            Ok(exercise) => {
                lines.note(&exercise.code, line, &block);
                let (difficulty_line, features) = features_of(&block).unwrap_or((line, None));
                items.push(WrittenItem {
                    exercise,
                    line,
                    difficulty_line,
                    features,
                });
            }
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(ItemFile {
        file: file.to_owned(),
        competence: competence.to_owned(),
        items,
        lines,
    })
}

/// The lines of each item without the mark and the indent of the list.
fn blocks<'a>(file: &str, text: &'a str, faults: &mut Vec<Fault>) -> Vec<Vec<(usize, &'a str)>> {
    let mut blocks: Vec<Vec<(usize, &str)>> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        if let Some(rest) = line.strip_prefix("- ") {
            blocks.push(vec![(number, rest)]);
            continue;
        }
        let is_empty = line.trim().is_empty() || line.starts_with('#');
        match (blocks.last_mut(), line.strip_prefix("  ")) {
            (Some(block), Some(rest)) => block.push((number, rest)),
            // An empty line keeps the numbers of those below.
            (Some(block), None) if is_empty => block.push((number, "")),
            (None, _) if is_empty => {}
            (Some(_), None) => faults.push(Fault::new(file, number, Rule::ItemIndent)),
            (None, _) => faults.push(Fault::new(file, number, Rule::ItemStart)),
        }
    }
    blocks
}

/// Where the difficulty stands, and the comment behind it.
fn features_of(block: &[(usize, &str)]) -> Option<(usize, Option<String>)> {
    let (number, line) = block.iter().find(|(_, line)| line.starts_with("difficulty:"))?;
    let comment = line.split_once('#').map(|(_, comment)| comment.trim().to_owned());
    Some((*number, comment))
}

/// Everything that is wrong with the items of a competence in one language.
#[must_use]
pub fn lint_items(file: &ItemFile, framework: &Framework) -> Vec<Fault> {
    let Some((_, competence)) = framework.competence(&file.competence) else {
        let rule = Rule::UnknownCompetence(file.competence.clone());
        return vec![Fault::new(&file.file, 1, rule)];
    };
    let mut faults = Vec::new();
    if file.items.len() != ITEMS_OF_COMPETENCE {
        let rule = Rule::ItemCount {
            wanted: ITEMS_OF_COMPETENCE,
            found: file.items.len(),
        };
        faults.push(Fault::new(&file.file, 1, rule));
    }
    let code = format!("item-{}", file.competence.replace('.', "-"));
    let mut known = BTreeSet::new();
    for item in &file.items {
        let exercise = &item.exercise;
        if !known.insert(&exercise.code) {
            let rule = Rule::RepeatedExercise(exercise.code.clone());
            faults.push(Fault::new(&file.file, item.line, rule));
        }
        if matches!(exercise.task, Task::Training { .. }) {
            // A test measures; it sends nobody into a form.
            let rule = Rule::UnknownKind("training".to_owned());
            faults.push(Fault::new(&file.file, item.line, rule));
        }
        faults.extend(lint_exercise(
            &file.file,
            &code,
            &file.lines,
            &exercise.code,
            exercise,
        ));
        let rules = difficulty_rules(item, competence);
        faults.extend(
            rules
                .into_iter()
                .map(|rule| Fault::new(&file.file, item.difficulty_line, rule)),
        );
    }
    faults
}

/// The difficulty is the sum of its features, and lies within the level of its outcome.
fn difficulty_rules(item: &WrittenItem, competence: &Competence) -> Vec<Rule> {
    let Exercise {
        difficulty: written,
        outcome,
        ..
    } = &item.exercise;
    let mut rules = Vec::new();
    match item.features.as_deref().map(sum_of_features) {
        None => rules.push(Rule::NoFeatures),
        Some(Err(rule)) => rules.push(rule),
        Some(Ok(sum)) if (sum - written).abs() > f64::EPSILON => rules.push(Rule::DifficultySum {
            written: *written,
            sum,
        }),
        Some(Ok(_)) => {}
    }
    match competence
        .level_of(outcome)
        .map(super::framework::Level::difficulties)
    {
        None => rules.push(Rule::NotAnOutcome {
            outcome: outcome.clone(),
            competence: competence.code.clone(),
        }),
        Some((least, most)) if !(least..=most).contains(written) => rules.push(Rule::OutsideLevel {
            outcome: outcome.clone(),
            difficulty: *written,
            least,
            most,
        }),
        Some(_) => {}
    }
    rules
}

fn sum_of_features(text: &str) -> Result<f64, Rule> {
    if text == NO_FEATURE {
        return Ok(EASIEST);
    }
    text.split(',').map(str::trim).try_fold(EASIEST, |sum, feature| {
        let (name, times) = match feature.strip_suffix(TWICE) {
            Some(name) => (name, 2.0),
            None => (feature, 1.0),
        };
        FEATURES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, weight)| weight.mul_add(times, sum))
            .ok_or_else(|| Rule::UnknownFeature(feature.to_owned()))
    })
}

/// Where two languages of the same items differ in anything but their texts. Lines are those of the English file.
#[must_use]
pub fn item_differences(uk: &ItemFile, en: &ItemFile) -> Vec<Fault> {
    let keys =
        |file: &ItemFile| -> Vec<String> { file.items.iter().map(|item| key_of(&item.exercise)).collect() };
    let (uk_keys, en_keys) = (keys(uk), keys(en));
    let differs = |line, what, uk: String, en_has: String| {
        let en_text = en_has;
        Fault::new(
            &en.file,
            line,
            Rule::Differs {
                what,
                uk,
                en: en_text,
            },
        )
    };
    if uk_keys.len() != en_keys.len() {
        let (uk, en) = (uk_keys.len().to_string(), en_keys.len().to_string());
        return vec![differs(1, "items", uk, en)];
    }
    uk_keys
        .into_iter()
        .zip(en_keys)
        .zip(&en.items)
        .filter(|((uk, en), _)| uk != en)
        .map(|((uk, en), item)| differs(item.line, "item", uk, en))
        .collect()
}

/// What both languages of an item must have in common. Words to be typed are those of the language.
fn key_of(exercise: &Exercise) -> String {
    match &exercise.task {
        Task::Typed {
            expected: Expected::Words { typos, .. },
            ..
        } => format!(
            "{} ({}, {}): typed words ({typos} typos)",
            exercise.code, exercise.difficulty, exercise.outcome
        ),
        _ => key(exercise),
    }
}
