//! Raising the identity level: an officer checks a document, or an identity provider vouches.

use super::account::clean_name;
use super::tax_number::TaxNumber;
use crate::field::{FieldError, Problem};
use serde::{Deserialize, Serialize};

/// The document that an officer looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    IdCard,
    PassportBook,
    ForeignPassport,
    ResidencePermit,
}

impl DocumentKind {
    pub const ALL: [Self; 4] = [
        Self::IdCard,
        Self::PassportBook,
        Self::ForeignPassport,
        Self::ResidencePermit,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::IdCard => "id_card",
            Self::PassportBook => "passport_book",
            Self::ForeignPassport => "foreign_passport",
            Self::ResidencePermit => "residence_permit",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What an officer types from the document.
#[derive(Clone, Default)]
pub struct VerifyInput {
    pub email: String,
    pub family_name: String,
    pub given_name: String,
    /// Empty for people who have none.
    pub patronymic: String,
    pub tax_number: String,
    pub document: String,
    /// The officer says to have seen the original.
    pub has_seen: bool,
}

/// The same, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Given name, patronymic and family name.
    pub name: String,
    pub tax_number: TaxNumber,
    pub document: DocumentKind,
}

impl VerifyInput {
    /// Checks every field.
    ///
    /// # Errors
    /// All problems, in the order of the form.
    pub fn check(&self) -> Result<Verified, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut keep = |result: Result<String, FieldError>| result.map_err(|error| errors.push(error)).ok();
        let family = keep(clean_name("family_name", &self.family_name));
        let given = keep(clean_name("given_name", &self.given_name));
        let patronymic = if self.patronymic.trim().is_empty() {
            Some(String::new())
        } else {
            keep(clean_name("patronymic", &self.patronymic))
        };
        let tax_number = self
            .tax_number
            .parse::<TaxNumber>()
            .map_err(|problem| errors.push(FieldError::new("tax_number", problem)))
            .ok();
        let document = DocumentKind::of_code(&self.document);
        if document.is_none() {
            errors.push(FieldError::new("document", Problem::NotAChoice));
        }
        if !self.has_seen {
            errors.push(FieldError::new("has_seen", Problem::OriginalNotSeen));
        }
        match (family, given, patronymic, tax_number, document) {
            (Some(family), Some(given), Some(patronymic), Some(tax_number), Some(document))
                if errors.is_empty() =>
            {
                let name = [given, patronymic, family];
                let name: Vec<String> = name.into_iter().filter(|part| !part.is_empty()).collect();
                Ok(Verified {
                    name: name.join(" "),
                    tax_number,
                    document,
                })
            }
            _ => Err(errors),
        }
    }
}

/// What came of a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifyOutcome {
    /// Whether the name of the account was so different from the checked one that a person should look again.
    pub names_differ: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_the_form_is_told_at_once() {
        let errors = VerifyInput::default().check().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(
            fields,
            ["family_name", "given_name", "tax_number", "document", "has_seen"]
        );
    }

    #[test]
    fn somebody_without_a_patronymic_can_be_verified() {
        let input = VerifyInput {
            family_name: "Коваль".to_owned(),
            given_name: "Олена".to_owned(),
            tax_number: "3184910682".to_owned(),
            document: "id_card".to_owned(),
            has_seen: true,
            ..VerifyInput::default()
        };
        assert_eq!(input.check().unwrap().name, "Олена Коваль");
    }
}
