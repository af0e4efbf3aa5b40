//! Everyday words, and the words that the data have for the same: who looks for «ями» finds the repair of a road.

use crate::search::stems;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The longest phrase that stands for one thing: «вуличне освітлення».
const MOST_WORDS: usize = 3;

/// A line of the file: whatever of `words` somebody types is also looked for by each of `means`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Synonym {
    pub words: Vec<String>,
    pub means: Vec<String>,
}

/// A broken rule of the file, and the word that breaks it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{word}: {rule}")]
pub struct SynonymFault {
    pub word: String,
    pub rule: &'static str,
}

/// All synonyms, ready to be looked up. Without any, a text means its own words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Synonyms {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// The words of a phrase, each with its stems.
    phrase: Vec<Vec<String>>,
    /// The stems of everything that it means.
    means: Vec<String>,
}

impl Synonyms {
    /// Checks the lines of the file.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn of(lines: &[Synonym]) -> Result<Self, SynonymFault> {
        let fault = |word: &str, rule| SynonymFault {
            word: word.to_owned(),
            rule,
        };
        let mut entries = Vec::new();
        let mut known = BTreeMap::new();
        for (number, line) in lines.iter().enumerate() {
            let first = line.words.first().map_or("", String::as_str);
            if first.is_empty() || line.means.is_empty() {
                return Err(fault(first, "a line has words, and what they mean"));
            }
            let mut means = Vec::new();
            for word in &line.means {
                let [found] = stems(word)
                    .try_into()
                    .map_err(|_| fault(word, "a meaning is one word"))?;
                means.extend(found);
            }
            for word in &line.words {
                let phrase = stems(word);
                if !(1..=MOST_WORDS).contains(&phrase.len()) {
                    return Err(fault(word, "a phrase has one to three words"));
                }
                // Two cases of a word in one line do no harm.
                if *known.entry(phrase.clone()).or_insert(number) != number {
                    return Err(fault(word, "the word stands in two lines"));
                }
                entries.push(Entry {
                    phrase,
                    means: means.clone(),
                });
            }
        }
        // The longest phrase that fits is meant.
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.phrase.len()));
        Ok(Self { entries })
    }

    /// The words of a text, each with the stems of which any may occur: its own, and those of what it means. A phrase counts as one
    /// word, by its last.
    ///
    /// ```
    /// use domain::synonyms::{Synonym, Synonyms};
    /// let line = Synonym { words: vec!["дитячий садок".into(), "садок".into()], means: vec!["ДНЗ".into()] };
    /// let synonyms = Synonyms::of(&[line]).unwrap();
    /// let [repair, kindergarten] = synonyms.understand("ремонт дитячого садка").try_into().unwrap();
    /// assert!(kindergarten.contains(&"садок".to_owned()) && kindergarten.contains(&"днз".to_owned()));
    /// assert_eq!([repair], *domain::search::stems("ремонт"));
    /// ```
    #[must_use]
    pub fn understand(&self, text: &str) -> Vec<Vec<String>> {
        let words = stems(text);
        let mut rest = words.as_slice();
        let mut understood = Vec::new();
        while let Some(first) = rest.first() {
            let meant = self.entries.iter().find(|entry| entry.begins(rest));
            let length = meant.map_or(1, |entry| entry.phrase.len());
            let (taken, after) = rest.split_at(length.min(rest.len()));
            let mut stems = taken.last().unwrap_or(first).clone();
            for stem in meant.iter().flat_map(|entry| &entry.means) {
                if !stems.contains(stem) {
                    stems.push(stem.clone());
                }
            }
            understood.push(stems);
            rest = after;
        }
        understood
    }
}

impl Entry {
    /// Whether words begin with the phrase, in any of its cases.
    fn begins(&self, words: &[Vec<String>]) -> bool {
        let is_same =
            |(mine, theirs): (&Vec<String>, &Vec<String>)| mine.iter().any(|stem| theirs.contains(stem));
        self.phrase.len() <= words.len() && self.phrase.iter().zip(words).all(is_same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &[&str], means: &[&str]) -> Synonym {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Synonym {
            words: owned(words),
            means: owned(means),
        }
    }

    #[test]
    fn the_longest_phrase_is_meant_and_other_words_stay() {
        let synonyms = Synonyms::of(&[
            line(&["майданчик"], &["спортивний"]),
            line(&["дитячий майданчик", "гойдалка"], &["ігровий"]),
        ])
        .unwrap();
        let understood = synonyms.understand("новий дитячих майданчиків Лисенка");
        assert_eq!(understood.len(), 3, "{understood:?}");
        assert!(
            understood[1].contains(&"ігров".to_owned()) && !understood[1].contains(&"спортивн".to_owned())
        );
        assert_eq!(synonyms.understand("").len(), 0);
        assert_eq!(Synonyms::default().understand("дитячий майданчик").len(), 2);
    }

    #[test]
    fn a_broken_line_is_told_with_its_word() {
        for (lines, word) in [
            (vec![line(&[], &["дорога"])], ""),
            (vec![line(&["ями"], &[])], "ями"),
            (vec![line(&["ями"], &["ремонт дороги"])], "ремонт дороги"),
            (
                vec![line(&["дуже довга чотирьохслівна фраза"], &["дорога"])],
                "дуже довга чотирьохслівна фраза",
            ),
            (
                vec![line(&["ями"], &["дорога"]), line(&["Ями"], &["проїзд"])],
                "Ями",
            ),
        ] {
            assert_eq!(Synonyms::of(&lines).unwrap_err().word, word);
        }
    }
}
