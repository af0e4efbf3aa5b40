//! The items of the test, read from the content at start and held against the rules.

use super::library::{file_error, read_text, shown};
use super::yaml::Yaml;
use crate::wiring::StartError;
use domain::Language;
use domain::learning::assessment::bank::Bank;
use domain::learning::assessment::framework::Framework;
use domain::learning::assessment::read::{
    ItemFile, item_differences, item_file_name, lint_items, parse_items,
};
use domain::learning::assessment::rules::{RulesFile, TestRules};
use domain::learning::parse::ReadYaml as _;
use domain::learning::rule::{Fault, Rule};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::path::Path;

const FRAMEWORK: &str = "digcomp.yaml";
const RULES: &str = "test.yaml";

/// The bank and what could read better in it.
#[derive(Debug)]
pub struct Items {
    pub bank: Bank,
    /// No reason not to ask; one to mend it.
    pub advice: Vec<Fault>,
}

impl Items {
    /// Reads and checks every item of a content folder.
    ///
    /// # Errors
    /// When a file cannot be read or an item breaks a rule; the text names file, line and rule, one a line.
    pub fn read(content_dir: &Path) -> Result<Self, StartError> {
        let folder = content_dir.join("items");
        let mut faults = Vec::new();
        let framework: Option<Framework> = yaml(&folder.join(FRAMEWORK), &mut faults)?;
        let rules = rules(&folder.join(RULES), &mut faults)?;
        let mut files = Vec::new();
        if let Some(framework) = &framework {
            for (_, competence) in framework.competences() {
                let [uk, en] = Language::ALL.map(|language| {
                    let path = folder.join(item_file_name(&competence.code, language));
                    item_file(&path, &competence.code, framework, &mut faults)
                });
                if let (Some(uk), Some(en)) = (uk?, en?) {
                    faults.extend(item_differences(&uk, &en));
                    files.push((uk, en));
                }
            }
            faults.extend(strangers(&folder, framework)?);
        }
        let (advice, faults): (Vec<Fault>, Vec<Fault>) =
            faults.into_iter().partition(|fault| fault.rule.is_advice());
        match (framework, rules) {
            (Some(framework), Some(rules)) if faults.is_empty() => Ok(Self {
                bank: Bank::new(framework, rules, files),
                advice,
            }),
            _ => {
                let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
                Err(StartError::Content(lines.join("\n")))
            }
        }
    }
}

fn item_file(
    path: &Path,
    competence: &str,
    framework: &Framework,
    faults: &mut Vec<Fault>,
) -> Result<Option<ItemFile>, StartError> {
    match parse_items(&shown(path), competence, &read_text(path)?, &Yaml) {
        Ok(file) => {
            faults.extend(lint_items(&file, framework));
            Ok(Some(file))
        }
        Err(found) => {
            faults.extend(found);
            Ok(None)
        }
    }
}

fn rules(path: &Path, faults: &mut Vec<Fault>) -> Result<Option<TestRules>, StartError> {
    let Some(file) = yaml::<RulesFile>(path, faults)? else {
        return Ok(None);
    };
    match file.rules() {
        Ok(rules) => Ok(Some(rules)),
        Err(broken) => {
            let text = read_text(path)?;
            let line_of = |rule: &Rule| {
                let name = match rule {
                    Rule::TestRules(name) => *name,
                    _ => "cuts",
                };
                let found = text.lines().position(|line| line.starts_with(name));
                found.map_or(1, |at| at + 1)
            };
            faults.extend(
                broken
                    .into_iter()
                    .map(|rule| Fault::new(&shown(path), line_of(&rule), rule)),
            );
            Ok(None)
        }
    }
}

/// Files of items that belong to no competence: nobody would be asked what is in them.
fn strangers(folder: &Path, framework: &Framework) -> Result<Vec<Fault>, StartError> {
    let known: BTreeSet<String> = framework
        .competences()
        .flat_map(|(_, competence)| Language::ALL.map(|language| item_file_name(&competence.code, language)))
        .chain([FRAMEWORK.to_owned(), RULES.to_owned()])
        .collect();
    let entries = std::fs::read_dir(folder).map_err(|source| file_error(folder, source))?;
    let mut faults: Vec<Fault> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.to_owned()))
        .filter(|name| name.ends_with(".yaml") && !known.contains(name))
        .map(|name| {
            let competence = name.split_once(".uk.").or_else(|| name.split_once(".en."));
            let competence = competence.map_or(name.as_str(), |(code, _)| code);
            let rule = Rule::UnknownCompetence(competence.to_owned());
            Fault::new(&shown(&folder.join(&name)), 1, rule)
        })
        .collect();
    faults.sort_by(|one, other| one.file.cmp(&other.file));
    Ok(faults)
}

fn yaml<T: DeserializeOwned>(path: &Path, faults: &mut Vec<Fault>) -> Result<Option<T>, StartError> {
    match Yaml.read(&read_text(path)?) {
        Ok(value) => Ok(Some(value)),
        Err(fault) => {
            faults.push(Fault::new(&shown(path), fault.line, Rule::Syntax(fault.message)));
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests;
