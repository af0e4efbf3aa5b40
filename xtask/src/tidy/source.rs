//! A Rust file taken apart: code without comments and strings, and the strings with their lines.
//!
//! Not a parser: it knows just enough of the language not to find words in the wrong place.

/// What the rules look at. Test modules are left out: they may do what the rules forbid.
pub struct Source {
    /// The code, line by line as in the file; comments and the inside of strings are blank.
    pub code: String,
    /// String literals outside tests, with the line where each begins, counted from 1.
    pub strings: Vec<(usize, String)>,
}

impl Source {
    /// Takes the text of a file apart.
    pub fn read(text: &str) -> Self {
        let mut reader = Reader {
            rest: text.chars().collect(),
            at: 0,
            line: 1,
            code: String::with_capacity(text.len()),
            strings: Vec::new(),
        };
        reader.read_all();
        let (code, strings) = (reader.code, reader.strings);
        match test_module(&code) {
            Some(start) => {
                let kept = code.get(..start).unwrap_or_default().to_owned();
                let last_line = kept.lines().count() + 1;
                Self {
                    code: kept,
                    strings: strings
                        .into_iter()
                        .filter(|(line, _)| *line < last_line)
                        .collect(),
                }
            }
            None => Self { code, strings },
        }
    }

    /// The code lines with their numbers.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    /// The lines where a path starts with `name`: `name::x`, `use name;`, but not `other::name::x` or `rename::x`.
    pub fn lines_naming<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.lines()
            .filter(move |(_, line)| names_root(line, name))
            .map(|(number, _)| number)
    }
}

/// Where the tests at the end of a file begin.
fn test_module(code: &str) -> Option<usize> {
    code.match_indices("#[cfg(test)]").find_map(|(start, attribute)| {
        let after = code.get(start + attribute.len()..)?.trim_start();
        (after.starts_with("mod ") && after.split_once('{').is_some_and(|(name, _)| !name.contains(';')))
            .then_some(start)
    })
}

fn names_root(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(start, _)| {
        let before = line.get(..start).unwrap_or_default();
        let after = line.get(start + name.len()..).unwrap_or_default();
        let is_whole = !before.ends_with(is_word_character) && !before.ends_with('.');
        let is_inner = before.ends_with("::") && !before.trim_start().trim_end_matches("::").ends_with("use");
        let is_leading = before.trim_end().ends_with("use ::") || !is_inner;
        let follows = after.starts_with("::");
        let is_used_whole = (after.starts_with(';') || after.starts_with(" as "))
            && before.trim_start().trim_start_matches("pub ").starts_with("use ");
        is_whole && is_leading && (follows || is_used_whole)
    })
}

/// True for what an identifier is made of.
pub fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

struct Reader {
    rest: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    strings: Vec<(usize, String)>,
}

impl Reader {
    fn read_all(&mut self) {
        while let Some(character) = self.peek(0) {
            match character {
                '/' if self.peek(1) == Some('/') => self.skip_line_comment(),
                '/' if self.peek(1) == Some('*') => self.skip_block_comment(),
                '"' => self.read_string(),
                'r' if self.starts_raw_string() => self.read_raw_string(),
                '\'' if self.starts_character() => self.skip_character(),
                _ => self.keep(),
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.rest.get(self.at + ahead).copied()
    }

    /// Passes over one character and leaves it in the code.
    fn keep(&mut self) {
        if let Some(character) = self.peek(0) {
            self.advance();
            self.code.push(character);
        }
    }

    /// Passes over one character and leaves a blank, or the end of its line.
    fn blank(&mut self) -> Option<char> {
        let character = self.peek(0)?;
        self.advance();
        self.code.push(if character == '\n' { '\n' } else { ' ' });
        Some(character)
    }

    fn advance(&mut self) {
        if self.peek(0) == Some('\n') {
            self.line += 1;
        }
        self.at += 1;
    }

    fn skip_line_comment(&mut self) {
        while self.peek(0).is_some_and(|character| character != '\n') {
            self.blank();
        }
    }

    fn skip_block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => depth += 1,
                (Some('*'), Some('/')) => depth = depth.saturating_sub(1),
                (Some(_), _) => {
                    self.blank();
                    continue;
                }
                (None, _) => return,
            }
            self.blank();
            self.blank();
            if depth == 0 {
                return;
            }
        }
    }

    fn read_string(&mut self) {
        let line = self.line;
        let mut text = String::new();
        self.keep();
        while let Some(character) = self.peek(0) {
            if character == '"' {
                break;
            }
            if character == '\\' {
                self.blank();
            }
            text.extend(self.blank());
        }
        self.keep();
        self.strings.push((line, text));
    }

    fn starts_raw_string(&self) -> bool {
        let is_word_before = self
            .at
            .checked_sub(1)
            .and_then(|before| self.rest.get(before))
            .copied();
        // `br"…"` is raw too; any other letter before the r makes it a name.
        if is_word_before.is_some_and(|before| is_word_character(before) && before != 'b') {
            return false;
        }
        let hashes = self.hashes(1);
        self.peek(1 + hashes) == Some('"')
    }

    fn hashes(&self, from: usize) -> usize {
        (from..)
            .take_while(|ahead| self.peek(*ahead) == Some('#'))
            .count()
    }

    fn read_raw_string(&mut self) {
        let hashes = self.hashes(1);
        for _ in 0..hashes + 2 {
            self.keep();
        }
        let line = self.line;
        let mut text = String::new();
        while self.peek(0).is_some() && !(self.peek(0) == Some('"') && self.hashes(1) >= hashes) {
            text.extend(self.blank());
        }
        for _ in 0..=hashes {
            self.keep();
        }
        self.strings.push((line, text));
    }

    /// `'a'` and `'\n'` are characters, `'a` is a lifetime.
    fn starts_character(&self) -> bool {
        self.peek(1) == Some('\\') || self.peek(2) == Some('\'')
    }

    fn skip_character(&mut self) {
        self.keep();
        if self.peek(0) == Some('\\') {
            self.blank();
        }
        self.blank();
        while self.peek(0).is_some_and(|character| character != '\'') {
            self.blank();
        }
        self.keep();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_comments_and_strings_are_no_code() {
        let source = Source::read(
            "// sqlx::query\n/* sqlx::a /* b */ */ let a = \"sqlx::x \\\" y\"; let b = r#\"sqlx::\"z\"#;\n",
        );
        assert!(!source.code.contains("sqlx"));
        assert_eq!(
            source.strings,
            [(2, "sqlx::x \" y".to_owned()), (2, "sqlx::\"z".to_owned())]
        );
    }

    #[test]
    fn lifetimes_and_characters_are_told_apart() {
        let source =
            Source::read("fn f<'a>(x: &'a str) -> char { if x == \"q\" { '\"' } else { '\\'' } } // end");
        assert_eq!(source.strings, [(1, "q".to_owned())]);
        assert!(source.code.contains("<'a>") && !source.code.contains("end"));
    }

    #[test]
    fn test_modules_are_left_out() {
        let source =
            Source::read("fn f() {}\n#[cfg(test)]\nmod tests {\n  const A: &str = \"SELECT 1\";\n}\n");
        assert_eq!(source.code.trim(), "fn f() {}");
        assert!(source.strings.is_empty());
    }

    #[test]
    fn a_path_is_known_by_its_first_name() {
        for line in [
            "use leptos::prelude::*;",
            "leptos::view!{}",
            "use {std::fs, leptos::x};",
            "use leptos;",
            "pub use leptos as l;",
            "use ::leptos::x;",
        ] {
            assert!(names_root(line, "leptos"), "{line}");
        }
        for line in [
            "use crate::leptos::x;",
            "my_leptos::x",
            "leptos_axum::x",
            "let leptos = 1;",
            "a.leptos::<u8>()",
        ] {
            assert!(!names_root(line, "leptos"), "{line}");
        }
    }
}
