//! The catalogues: both languages say the same things, and everything that is said is used.

use std::collections::BTreeMap;

use super::Fault;
use super::source::is_word_character;
use super::tree::Tree;

const UKRAINIAN: &str = "app/locales/uk/";
const ENGLISH: &str = "app/locales/en/";

/// Every key of one language exists in the other.
pub fn same_keys(tree: &Tree) -> Vec<Fault> {
    let mut faults = missing(tree, UKRAINIAN, ENGLISH);
    faults.extend(missing(tree, ENGLISH, UKRAINIAN));
    faults
}

fn missing(tree: &Tree, from: &str, to: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, text) in tree.below(from, ".toml") {
        let other = path.replacen(from, to, 1);
        let known = tree.text(&other).map(keys).unwrap_or_default();
        for (key, line) in keys(text) {
            if !known.contains_key(&key) {
                faults.push(Fault::new(path, line, format!("{key} is missing in {other}")));
            }
        }
    }
    faults
}

/// Every key is used outside the catalogues and outside tests.
pub fn used_keys(tree: &Tree) -> Vec<Fault> {
    let code: Vec<&str> = tree
        .sources("")
        .filter(|(path, _)| !path.starts_with("app/locales/tests/") && !path.starts_with("xtask/"))
        .map(|(_, source)| source.code.as_str())
        .collect();
    let mut faults = Vec::new();
    for (path, text) in tree.below(UKRAINIAN, ".toml") {
        let slice = path.trim_start_matches(UKRAINIAN).trim_end_matches(".toml");
        let readers: Vec<&&str> = code.iter().filter(|code| names_slice(code, slice)).collect();
        for (key, line) in keys(text) {
            if !readers.iter().any(|code| names_key(code, &key)) {
                faults.push(Fault::new(path, line, format!("{key} is used nowhere")));
            }
        }
    }
    faults
}

/// True when a file can reach the texts of a slice: it names both the catalogue crate (or a re-export of it) and the slice.
fn names_slice(code: &str, slice: &str) -> bool {
    whole_words(code, slice) && (whole_words(code, "locales") || code.contains(&format!("{slice}::")))
}

/// Texts are functions reached through their module: `::key(…)` or `::key` handed on.
fn names_key(code: &str, key: &str) -> bool {
    let function = key.rsplit('.').next().unwrap_or(key).replace('-', "_");
    let wanted = format!("::{function}");
    let by_path = code.match_indices(&wanted).any(|(at, _)| {
        !code
            .get(at + wanted.len()..)
            .unwrap_or_default()
            .starts_with(is_word_character)
    });
    // `use locales::cabinet::{title, hint}` brings the bare name.
    by_path
        || (code.contains("locales::")
            && code.contains(&format!("{function}("))
            && whole_words(code, &function))
}

fn whole_words(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        !code.get(..at).unwrap_or_default().ends_with(is_word_character)
            && !code
                .get(at + word.len()..)
                .unwrap_or_default()
                .starts_with(is_word_character)
    })
}

/// The keys of a flat catalogue with their lines. A key in a `[section]` is `section.key`.
fn keys(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let mut section = String::new();
    let mut is_inside_text = false;
    for (index, line) in text.lines().enumerate() {
        let opens_or_closes = line.matches("\"\"\"").count() % 2 == 1;
        if is_inside_text {
            is_inside_text = !opens_or_closes;
            continue;
        }
        is_inside_text = opens_or_closes;
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[') {
            section = format!("{}.", name.trim_end_matches(']'));
        } else if let Some((key, _)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
            found.insert(format!("{section}{}", key.trim().trim_matches('"')), index + 1);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const READER: (&str, &str) = (
        "app/src/cabinet/pages/list.rs",
        "use locales::cabinet as texts;\nfn f() { texts::title(language); }\n",
    );

    #[test]
    fn a_key_of_one_language_is_missed_in_the_other() {
        let tree = Tree::of(&[
            (
                "app/locales/uk/cabinet.toml",
                "title = \"Послуги\"\nhint = \"Підказка\"\n",
            ),
            (
                "app/locales/en/cabinet.toml",
                "title = \"Services\"\nextra = \"Extra\"\n",
            ),
        ]);
        let faults: Vec<String> = same_keys(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            [
                "app/locales/uk/cabinet.toml:2: hint is missing in app/locales/en/cabinet.toml",
                "app/locales/en/cabinet.toml:2: extra is missing in app/locales/uk/cabinet.toml"
            ]
        );
    }

    #[test]
    fn an_unused_key_is_found() {
        let tree = Tree::of(&[
            (
                "app/locales/uk/cabinet.toml",
                "# heading\ntitle = \"Послуги\"\ntitle_of_none = \"Нічого\"\n",
            ),
            READER,
        ]);
        let faults: Vec<String> = used_keys(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            ["app/locales/uk/cabinet.toml:3: title_of_none is used nowhere"]
        );
    }

    #[test]
    fn a_key_of_another_slice_does_not_count_as_use() {
        let tree = Tree::of(&[("app/locales/uk/learning.toml", "title = \"Курси\"\n"), READER]);
        assert_eq!(used_keys(&tree).len(), 1);
    }

    #[test]
    fn lines_inside_a_long_text_are_no_keys() {
        let found = keys("a = \"\"\"\nb = 1\n\"\"\"\nc = { one = \"1\", few = \"2\", many = \"3\" }\n");
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            [("a".to_owned(), 1), ("c".to_owned(), 4)]
        );
    }
}
