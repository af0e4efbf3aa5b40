//! `cargo xtask tidy`: the rules of the house that a compiler does not know.
//!
//! Each rule is a function from the files of the checkout to faults, so that its tests hand it a bad sample.

mod events;
mod files;
mod locales;
mod migrations;
mod pages;
mod readme;
mod rooms;
mod source;
mod tree;

use std::fmt;
use std::process::ExitCode;

use crate::command::Outcome;
use crate::project::Project;

use tree::Tree;

/// A place where a rule of the house is broken.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Fault {
    file: String,
    line: usize,
    rule: String,
}

impl Fault {
    fn new(file: &str, line: usize, rule: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line,
            rule: rule.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.file, self.line, self.rule)
    }
}

const RULES: [fn(&Tree) -> Vec<Fault>; 14] = [
    rooms::imports,
    rooms::dependencies,
    rooms::sql,
    locales::same_keys,
    locales::used_keys,
    pages::have_specs,
    events::have_words,
    files::text_area,
    files::length,
    files::foreign_paths,
    migrations::same_names,
    migrations::own_numbers,
    readme::names_rooms,
    readme::rooms_exist,
];

/// Prints every fault; fails when there is one.
pub fn command(project: &Project) -> Outcome<ExitCode> {
    let faults = check(project)?;
    for fault in &faults {
        println!("{fault}");
    }
    println!("tidy: {} rules, {} faults", RULES.len(), faults.len());
    Ok(if faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Every fault of the checkout, sorted by place.
pub fn check(project: &Project) -> Outcome<Vec<Fault>> {
    let tree = Tree::read(project.root())?;
    let mut faults: Vec<Fault> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    faults.sort();
    faults.dedup();
    Ok(faults)
}
