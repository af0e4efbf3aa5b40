//! Messages inside applications.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{ApplicationId, MessageId, PersonId};
use sqlx::AnyConnection;

/// A message as it is stored. It never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    pub id: MessageId,
    pub application: ApplicationId,
    pub author: PersonId,
    pub author_name: String,
    pub is_staff: bool,
    pub content: String,
    pub at: Timestamp,
}

const INSERT: &str = "INSERT INTO application_message (id, application, author, author_name, is_staff, content, at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";
const THREAD: &str = "SELECT id, application, author, author_name, is_staff, content, at FROM application_message \
     WHERE application = $1 ORDER BY at, id";

/// Adds a message.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, message: &MessageRow) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(message.id.to_string())
        .bind(message.application.to_string())
        .bind(message.author.to_string())
        .bind(message.author_name.clone())
        .bind(i64::from(message.is_staff))
        .bind(message.content.clone())
        .bind(message.at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The messages of an application, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn thread(
    connection: &mut AnyConnection,
    application: ApplicationId,
) -> StorageResult<Vec<MessageRow>> {
    let rows = sqlx::query(THREAD)
        .bind(application.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(MessageRow {
                id: row.parsed("id")?,
                application: row.parsed("application")?,
                author: row.parsed("author")?,
                author_name: row.text("author_name")?,
                is_staff: row.flag("is_staff")?,
                content: row.text("content")?,
                at: row.timestamp("at")?,
            })
        })
        .collect()
}
