//! Units of the executive bodies.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::people::unit::Unit;
use sqlx::AnyConnection;

const LIST: &str = "SELECT id, code, name_uk, name_en, phone FROM unit ORDER BY code";
const PUT: &str = "INSERT INTO unit (id, code, name_uk, name_en, phone) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (code) DO UPDATE SET name_uk = $3, name_en = $4, phone = $5";

/// Every unit, by code.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(connection: &mut AnyConnection) -> StorageResult<Vec<Unit>> {
    let rows = sqlx::query(LIST).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            Ok(Unit {
                id: row.parsed("id")?,
                code: row.text("code")?,
                name_uk: row.text("name_uk")?,
                name_en: row.text("name_en")?,
                phone: row.optional_text("phone")?,
            })
        })
        .collect()
}

/// Adds a unit, or renames the one of the same code, which keeps its id.
///
/// # Errors
/// When the row cannot be written.
pub async fn put(connection: &mut AnyConnection, unit: &Unit) -> StorageResult<()> {
    sqlx::query(PUT)
        .bind(unit.id.to_string())
        .bind(unit.code.clone())
        .bind(unit.name_uk.clone())
        .bind(unit.name_en.clone())
        .bind(unit.phone.clone())
        .execute(connection)
        .await?;
    Ok(())
}
