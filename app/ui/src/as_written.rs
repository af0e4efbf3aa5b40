use std::borrow::Cow;

use leptos::prelude::*;

use crate::words;

/// The language of a text, where it is not that of the page: a screen reader would read it with the wrong voice.
///
/// Data of the city and words of residents stay in the language that they were written in.
fn lang_of(text: &str) -> Option<&'static str> {
    if words().language == "uk" {
        return None;
    }
    let cyrillic = text
        .chars()
        .filter(|letter| ('\u{400}'..='\u{52F}').contains(letter));
    let latin = text.chars().filter(char::is_ascii_alphabetic);
    (cyrillic.count() > latin.count()).then_some("uk")
}

/// A text of data or of a person within a line, marked with its language where that is not the page's.
#[component]
pub fn AsWritten(
    /// The text.
    #[prop(into)]
    text: Cow<'static, str>,
) -> impl IntoView {
    match lang_of(&text) {
        Some(lang) => view! { <span lang=lang>{text}</span> }.into_any(),
        None => text.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_english(text: &'static str) -> String {
        crate::tests::render(move || {
            crate::provide_words(crate::Words::ENGLISH);
            view! { <AsWritten text=text /> }
        })
    }

    #[test]
    fn ukrainian_words_on_an_english_page_say_that_they_are() {
        assert_eq!(
            in_english("Ремонт дороги, вул. Руська (OC4IDS)"),
            "<span lang=\"uk\">Ремонт дороги, вул. Руська (OC4IDS)</span>"
        );
        assert_eq!(
            in_english("Search of «дорога» in lessons"),
            "Search of «дорога» in lessons"
        );
    }

    #[test]
    fn a_ukrainian_page_needs_no_mark() {
        let html = crate::tests::render(|| view! { <AsWritten text="Ремонт дороги" /> });
        assert_eq!(html, "Ремонт дороги");
    }
}
