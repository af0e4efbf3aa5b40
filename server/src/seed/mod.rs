//! What a fresh installation holds: the units of the city; in a demonstration also made-up people and what they did.

mod cabinet;
mod certificate;
mod classes;
mod hearing;
mod history;
mod infrastructure;
mod learning;
mod people;
mod picture;

use crate::wiring::{Hromada, StartError};
use domain::actor::{IdentityLevel, SignedIn};
use domain::{Actor, ServiceError, ServiceResult};

pub use certificate::finish_course;
pub use people::{DEMO_PASSWORD, demo_sign_ins, seed as seed_people};

/// Brings everything in; what is there already stays as it is.
///
/// # Errors
/// When the content or the database cannot be used.
pub async fn seed(hromada: &Hromada) -> Result<(), StartError> {
    people::seed(hromada).await?;
    infrastructure::seed(hromada).await?;
    hearing::seed(hromada).await?;
    cabinet::seed(hromada).await?;
    history::seed(hromada).await?;
    learning::seed(hromada).await?;
    certificate::seed(hromada).await?;
    picture::seed(hromada).await?;
    classes::seed(hromada).await
}

/// A demo person as the services see them, with the roles that they hold.
async fn actor(hromada: &Hromada, email: &str) -> ServiceResult<Actor> {
    let desk = &hromada.desk;
    let email = email
        .parse()
        .map_err(|_| ServiceError::Internal(format!("{email} is no address")))?;
    let mut connection = desk.database.read().await?;
    let row = storage::people::person::by_email(&mut connection, &email)
        .await?
        .ok_or_else(|| ServiceError::Internal(format!("there is no {email}")))?;
    let roles = storage::people::role_grant::of_person(&mut connection, row.id).await?;
    let identity = if row.tax_number.is_some() {
        IdentityLevel::Verified
    } else {
        IdentityLevel::Email
    };
    Ok(Actor::Person(SignedIn {
        person: row.id,
        session: desk.id(),
        display_name: row.name,
        identity,
        roles,
        second_factor: true,
    }))
}

/// A seed that a service refused.
pub(crate) fn refused(what: &str, error: &ServiceError) -> StartError {
    StartError::Content(format!("{what}: {error}"))
}
