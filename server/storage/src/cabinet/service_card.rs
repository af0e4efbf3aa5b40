//! Service cards as they were when somebody applied.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::cabinet::card::ServiceCard;
use sqlx::AnyConnection;

const KEEP: &str = "INSERT INTO service_card (service, version, content) VALUES ($1, $2, $3) \
     ON CONFLICT (service, version) DO NOTHING";
const GET: &str = "SELECT content FROM service_card WHERE service = $1 AND version = $2";

/// Keeps a version of a card; one that is kept already stays as it is.
///
/// # Errors
/// When the row cannot be written.
pub async fn keep(connection: &mut AnyConnection, card: &ServiceCard) -> StorageResult<()> {
    let content =
        serde_json::to_string(card).map_err(|error| crate::StorageError::corrupt("service card", error))?;
    sqlx::query(KEEP)
        .bind(card.code.clone())
        .bind(i64::from(card.version))
        .bind(content)
        .execute(connection)
        .await?;
    Ok(())
}

/// A kept version of a card.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(
    connection: &mut AnyConnection,
    service: &str,
    version: i64,
) -> StorageResult<Option<ServiceCard>> {
    let row = sqlx::query(GET)
        .bind(service.to_owned())
        .bind(version)
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.json("content")).transpose()
}
