//! Texts from people: cleaned once at the border, compared by folding.

use crate::field::Problem;

/// Cleans one line: trims, joins runs of spaces, and refuses control characters.
///
/// # Errors
/// [`Problem::ControlCharacters`], or [`Problem::TooLong`] beyond `max` characters.
pub fn clean_line(text: &str, max: u32) -> Result<String, Problem> {
    if text.chars().any(|c| is_unwanted(c) || c == '\n' || c == '\r') {
        return Err(Problem::ControlCharacters);
    }
    limit(text.split_whitespace().collect::<Vec<_>>().join(" "), max)
}

/// Cleans a text of several lines: unifies line ends, trims, and refuses control characters.
///
/// # Errors
/// [`Problem::ControlCharacters`], or [`Problem::TooLong`] beyond `max` characters.
pub fn clean_text(text: &str, max: u32) -> Result<String, Problem> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().any(is_unwanted) {
        return Err(Problem::ControlCharacters);
    }
    limit(text.trim().to_owned(), max)
}

fn limit(text: String, max: u32) -> Result<String, Problem> {
    if text.chars().count() > max as usize {
        Err(Problem::TooLong { max })
    } else {
        Ok(text)
    }
}

/// Control characters, and marks that turn the direction of text to disguise it.
fn is_unwanted(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFD}')
}

/// Folds a text for search and fuzzy comparison: lower case, one apostrophe, one hyphen, ё and ґ as typed.
///
/// ```
/// assert_eq!(domain::text::fold("Мар’яна  О'Коннор–Ш"), domain::text::fold("марʼяна о’коннор-ш"));
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        let c = match c {
            '\'' | '’' | 'ʼ' | '`' | '‘' | '´' => '\'',
            '-' | '‐' | '‑' | '–' | '—' | '−' => '-',
            other => other,
        };
        if c.is_whitespace() {
            space = !folded.is_empty();
            continue;
        }
        if space {
            folded.push(' ');
            space = false;
        }
        folded.push(c);
    }
    folded
}

/// A key that sorts byte by byte as the Ukrainian alphabet does: і, ї, є and ґ stand elsewhere in Unicode.
#[must_use]
pub fn sort_key(text: &str) -> String {
    const ALPHABET: &str = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя";
    let place = |letter: char| {
        let index = ALPHABET.chars().position(|known| known == letter)?;
        char::from_u32(0x0430 + u32::try_from(index).ok()?)
    };
    fold(text)
        .chars()
        .map(|letter| place(letter).unwrap_or(letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_marks_and_control_characters_are_refused() {
        assert_eq!(
            clean_line("добре\u{202E}злe", 50),
            Err(Problem::ControlCharacters)
        );
        assert_eq!(clean_line("два\nрядки", 50), Err(Problem::ControlCharacters));
        assert_eq!(clean_text("нуль\0", 50), Err(Problem::ControlCharacters));
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        assert_eq!(clean_line("їжак", 4), Ok("їжак".to_owned()));
        assert_eq!(clean_line("їжаки", 4), Err(Problem::TooLong { max: 4 }));
    }

    #[test]
    fn line_ends_of_a_text_become_one_kind() {
        assert_eq!(clean_text(" а\r\nб\rв ", 9), Ok("а\nб\nв".to_owned()));
    }
}
