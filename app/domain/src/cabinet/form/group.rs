//! Repeatable groups: children, members of a household, trees.
//!
//! The answer to a group is the number of its items; the answers of an item lie beside it, under names such as
//! `children.2.birth_date`. So every other rule of the engine sees plain fields.

use super::{Answers, Comparison, Condition, Field, Form, Kind, Section};
use crate::Language;
use std::borrow::Cow;

/// More items than this are a list for an attachment.
const MOST_ITEMS: usize = 30;

impl Field {
    /// Whether an officer can ask for another answer: a consent is given or not, and items are mended one by one.
    #[must_use]
    pub const fn can_be_mended(&self) -> bool {
        !matches!(self.kind, Kind::Consent | Kind::Group)
    }

    /// How many items the group has: at least one where an answer is demanded.
    #[must_use]
    pub fn items(&self, answers: &Answers) -> usize {
        let told = answers
            .first(&self.code)
            .and_then(|text| text.parse::<usize>().ok());
        told.unwrap_or(0).clamp(usize::from(self.required), MOST_ITEMS)
    }

    /// How many items the group may have.
    #[must_use]
    pub fn most_items(&self) -> usize {
        self.max_items
            .and_then(|max| usize::try_from(max).ok())
            .map_or(MOST_ITEMS, |max| max.min(MOST_ITEMS))
    }

    /// A field of the group as the field of one of its items, counted from 1.
    fn of_item(&self, field: &Self, item: usize) -> Self {
        let name = |code: &str| {
            if self.fields.iter().any(|sibling| sibling.code == code) {
                format!("{}.{item}.{code}", self.code)
            } else {
                code.to_owned()
            }
        };
        Self {
            code: name(&field.code),
            shown_if: field.shown_if.as_ref().map(|condition| condition.renamed(&name)),
            ..field.clone()
        }
    }

    /// The field itself, and for a group the fields of its items after it.
    pub fn questions<'a>(&'a self, answers: &Answers) -> impl Iterator<Item = Cow<'a, Self>> + use<'a> {
        let items = if self.kind == Kind::Group {
            self.items(answers)
        } else {
            0
        };
        let of_items = (1..=items).flat_map(move |item| {
            self.fields
                .iter()
                .map(move |field| Cow::Owned(self.of_item(field, item)))
        });
        std::iter::once(Cow::Borrowed(self)).chain(of_items)
    }
}

impl Form {
    /// Every question that these answers lead to, in order, hidden or not.
    pub fn questions<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = Cow<'a, Field>> {
        self.fields().flat_map(|field| field.questions(answers))
    }

    /// A field by its code, also one of an item of a group.
    #[must_use]
    pub fn field(&self, code: &str) -> Option<Cow<'_, Field>> {
        let mut parts = code.splitn(3, '.');
        let top = parts.next()?;
        let field = self.fields().find(|field| field.code == top)?;
        let (Some(item), Some(sub)) = (parts.next(), parts.next()) else {
            return (code == top).then_some(Cow::Borrowed(field));
        };
        let number: usize = item
            .parse()
            .ok()
            .filter(|number| (1..=MOST_ITEMS).contains(number))?;
        let is_written_so = number.to_string() == item;
        let found = field.fields.iter().find(|own| own.code == sub)?;
        is_written_so.then(|| Cow::Owned(field.of_item(found, number)))
    }

    /// What a field is called where its group is not in sight: «Дитина 2: Дата народження».
    #[must_use]
    pub fn label(&self, code: &str, language: Language) -> Option<String> {
        let label = self.field(code)?.label.get(language).to_owned();
        let mut parts = code.splitn(3, '.');
        let top = parts.next().and_then(|top| self.field(top));
        match (top, parts.next(), parts.next()) {
            (Some(group), Some(item), Some(_)) => {
                Some(format!("{}: {label}", group.item_name(language, item)))
            }
            _ => Some(label),
        }
    }
}

impl Field {
    /// «Дитина 2», or the plain name where there can be only one.
    #[must_use]
    pub fn item_name(&self, language: Language, item: &str) -> String {
        let label = self.item_label.as_ref().unwrap_or(&self.label).get(language);
        if self.most_items() > 1 {
            format!("{label} {item}")
        } else {
            label.to_owned()
        }
    }
}

impl Section {
    /// Whether a field, or the group that it stands in, belongs to the section.
    #[must_use]
    pub fn holds(&self, code: &str) -> bool {
        let top = code.split('.').next().unwrap_or(code);
        self.fields.iter().any(|field| field.code == top)
    }

    /// The names of everything that can be typed into the section; files come another way.
    #[must_use]
    pub fn names(&self, answers: &Answers) -> Vec<String> {
        self.fields
            .iter()
            .filter(|field| field.kind != Kind::File)
            .flat_map(|field| field.questions(answers))
            .map(|field| field.code.clone())
            .collect()
    }

    /// Puts what was typed in the place of what the section held; files stay.
    pub fn replace(&self, stored: &mut Answers, typed: &Answers) {
        for name in self.names(stored) {
            stored.set(&name, Vec::new());
        }
        for name in self.names(typed) {
            stored.set(&name, typed.of(&name).to_vec());
        }
    }

    /// Adds an empty item to a group of the section, as far as the group allows.
    pub fn add_item(&self, answers: &mut Answers, group: &str) {
        if let Some(field) = self.group(group) {
            let items = (field.items(answers) + 1).min(field.most_items());
            answers.set(group, vec![items.to_string()]);
        }
    }

    /// Takes an item out of a group of the section; those after it move up.
    pub fn drop_item(&self, answers: &mut Answers, group: &str, item: usize) {
        let Some(field) = self.group(group) else { return };
        let items = field.items(answers);
        if !(1..=items).contains(&item) {
            return;
        }
        for at in item..=items {
            for own in &field.fields {
                let next = answers.of(&format!("{group}.{}.{}", at + 1, own.code)).to_vec();
                answers.set(&format!("{group}.{at}.{}", own.code), next);
            }
        }
        answers.set(group, vec![(items - 1).to_string()]);
    }

    fn group(&self, code: &str) -> Option<&Field> {
        self.fields
            .iter()
            .find(|field| field.code == code && field.kind == Kind::Group)
    }
}

impl Condition {
    /// The same condition on fields with other names.
    fn renamed(&self, name: &impl Fn(&str) -> String) -> Self {
        let one = |comparison: &Comparison| Comparison {
            field: name(&comparison.field),
            value: comparison.value.clone(),
        };
        let each = |conditions: &[Self]| conditions.iter().map(|one| one.renamed(name)).collect();
        match self {
            Self::Is(comparison) => Self::Is(one(comparison)),
            Self::IsNot(comparison) => Self::IsNot(one(comparison)),
            Self::Answered(field) => Self::Answered(name(field)),
            Self::All(conditions) => Self::All(each(conditions)),
            Self::Any(conditions) => Self::Any(each(conditions)),
        }
    }
}
