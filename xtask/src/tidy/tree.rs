//! The text files of the checkout, read once.

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

use crate::command::{Context, Outcome};

use super::source::Source;

const SKIPPED_FOLDERS: [&str; 6] = [
    ".git",
    "target",
    "node_modules",
    "test-results",
    "playwright-report",
    "__pycache__",
];

/// Paths are relative to the checkout, with `/` between their parts.
#[derive(Default)]
pub struct Tree {
    texts: BTreeMap<String, String>,
    sources: BTreeMap<String, Source>,
}

impl Tree {
    /// Reads everything that is UTF-8 text; pictures and fonts are passed over.
    pub fn read(root: &Path) -> Outcome<Self> {
        let mut tree = Self::default();
        let walk = WalkDir::new(root)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                !(entry.file_type().is_dir()
                    && SKIPPED_FOLDERS.contains(&entry.file_name().to_string_lossy().as_ref()))
            });
        for entry in walk {
            let entry = entry.context("reading the checkout")?;
            // In a linked work tree `.git` is a file.
            if !entry.file_type().is_file() || entry.file_name() == ".git" {
                continue;
            }
            let bytes = std::fs::read(entry.path()).context(entry.path().display())?;
            let Ok(text) = String::from_utf8(bytes) else {
                continue;
            };
            let path = entry
                .path()
                .strip_prefix(root)
                .unwrap_or(entry.path())
                .to_string_lossy()
                .replace('\\', "/");
            tree.add(path, text);
        }
        Ok(tree)
    }

    fn add(&mut self, path: String, text: String) {
        if path.ends_with(".rs") {
            self.sources.insert(path.clone(), Source::read(&text));
        }
        self.texts.insert(path, text);
    }

    /// Every text file with its content.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The content of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Every Rust file below `folder`, taken apart.
    pub fn sources<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Source)> {
        self.sources
            .iter()
            .filter(move |(path, _)| path.starts_with(folder))
            .map(|(path, source)| (path.as_str(), source))
    }

    /// Every file below `folder` whose name ends in `ending`.
    pub fn below<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.texts()
            .filter(move |(path, _)| path.starts_with(folder) && path.ends_with(ending))
    }

    /// A tree of samples.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self::default();
        for (path, text) in files {
            tree.add((*path).to_owned(), (*text).to_owned());
        }
        tree
    }
}
