//! Accounts: what people type to open and use one.

use crate::actor::{Grant, IdentityLevel};
use crate::field::{FieldError, Problem};
use crate::id::PersonId;
use crate::language::Language;
use crate::people::{EmailAddress, TaxNumber};
use crate::text::clean_line;
use crate::time::Timestamp;

/// The longest name that anybody is asked for.
pub const MOST_NAME_CHARACTERS: u32 = 120;

/// What is typed to sign in.
#[derive(Clone, Default)]
pub struct SignInInput {
    pub email: String,
    pub password: String,
}

/// What is typed to open an account.
#[derive(Clone, Default)]
pub struct SignUpInput {
    pub name: String,
    pub email: String,
    pub password: String,
    pub language: Language,
}

/// What is typed to change a password.
#[derive(Clone, Default)]
pub struct ChangePasswordInput {
    pub old: String,
    pub new: String,
}

/// A person whom the program adds: from the command line or as demo data.
#[derive(Clone)]
pub struct AddPerson {
    pub email: EmailAddress,
    pub name: String,
    pub language: Language,
    /// `None` when the person will set one by the reset mail.
    pub password: Option<String>,
    /// `Some` makes a verified resident.
    pub tax_number: Option<TaxNumber>,
    pub roles: Vec<Grant>,
    pub is_demo: bool,
}

/// What a person sees of the own account.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub person: PersonId,
    pub email: String,
    pub name: String,
    pub language: Language,
    pub identity: IdentityLevel,
    /// The tax number behind asterisks.
    pub tax_number: Option<String>,
    /// The street whose projects the home page shows first; empty unless the person named one.
    pub street: String,
    pub roles: Vec<Grant>,
    pub has_password: bool,
    pub has_totp: bool,
    pub recovery_codes_left: i64,
    pub created_at: Timestamp,
}

/// What one may change about oneself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub name: String,
    pub language: Language,
    pub street: String,
}

/// A look at one's data, as its owner reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    pub at: Timestamp,
    pub reader_name: String,
    /// Stable code of the reason: `people.verification`, `cabinet.application`.
    pub purpose: String,
}

/// A person as staff see them.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonSummary {
    pub person: PersonId,
    pub name: String,
    pub email: String,
    pub identity: IdentityLevel,
    /// The tax number behind asterisks.
    pub tax_number: Option<String>,
    pub roles: Vec<Grant>,
    /// Whether nobody else is an administrator: that role cannot be taken away.
    pub is_last_administrator: bool,
    pub created_at: Timestamp,
}

/// A page of found people.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundPeople {
    pub people: Vec<PersonSummary>,
    pub total: i64,
}

/// How many people a page of the search shows.
pub const PEOPLE_PER_PAGE: i64 = 20;

/// Cleans a person's name.
///
/// # Errors
/// A problem of the field `name`.
pub fn clean_name(field: &str, name: &str) -> Result<String, FieldError> {
    match clean_line(name, MOST_NAME_CHARACTERS) {
        Ok(name) if name.is_empty() => Err(FieldError::new(field, Problem::Required)),
        Ok(name) => Ok(name),
        Err(problem) => Err(FieldError::new(field, problem)),
    }
}
