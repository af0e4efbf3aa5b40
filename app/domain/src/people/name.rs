//! Names of people, compared loosely: providers write them in different ways. Never a key, only a reason to warn.

use crate::text::fold;

/// Whether two names may be of one person: the same letters in any order of words, whatever the spaces, apostrophes
/// and hyphens between them, and with the letters that registers confuse taken as one.
///
/// ```
/// use domain::people::name::resembles;
/// assert!(resembles("Мар’яна Нечуй-Левицька", "НЕЧУЙ ЛЕВИЦЬКА МАРЯНА"));
/// assert!(resembles("Євгенія Ґалаґан", "Галаган Евгенія"));
/// assert!(!resembles("Олена Коваль", "Олена Коваленко"));
/// ```
#[must_use]
pub fn resembles(one: &str, other: &str) -> bool {
    words(one) == words(other)
}

fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = fold(name)
        .split([' ', '-'])
        .map(|word| word.chars().filter(|c| *c != '\'').map(alike).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    words.sort_unstable();
    words
}

const fn alike(c: char) -> char {
    match c {
        'є' | 'э' => 'е',
        'ї' | 'и' | 'ы' | 'й' => 'і',
        'ґ' => 'г',
        other => other,
    }
}
