//! Pages of the operations slice.

use crate::shared::Route;

/// The pages and where they are.
#[must_use]
pub fn routes() -> Vec<Route> {
    Vec::new()
}
