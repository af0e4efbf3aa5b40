//! Words, sentences and breaths of a Markdown text: what the rules of easy reading count.

/// Words of a Markdown text, as a reader counts them.
#[must_use]
pub fn words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

/// Sentences of a Markdown text. A line of a list and a quotation are of their own, however they end.
#[must_use]
pub fn sentences(text: &str) -> Vec<String> {
    pieces(text, &['.', '!', '?', '…'])
}

/// What a reader takes in with one breath: a colon and a semicolon let one breathe, too.
#[must_use]
pub fn breaths(text: &str) -> Vec<String> {
    pieces(text, &['.', '!', '?', '…', ':', ';'])
}

fn pieces(text: &str, ends: &[char]) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut finish = |piece: &mut String| {
        if words(piece) > 0 {
            pieces.push(piece.trim().to_owned());
        }
        piece.clear();
    };
    let mut was_quoted = false;
    for line in text.lines() {
        let is_quoted = line.trim_start().starts_with('>');
        let line = line.trim_start_matches([' ', '>']);
        if line.trim().is_empty() || is_list_item(line) || is_quoted != was_quoted {
            finish(&mut piece);
        }
        was_quoted = is_quoted;
        for word in line.split_whitespace() {
            if !piece.is_empty() {
                piece.push(' ');
            }
            piece.push_str(word);
            let bare = word.trim_end_matches(['*', '_', '»', '”', ')', '"']);
            // «1.» begins a line of a list; it ends nothing.
            if bare.ends_with(ends) && bare.chars().any(char::is_alphabetic) {
                finish(&mut piece);
            }
        }
    }
    finish(&mut piece);
    pieces
}

fn is_list_item(line: &str) -> bool {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with("- ")
        || line.starts_with("* ")
        || (digits.len() < line.len() && digits.starts_with(". "))
}

/// Whether a tag is written in a text: `<` and then a letter or a slash.
pub(super) fn has_html(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
        next.is_some_and(|c| c.is_ascii_alphabetic() || c == '/' || c == '!')
    })
}

/// Words that point at the place of an option, which is nobody's to know.
pub(super) fn points_at_place(text: &str) -> Option<&'static str> {
    const POINTERS: [&str; 12] = [
        "перша відповідь",
        "друга відповідь",
        "третя відповідь",
        "четверта відповідь",
        "варіант а",
        "варіант б",
        "варіант в",
        "first answer",
        "second answer",
        "third answer",
        "option a",
        "option b",
    ];
    let text = text.to_lowercase();
    POINTERS.into_iter().find(|pointer| {
        text.match_indices(pointer).any(|(at, _)| {
            let next = text
                .get(at + pointer.len()..)
                .and_then(|rest| rest.chars().next());
            !next.is_some_and(char::is_alphabetic)
        })
    })
}
