//! Visits to the identity provider that have not come back yet.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::PersonId;
use sqlx::AnyConnection;

/// What must be known when the person comes back.
#[derive(Clone, PartialEq, Eq)]
pub struct IdentityVisitRow {
    /// SHA-256 of the state, in hexadecimal.
    pub state_hash: String,
    pub person: PersonId,
    pub nonce: String,
    /// The secret half of PKCE.
    pub verifier: String,
    pub expires_at: Timestamp,
}

const REMOVE_OLD: &str = "DELETE FROM identity_visit WHERE expires_at <= $1";
const INSERT: &str = "INSERT INTO identity_visit (state_hash, person, nonce, verifier, expires_at) \
     VALUES ($1, $2, $3, $4, $5)";
const TAKE: &str = "DELETE FROM identity_visit WHERE state_hash = $1 AND person = $2 AND expires_at > $3 \
     RETURNING state_hash, person, nonce, verifier, expires_at";

/// Adds a visit, and removes those whose time is over.
///
/// # Errors
/// When the rows cannot be written.
pub async fn insert(
    connection: &mut AnyConnection,
    visit: &IdentityVisitRow,
    now: Timestamp,
) -> StorageResult<()> {
    sqlx::query(REMOVE_OLD)
        .bind(now.0)
        .execute(&mut *connection)
        .await?;
    sqlx::query(INSERT)
        .bind(visit.state_hash.clone())
        .bind(visit.person.to_string())
        .bind(visit.nonce.clone())
        .bind(visit.verifier.clone())
        .bind(visit.expires_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Uses a person's own visit up: of two at once, one gets it.
///
/// # Errors
/// When the row cannot be removed.
pub async fn take(
    connection: &mut AnyConnection,
    state_hash: &str,
    person: PersonId,
    now: Timestamp,
) -> StorageResult<Option<IdentityVisitRow>> {
    let row = sqlx::query(TAKE)
        .bind(state_hash.to_owned())
        .bind(person.to_string())
        .bind(now.0)
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(IdentityVisitRow {
            state_hash: row.text("state_hash")?,
            person: row.parsed("person")?,
            nonce: row.text("nonce")?,
            verifier: row.text("verifier")?,
            expires_at: row.timestamp("expires_at")?,
        })
    })
    .transpose()
}
