//! Units of the executive bodies: roles are held in them, applications go to them.

use crate::id::UnitId;
use crate::language::Language;

/// A unit of the executive bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub id: UnitId,
    /// The stable name in content files: `electronic-systems-operator`.
    pub code: String,
    pub name_uk: String,
    pub name_en: String,
    pub phone: Option<String>,
}

impl Unit {
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        language.pick(&self.name_uk, &self.name_en)
    }
}
