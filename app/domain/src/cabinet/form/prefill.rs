//! Answers that the city knows already: filled in from the verified identity or the account, and compared with what was sent.

use super::{Answers, Field, Form, Kind};
use crate::people::name::resembles;
use serde::{Deserialize, Serialize};

/// What a field is filled in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Prefill {
    /// The whole name, as the account tells it.
    #[serde(rename = "person.name")]
    Name,
    #[serde(rename = "person.surname")]
    Surname,
    #[serde(rename = "person.given_name")]
    GivenName,
    #[serde(rename = "person.patronymic")]
    Patronymic,
    #[serde(rename = "person.tax_number")]
    TaxNumber,
    #[serde(rename = "person.email")]
    Email,
}

/// Where an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// A provider or an officer has checked it.
    Verified,
    /// The person wrote it into the account.
    Account,
}

/// What the city knows of a person; nothing of one whose account was removed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownPerson {
    /// Of a verified person: given name, patronymic if there is one, surname.
    pub name: String,
    pub email: String,
    /// `Some` for verified residents, and only for them.
    pub tax_number: Option<String>,
}

/// A field with what the city knows for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefilled {
    pub field: String,
    pub what: Prefill,
    pub text: String,
    pub source: Source,
}

impl Prefilled {
    /// Whether an answer says what the city knows.
    #[must_use]
    pub fn is_said_by(&self, answer: &str) -> bool {
        self.what.is_same(answer, &self.text)
    }
}

/// An answer that differs from what was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    pub field: String,
    pub sent: String,
    pub verified: String,
}

impl Prefill {
    /// The kind of field that can be filled in with it.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::TaxNumber => Kind::TaxNumber,
            Self::Email => Kind::Email,
            Self::Name | Self::Surname | Self::GivenName | Self::Patronymic => Kind::Text,
        }
    }

    /// Whether two answers say the same; names only resemble each other, as registers write them in different ways.
    fn is_same(self, one: &str, other: &str) -> bool {
        match self {
            Self::TaxNumber | Self::Email => one.trim().eq_ignore_ascii_case(other.trim()),
            Self::Name | Self::Surname | Self::GivenName | Self::Patronymic => resembles(one, other),
        }
    }
}

impl KnownPerson {
    const fn is_verified(&self) -> bool {
        self.tax_number.is_some()
    }

    /// What is known, and from where. The parts of a name are known only where it was verified: an account holds it as one.
    fn know(&self, what: Prefill) -> Option<(String, Source)> {
        let source = if self.is_verified() {
            Source::Verified
        } else {
            Source::Account
        };
        let words: Vec<&str> = self.name.split_whitespace().collect();
        let part = |index: usize| words.get(index).map(|word| (*word).to_owned());
        let verified = |text: Option<String>| Some((text?, Source::Verified)).filter(|_| self.is_verified());
        let known = match (what, words.len()) {
            (Prefill::TaxNumber, _) => verified(self.tax_number.clone()),
            (Prefill::Email, _) => Some((self.email.clone(), Source::Account)),
            (Prefill::Name, _) => Some((self.name.clone(), source)),
            (Prefill::GivenName, 2 | 3) => verified(part(0)),
            (Prefill::Patronymic, 3) => verified(part(1)),
            (Prefill::Surname, count @ (2 | 3)) => verified(part(count - 1)),
            (Prefill::GivenName | Prefill::Patronymic | Prefill::Surname, _) => None,
        };
        known.filter(|(text, _)| !text.is_empty())
    }
}

impl Form {
    /// What the city knows for the fields of the form, in their order.
    #[must_use]
    pub fn prefilled(&self, person: &KnownPerson) -> Vec<Prefilled> {
        let known = |field: &Field| {
            let what = field.prefill?;
            let (text, source) = person.know(what)?;
            let field = field.code.clone();
            Some(Prefilled {
                field,
                what,
                text,
                source,
            })
        };
        self.fields().filter_map(known).collect()
    }

    /// The same as the answers of a draft in which nothing is typed yet.
    #[must_use]
    pub fn prefilled_answers(&self, person: &KnownPerson) -> Answers {
        let mut answers = Answers::default();
        for known in self.prefilled(person) {
            answers.set(&known.field, vec![known.text]);
        }
        answers
    }

    /// The answers that differ from what was verified; names only when they do not resemble each other.
    #[must_use]
    pub fn differing(&self, answers: &Answers, person: &KnownPerson) -> Vec<Differing> {
        let visible = self.visible(answers);
        let differs = |field: &Field| {
            let what = field.prefill?;
            let (verified, source) = person.know(what)?;
            let sent = answers.first(&field.code)?.to_owned();
            let differs = source == Source::Verified && !what.is_same(&sent, &verified);
            let field = field.code.clone();
            differs.then_some(Differing {
                field,
                sent,
                verified,
            })
        };
        visible.iter().filter_map(|field| differs(field)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        let text = |word: &str| serde_json::json!({ "uk": word, "en": word });
        let field = |code: &str, kind: &str| serde_json::json!({ "code": code, "kind": kind, "label": text(code), "prefill": format!("person.{code}") });
        let fields = [
            field("surname", "text"),
            field("given_name", "text"),
            field("patronymic", "text"),
            field("tax_number", "tax_number"),
            field("email", "email"),
        ];
        let section = serde_json::json!({ "code": "person", "title": text("person"), "fields": fields });
        serde_json::from_value(serde_json::json!({ "sections": [section] })).unwrap()
    }

    fn person(name: &str, tax_number: Option<&str>) -> KnownPerson {
        KnownPerson {
            name: name.to_owned(),
            email: "olena@example.org".to_owned(),
            tax_number: tax_number.map(str::to_owned),
        }
    }

    fn filled(person: &KnownPerson) -> Vec<(String, String)> {
        let known = form().prefilled(person).into_iter();
        known.map(|known| (known.field, known.text)).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        let pair = |(field, text): &(&str, &str)| ((*field).to_owned(), (*text).to_owned());
        expected.iter().map(pair).collect()
    }

    #[test]
    fn a_verified_resident_finds_names_and_number_filled_in() {
        let known = person("Олена Іванівна Нечуй-Левицька", Some("3184910682"));
        let expected = [
            ("surname", "Нечуй-Левицька"),
            ("given_name", "Олена"),
            ("patronymic", "Іванівна"),
            ("tax_number", "3184910682"),
            ("email", "olena@example.org"),
        ];
        assert_eq!(filled(&known), pairs(&expected));
    }

    #[test]
    fn the_parts_of_a_name_that_nobody_verified_are_not_guessed() {
        assert_eq!(
            filled(&person("Коваль Олена", None)),
            pairs(&[("email", "olena@example.org")])
        );
    }

    #[test]
    fn what_differs_from_the_verified_data_is_told_and_another_spelling_is_not() {
        let known = person("Мар’яна Коваль", Some("3184910682"));
        let mut answers = form().prefilled_answers(&known);
        assert_eq!(form().differing(&answers, &known), []);
        answers.set("given_name", vec!["Марʼяна".to_owned()]);
        assert_eq!(form().differing(&answers, &known), [], "only another apostrophe");
        answers.set("surname", vec!["Мельник".to_owned()]);
        answers.set("email", vec!["other@example.org".to_owned()]);
        let differing = Differing {
            field: "surname".to_owned(),
            sent: "Мельник".to_owned(),
            verified: "Коваль".to_owned(),
        };
        assert_eq!(form().differing(&answers, &known), [differing]);
        assert_eq!(form().differing(&answers, &person("Мар’яна Коваль", None)), []);
    }
}
