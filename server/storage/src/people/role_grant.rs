//! Roles of people, bound to units.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::actor::{Grant, Role};
use domain::id::{PersonId, UnitId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;
use uuid::Uuid;

const INSERT: &str = "INSERT INTO role_grant (id, person, role, unit, granted_at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT DO NOTHING";
const REMOVE: &str = "DELETE FROM role_grant WHERE person = $1 AND role = $2 AND COALESCE(unit, '') = $3";
const OF_PERSON: &str = "SELECT person, role, unit FROM role_grant WHERE person = $1 ORDER BY granted_at, id";
const IN_UNIT: &str = "SELECT p.id, p.name, g.role FROM role_grant g JOIN person p ON p.id = g.person \
     WHERE (g.unit IS NULL OR g.unit = $1) ORDER BY p.name_fold, p.id, g.granted_at, g.id";
const ALL: &str = "SELECT person, role, unit FROM role_grant ORDER BY granted_at, id";

/// Grants a role. Says whether it was new.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(
    connection: &mut AnyConnection,
    id: Uuid,
    person: PersonId,
    grant: &Grant,
    at: Timestamp,
) -> StorageResult<bool> {
    let done = sqlx::query(INSERT)
        .bind(id.to_string())
        .bind(person.to_string())
        .bind(grant.role.code())
        .bind(grant.unit.map(|unit| unit.to_string()))
        .bind(at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a role away. Says whether it was held.
///
/// # Errors
/// When the row cannot be removed.
pub async fn remove(connection: &mut AnyConnection, person: PersonId, grant: &Grant) -> StorageResult<bool> {
    let done = sqlx::query(REMOVE)
        .bind(person.to_string())
        .bind(grant.role.code())
        .bind(grant.unit.map(|unit| unit.to_string()).unwrap_or_default())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The roles of a person, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_person(connection: &mut AnyConnection, person: PersonId) -> StorageResult<Vec<Grant>> {
    let rows = sqlx::query(OF_PERSON)
        .bind(person.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| Ok(grant(row)?.1)).collect()
}

/// Who holds a role in a unit or in the whole community: a line for each role, by name.
///
/// # Errors
/// When the rows cannot be read.
pub async fn in_unit(
    connection: &mut AnyConnection,
    unit: UnitId,
) -> StorageResult<Vec<(PersonId, String, Role)>> {
    let rows = sqlx::query(IN_UNIT)
        .bind(unit.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok((row.parsed("id")?, row.text("name")?, role(row)?)))
        .collect()
}

/// Every role of everybody, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn all(connection: &mut AnyConnection) -> StorageResult<Vec<(PersonId, Grant)>> {
    let rows = sqlx::query(ALL).fetch_all(connection).await?;
    rows.iter().map(grant).collect()
}

fn grant(row: &AnyRow) -> StorageResult<(PersonId, Grant)> {
    let role = role(row)?;
    Ok((
        row.parsed("person")?,
        Grant {
            role,
            unit: row.optional_parsed("unit")?,
        },
    ))
}

fn role(row: &AnyRow) -> StorageResult<Role> {
    let code = row.text("role")?;
    Role::of_code(&code).ok_or_else(|| StorageError::corrupt("role", code))
}
