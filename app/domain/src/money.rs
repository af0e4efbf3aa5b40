//! Sums of money in minor units.

use serde::{Deserialize, Serialize};

/// A sum in minor units (kopiykas) with its ISO 4217 currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    pub currency: String,
}

impl Money {
    /// A sum in hryvnias, given in kopiykas.
    #[must_use]
    pub fn uah(minor: i64) -> Self {
        Self {
            minor,
            currency: "UAH".to_owned(),
        }
    }
}
