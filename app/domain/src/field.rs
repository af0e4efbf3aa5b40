//! What is wrong with a field, as stable codes that the interface translates.

use serde::{Deserialize, Serialize};

/// A problem bound to the field that has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Name of the field, as in the form: `email`, `answers.child.birth_date`.
    pub field: String,
    pub problem: Problem,
}

impl FieldError {
    #[must_use]
    pub fn new(field: impl Into<String>, problem: Problem) -> Self {
        Self {
            field: field.into(),
            problem,
        }
    }
}

/// Why a value cannot be accepted. Each variant is a message in `locales/*/problems.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Problem {
    Required,
    /// A file that must be there.
    FileMissing,
    TooShort {
        min: u32,
    },
    TooLong {
        max: u32,
    },
    ControlCharacters,
    NotANumber,
    NumberTooSmall {
        min: i64,
    },
    NumberTooLarge {
        max: i64,
    },
    NotADate,
    /// A time of the day that cannot be read.
    NotATime,
    /// The end is not after the beginning.
    EndsTooEarly,
    DateInFuture,
    DateInPast,
    DateTooEarly,
    /// A day that is possible lies between these two, as `2026-11-23`; without the last there is no latest.
    DateOutside {
        first: String,
        last: Option<String>,
    },
    /// The same as before, where something was to be changed.
    NotChanged,
    /// A box is to be ticked, so that nothing happens by a slip of the finger.
    MustConfirm,
    NotAnEmail,
    NotAPhone,
    /// РНОКПП of the wrong length or with characters other than digits.
    NotATaxNumber,
    /// РНОКПП whose check digit is wrong.
    TaxNumberChecksum,
    /// A sum of money that cannot be read.
    NotMoney,
    /// Код ЄДРПОУ of the wrong length or with characters other than digits.
    NotACompanyCode,
    /// Код ЄДРПОУ whose check digit is wrong.
    CompanyCodeChecksum,
    NotAnIban,
    /// IBAN whose check digits are wrong.
    IbanChecksum,
    NotACadastralNumber,
    NotAChoice,
    TooManyItems {
        max: u32,
    },
    TooManyChoices {
        max: u32,
    },
    /// Another field of the same question has this value: two steps in one place.
    AlreadyTaken,
    /// Two fields are filled in of which only one can be.
    EitherOr,
    FileTooLarge {
        max_bytes: u64,
    },
    FileEmpty,
    FileTypeNotAllowed,
    /// The content is of another type than the name says, or of two types at once.
    FileContentMismatch,
    FileUnsafe,
    TooManyFiles {
        max: u32,
    },
    PasswordTooWeak,
    PasswordsDiffer,
    /// Sign-in data do not match; never says which of the two.
    CredentialsRejected,
    /// The password alone does not match, where it is known whose it is.
    WrongPassword,
    CodeRejected,
    /// Nobody has an account with this address; told to staff only.
    NobodyOfAddress,
    /// The officer has not said that the original of the document was there.
    OriginalNotSeen,
    /// No learner's card has this code.
    UnknownCard,
    /// Nothing was changed, so that there is nothing to tell.
    Unchanged,
    /// Nothing is chosen where something must be.
    Unchosen,
    /// No application has this number and this code together.
    StatusUnknown,
    /// Too many attempts: the next may be made after so many minutes.
    TooManyAttempts {
        minutes: i64,
    },
    UnknownField,
    CoordinatesSwapped,
    CoordinatesOutside,
    MustAccept,
    /// The applicant must be heard before this refusal.
    HearingNeeded,
    /// Sent too often: the next may come after so many minutes.
    TooOften {
        minutes: i64,
    },
    /// Not an address of the web.
    NotALink,
    /// No project has such an id.
    NoSuchProject,
    /// A blank of a template is left in the text.
    BlankLeft,
    /// Changed meanwhile by somebody else.
    Stale,
}
