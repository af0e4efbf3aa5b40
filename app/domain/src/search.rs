//! Words that people search by. Ukrainian declines, so a word is looked for by its stem, with the sounds that change in it:
//! «дорозі» finds «дорога», «шкіл» finds «школа», «садки» finds «садок».
//!
//! A light stemmer instead of a dictionary: it only cuts endings and never less than three letters, so it finds a little too
//! much rather than too little. Both databases compare the same stems, cut here.

use crate::text::fold;

/// A shorter stem would be found everywhere.
const SHORTEST_STEM: usize = 3;

/// Endings of nouns, adjectives and verbs, longer ones before those that end alike.
const ENDINGS: [&str; 64] = [
    "уваннями",
    "уванням",
    "уваннях",
    "уванню",
    "ування",
    "ювання",
    "ованого",
    "ованої",
    "ований",
    "ована",
    "увати",
    "ювати",
    "остями",
    "остям",
    "остях",
    "ості",
    "істю",
    "ість",
    "ннями",
    "нням",
    "ннях",
    "нню",
    "ння",
    "ттям",
    "ттю",
    "ття",
    "ового",
    "ьому",
    "ього",
    "ими",
    "ого",
    "ому",
    "его",
    "ями",
    "ами",
    "ові",
    "еві",
    "єві",
    "ях",
    "ах",
    "ям",
    "ам",
    "ою",
    "ею",
    "єю",
    "ом",
    "ем",
    "єм",
    "ів",
    "їв",
    "ей",
    "ій",
    "ий",
    "их",
    "їх",
    "им",
    "їм",
    "ої",
    "ії",
    "ія",
    "ію",
    "ти",
    "ть",
    "ся",
];

/// One letter that ends a word without belonging to its stem.
const LAST_LETTERS: &str = "аеєиіїоуюяьй";

/// Words that say what somebody wants, not what of: they are left out beside others. «Як стати в чергу на садок» looks for
/// «черга» and «садок».
const BESIDE_THE_POINT: [&str; 50] = [
    "a",
    "an",
    "and",
    "at",
    "for",
    "get",
    "how",
    "in",
    "of",
    "on",
    "the",
    "to",
    "want",
    "where",
    "або",
    "в",
    "від",
    "де",
    "для",
    "до",
    "з",
    "за",
    "зробити",
    "зі",
    "й",
    "коли",
    "куди",
    "мені",
    "можна",
    "на",
    "отримати",
    "оформити",
    "по",
    "подати",
    "потрібна",
    "потрібно",
    "при",
    "про",
    "стати",
    "та",
    "треба",
    "у",
    "хочу",
    "це",
    "чи",
    "що",
    "щоб",
    "як",
    "і",
    "із",
];

/// The words of a query, each with the stems of which any may occur. Equal for equal words, whatever their case.
///
/// ```
/// use domain::search::stems;
/// assert_eq!(stems("Пільги  ДОРІГ"), [vec!["пільг", "польг", "пельг"], vec!["доріг", "дорог", "дорег"]]);
/// assert_eq!(stems("№ 15-А"), [vec!["№"], vec!["15-а"]]);
/// ```
#[must_use]
pub fn stems(query: &str) -> Vec<Vec<String>> {
    let folded = fold(query);
    let words: Vec<&str> = folded
        .split(' ')
        .map(|word| word.trim_matches(|c: char| ".,;:!?()\"«»„“”-".contains(c)))
        .filter(|word| !word.is_empty())
        .collect();
    let is_to_the_point = |word: &&&str| BESIDE_THE_POINT.binary_search(*word).is_err();
    let kept: Vec<&&str> = words.iter().filter(is_to_the_point).collect();
    if kept.is_empty() {
        return words.into_iter().map(stems_of).collect();
    }
    kept.into_iter().map(|word| stems_of(word)).collect()
}

/// Whether every word of a query begins a word of the texts. No words are found everywhere.
#[must_use]
pub fn matches<'a>(query: &str, texts: impl IntoIterator<Item = &'a str>) -> bool {
    let folded: Vec<String> = texts.into_iter().map(fold).collect();
    let words: Vec<&str> = folded
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '\''))
        .filter(|word| !word.is_empty())
        .collect();
    // The words of a query end where those of the texts end: «веб-сайт» is two.
    let query: String = fold(query)
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' })
        .collect();
    stems(&query).iter().all(|stems| {
        stems
            .iter()
            .any(|stem| words.iter().any(|word| word.starts_with(stem)))
    })
}

fn stems_of(word: &str) -> Vec<String> {
    let stem = stem(word);
    let mut stems = vec![stem.to_owned()];
    let is_cut_before_soft = word.strip_prefix(stem).is_some_and(|ending| ending == "і");
    let others = [
        is_cut_before_soft.then(|| with_hard_consonant(stem)).flatten(),
        with_other_vowel(stem, 'і', 'о'),
        with_other_vowel(stem, 'і', 'е'),
        with_other_vowel(stem, 'о', 'і'),
        without_fleeting_vowel(stem),
        with_fleeting_vowel(stem),
    ];
    for other in others.into_iter().flatten() {
        if !stems.contains(&other) {
            stems.push(other);
        }
    }
    stems
}

/// The word without its ending; words of other alphabets lose the plural.
fn stem(word: &str) -> &str {
    let length = word.chars().count();
    let without = |ending: &str| {
        let rest = word.strip_suffix(ending)?;
        (rest.chars().count() >= SHORTEST_STEM).then_some(rest)
    };
    if length <= SHORTEST_STEM || word.chars().any(|c| c.is_ascii_digit()) {
        return word;
    }
    if word.is_ascii() {
        return ["es", "s"].into_iter().find_map(without).unwrap_or(word);
    }
    ENDINGS
        .into_iter()
        .find_map(without)
        .or_else(|| {
            let last = word.chars().last()?;
            let rest = word.strip_suffix(last)?;
            (LAST_LETTERS.contains(last) && rest.chars().count() >= SHORTEST_STEM).then_some(rest)
        })
        .unwrap_or(word)
}

/// «дороз» of «дорозі» is «дорог».
fn with_hard_consonant(stem: &str) -> Option<String> {
    let (rest, hard) = [("з", "г"), ("ц", "к"), ("с", "х")]
        .into_iter()
        .find_map(|(soft, hard)| Some((stem.strip_suffix(soft)?, hard)))?;
    Some(format!("{rest}{hard}"))
}

/// The last vowel changes when the syllable opens: «шкіл» – «школа», «мостів» – «міст».
fn with_other_vowel(stem: &str, from: char, to: char) -> Option<String> {
    let (at, vowel) = stem.char_indices().rfind(|(_, c)| is_vowel(*c))?;
    let is_closed = at + vowel.len_utf8() < stem.len();
    if vowel != from || !is_closed || stem.chars().count() < 4 {
        return None;
    }
    let (before, after) = (stem.get(..at)?, stem.get(at + vowel.len_utf8()..)?);
    Some(format!("{before}{to}{after}"))
}

/// «садок» is «садк» in «садки», «лікарен» of «лікарень» is «лікарн» in «лікарня».
fn without_fleeting_vowel(stem: &str) -> Option<String> {
    let last = stem.chars().last().filter(|c| is_consonant(*c))?;
    let rest = stem.strip_suffix(last)?;
    let rest = rest.strip_suffix(['о', 'е'])?;
    let is_after_consonant = rest.chars().last().is_some_and(is_consonant);
    (is_after_consonant && rest.chars().count() >= SHORTEST_STEM).then(|| format!("{rest}{last}"))
}

/// «довідк» of «довідку» is «довідок» in the genitive plural, «лікарн» is «лікарень».
fn with_fleeting_vowel(stem: &str) -> Option<String> {
    let (last, vowel) = match stem.chars().last()? {
        'к' => ('к', 'о'),
        soft @ ('н' | 'ц' | 'л' | 'р') => (soft, 'е'),
        _ => return None,
    };
    let rest = stem.strip_suffix(last)?;
    let is_after_consonant = rest.chars().last().is_some_and(is_consonant);
    (is_after_consonant && rest.chars().count() >= SHORTEST_STEM).then(|| format!("{rest}{vowel}{last}"))
}

fn is_vowel(c: char) -> bool {
    "аеєиіїоуюя".contains(c)
}

fn is_consonant(c: char) -> bool {
    c.is_alphabetic() && !is_vowel(c) && c != 'ь'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_is_found_in_its_other_cases() {
        for (query, text) in [
            ("дорозі", "Ремонт дороги"),
            ("доріг", "дорога"),
            ("шкіл", "Загальноосвітня школа № 15"),
            ("мостів", "Міст через Серет"),
            ("мосту", "міст"),
            ("садки", "дитячий садок"),
            ("садок", "дитячі садки"),
            ("довідок", "Довідка про склад сім'ї"),
            ("картки", "Соціальна картка"),
            ("соціальної", "соціальна картка"),
            ("публічну інформацію", "Запит на публічну інформацію"),
            ("інформації", "публічну інформацію"),
            ("вулиць", "вулиця Лисенка"),
            ("лікарень", "лікарні"),
            ("ремонту", "капітальний ремонт"),
            ("ремонтування", "поточний ремонт"),
            ("освітленням", "зовнішнє освітлення"),
            ("паспорти", "паспорт"),
            ("уроки", "перший урок"),
            ("паролем", "надійний пароль"),
            ("сім’ї", "сім'я"),
            ("requests", "public information request"),
            ("веб-сайти – що це?", "Що це: веб-сайт"),
        ] {
            assert!(matches(query, [text]), "{query} in {text}: {:?}", stems(query));
        }
    }

    #[test]
    fn another_word_is_not_found() {
        for (query, text) in [
            ("школа", "шкода"),
            ("дорога", "добрий день"),
            ("ліс", "капітальний ремонт"),
            ("картка парку", "соціальна картка"),
        ] {
            assert!(!matches(query, [text]), "{query} in {text}: {:?}", stems(query));
        }
    }

    #[test]
    fn words_beside_the_point_are_left_out_unless_they_are_all() {
        assert!(BESIDE_THE_POINT.is_sorted());
        let card = ["Черга до дитячого садка"];
        assert!(matches("як стати в чергу на садок", card));
        assert!(!matches("як стати на квартирний облік", card));
        assert!(!matches("як", card), "a word alone is meant");
    }

    #[test]
    fn short_words_and_numbers_stay_whole() {
        assert_eq!(stems("дім"), [vec!["дім"]]);
        assert_eq!(stems("S16"), [vec!["s16"]]);
        assert!(matches("", ["будь-що"]));
    }

    proptest! {
        #[test]
        fn a_word_finds_itself(word in "[а-яіїєґ']{1,20}|[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?") {
            for stems in stems(&word) {
                prop_assert!(stems.iter().any(|stem| word.starts_with(stem)), "{word}: {stems:?}");
                prop_assert!(stems.iter().all(|stem| !stem.is_empty()));
            }
        }
    }
}
