//! Kinds of fields.

use serde::{Deserialize, Serialize};

/// What is asked for; decides the control on the page and what can be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A whole number.
    Number,
    /// A sum in hryvnias; stored as `1234.50`.
    Money,
    /// A calendar date; stored as `2026-11-23`.
    Date,
    /// One of the options.
    Choice,
    /// Any of the options.
    Many,
    /// `yes` or `no`.
    YesNo,
    /// Attached files; the values are their ids.
    File,
    /// A telephone number; stored as `+380671234567`.
    Phone,
    Email,
    /// РНОКПП; stored as ten digits.
    TaxNumber,
    /// Код ЄДРПОУ of an organisation; stored as eight digits.
    CompanyCode,
    /// A Ukrainian bank account.
    Iban,
    /// The number of a plot of land: `6110100000:01:001:0001`.
    CadastralNumber,
    /// An address as free text, until the register of addresses can be chosen from.
    Address,
    /// A statement to agree with; `true` when agreed.
    Consent,
    /// The same questions for each of several items; the answer is their number.
    Group,
}

impl Kind {
    /// Whether the answer is chosen from the options of the card.
    #[must_use]
    pub const fn has_options(self) -> bool {
        matches!(self, Self::Choice | Self::Many)
    }

    /// Whether the length of the text can be limited.
    #[must_use]
    pub const fn has_length(self) -> bool {
        matches!(self, Self::Text | Self::LongText | Self::Address)
    }

    /// The greatest length where the card sets none.
    #[must_use]
    pub const fn usual_max_length(self) -> u32 {
        match self {
            Self::LongText => 5_000,
            Self::Address => 300,
            Self::Text
            | Self::Number
            | Self::Money
            | Self::Date
            | Self::Choice
            | Self::Many
            | Self::YesNo
            | Self::File
            | Self::Phone
            | Self::Email
            | Self::TaxNumber
            | Self::CompanyCode
            | Self::Iban
            | Self::CadastralNumber
            | Self::Consent
            | Self::Group => 200,
        }
    }
}

/// Where a date may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateLimit {
    /// Today or earlier.
    Past,
    /// Today or later.
    Future,
}

/// Kinds of files that a field accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Pdf,
    /// JPEG, PNG, WebP.
    Image,
    /// DOCX, XLSX, ODT, ODS.
    Office,
}

impl FileKind {
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Image, Self::Office];

    /// For the `accept` attribute of a file input.
    #[must_use]
    pub const fn extensions(self) -> &'static str {
        match self {
            Self::Pdf => ".pdf",
            Self::Image => ".jpg,.jpeg,.png,.webp",
            Self::Office => ".docx,.xlsx,.odt,.ods",
        }
    }
}
