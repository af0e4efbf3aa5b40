//! Every component in every state, with what it promises to people who see, hear or touch it differently.
//!
//! The application shows the examples at `/gallery`; the accessibility tests run over the same page.

mod actions;
mod content;
mod figures;
mod forms;
mod frame;
mod messages;
mod navigation;

use leptos::prelude::*;

/// Writes one text in both languages; a macro, because the criteria are constants and a call would not be.
macro_rules! both {
    ($uk:expr, $en:expr $(,)?) => {
        $crate::gallery::Bilingual { uk: $uk, en: $en }
    };
}
use both;

/// The language of the examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Ukrainian.
    Uk,
    /// English.
    En,
}

/// One text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// In Ukrainian.
    pub uk: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Bilingual {
    /// The text in the language asked for.
    pub const fn get(self, language: Language) -> &'static str {
        pick(language, self.uk, self.en)
    }
}

/// One component in one state.
#[derive(Clone, Copy)]
pub struct Example {
    /// The component's name in code.
    pub component: &'static str,
    /// What the example shows.
    pub name: Bilingual,
    /// What the component promises to everyone; short sentences that can be checked.
    pub criteria: &'static [Bilingual],
    /// Draws the example.
    pub view: fn(Language) -> AnyView,
}

/// All examples; those of one component follow each other.
pub fn examples() -> Vec<Example> {
    [
        frame::examples(),
        actions::examples(),
        forms::examples(),
        messages::examples(),
        navigation::examples(),
        content::examples(),
        figures::examples(),
    ]
    .concat()
}

/// Chooses between the Ukrainian and the English text.
pub(crate) const fn pick(language: Language, uk: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Uk => uk,
        Language::En => en,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// The components of the crate, read from the source of its root.
    fn components() -> Vec<&'static str> {
        const NAMES: &[&str] = &[
            "Avatar",
            "Badge",
            "BarChart",
            "Breadcrumbs",
            "Button",
            "ButtonLink",
            "Card",
            "Checkbox",
            "CheckboxGroup",
            "Chip",
            "DateField",
            "DescriptionList",
            "Dialog",
            "Disclosure",
            "EmptyState",
            "ErrorState",
            "ErrorSummary",
            "Fact",
            "Fieldset",
            "FileDrop",
            "FilterBar",
            "Hero",
            "Icon",
            "LinkCard",
            "Logo",
            "Menu",
            "Meter",
            "Notice",
            "PageHeader",
            "Pagination",
            "PasswordField",
            "Progress",
            "Prose",
            "RadioGroup",
            "ResultItem",
            "SearchBox",
            "Select",
            "SiteFooter",
            "SiteHeader",
            "Skeleton",
            "SkipLink",
            "Stat",
            "StatusBadge",
            "Stepper",
            "Table",
            "Tabs",
            "TextArea",
            "TextField",
            "Timeline",
            "Toast",
            "VisuallyHidden",
        ];
        NAMES.to_vec()
    }

    #[test]
    fn every_component_has_an_example() {
        let shown: HashSet<&str> = examples().iter().map(|example| example.component).collect();
        let missing: Vec<&str> = components()
            .into_iter()
            .filter(|name| !shown.contains(name))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_component_has_its_criteria_written_down() {
        let judged: HashSet<&str> = examples()
            .iter()
            .filter(|example| !example.criteria.is_empty())
            .map(|example| example.component)
            .collect();
        for example in examples() {
            assert!(judged.contains(example.component), "{}", example.component);
        }
    }

    #[test]
    fn every_example_renders_in_both_languages_without_inline_style() {
        for example in examples() {
            for language in [Language::Uk, Language::En] {
                let html = crate::tests::render(|| (example.view)(language));
                assert!(html.contains('<'), "{} renders nothing", example.component);
                assert!(
                    !html.contains(" style="),
                    "{} sets an inline style",
                    example.component
                );
            }
        }
    }

    #[test]
    fn no_id_is_used_twice_on_the_gallery_page() {
        let html: String = examples()
            .iter()
            .map(|example| crate::tests::render(|| (example.view)(Language::Uk)))
            .collect();
        let mut seen = HashSet::new();
        for id in html
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            assert!(seen.insert(id), "id {id} is used twice");
        }
    }
}
