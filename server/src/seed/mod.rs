//! What a fresh installation holds: the units of the city; in a demonstration also made-up people.

mod infrastructure;
mod people;

use crate::wiring::{Hromada, StartError};
use domain::ServiceError;

pub use people::{DEMO_PASSWORD, demo_sign_ins};

/// Brings everything in; what is there already stays as it is.
///
/// # Errors
/// When the content or the database cannot be used.
pub async fn seed(hromada: &Hromada) -> Result<(), StartError> {
    people::seed(hromada).await?;
    infrastructure::seed(hromada).await
}

/// A seed that a service refused.
pub(crate) fn refused(what: &str, error: &ServiceError) -> StartError {
    StartError::Content(format!("{what}: {error}"))
}
