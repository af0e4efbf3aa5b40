//! The code of an application by which its state is told.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::cabinet::status::StatusCode;
use domain::id::ApplicationId;
use sqlx::AnyConnection;

const INSERT: &str = "INSERT INTO status_code (application, code) VALUES ($1, $2)";
const OF_APPLICATION: &str = "SELECT code FROM status_code WHERE application = $1";
const APPLICATION: &str = "SELECT application.id AS id FROM application JOIN status_code ON status_code.application = application.id \
     WHERE application.number = $1 AND status_code.code = $2";

/// Adds the code of an application, which never changes.
///
/// # Errors
/// When the row cannot be written, or the application has a code already.
pub async fn insert(
    connection: &mut AnyConnection,
    application: ApplicationId,
    code: &StatusCode,
) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(application.to_string())
        .bind(code.as_str().to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// The code of an application; one from before there were codes has none.
///
/// # Errors
/// When the row cannot be read.
pub async fn of_application(
    connection: &mut AnyConnection,
    application: ApplicationId,
) -> StorageResult<Option<StatusCode>> {
    let row = sqlx::query(OF_APPLICATION)
        .bind(application.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(|row| row.parsed("code")).transpose()
}

/// The application of a number, for whoever has its code too.
///
/// # Errors
/// When the row cannot be read.
pub async fn application(
    connection: &mut AnyConnection,
    number: &str,
    code: &StatusCode,
) -> StorageResult<Option<ApplicationId>> {
    let row = sqlx::query(APPLICATION)
        .bind(number.to_owned())
        .bind(code.as_str().to_owned())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(|row| row.parsed("id")).transpose()
}
